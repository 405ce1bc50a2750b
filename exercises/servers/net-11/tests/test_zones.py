"""A reverse zone and a delegation, served by named."""

import pytest

ZONE = "corner.example"
REVERSE = "2.0.192.in-addr.arpa"
FILES = {ZONE: "corner.zone", REVERSE: "reverse.zone"}
LAB = f"lab.{ZONE}"
NAMES = "Every address has exactly one name, the host's own."
HANDED_OVER = "The lab is handed over: BIND says whom to ask, and answers nothing itself."


@pytest.fixture
def server(document):
    """named with both zones."""
    return document.serve(FILES)


@pytest.mark.points(2)
def test_both_files_are_accepted(document):
    """named-checkzone has nothing to complain about in either file"""
    for zone, file in FILES.items():
        document.accepted(zone, file)
    told = {one.name for one in document.records(ZONE, "corner.zone")}
    if f"{LAB}." not in told:
        pytest.fail(f"Rule: {HANDED_OVER}\ncorner.zone has no record at {LAB}.", pytrace=False)


@pytest.mark.example
@pytest.mark.points(2)
def test_every_address_has_its_name(server):
    """The three addresses have the names of their hosts"""
    for number, host in ((10, "www"), (25, "mail"), (53, "ns1")):
        server.ask(f"{number}.{REVERSE}", "PTR").expect(NAMES, "PTR", f"{host}.{ZONE}.")


def test_names_and_addresses_agree(document):
    """Each name that an address has, has that address, and no address has two names"""
    addresses = {(one.name, one.data) for one in document.records(ZONE, "corner.zone") if one.kind == "A"}
    pointers = [one for one in document.records(REVERSE, "reverse.zone") if one.kind == "PTR"]
    assert pointers, "Rule: every address has exactly one name. There is no PTR record."
    for one in pointers:
        address = f"192.0.2.{one.name.removesuffix(f'.{REVERSE}.')}"
        if (one.data, address) not in addresses:
            pytest.fail(
                f"Rule: {NAMES}\n{address} has the name {one.data}\n"
                f"  gave      {one.data} does not have the address {address}",
                pytrace=False,
            )
    names = [one.name for one in pointers]
    assert sorted(names) == sorted(set(names)), "Rule: every address has exactly one name."


def test_an_address_without_a_host(server):
    """192.0.2.99 has no name, and 192.0.2.10 has one"""
    server.ask(f"10.{REVERSE}", "PTR").expect(NAMES, "PTR", f"www.{ZONE}.")
    reply = server.ask(f"99.{REVERSE}", "PTR")
    if reply.code != "NXDOMAIN":
        pytest.fail(
            f"Rule: 192.0.2.99 has no name.\n99.{REVERSE} PTR?\n  gave      {reply.code}\n  expected  NXDOMAIN",
            pytrace=False,
        )


def test_the_reverse_zone_names_its_server(server):
    """The reverse zone's name server is ns1.corner.example"""
    server.ask(REVERSE, "NS").expect("The reverse zone's name server is ns1.corner.example.", "NS", f"ns1.{ZONE}.")


@pytest.mark.example
@pytest.mark.points(2)
@pytest.mark.hint("The name servers of the lab are below the lab's own name: somebody above must know their addresses.")
def test_the_lab_can_be_found(server):
    """Who asks for the lab is told its two name servers, with their addresses"""
    reply = server.ask(f"www.{LAB}", "A")
    servers = sorted(one.data for one in reply.authority if one.kind == "NS" and one.name == f"{LAB}.")
    wanted = [f"ns1.{LAB}.", f"ns2.{LAB}."]
    if servers != wanted:
        pytest.fail(
            f"Rule: {HANDED_OVER}\nwww.{LAB} A?\n  gave      {', '.join(servers) or 'no name servers'}\n"
            f"  expected  {', '.join(wanted)}",
            pytrace=False,
        )
    addresses = {(one.name, one.data) for one in reply.additional if one.kind == "A"}
    missing = {(wanted[0], "203.0.113.1"), (wanted[1], "203.0.113.2")} - addresses
    if missing:
        told = ", ".join(" ".join(one) for one in sorted(addresses)) or "no addresses"
        pytest.fail(
            f"Rule: the lab's name servers come with their addresses.\nwww.{LAB} A?\n  gave      {told}\n"
            f"  expected  {', '.join(' '.join(one) for one in sorted(missing))}",
            pytrace=False,
        )


def test_the_lab_answers_for_itself(server, rng):
    """BIND answers nothing itself for what is below the lab, whatever it is"""
    for name in ("oven", f"bread-{rng.randrange(1000)}", "ns1"):
        reply = server.ask(f"{name}.{LAB}", "A")
        if reply.code != "NOERROR" or reply.authoritative or reply.answer:
            told = ", ".join(reply.data("A")) or reply.code
            pytest.fail(
                f"Rule: {HANDED_OVER}\n{name}.{LAB} A?\n  gave      {told}, as an answer of its own\n"
                "  expected  a referral to the lab's name servers",
                pytrace=False,
            )


def test_what_was_there_is_still_there(server):
    """www, shop, mail and the mail exchanger of corner.example are as before"""
    rule = "What was in corner.zone stays, and the lab is handed over beside it."
    for name, address in ((ZONE, "192.0.2.10"), (f"www.{ZONE}", "192.0.2.10"), (f"mail.{ZONE}", "192.0.2.25")):
        server.ask(name, "A").expect(rule, "A", address)
    server.ask(f"shop.{ZONE}", "A").expect(rule, "CNAME", f"www.{ZONE}.")
    server.ask(ZONE, "MX").expect(rule, "MX", f"10 mail.{ZONE}.")
    assert server.ask(f"www.{LAB}", "A").authority, f"Rule: {rule} There is no word of the lab yet."


def test_what_is_missing_is_soon_forgotten(server):
    """In both zones a missing name is remembered for five minutes at most"""
    for zone in FILES:
        (soa,) = server.ask(zone, "SOA").data("SOA") or ("",)
        words = soa.split()
        seconds = int(words[6]) if len(words) == 7 else None
        if seconds is None or seconds > 300:
            pytest.fail(
                f"Rule: a name that is not there is remembered for at most 5 minutes.\n{zone} SOA?\n"
                f"  gave      {soa or 'no SOA record'}\n  expected  300 or less for its last number",
                pytrace=False,
            )
