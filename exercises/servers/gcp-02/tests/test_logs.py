"""Hidden tests: the parts of a log in Google's Cloud Storage, written and looked at from outside."""

import http.client
import json
from urllib.parse import quote

import pytest

SECONDS = 3
MOST = 1 << 20
DAY, OTHER_DAY = "2031-04-01", "2031-04-02"
JOINED = (
    "join makes the log of all parts of that service and day, in the order of their names, and returns their number"
)
MANY = "there can be any number of parts: one request composes 32 at most"
NONE = "if there are no parts, join makes nothing and returns 0"
THERE = "if the day's log is there already, join changes nothing and returns None"
REMOVED = "the parts that are in the log are removed, and the bucket holds nothing else that was not there before"
AGAIN = "a part that somebody writes again before you remove it is a new one, and stays"
LATER = ("0900", "0945")
DISTURBED = """
import sys

sys.path.append("/opt/kata/packages")
from requests.adapters import HTTPAdapter

import logs

send, state = HTTPAdapter.send, {{"done": False}}

def quicker(self, request, **options):
    if request.method == "{method}" and not state["done"]:
        state["done"] = True
        logs.connect({port}).blob("{name}").upload_from_string("other")
    return send(self, request, **options)

HTTPAdapter.send = quicker
print(logs.join({port}, "web", "{day}"))
"""
LATE = """
import sys

sys.path.append("/opt/kata/packages")
from requests.adapters import HTTPAdapter

import logs

send, state = HTTPAdapter.send, {{"done": False}}

def later(self, request, **options):
    answer = send(self, request, **options)
    answer.content
    if request.method == "POST" and "/compose" in request.url and not state["done"]:
        state["done"] = True
        for name in {names}:
            logs.connect({port}).blob(f"parts/web/{day}/{{name}}").upload_from_string("other")
    return answer

HTTPAdapter.send = later
print(logs.join({port}, "web", "{day}"))
"""


class Bucket:
    """The bucket from outside. What it says is bounded: it may be the solution that speaks."""

    def __init__(self, address):
        self.address = address
        self.ask("POST", "/storage/v1/b?project=kata", b'{"name": "logs"}')

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

    def write(self, name, data):
        """Write an object, whatever is there."""
        self.ask("POST", f"/upload/storage/v1/b/logs/o?uploadType=media&name={quote(name, safe='')}", data)

    def read(self, name):
        """The bytes and content type of an object; None if there is none."""
        status, headers, data = self.ask("GET", f"/storage/v1/b/logs/o/{quote(name, safe='')}?alt=media")
        return (data, headers.get("content-type")) if status == 200 else None

    def names(self):
        """The names of all objects."""
        data = self.ask("GET", "/storage/v1/b/logs/o")[2]
        try:
            return sorted(found["name"] for found in json.loads(data).get("items", []))
        except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
            pytest.fail(f"The storage gives no list of its objects any more: {data[:200]!r}", pytrace=False)


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


def told_by(session, rule, script, call):
    """What a program prints that makes a call in a process of its own."""
    done = session.run([session.python, "-c", script], seconds=12)
    if done.status != 0 or done.signal:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2][:300]
        say(rule, f"{call}, in a process of its own", last or f"status {done.status}", "an answer")
    return done.stdout.decode("utf-8", "replace").strip()


def fill(bucket, service, day, parts):
    """Write parts, a dict of names and bytes, in its order."""
    for name, data in parts.items():
        bucket.write(f"parts/{service}/{day}/{name}", data)


@pytest.mark.example
def test_a_day_is_put_together(solution, bucket, port):
    """The parts of a day become one log"""
    fill(bucket, "web", DAY, {"0900 machine 1": b"one\n", "0930 machine 2": b"two\n"})
    asks(JOINED, f'join(port, "web", "{DAY}")', solution.join(port, "web", DAY), 2)
    log = bucket.read(f"days/web/{DAY}.log")
    asks(JOINED, f"the object days/web/{DAY}.log", log and log[0], b"one\ntwo\n")
    asks("the content type of the log is text/plain", "its content type", log and log[1], "text/plain")


def test_the_services_are_listed(solution, bucket, port, rng):
    """All services that have parts are listed"""
    rule = "services returns the names of all services that have parts, as a sorted list"
    asks(rule, "services, with nothing in the bucket", solution.services(port), [])
    names = rng.sample(["web", "web-2", "mail", "Bills", "b\u00fcro"], 4)
    for name in names:
        fill(bucket, name, DAY, {"1": b"1", "deep/2": b"2"})
    bucket.write(f"days/old/{DAY}.log", b"1")
    asks(rule, f"services, with parts of {', '.join(names)}", solution.services(port), sorted(names))


def test_parts_come_in_the_order_of_their_names(solution, bucket, port, rng):
    """Parts come in the order of their names, whenever they were written"""
    names = [f"{hour:02}{minute:02} machine {rng.randrange(9)}" for hour in (7, 9, 11) for minute in (0, 30)]
    written = rng.sample(names, len(names))
    if written == sorted(written):
        written.reverse()
    fill(bucket, "web", DAY, {name: f"{name}\n".encode() for name in written})
    asks(JOINED, "join", solution.join(port, "web", DAY), len(names))
    log = bucket.read(f"days/web/{DAY}.log")
    asks(JOINED, "the log", log and log[0], "".join(f"{name}\n" for name in sorted(names)).encode())


def test_a_day_without_parts(solution, bucket, port):
    """A day without parts has no log"""
    fill(bucket, "web", OTHER_DAY, {"0900": b"other"})
    asks(NONE, f'join(port, "web", "{DAY}")', solution.join(port, "web", DAY), 0)
    asks(NONE, "the objects then", bucket.names(), [f"parts/web/{OTHER_DAY}/0900"])


def test_other_services_and_days_are_left_alone(solution, bucket, port):
    """Other services and other days are left alone"""
    fill(bucket, "web", DAY, {"0900": b"mine"})
    others = {("web-2", DAY): "x", ("web", OTHER_DAY): "y", ("web", f"{DAY}-test"): "z", ("my/web", DAY): "w"}
    for (service, day), name in others.items():
        fill(bucket, service, day, {name: b"others"})
    asks(JOINED, f'join(port, "web", "{DAY}")', solution.join(port, "web", DAY), 1)
    log = bucket.read(f"days/web/{DAY}.log")
    asks(JOINED, "the log", log and log[0], b"mine")
    expected = sorted([f"days/web/{DAY}.log", *(f"parts/{service}/{day}/{n}" for (service, day), n in others.items())])
    asks("only the parts of that service and day are put together", "the objects then", bucket.names(), expected)


@pytest.mark.points(2)
@pytest.mark.hint("Of what can the storage compose a log again, when it holds the first 32 parts already?")
def test_a_day_of_many_parts(solution, bucket, port, rng):
    """A day may have any number of parts"""
    for day, count in ((DAY, 32), (OTHER_DAY, rng.randrange(64, 75))):
        parts = {f"{number:04}": f"{number} ".encode() for number in range(count)}
        fill(bucket, "web", day, parts)
        asks(MANY, f"join, of {count} parts", solution.join(port, "web", day), count)
        log = bucket.read(f"days/web/{day}.log")
        asks(MANY, f"the log of {count} parts", log and log[0], b"".join(parts.values()))
    asks(REMOVED, "the objects then", bucket.names(), [f"days/web/{DAY}.log", f"days/web/{OTHER_DAY}.log"])


def test_the_parts_are_removed(solution, bucket, port):
    """The parts are removed, and nothing else is left over"""
    fill(bucket, "web", DAY, {"0900": b"one\n", "deep/0930": b"two\n"})
    asks(JOINED, "join", solution.join(port, "web", DAY), 2)
    asks(REMOVED, "the objects then", bucket.names(), [f"days/web/{DAY}.log"])
    asks(NONE, "join, once more", solution.join(port, "web", DAY), 0)


def test_a_log_that_is_there(solution, bucket, port):
    """A log that is there is not made again"""
    fill(bucket, "web", DAY, {"0900": b"late"})
    bucket.write(f"days/web/{DAY}.log", b"done")
    asks(THERE, "join", solution.join(port, "web", DAY), None)
    log = bucket.read(f"days/web/{DAY}.log")
    asks(THERE, "the log", log and log[0], b"done")
    asks(THERE, "the objects then", bucket.names(), [f"days/web/{DAY}.log", f"parts/web/{DAY}/0900"])


@pytest.mark.points(2)
@pytest.mark.hint("Between a look and a write there is time. What can a write say about what it believes to be there?")
def test_another_one_makes_the_log_first(session, bucket, port):
    """Nothing is lost when another program makes the log in the same moment"""
    parts = {f"{number:04}": b"mine" for number in range(40)}
    fill(bucket, "web", DAY, parts)
    rule = "if the log is there, join changes nothing and returns None, also if it has just come"
    script = DISTURBED.format(port=port, day=DAY, method="POST", name=f"days/web/{DAY}.log")
    asks(rule, "join, if another one makes the log just before you", told_by(session, rule, script, "join"), "None")
    log = bucket.read(f"days/web/{DAY}.log")
    asks(rule, "the log", log and log[0], b"other")
    mine = {f"parts/web/{DAY}/{name}" for name in parts}
    names = bucket.names()
    asks(rule, "the objects then, but for the parts", sorted({*names} - mine), [f"days/web/{DAY}.log"])
    asks(rule, "the parts then, in number", len(mine.intersection(names)), len(parts))


@pytest.mark.points(2)
@pytest.mark.hint("What you remove must be what you have put together. How can a request say so?")
def test_a_part_that_is_written_again_stays(session, bucket, port):
    """A part that is written again meanwhile is not lost"""
    fill(bucket, "web", DAY, {"0900": b"one", "0930": b"two"})
    script = DISTURBED.format(port=port, day=DAY, method="DELETE", name=f"parts/web/{DAY}/0900")
    asks(AGAIN, "join, if another one writes the first part again", told_by(session, AGAIN, script, "join"), "2")
    asks(AGAIN, "the objects then", bucket.names(), [f"days/web/{DAY}.log", f"parts/web/{DAY}/0900"])
    part = bucket.read(f"parts/web/{DAY}/0900")
    asks(AGAIN, "the part", part and part[0], b"other")


@pytest.mark.points(2)
@pytest.mark.hint("What was in the bucket when the log was made, and what is there when you remove?")
def test_a_part_that_comes_late_stays(session, bucket, port):
    """A part that comes when the log has been made is not lost"""
    fill(bucket, "web", DAY, {"0900": b"one", "0930": b"two"})
    rule = "the parts that are in the log are removed, and no others"
    answer = told_by(session, rule, LATE.format(port=port, day=DAY, names=LATER), "join")
    asked = "join, if another one writes the part 0945, and 0900 again, right after the log is composed"
    asks(rule, asked, answer, "2")
    asks(rule, "the objects then", bucket.names(), [f"days/web/{DAY}.log", *(f"parts/web/{DAY}/{n}" for n in LATER)])
    log = bucket.read(f"days/web/{DAY}.log")
    asks(JOINED, "the log", log and log[0], b"onetwo")
