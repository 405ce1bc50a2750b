"""Hidden tests: price lists in Google's Cloud Storage, looked at and written to from outside."""

import http.client
import json
from urllib.parse import quote

import pytest

SECONDS = 3
MOST = 1 << 20
KEPT = "create writes a new list as JSON, with the content type application/json, and returns its generation"
NEW = "if there is an object of that name, create changes nothing and returns None"
PAIR = "read returns the list and its generation as a pair, or None if there is no such object"
EDITED = "change writes what edit returns in the place of the list, and returns the new generation"
NOT_LOST = "if somebody else writes the list in between, what they wrote is not lost"
STILL = "remove removes the object if it is still of this generation, and returns True; otherwise False"
DISTURBED = """
import sys

sys.path.append("/opt/kata/packages")
import json

from requests.adapters import HTTPAdapter

import prices

send, state = HTTPAdapter.send, {{"done": False}}

def other():
    state["done"] = True
    blob = prices.connect({port}).blob("harbour")
    blob.upload_from_string('{{"roll": 1}}', content_type="application/json")

def before(self, request, **options):
    if request.method in ("POST", "PUT", "DELETE") and not state["done"]:
        other()
    return send(self, request, **options)

def after(self, request, **options):
    answer = send(self, request, **options)
    answer.content
    if "/b/prices/o" in request.url and not state["done"]:  # the package asks about the bucket in a thread of its own
        other()
    return answer

HTTPAdapter.send = {when}
print(json.dumps(prices.{call}))
"""


class Bucket:
    """The bucket from outside. What it says is bounded: it may be the solution that speaks."""

    def __init__(self, address):
        self.address = address
        self.ask("POST", "/storage/v1/b?project=kata", b'{"name": "prices"}')

    def ask(self, method, target, data=None):
        """One request: its status, headers and body."""
        connection = http.client.HTTPConnection(*self.address, timeout=SECONDS)
        try:
            connection.request(method, target, data, {"Connection": "close", "Content-Type": "application/json"})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read(MOST)
        except (OSError, http.client.HTTPException) as broken:
            pytest.fail(f"The storage does not answer any more: {type(broken).__name__}", pytrace=False)
        finally:
            connection.close()

    def write(self, name, prices):
        """Write a list as somebody else does, whatever is there."""
        target = f"/upload/storage/v1/b/prices/o?uploadType=media&name={quote(name, safe='')}"
        self.ask("POST", target, json.dumps(prices).encode())

    def remove(self, name):
        """Remove a list as somebody else does."""
        self.ask("DELETE", f"/storage/v1/b/prices/o/{quote(name, safe='')}")

    def read(self, name):
        """A list, its generation and content type; None if there is none."""
        status, headers, data = self.ask("GET", f"/storage/v1/b/prices/o/{quote(name, safe='')}?alt=media")
        if status != 200:
            return None
        try:
            prices = json.loads(data)
        except (ValueError, RecursionError):
            pytest.fail(f"Rule: {KEPT}.\n  the object {name}\n  gave      {data[:200]!r}", pytrace=False)
        return prices, headers.get("x-goog-generation", ""), headers.get("content-type")

    def prices(self, name):
        """A list; None if there is none."""
        found = self.read(name)
        return found and found[0]


@pytest.fixture
def bucket(services):
    """The bucket, empty."""
    return Bucket(services["gcp"].address)


@pytest.fixture
def port(services):
    """Where the solution finds the storage."""
    return services["gcp"].port


def say(rule, asked, gave, expected):
    """End the check."""
    pytest.fail(f"Rule: {rule}.\n  {asked}\n  gave      {gave!r}\n  expected  {expected!r}", pytrace=False)


def asks(rule, asked, answer, expected):
    """Compare one answer, types too."""
    if type(answer) is not type(expected) or answer != expected:
        say(rule, asked, answer, expected)


def is_generation(rule, asked, answer, bucket, name):
    """Fail unless an answer is the generation that the object has now."""
    found = bucket.read(name)
    actual = found[1] if found else ""
    if type(answer) is not int or str(answer) != actual:
        say(rule, asked, answer, int(actual) if actual.isdecimal() else "the generation of the object")


def told_by(session, rule, script, call):
    """What a program prints that makes a call in a process of its own."""
    done = session.run([session.python, "-c", script], seconds=12)
    if done.status != 0 or done.signal:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2][:300]
        say(rule, f"{call}, in a process of its own", last or f"status {done.status}", "an answer")
    return done.stdout.decode("utf-8", "replace").strip()


@pytest.mark.example
def test_a_new_list(solution, bucket, port):
    """A new list is written, and read"""
    created = solution.create(port, "harbour", {"roll": 45})
    asks(KEPT, "the object after create", bucket.prices("harbour"), {"roll": 45})
    is_generation(KEPT, 'create(port, "harbour", {"roll": 45})', created, bucket, "harbour")
    asks(PAIR, 'read(port, "harbour")', solution.read(port, "harbour"), ({"roll": 45}, created))


def test_a_list_is_kept_as_json(solution, bucket, port, rng):
    """A list is kept as JSON, under any name"""
    for name in ("north/market square", "Caf\u00e9 50%?"):
        prices = {word: rng.randrange(20, 900) for word in rng.sample(["roll", "bun", "rye", "cr\u00eape", "tart"], 3)}
        created = solution.create(port, name, prices)
        found = bucket.read(name)
        asks(KEPT, f"the content type of {name!r}", found and found[2], "application/json")
        asks(KEPT, f"the object {name!r}", found and found[0], prices)
        asks(PAIR, f"read(port, {name!r})", solution.read(port, name), (prices, created))


def test_a_list_that_is_not_there(solution, bucket, port):
    """A list that is not there is told of with None, and not made"""
    asks(PAIR, 'read(port, "moon")', solution.read(port, "moon"), None)
    rule = "change returns None if there is no such object"
    changed = solution.change(port, "moon", lambda prices: {**prices, "roll": 1})
    asks(rule, 'change(port, "moon", ...)', changed, None)
    asks(rule, "the object after it", bucket.prices("moon"), None)
    asks(STILL, 'remove(port, "moon", 7)', solution.remove(port, "moon", 7), False)


def test_a_list_that_is_there(solution, bucket, port):
    """A list that is there is not created again"""
    bucket.write("harbour", {"roll": 45})
    asks(NEW, "create, of one that is there", solution.create(port, "harbour", {"roll": 99}), None)
    asks(NEW, "the object after it", bucket.prices("harbour"), {"roll": 45})


@pytest.mark.points(2)
@pytest.mark.hint("Between a look and a write there is time. What can a write say about what it believes to be there?")
def test_another_one_creates_it_first(session, bucket, port):
    """Nothing is lost when another program creates the list in the same moment"""
    rule = "if there is an object of that name, create returns None, also if it has just come"
    call = f'create({port}, "harbour", {{"roll": 99}})'
    answer = told_by(session, rule, DISTURBED.format(port=port, when="before", call=call), call)
    asks(rule, "the object, if another one writes {'roll': 1} just before you", bucket.prices("harbour"), {"roll": 1})
    asks(rule, "create, as JSON", answer, "null")


@pytest.mark.points(2)
@pytest.mark.hint("Which request tells you the generation, and which the list? What may happen between the two?")
def test_what_is_read_belongs_together(session, bucket, port):
    """A list and its generation belong together, also if it is written meanwhile"""
    rule = "the list and its generation belong together, also if the list is written while you read"
    bucket.write("harbour", {"roll": 45})
    before = int(bucket.read("harbour")[1])
    call = f'read({port}, "harbour")'
    answer = told_by(session, rule, DISTURBED.format(port=port, when="after", call=call), call)
    after = int(bucket.read("harbour")[1])
    if before == after:
        say(rule, "read", "no request", "requests to the storage")
    if answer not in (json.dumps([{"roll": 45}, before]), json.dumps([{"roll": 1}, after])):
        say(rule, "read, as JSON", answer, json.dumps([{"roll": 45}, before]))


def test_a_list_is_changed(solution, bucket, port):
    """A list is changed by what edit makes of it"""
    bucket.write("harbour", {"roll": 45, "bun": 80})
    seen = []

    def edit(prices):
        seen.append(dict(prices))
        return {"roll": prices["roll"] + 5}

    changed = solution.change(port, "harbour", edit)
    asks("change calls edit with the list as it is", "what edit was called with", seen, [{"roll": 45, "bun": 80}])
    asks(EDITED, "the object after change", bucket.prices("harbour"), {"roll": 50})
    is_generation(EDITED, "change", changed, bucket, "harbour")
    asks(KEPT, "its content type", bucket.read("harbour")[2], "application/json")


@pytest.mark.points(2)
@pytest.mark.hint("When the write is refused, the list is another one by now. What does edit have to be called with?")
def test_two_change_at_once(solution, bucket, port):
    """Of two changes at once, both are kept"""
    bucket.write("harbour", {"roll": 45})
    calls = []

    def edit(prices):
        calls.append(1)
        if len(calls) == 1:
            bucket.write("harbour", {"roll": 45, "rye": 310})
        return {**prices, "bun": 80}

    changed = solution.change(port, "harbour", edit)
    expected = {"roll": 45, "rye": 310, "bun": 80}
    asks(NOT_LOST, "the object, if another one adds rye while you add bun", bucket.prices("harbour"), expected)
    is_generation(EDITED, "change", changed, bucket, "harbour")


@pytest.mark.points(2)
def test_a_busy_morning(solution, bucket, port, rng):
    """Nothing is lost on a morning when others write again and again"""
    written = {"roll": 45}
    bucket.write("harbour", written)
    left = [rng.randrange(21, 25)]  # more often than anybody would try

    def edit(prices):
        if left[0]:
            left[0] -= 1
            written.update({"roll": written["roll"] + 1, f"cake {left[0]}": rng.randrange(100, 900)})
            bucket.write("harbour", written)
        return {**prices, "roll": prices["roll"] * 2}

    solution.change(port, "harbour", edit)
    expected = {**written, "roll": written["roll"] * 2}
    asks(NOT_LOST, "the object, if others write it several times in between", bucket.prices("harbour"), expected)


def test_it_is_removed_while_it_is_changed(solution, bucket, port):
    """A list that is removed in between stays removed"""
    bucket.write("harbour", {"roll": 45})

    def edit(prices):
        bucket.remove("harbour")
        return {**prices, "bun": 80}

    rule = "if somebody removes it in between, it stays removed"
    asks(rule, "change", solution.change(port, "harbour", edit), None)
    asks(rule, "the object after it", bucket.prices("harbour"), None)


def test_a_list_is_removed(solution, bucket, port):
    """A list is removed, and can be created again"""
    created = solution.create(port, "harbour", {"roll": 45})
    asks(STILL, "remove, with its generation", solution.remove(port, "harbour", created), True)
    asks(STILL, "the object after it", bucket.prices("harbour"), None)
    again = solution.create(port, "harbour", {"roll": 50})
    is_generation(KEPT, "create, after remove", again, bucket, "harbour")


def test_a_newer_version_is_not_removed(solution, bucket, port):
    """A list that somebody has changed since is not removed"""
    created = solution.create(port, "harbour", {"roll": 45})
    bucket.write("harbour", {"roll": 50})
    asks(STILL, "remove, with an older generation", solution.remove(port, "harbour", created), False)
    asks(STILL, "the object after it", bucket.prices("harbour"), {"roll": 50})


@pytest.mark.points(2)
@pytest.mark.hint("Between a look and a removal there is time. What can a removal say about what it believes?")
def test_another_one_writes_before_it_is_removed(session, bucket, port):
    """A list that somebody changes in the same moment is not removed"""
    bucket.write("harbour", {"roll": 45})
    call = f'remove({port}, "harbour", {int(bucket.read("harbour")[1])})'
    answer = told_by(session, STILL, DISTURBED.format(port=port, when="before", call=call), call)
    asks(STILL, "the object, if another one writes {'roll': 1} just before you", bucket.prices("harbour"), {"roll": 1})
    asks(STILL, "remove, as JSON", answer, "false")
