"""Hidden tests: the module does what it did, and uses nothing that is going away."""

import time

import pytest

DAY = 86_400
STAYS = "the module does what it did."


def asks(answer, expected, asked, rule=STAYS):
    """Compare one answer."""
    if type(answer) is not type(expected) or answer != expected:
        pytest.fail(f"Rule: {rule}\n{asked}\n  gave      {answer!r}\n  expected  {expected!r}", pytrace=False)


def still_works(solution):
    """What it uses counts only while it does what it did."""
    rule = "what is used counts only while the module does what it did."
    asks(solution.stamp(1_709_287_200), "2024-03-01T10:00:00", "stamp(1709287200)", rule)
    asks(solution.newest(["db-1709287200.tar", "readme"]), {"db": "2024-03-01T10:00:00"}, "newest of two files", rule)


@pytest.mark.example
def test_stamp(solution):
    """Times are told in UTC, without a zone in the text"""
    asks(solution.stamp(1_709_287_200), "2024-03-01T10:00:00", "stamp(1709287200)")
    asks(solution.stamp(0), "1970-01-01T00:00:00", "stamp(0)")


def test_parse(solution):
    """Names of backups are taken apart, other names are None"""
    asks(solution.parse("db-1709287200.tar"), ["db", "2024-03-01T10:00:00"], 'parse("db-1709287200.tar")')
    for name in ("db-17.zip", "db.tar", "db-17xtar", "readme", "-17.tar"):
        asks(solution.parse(name), None, f"parse({name!r})")


def test_age(solution):
    """The age is counted in whole days"""
    now = int(time.time())
    for days in (0, 1, 400):
        asks(solution.age_in_days(now - days * DAY - 60), days, f"the age of {days} days and a minute")


def test_a_place_of_its_own(solution, session):
    """Each place for a backup is a new file that is there"""
    first, second = solution.place_for("db"), solution.place_for("db")
    if type(first) is not str or type(second) is not str or first == second:
        pytest.fail(f"Rule: each place is a new one.\n  gave      {first!r} and {second!r}", pytrace=False)
    for path in (first, second):
        if session.run(["test", "-f", path]).status != 0:
            text = f"Rule: the file is there.\nplace_for('db')\n  gave      {path!r}, and there is no such file"
            pytest.fail(text, pytrace=False)
    name = first.rpartition("/")[2]
    if not (name.startswith("db-") and name.endswith(".tar")):
        pytest.fail(f"Rule: the name is db-....tar.\n  gave      {name!r}", pytrace=False)


def test_random_backups(solution, rng):
    """The newest of random backups is found"""
    for _ in range(20):
        made = [
            (rng.choice(["db", "web", "mail_2"]), rng.randrange(1, 2_000_000_000)) for _ in range(rng.randint(0, 9))
        ]
        last = {}
        for host, seconds in made:
            last[host] = max(seconds, last.get(host, 0))
        expected = {host: time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) for host, seconds in last.items()}
        names = [f"{host}-{seconds}.tar" for host, seconds in made]
        rng.shuffle(names)
        asks(solution.newest([*names, "notes.txt"]), expected, f"newest({names})")


@pytest.mark.points(3)
@pytest.mark.hint("NEWS.md has a line for each of them.")
def test_no_deprecated_calls(solution, quality):
    """No call is left that is deprecated, and no escape that will be an error"""
    still_works(solution)
    quality.follows("DTZ003", "DTZ004", "W605", "G010", "S306", rule="nothing is used that is deprecated.")


@pytest.mark.points(2)
@pytest.mark.hint("A time of which nobody knows the zone is somebody else's local time.")
def test_times_have_a_zone(solution, quality):
    """Every time knows its zone while it is reckoned with"""
    still_works(solution)
    quality.follows("DTZ", rule="every time is made with its zone.")


@pytest.mark.points(2)
def test_types_of_today(solution, quality):
    """Types are written as they are today"""
    still_works(solution)
    quality.follows("UP006", "UP007", "UP035", "UP045", "F401", rule="types are list, dict and X | None.")
