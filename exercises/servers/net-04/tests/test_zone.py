"""A zone file: read by named-checkzone, served by named, asked like any name server."""

import pytest

ZONE = "corner.example"
FILE = "corner.zone"
OLD_SERIAL = 2026030401
TABLE = "The zone holds what the table says."


@pytest.fixture
def server(document):
    """named with the learner's zone."""
    return document.serve({ZONE: FILE})


@pytest.mark.points(2)
def test_the_zone_is_accepted(document):
    """named-checkzone has nothing to complain about"""
    document.accepted(ZONE)


@pytest.mark.example
@pytest.mark.points(2)
def test_the_zone_is_served(server):
    """BIND answers for the zone itself, and knows www.corner.example"""
    reply = server.ask(f"www.{ZONE}", "A")
    if not reply.authoritative:
        pytest.fail(
            f"Rule: BIND serves the zone.\nwww.{ZONE} A?\n  gave      {reply.code}\n  expected  an answer of its own\n"
            f"named said:\n{server.running.log()}",
            pytrace=False,
        )
    reply.expect(TABLE, "A", "192.0.2.10")


@pytest.mark.example
def test_the_website_has_both_addresses(server):
    """corner.example and www.corner.example have an IPv4 and an IPv6 address"""
    for name in (ZONE, f"www.{ZONE}"):
        server.ask(name, "A").expect(TABLE, "A", "192.0.2.10")
        server.ask(name, "AAAA").expect(TABLE, "AAAA", "2001:db8::10")


def test_the_name_servers_are_named(server):
    """The zone names its two name servers, which have addresses"""
    server.ask(ZONE, "NS").expect(TABLE, "NS", f"ns1.{ZONE}.", f"ns2.{ZONE}.")
    server.ask(f"ns1.{ZONE}", "A").expect(TABLE, "A", "192.0.2.53")
    server.ask(f"ns2.{ZONE}", "A").expect(TABLE, "A", "198.51.100.53")


def test_the_shop_is_an_alias(server):
    """shop.corner.example is another name for www.corner.example"""
    reply = server.ask(f"shop.{ZONE}", "A")
    reply.expect(TABLE, "CNAME", f"www.{ZONE}.")
    reply.expect(TABLE, "A", "192.0.2.10")


@pytest.mark.points(2)
@pytest.mark.hint(
    "A name without a dot at its end goes on with the name of the zone: mail becomes mail.corner.example."
)
def test_mail_goes_to_two_servers(server):
    """Mail goes to mail.corner.example first, then to mail.example.net"""
    server.ask(ZONE, "MX").expect(TABLE, "MX", f"10 mail.{ZONE}.", "20 mail.example.net.")
    server.ask(f"mail.{ZONE}", "A").expect(TABLE, "A", "192.0.2.25")


def test_the_text_is_one_text(server):
    """The text at corner.example is one text, with its spaces"""
    server.ask(ZONE, "TXT").expect(TABLE, "TXT", '"v=spf1 mx -all"')


@pytest.mark.hint(
    "named-checkzone does not know the old serial number: it has to be raised by whoever changes the zone."
)
def test_the_serial_has_grown(server):
    """The serial number is higher than the old one"""
    (soa,) = server.ask(ZONE, "SOA").data("SOA") or ("",)
    words = soa.split()
    serial = int(words[2]) if len(words) == 7 else 0
    if not OLD_SERIAL < serial < OLD_SERIAL + 2**31:
        pytest.fail(
            f"Rule: the serial number is higher than that of the old file.\n{ZONE} SOA?\n"
            f"  gave      {serial or 'no SOA record'}\n  expected  more than {OLD_SERIAL}",
            pytrace=False,
        )


def test_records_are_kept_for_a_sensible_time(document):
    """Every record may be kept for 300 to 86400 seconds"""
    records = document.records(ZONE)
    assert records
    odd = [f"{one.name} {one.kind}: {one.seconds} seconds" for one in records if not 300 <= one.seconds <= 86400]
    if odd:
        pytest.fail(
            "Rule: records may be kept for 300 to 86400 seconds.\n  gave      " + ", ".join(odd[:4]), pytrace=False
        )


def test_a_name_that_is_not_there(server, rng):
    """A name that is not in the table has no address, and one that is has"""
    server.ask(f"mail.{ZONE}", "A").expect(TABLE, "A", "192.0.2.25")
    name = f"pastry-{rng.randrange(16**6):06x}.{ZONE}"
    reply = server.ask(name, "A")
    if reply.code != "NXDOMAIN":
        told = ", ".join(reply.data("A")) or reply.code
        pytest.fail(
            f"Rule: no other name has an address.\n{name} A?\n  gave      {told}\n  expected  NXDOMAIN", pytrace=False
        )


def test_nothing_else_has_an_address(document):
    """The zone holds no addresses but those of the table"""
    wanted = {
        (ZONE, "A", "192.0.2.10"),
        (ZONE, "AAAA", "2001:db8::10"),
        (f"www.{ZONE}", "A", "192.0.2.10"),
        (f"www.{ZONE}", "AAAA", "2001:db8::10"),
        (f"ns1.{ZONE}", "A", "192.0.2.53"),
        (f"ns2.{ZONE}", "A", "198.51.100.53"),
        (f"mail.{ZONE}", "A", "192.0.2.25"),
    }
    found = {(one.name.rstrip("."), one.kind, one.data) for one in document.records(ZONE) if one.kind in {"A", "AAAA"}}
    for text, names in (("not in the table", found - wanted), ("missing", wanted - found)):
        if names:
            told = ", ".join(" ".join(one) for one in sorted(names)[:4])
            pytest.fail(
                f"Rule: the zone holds what the table says, and no other address.\n{text}: {told}", pytrace=False
            )
