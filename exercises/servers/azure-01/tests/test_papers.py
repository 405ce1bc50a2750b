"""Hidden tests: papers in Azure's blob storage, looked at from outside."""

import base64
import hashlib
import hmac
import http.client
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, unquote, urlencode, urlsplit

import pytest

ACCOUNT = "devstoreaccount1"
KEY = base64.b64decode("Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==")
SECONDS = 3
MOST = 1 << 20
ODD = "2031/Rent & fuel #3 (50%)?.pdf"
KEPT = "store keeps the bytes, the content type and the owner"
ONCE = "if there is such a blob, store changes nothing and returns False, unless it is told to overwrite"
READING = "whoever has the link can read this blob, and can't change it, delete it or see another one"
QUICKER = """
import sys

sys.path.append("/opt/kata/packages")
from azure.core.pipeline.transport import RequestsTransport
from azure.storage.blob import ContentSettings

import papers

send, state = RequestsTransport.send, {{"quicker": False}}

def quicker(self, request, **options):
    if request.method == "PUT" and "comp=" not in request.url and not state["quicker"]:
        state["quicker"] = True
        papers.connect({port}).upload_blob("rent.txt", b"quicker", metadata={{"owner": "bo"}}, overwrite=True)
    return send(self, request, **options)

RequestsTransport.send = quicker
print(papers.store({port}, "rent.txt", b"slower", "ada", "text/plain"))
"""

IN_A_ZONE = """
import os, sys, time

os.environ["TZ"] = "WEST+5"
time.tzset()
sys.path.append("/opt/kata/packages")
import papers

print(papers.link({port}, "rent.txt", 600))
"""


class Storage:
    """The storage from outside, asked as its owner. What it says is bounded: it may be the solution that speaks."""

    def __init__(self, address):
        self.address = address

    def ask(self, method, target, data=None, headers=None):
        """One request: its status, headers and body."""
        connection = http.client.HTTPConnection(*self.address, timeout=SECONDS)
        try:
            connection.request(method, target, data, {"Connection": "close", **(headers or {})})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read(MOST)
        except (OSError, http.client.HTTPException) as broken:
            pytest.fail(f"The blob storage does not answer any more: {type(broken).__name__}", pytrace=False)
        finally:
            connection.close()

    def own(self, method, path, data=None, headers=None, **query):
        """One request with all rights, by a signature for the account."""
        end = (datetime.now(UTC) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        rights = {"sp": "rwdlac", "ss": "b", "srt": "sco", "se": end, "sv": "2018-11-09"}
        signed = [ACCOUNT, rights["sp"], rights["ss"], rights["srt"], "", end, "", "", rights["sv"], ""]
        signature = base64.b64encode(hmac.digest(KEY, "\n".join(signed).encode(), hashlib.sha256)).decode()
        target = f"/{ACCOUNT}/{quote(path)}?{urlencode({**query, **rights, 'sig': signature})}"
        return self.ask(method, target, data, headers)

    def paper(self, name):
        """A blob: its bytes, content type and metadata; None if there is none."""
        status, headers, data = self.own("GET", f"papers/{name}")
        if status != 200:
            return None
        metadata = {
            key.removeprefix("x-ms-meta-"): text for key, text in headers.items() if key.startswith("x-ms-meta-")
        }
        return data, headers.get("content-type"), metadata


@pytest.fixture
def storage(services):
    """The storage, with an empty container."""
    found = Storage(services["azure"].address)
    found.own("PUT", "papers", restype="container")
    return found


@pytest.fixture
def port(services):
    """Where the solution finds the storage."""
    return services["azure"].port


def say(rule, asked, gave, expected):
    """End the check."""
    pytest.fail(f"Rule: {rule}.\n  {asked}\n  gave      {gave!r}\n  expected  {expected!r}", pytrace=False)


def asks(rule, asked, answer, expected):
    """Compare one answer, types too."""
    if type(answer) is not type(expected) or answer != expected:
        say(rule, asked, answer, expected)


def opened(storage, address, rule, method="GET", data=None):
    """What a link gives from outside: status, headers, body."""
    if type(address) is not str:
        say(rule, "link", address, "a text")
    if not address.isascii() or not address.isprintable() or " " in address:
        say(rule, "link", address, "a URL, in which a name is quoted")
    try:
        parts = urlsplit(address)
    except ValueError:
        say(rule, "link", address, "a URL")
    return storage.ask(method, f"{parts.path}?{parts.query}", data, {"x-ms-blob-type": "BlockBlob"} if data else None)


def told_by(session, rule, script, call):
    """What a program prints that makes a call in a process of its own."""
    done = session.run([session.python, "-c", script], seconds=12)
    if done.status != 0 or done.signal:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2][:300]
        say(rule, f"{call}, in a process of its own", last or f"status {done.status}", "an answer")
    return done.stdout.decode("utf-8", "replace").strip()


@pytest.mark.example
def test_a_paper_is_kept(solution, storage, port):
    """A paper that is stored is there"""
    answer = solution.store(port, "rent.txt", b"12 x 700", "Zo\u00eb", "text/plain")
    asks(KEPT, 'store(port, "rent.txt", b"12 x 700", "Zo\u00eb", "text/plain")', answer, True)
    found = storage.paper("rent.txt")
    asks(KEPT, "the bytes of the blob rent.txt", found and found[0], b"12 x 700")


def test_what_is_known_of_a_paper(solution, storage, port, rng):
    """The kind, size and owner of a paper are known"""
    data, kind = rng.randbytes(rng.randrange(10, 90)), rng.choice(["image/png", "application/pdf", "text/csv"])
    solution.store(port, "a/scan", data, "ada", kind)
    expected = {"owner": "ada", "kind": kind, "size": len(data)}
    asks("describe returns the owner, the kind and the size", "describe", solution.describe(port, "a/scan"), expected)
    found = storage.paper("a/scan")
    asks(KEPT, "the content type of the blob", found and found[1], kind)
    asks("the metadata have one entry, owner", "the metadata of the blob", found and found[2], {"owner": "ada"})


def test_a_paper_that_is_not_there(solution, storage, port):
    """Of a paper that is not there, nothing is known"""
    asks("describe returns None if there is no such blob", "describe", solution.describe(port, "none.txt"), None)
    solution.store(port, "none.txt", b"", "ada", "text/plain")
    asks("an empty paper is one", "describe, of no bytes", solution.describe(port, "none.txt")["size"], 0)


def test_an_owner_of_any_name(solution, storage, port, rng):
    """An owner may have any name"""
    rule = "an owner is any text, and kept as urllib.parse.quote writes it"
    for owner in ("Zo\u00eb", "\u6797 50%", f"ada {rng.randrange(100)}, & co/\u00fc"):
        asks(rule, f"store, for the owner {owner!r}", solution.store(port, owner[:1], b"1", owner, "text/plain"), True)
        asks(rule, "describe", solution.describe(port, owner[:1])["owner"], owner)
        found = storage.paper(owner[:1])
        kept = found[2].get("owner", "") if found else ""
        if not kept.isascii() or unquote(kept) != owner:
            say(rule, "the metadata of the blob", kept, quote(owner))


def test_a_paper_that_is_there(solution, storage, port):
    """A paper that is there is not overwritten"""
    solution.store(port, "rent.txt", b"first", "ada", "text/plain")
    asks(ONCE, "store, the second time", solution.store(port, "rent.txt", b"second", "bo", "text/csv"), False)
    asks(ONCE, "the blob then", storage.paper("rent.txt"), (b"first", "text/plain", {"owner": "ada"}))


@pytest.mark.points(2)
@pytest.mark.hint("Between a look and a write there is time. Who can decide in one step whether a blob is new?")
def test_another_one_is_quicker(session, storage, port):
    """Nothing is lost when another program stores the paper in the same moment"""
    rule = "if there is such a blob, store changes nothing and returns False, also if it has just come"
    answer = told_by(session, rule, QUICKER.format(port=port), "store")
    found = storage.paper("rent.txt")
    asks(rule, "the bytes, if another one stores b'quicker' just before yours", found and found[0], b"quicker")
    asks(rule, "store", answer, "False")


def test_overwriting_replaces_all(solution, storage, port):
    """Overwriting replaces the bytes and all that was known of them"""
    solution.store(port, "rent.txt", b"a long first paper", "ada", "text/plain")
    asks(ONCE, "store with overwrite", solution.store(port, "rent.txt", b"new", "bo", "text/csv", overwrite=True), True)
    rule = "with overwrite=True it replaces the blob, with all that was known of it"
    asks(rule, "the blob then", storage.paper("rent.txt"), (b"new", "text/csv", {"owner": "bo"}))


def test_the_papers_of_an_owner(solution, storage, port, rng):
    """All papers of an owner are found, and no other one's"""
    rule = "papers_of returns the names of all papers of an owner, sorted"
    asks(rule, "papers_of, where there are none", solution.papers_of(port, "Zo\u00eb"), [])
    names = rng.sample(["b/1", "a/2", "Z", "c", "a/10", ODD], 6)
    for number, name in enumerate(names):
        solution.store(port, name, b"1", "Zo\u00eb" if number % 2 else "Zoe", "text/plain")
    asks(rule, "papers_of(port, 'Zo\u00eb')", solution.papers_of(port, "Zo\u00eb"), sorted(names[1::2]))
    asks(rule, "papers_of(port, 'Zoe')", solution.papers_of(port, "Zoe"), sorted(names[::2]))


def test_a_link_opens_a_paper(solution, storage, port):
    """A link opens the paper"""
    solution.store(port, "rent.txt", b"12 x 700", "ada", "text/csv")
    address = solution.link(port, "rent.txt", 600)
    status, headers, data = opened(storage, address, READING)
    asks(READING, f"GET {address}", (status, data), (200, b"12 x 700"))
    asks(KEPT, "the content type of what the link gives", headers.get("content-type"), "text/csv")
    parts = urlsplit(address)
    asks("link returns a URL of the storage", "link", f"{parts.scheme}://{parts.netloc}", f"http://127.0.0.1:{port}")


def test_a_link_to_any_name(solution, storage, port):
    """A name with any character in it has a link"""
    for name in ("Zo\u00eb.txt", ODD):
        solution.store(port, name, name.encode(), "ada", "text/plain")
        address = solution.link(port, name, 600)
        status, _, data = opened(storage, address, READING)
        asks("a name may have any character in it", f"GET {address}", (status, data), (200, name.encode()))


def test_a_link_is_for_reading(solution, storage, port):
    """A link changes and deletes nothing"""
    solution.store(port, "rent.txt", b"12 x 700", "ada", "text/plain")
    address = solution.link(port, "rent.txt", 600)
    asks(READING, f"GET {address}", opened(storage, address, READING)[0], 200)
    for method, data in (("PUT", b"mine"), ("DELETE", None)):
        asks(READING, f"{method} {address}", opened(storage, address, READING, method, data)[0], 403)
    asks(READING, "the blob then", storage.paper("rent.txt"), (b"12 x 700", "text/plain", {"owner": "ada"}))


@pytest.mark.points(2)
def test_a_link_opens_no_other_paper(solution, storage, port):
    """A link opens no other paper, and shows none"""
    for name in ("rent.txt", "fuel.txt"):
        solution.store(port, name, name.encode(), "ada", "text/plain")
    address = solution.link(port, "rent.txt", 600)
    asks(READING, f"GET {address}", opened(storage, address, READING)[0], 200)
    other = address.replace("rent.txt", "fuel.txt", 1)
    asks(READING, f"GET {other}", opened(storage, other, READING)[0], 403)
    listed = address.replace("/rent.txt?", "?restype=container&comp=list&", 1)
    asks(READING, f"GET {listed}", opened(storage, listed, READING)[0], 403)


@pytest.mark.points(2)
def test_a_link_ends(solution, storage, port):
    """A link ends when it should"""
    rule = "it is for so many seconds from now"
    solution.store(port, "rent.txt", b"12 x 700", "ada", "text/plain")
    for seconds in (3600, 90):
        address = solution.link(port, "rent.txt", seconds)
        asks(rule, f"GET {address}, for {seconds} seconds", opened(storage, address, rule)[0], 200)
    address, until = solution.link(port, "rent.txt", 1), time.monotonic() + 3
    while opened(storage, address, rule)[0] != 403:
        if time.monotonic() > until:
            say(rule, f"GET {address}, for one second, and tried for three", 200, 403)
        time.sleep(0.05)


@pytest.mark.hint("A signature's end is written in UTC. Which time is the one that you count from?")
def test_a_link_is_for_as_long_in_any_zone(solution, session, storage, port):
    """A link is for as long, whatever the time zone of the machine"""
    rule = "it is for so many seconds from now"
    solution.store(port, "rent.txt", b"12 x 700", "ada", "text/plain")
    address = told_by(session, rule, IN_A_ZONE.format(port=port), f'link({port}, "rent.txt", 600)')
    asked = f"GET {address}, for 600 seconds, made where clocks are five hours behind UTC"
    asks(rule, asked, opened(storage, address, rule)[0], 200)
