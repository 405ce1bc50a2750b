"""The preview shows what is public, and asks nobody inside."""

import pytest

PUBLIC = "93.184.215.14"
PUBLIC6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
FETCHED = "Rule: http and https addresses are fetched, on port 80 or 443, without user or password."
INSIDE = "Rule: all addresses of the host have to be public: global by `ipaddress`, and not multicast."
WRITTEN = "Rule: the host counts by what `resolve` says of it, not by how it is written."
ONCE = "Rule: for each page, `resolve` is called once, and `fetch` gets one of the addresses that it gave."
REDIRECTS = "Rule: up to three redirects are followed; each is held to all of the rules."
TITLE = "Rule: the title comes from an answer with status 200; without it, the preview is None."


class Web:
    """Hosts with their addresses, pages with their answers, and a record of what was asked."""

    def __init__(self, hosts=None, pages=None):
        self.hosts = {"ada.example": [PUBLIC], **(hosts or {})}
        self.pages = pages or {}
        self.resolved = []
        self.asked = []

    def resolve(self, host):
        self.resolved.append(host)
        if host not in self.hosts:
            raise OSError("there is no such host")
        addresses = self.hosts[host]
        return list(addresses(len(self.resolved)) if callable(addresses) else addresses)

    def fetch(self, ip, scheme, port, host, target):
        self.asked.append((ip, scheme, port, host, target))
        if len(self.asked) > 9:
            raise OSError("asked ten times for one preview")
        return self.pages.get(f"{host}{target}", (200, {}, "<title>a page</title>"))


def redirect(place, status=302):
    """An answer that leads elsewhere."""
    return status, {"Location": place}, "<title>moved</title>"


def shown(solution, web, address, asked, rule, *, title="a page"):
    """Fail unless the address has this title, and exactly these servers were asked."""
    answer = solution.preview(address, web.resolve, web.fetch)
    if (answer is not None and type(answer) is not str) or answer != title:
        told(address, answer, title, rule)
    if web.asked != asked:
        told(f"{address!r}, the calls of fetch", web.asked, asked, rule)


def refused(solution, web, address, rule, asked=0):
    """Fail unless the address is refused, after so many pages."""
    try:
        answer = solution.preview(address, web.resolve, web.fetch)
    except solution.Refused:
        if len(web.asked) != asked:
            told(f"{address!r}, the calls of fetch", web.asked, f"{asked} of them", rule)
        return
    except Exception as error:  # noqa: BLE001 - whatever the solution raises is told to the learner
        answer = error
    told(f"{address!r}, with {web.hosts}", answer, "Refused", rule)


def told(what, gave, expected, rule):
    """End the check."""
    pytest.fail(f"{rule}\npreview of {what}\n  gave      {gave!r}\n  expected  {expected!r}", pytrace=False)


@pytest.mark.example
def test_honest_pages(solution):
    """Shows the title of a public page"""
    asked = [(PUBLIC, "https", 443, "ada.example", "/a?b=c")]
    shown(solution, Web(), "https://ada.example/a?b=c", asked, FETCHED)
    shown(solution, Web(), "http://ada.example", [(PUBLIC, "http", 80, "ada.example", "/")], FETCHED)
    asked = [(PUBLIC6, "https", 443, "six.example", "/")]
    shown(solution, Web({"six.example": [PUBLIC6]}), "https://six.example/", asked, INSIDE)


def test_honest_ports_and_numbers(solution):
    """Fetches from the ports of the web, and from public addresses that are written as numbers"""
    for address, scheme, port in (
        ("http://ada.example:80/", "http", 80),
        ("https://ada.example:443/", "https", 443),
        ("http://ada.example:443/", "http", 443),
        ("HTTP://ADA.example/", "http", 80),
    ):
        shown(solution, Web(), address, [(PUBLIC, scheme, port, "ada.example", "/")], FETCHED)
    for host, written in (("8.8.8.8", "8.8.8.8"), (PUBLIC6, f"[{PUBLIC6}]"), ("172.32.0.1", "172.32.0.1")):
        web = Web({host: [host]})
        shown(solution, web, f"https://{written}/", [(host, "https", 443, host, "/")], WRITTEN)


def test_pages_without_a_title(solution):
    """A page without a title, or an answer that is no page, has no preview"""
    pages = {"ada.example/none": (200, {}, "<p>x"), "ada.example/gone": (404, {}, "<title>gone</title>")}
    pages |= {"ada.example/down": (500, {}, "<title>down</title>"), "ada.example/304": (304, {}, "<title>x</title>")}
    pages |= {"ada.example/part": (206, {}, "<title>a part</title>"), "ada.example/made": (201, {}, "<title>x</title>")}
    for path in ("/none", "/gone", "/down", "/304", "/part", "/made"):
        asked = [(PUBLIC, "http", 80, "ada.example", path)]
        shown(solution, Web(pages=pages), f"http://ada.example{path}", asked, TITLE, title=None)
    asked = [(PUBLIC, "http", 80, "ada.example", "/")]
    shown(solution, Web(pages=pages), "http://ada.example/", asked, TITLE)


def test_other_schemes_ports_and_users(solution):
    """Refuses other schemes, other ports, users, and what is no address"""
    for address in (
        "file:///etc/passwd",
        "file://ada.example/etc/passwd",
        "ftp://ada.example/",
        "gopher://ada.example/",
        "httpx://ada.example/",
        "//ada.example/",
        "ada.example",
        "",
        "http://",
        "http:///path",
        "http://ada.example:22/",
        "http://ada.example:6379/",
        "http://ada.example:8080/",
        "http://ada.example:0/",
        "http://ada.example:99999/",
        "http://ada.example:x/",
        "http://[::1/",
        "http://ada@ada.example/",
        "http://ada:secret@ada.example/",
        "http://@ada.example/",
        "javascript:alert(1)",
    ):
        refused(solution, Web({"": [PUBLIC]}), address, FETCHED)
    asked = [(PUBLIC, "http", 80, "ada.example", "/@x:22")]
    shown(solution, Web(), "http://ada.example/@x:22", asked, FETCHED)


@pytest.mark.points(2)
def test_addresses_inside(solution):
    """Refuses hosts whose address is not public"""
    inside = ["127.0.0.1", "127.8.9.1", "10.0.0.7", "192.168.1.1", "172.16.0.1", "172.31.255.255", "169.254.169.254"]
    inside += ["0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255", "198.18.0.1", "240.0.0.1"]  # noqa: S104
    inside += [
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "ff0e::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.7",
    ]
    for ip in inside:
        refused(solution, Web({"innocent.example": [ip]}), "http://innocent.example/", INSIDE)
    asked = [(PUBLIC, "http", 80, "ada.example", "/")]
    shown(solution, Web(), "http://ada.example/", asked, INSIDE)


@pytest.mark.points(2)
@pytest.mark.hint("Ask `resolve` for numbers, too; it knows all the ways to write them.")
def test_ways_to_write_an_address(solution):
    """Refuses an address inside, however it is written"""
    for host in ("localhost", "LOCALHOST", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "127.0.0.1.nip.example"):
        refused(solution, Web({host.lower(): ["127.0.0.1"]}), f"http://{host}/", WRITTEN)
    for host in ("[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:7f00:1]"):
        bare = host.strip("[]")
        refused(solution, Web({bare: ["::1"]}), f"http://{host}/", WRITTEN)
    for host in ("localhost.example", "10.0.0.7.example", "127.example", "private-192.168.example"):
        web = Web({host: [PUBLIC]})
        shown(solution, web, f"http://{host}/", [(PUBLIC, "http", 80, host, "/")], WRITTEN)


@pytest.mark.hint("A host may have several addresses. Which of them is asked?")
def test_several_addresses(solution):
    """Refuses a host as soon as one of its addresses is inside"""
    for addresses in (
        [PUBLIC, "10.0.0.7"],
        ["10.0.0.7", PUBLIC],
        [PUBLIC, PUBLIC6, "::1"],
        [PUBLIC, "127.0.0.1", "8.8.8.8"],
    ):
        refused(solution, Web({"two.example": addresses}), "http://two.example/", INSIDE)
    web = Web({"two.example": ["8.8.8.8", "1.1.1.1"]})
    answer = solution.preview("http://two.example/", web.resolve, web.fetch)
    assert answer == "a page", INSIDE
    asked = [ip for ip, *_ in web.asked]
    assert asked in (["8.8.8.8"], ["1.1.1.1"]), ONCE


def test_hosts_that_are_not_there(solution):
    """Refuses a host that has no address"""
    refused(solution, Web(), "http://nobody.example/", WRITTEN)
    refused(solution, Web({"empty.example": []}), "http://empty.example/", WRITTEN)
    shown(solution, Web(), "http://ada.example/", [(PUBLIC, "http", 80, "ada.example", "/")], FETCHED)


@pytest.mark.points(2)
@pytest.mark.hint("A name server may give one answer to the check and another one to the request.")
def test_a_name_that_changes(solution):
    """Asks the address that was looked at, though the name leads elsewhere now"""
    web = Web({"turn.example": lambda times: [PUBLIC] if times == 1 else ["127.0.0.1"]})
    shown(solution, web, "http://turn.example/", [(PUBLIC, "http", 80, "turn.example", "/")], ONCE)
    resolved = web.resolved
    assert resolved == ["turn.example"], ONCE
    web = Web({"turn.example": lambda times: ["127.0.0.1"] if times == 1 else [PUBLIC]})
    refused(solution, web, "http://turn.example/", ONCE)


def test_honest_redirects(solution):
    """Follows redirects, up to three, also relative ones"""
    steps = [("/1", "/2", 301), ("/2", "3?x=y", 302), ("/3?x=y", "https://bo.example/4", 308)]
    pages = {f"ada.example{path}": redirect(place, status) for path, place, status in steps}
    web = Web({"bo.example": ["8.8.8.8"]}, pages)
    asked = [(PUBLIC, "http", 80, "ada.example", path) for path in ("/1", "/2", "/3?x=y")]
    shown(
        solution,
        web,
        "http://ada.example/1",
        [*asked, ("8.8.8.8", "https", 443, "bo.example", "/4")],
        REDIRECTS,
    )
    for status in (303, 307):
        web = Web(pages={"ada.example/": redirect("/new", status)})
        asked = [(PUBLIC, "http", 80, "ada.example", path) for path in ("/", "/new")]
        shown(solution, web, "http://ada.example/", asked, REDIRECTS)


@pytest.mark.points(2)
def test_redirects_inside(solution):
    """A page that leads inside is not followed"""
    hosts = {"inside.example": ["10.0.0.7"], "localhost": ["127.0.0.1"], "bo.example": ["8.8.8.8"]}
    places = ["http://inside.example/", "http://localhost/admin", "//inside.example/", "file:///etc/passwd"]
    places += ["http://bo.example:22/", "http://ada:x@bo.example/", "http://nobody.example/", "http://[::1/"]
    for place in places:
        refused(solution, Web(hosts, {"ada.example/": redirect(place)}), "http://ada.example/", REDIRECTS, asked=1)
        pages = {"ada.example/": redirect("http://bo.example/2"), "bo.example/2": redirect(place)}
        refused(solution, Web(hosts, pages), "http://ada.example/", REDIRECTS, asked=2)
        pages |= {"bo.example/2": redirect("/3"), "bo.example/3": redirect(place)}
        refused(solution, Web(hosts, pages), "http://ada.example/", REDIRECTS, asked=3)


def test_redirects_without_end(solution):
    """Refuses the fourth redirect, and one that leads nowhere"""
    refused(solution, Web(pages={"ada.example/": redirect("/")}), "http://ada.example/", REDIRECTS, asked=4)
    pages = {f"ada.example/{number}": redirect(f"/{number + 1}") for number in range(4)}
    refused(solution, Web(pages=pages), "http://ada.example/0", REDIRECTS, asked=4)
    refused(solution, Web(pages={"ada.example/": (302, {}, "")}), "http://ada.example/", REDIRECTS, asked=1)
    asked = [(PUBLIC, "http", 80, "ada.example", f"/{number}") for number in (1, 2, 3, 4)]
    shown(solution, Web(pages=pages), "http://ada.example/1", asked, REDIRECTS)


@pytest.mark.points(2)
def test_random_hosts(solution, reference, rng):
    """Agrees with the reference on 40 random webs"""
    ips = [PUBLIC, PUBLIC6, "8.8.8.8", "9.9.9.9", "10.1.2.3", "::1"]
    for _ in range(40):
        hosts = {f"h{number}.example": rng.choices(ips, [9, 9, 9, 9, 2, 2], k=rng.randint(1, 2)) for number in range(4)}
        places = [f"{rng.choice(['http', 'https'])}://h{number}.example/" for number in range(4)] + [
            "/x",
            "ftp://h0.example/",
        ]
        pages = {f"h{number}.example/": redirect(rng.choice(places)) for number in range(3)}
        expected, answer = (outcome(module, hosts, pages) for module in (reference, solution))
        assert answer == expected, f"Rule: all of the prompt. The hosts are {hosts}, the pages {pages}."


def outcome(module, hosts, pages):
    """How it ended, and what was asked of whom."""
    web = Web(hosts, pages)
    try:
        ended = module.preview("http://h0.example/", web.resolve, web.fetch)
    except module.Refused:
        ended = "Refused"
    return {"ended": ended, "asked": [(host, target) for _, _, _, host, target in web.asked]}
