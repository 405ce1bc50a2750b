"""Hidden tests: a cache without a stampede."""

import time
from pathlib import Path

import pytest

CLIENT = Path(__file__).parents[1] / "starter" / "small_redis.py"
WORKER = """
import time
from cache import fetch
from small_redis import Redis

def compute():
    with Redis(port={port}) as redis:
        redis.incr("computed")
    time.sleep({seconds})
    return "made"

print(fetch({port}, "price", 60, compute))
"""


@pytest.fixture(autouse=True)
def client(session):
    """The client that the task speaks of lies beside the solution."""
    session.put({"work/small_redis.py": CLIENT.read_bytes()})


@pytest.fixture
def port(services):
    """Where the solution finds Redis."""
    return services["redis"].port


BETWEEN = """

_set = Redis.set


def set(self, key, value, *, ex=None, nx=False):
    if nx and key != "price" and _set(self, "other", "has been", nx=True):
        _set(self, "price", "made by another one", ex=60)
    return _set(self, key, value, ex=ex, nx=nx)


Redis.set = set
"""
"""Added to the client: just before somebody asks for a lock, another process keeps the value and is done."""


def say(rule, asked, gave, expected):
    pytest.fail(f"Rule: {rule}.\n  {asked}\n  gave      {gave}\n  expected  {expected}", pytrace=False)


def answer(solution, rule, expected, *arguments):
    """Fail unless fetch returns this text."""
    got = solution.fetch(*arguments)
    if type(got) is not str or got != expected:
        say(rule, f'fetch(port, "{arguments[1]}", ...)', repr(got), repr(expected))


def gives(text):
    """A compute that returns this text; messages show it as it is written in the prompt."""

    def compute():
        return text

    compute.__name__ = compute.__qualname__ = f'lambda: "{text}"'
    return compute


def never():
    """A compute that must not be called."""
    pytest.fail("Rule: what is in Redis is returned, and nothing is computed.\n  gave      a call of compute", False)


@pytest.mark.example
def test_a_price_is_computed_once(solution, port):
    """A value is computed once, and then it is there"""
    answer(solution, "a missing value is computed", "12.50", port, "price:7", 60, gives("12.50"))
    answer(solution, "a value that is there is returned", "12.50", port, "price:7", 60, gives("13.00"))


def test_what_is_there_is_not_computed(solution, port, redis, rng):
    """What is in Redis is returned, and nothing is computed"""
    for number in range(3):
        price = f"{rng.randint(1, 99)}.{rng.randint(10, 99)}"
        redis.command("SET", f"price:{number}", price)
        answer(solution, "what is in Redis is returned", price, port, f"price:{number}", 60, never)


def test_it_is_kept_for_so_long(solution, port, redis):
    """A computed value has its time to live"""
    for seconds in (60, 3600):
        answer(solution, "a missing value is computed", "7", port, f"for:{seconds}", seconds, gives("7"))
        left = redis.command("TTL", f"for:{seconds}")
        if not seconds - 5 <= left <= seconds:
            say("a value has a time to live of `seconds`", f"TTL for:{seconds}", left, seconds)
    redis.command("DEL", "for:60")
    answer(solution, "what is gone is computed anew", "8", port, "for:60", 60, gives("8"))


def test_an_empty_text_is_a_value(solution, port):
    """An empty text is a value like any other"""
    answer(solution, "an empty text is a value", "", port, "note", 60, gives(""))
    answer(solution, "an empty text is a value", "", port, "note", 60, never)


@pytest.mark.hint("What is left in Redis when compute raises, and who removes it?")
def test_a_failure_is_told_and_not_kept(solution, port, redis):
    """If compute fails, the caller hears of it and the next one computes at once"""

    def fails():
        raise ValueError("no price today")

    with pytest.raises(ValueError, match="no price today"):
        solution.fetch(port, "price", 60, fails)
    left = redis.command("KEYS", "*")
    if left:
        say("nothing is kept of a failure, no lock either", "KEYS *", left, "nothing")
    answer(solution, "the next caller can compute at once", "5", port, "price", 60, gives("5"))


def test_another_key_need_not_wait(solution, port):
    """Other keys need not wait"""
    seen = []

    def slow():
        began = time.monotonic()
        seen.append(solution.fetch(port, "other", 60, lambda: "2"))
        if time.monotonic() - began > 0.8:
            say("other keys need not wait", 'fetch("other") while "price" is computed', "a long wait", "no wait")
        return "1"

    answer(solution, "a missing value is computed", "1", port, "price", 60, slow)
    assert seen == ["2"]


@pytest.mark.points(2)
@pytest.mark.hint("How does a lock tell whose it is?")
def test_the_lock_of_another_one_stays(solution, port, redis):
    """Who has lost the lock does not remove that of another one"""
    locks = []

    def loses_the_lock():
        locks.extend(key for key in redis.command("KEYS", "*") if key != b"price")
        for lock in locks:
            redis.command("SET", lock, "of somebody else", "EX", "30")
        return "late"

    solution.fetch(port, "price", 60, loses_the_lock)
    if not locks:
        say("whoever computes holds a lock, which is a key in Redis", "KEYS * while it is computed", "none", "a lock")
    for lock in locks:
        if redis.command("GET", lock) != b"of somebody else":
            say("what is removed is one's own lock alone", f"GET {lock.decode()}", "nothing", "the lock of another one")


@pytest.mark.points(2)
@pytest.mark.hint("Six processes look, find nothing, and then? Which command of Redis lets one of them win?")
def test_many_miss_at_once(session, port, redis):
    """Of six processes that miss at the same time, one computes"""
    code = WORKER.format(port=port, seconds=0.3)
    workers = [session.spawn([session.python, "-c", code]) for _ in range(6)]
    for worker in workers:
        worker.wait(seconds=6)
    said = [bytes(worker.stdout).decode("utf-8", "replace").strip() for worker in workers]
    if said != ["made"] * 6:
        errors = next((bytes(w.stderr).decode("utf-8", "replace").strip()[-300:] for w in workers if w.stderr), "")
        say("the others wait, and return its value", "six processes", f"{said} {errors}".strip(), "six times 'made'")
    computed = redis.command("GET", "computed")
    if computed != b"1":
        say("of all who miss a key at the same time, one computes", "six processes", f"{computed} computed", "1")


@pytest.mark.hint("What can have happened between the look at the key and the lock?")
def test_the_value_came_just_before_the_lock(session, port, redis):
    """Who gets the lock after another one is done computes nothing"""
    session.put({"work/small_redis.py": CLIENT.read_bytes() + BETWEEN.encode()})
    worker = session.spawn([session.python, "-c", WORKER.format(port=port, seconds=0)])
    worker.wait(seconds=6)
    said = bytes(worker.stdout).decode("utf-8", "replace").strip()
    expected = "made by another one" if redis.command("EXISTS", "other") else "made"
    if said != expected:
        asked = "another process computes it and unlocks between the look and the lock"
        said = said or bytes(worker.stderr).decode("utf-8", "replace").strip()[-300:]
        say("of all who miss a key at the same time, one computes", asked, repr(said), repr(expected))


@pytest.mark.points(2)
def test_one_that_dies_while_it_computes(session, port, redis):
    """A process that dies while it computes does not keep others waiting"""
    dies = session.spawn([session.python, "-c", WORKER.format(port=port, seconds=60)])
    for _ in range(500):
        if redis.command("EXISTS", "computed") == 1 or dies.wait(seconds=0.01):
            break
    dies.kill()
    began = time.monotonic()
    other = session.spawn([session.python, "-c", WORKER.format(port=port, seconds=0)])
    if not other.wait(seconds=4) or bytes(other.stdout).strip() != b"made":
        waited = f"after {time.monotonic() - began:.1f} seconds: {bytes(other.stdout) + bytes(other.stderr)[-300:]!r}"
        say("others go on waiting for 1 second at most", "fetch after a process was killed", waited, "'made'")
