"""Hidden tests: events are stored and asked for; what the server read, and what it will forget, is looked at."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

GIVES = "1, {} gives what was asked for, in these columns and this order"
BOTH = "2, two events with the same time are both kept"
BUCKET = "3, a partition of the events holds one hour of one service at most, one of the errors a day of one service"
ONE = "4, each query looks up one partition by its key"
NO_MORE = "4, a query reads no row that it does not give"
FILTERING = "4, no ALLOW FILTERING"
INDEX = "4, no index"
LIVES = "5, {} after it was stored"
FILES = "6, the tables use the TimeWindowCompactionStrategy, with windows of a day"
TEN = datetime(2024, 5, 1, 10, 0, tzinfo=UTC)
DAY = 24 * 60 * 60
SLACK = 600


def event(rng, seconds, message, *, level="info", service="mail"):
    """An event so many seconds after ten o'clock."""
    at = TEN + timedelta(seconds=seconds)
    hour = at.replace(minute=0, second=0, microsecond=0)
    number = uuid.UUID(int=rng.getrandbits(128), version=4)
    return {
        "service": service,
        "hour": hour,
        "day": at.date(),
        "at": at,
        "id": number,
        "level": level,
        "message": message,
    }


def store(tables, *events):
    """What the program does."""
    store_events(tables, *events)
    store_errors(tables, *[one for one in events if one["level"] == "error"])


def store_events(tables, *events):
    """What the program does with every event."""
    names = ("service", "hour", "at", "id", "level", "message")
    tables.run("store.cql", *[{name: one[name] for name in names} for one in events])


def store_errors(tables, *errors):
    """What the program does besides with an error."""
    names = ("service", "day", "at", "id", "message")
    tables.run("store_error.cql", *[{name: one[name] for name in names} for one in errors])


def window(tables, since, before, service="mail"):
    """Ask for a part of the hour that begins at ten: seconds after it."""
    begin, end = (TEN + timedelta(seconds=seconds) for seconds in (since, before))
    hour = begin.replace(minute=0, second=0, microsecond=0)
    return tables.ask("window.cql", service=service, hour=hour, since=begin, before=end)


def in_window(events, since, before, service="mail"):
    """What window.cql has to give."""
    begin, end = (TEN + timedelta(seconds=seconds) for seconds in (since, before))
    found = [one for one in events if one["service"] == service and begin <= one["at"] < end]
    return [(one["at"], one["level"], one["message"]) for one in sorted(found, key=lambda one: one["at"])]


def latest_errors(events, day, service="mail"):
    """What errors.cql has to give."""
    found = [one for one in events if (one["service"], one["day"], one["level"]) == (service, day, "error")]
    found.sort(key=lambda one: one["at"], reverse=True)
    return [(one["at"], one["message"]) for one in found[:20]]


@pytest.fixture
def tables(keyspace):
    """The learner's tables, empty."""
    keyspace.apply("schema.cql")
    return keyspace


@pytest.mark.example
def test_the_events_of_the_prompt(tables, rng):
    """The example of the prompt: a window, and the errors of a day"""
    events = [
        event(rng, 0, "started"),
        event(rng, 1200, "no route", level="error"),
        event(rng, 1800, "retried"),
    ]
    store(tables, *events)
    window(tables, 0, 1800).gives(in_window(events, 0, 1800), GIVES.format("window.cql"))
    errors = tables.ask("errors.cql", service="mail", day=TEN.date())
    errors.gives(latest_errors(events, TEN.date()), GIVES.format("errors.cql"))


def test_the_columns(tables, rng):
    """The columns are those that are asked for"""
    store(tables, event(rng, 0, "no route", level="error"))
    errors = tables.ask("errors.cql", service="mail", day=TEN.date())
    for file, found, columns in (
        ("window.cql", window(tables, 0, 60), ("at", "level", "message")),
        ("errors.cql", errors, ("at", "message")),
    ):
        if found.columns != columns:
            gave, wanted = ", ".join(found.columns), ", ".join(columns)
            pytest.fail(
                f"Rule: {GIVES.format(file)}.\nThe columns\n  gave      {gave}\n  expected  {wanted}", pytrace=False
            )


def test_the_window_ends_before_its_end(tables, rng):
    """A window begins with its first moment, and ends before its last"""
    events = [event(rng, seconds, f"number {seconds}") for seconds in (59, 60, 90, 119, 120, 121)]
    store(tables, *events)
    window(tables, 60, 120).gives(in_window(events, 60, 120), GIVES.format("window.cql"))


def test_other_services_and_hours_are_left_out(tables, rng):
    """Events of other services and other hours are not in the window"""
    events = [event(rng, 10, "here"), event(rng, 20, "there", service="web"), event(rng, 3610, "later")]
    store(tables, *events)
    window(tables, 0, 3600).gives(in_window(events, 0, 3600), GIVES.format("window.cql"))
    window(tables, 3600, 7200).gives(in_window(events, 3600, 7200), GIVES.format("window.cql"))
    window(tables, 3600, 7200, "web").gives([], GIVES.format("window.cql"))


@pytest.mark.hint("Two rows with the same primary key are one row. Which column makes the key of two events differ?")
def test_two_events_at_once(tables, rng):
    """Two events of the same moment are both kept, also with the same message"""
    events = [event(rng, 5, text, level="error") for text in ("no route", "no route", "no luck")]
    store(tables, *events)
    expected = sorted(((one["at"], one["message"]) for one in events), key=repr)
    got = sorted(((row[0], row[-1]) for row in window(tables, 0, 60).rows), key=repr)
    errors = sorted(tables.ask("errors.cql", service="mail", day=TEN.date()).rows, key=repr)
    for file, found in (("window.cql", got), ("errors.cql", errors)):
        if found != expected:
            pytest.fail(
                f"Rule: {BOTH}.\nThree errors at 10:00:05, two of them with the same message, asked for by {file}\n"
                f"  gave      {len(found)} events\n  expected  3",
                pytrace=False,
            )


def test_the_latest_errors(tables, rng):
    """Of many errors of a day, the 20 latest come, latest first"""
    events = [event(rng, 60 * number, f"error {number}", level="error") for number in range(25)]
    store(tables, *events)
    errors = tables.ask("errors.cql", service="mail", day=TEN.date())
    errors.gives(latest_errors(events, TEN.date()), GIVES.format("errors.cql"))


@pytest.mark.points(2)
@pytest.mark.hint("What has to be the same for two events to lie in the same partition?")
def test_an_hour_is_a_partition(tables, rng):
    """A partition of the events ends with its hour, and a window is looked up in it"""
    events = [
        event(rng, 3600 * hour + number, "hm", service=service)
        for hour in (0, 1, 30)
        for service in ("mail", "web")
        for number in range(4)
    ]
    store_events(tables, *events)
    told = "2 services had 4 events in each of 3 hours"
    no_larger(tables, 4, told)
    found = window(tables, 1, 3)
    found.gives(in_window(events, 1, 3), GIVES.format("window.cql"))
    found.reads_one_partition(ONE)
    found.reads_no_more(2, NO_MORE)


@pytest.mark.points(2)
@pytest.mark.hint("Errors are asked for by service and day. Both belong into the partition key of their own table.")
def test_errors_are_looked_up(tables, rng):
    """A partition of the errors ends with its day, and its errors are looked up in it"""
    events = [
        event(rng, DAY * day + number, f"no {number}", service=service, level="error")
        for day in range(3)
        for service in ("mail", "web")
        for number in range(4)
    ]
    store_errors(tables, *events)
    told = "2 services had 4 errors on each of 3 days"
    no_larger(tables, 4, told)
    found = tables.ask("errors.cql", service="web", day=events[8]["day"])
    found.gives(latest_errors(events, events[8]["day"], "web"), GIVES.format("errors.cql"))
    found.reads_one_partition(ONE)
    found.reads_no_more(4, NO_MORE)


def no_larger(tables, most, told):
    """No partition has more rows than so many."""
    for table in tables.tables:
        largest = max(tables.partitions(table).values(), default=0)
        if largest > most:
            pytest.fail(
                f"Rule: {BUCKET}.\n{told}. The largest partition of {table}\n"
                f"  gave      {largest} rows\n  expected  {most} at most",
                pytrace=False,
            )


def test_nothing_is_filtered(tables):
    """No query has ALLOW FILTERING, and there is no index"""
    window(tables, 0, 60)  # that these are queries at all
    tables.ask("errors.cql", service="mail", day=TEN.date())
    for file in ("window.cql", "errors.cql"):
        tables.no_filtering(file, FILTERING)
    for table in tables.tables.values():
        if table.indexes:
            pytest.fail(f"Rule: {INDEX}.\nThe table {table.name} has the index {table.indexes[0]}.", pytrace=False)


def lifetimes(tables):
    """The seconds that each stored value has left, None for one that stays for ever, by table and column."""
    found = {}
    for table in tables.tables.values():
        for column in table.values:
            for value, left in tables.rows(f'SELECT "{column}", TTL("{column}") FROM "{table.name}"'):
                if value is not None:
                    found[f"{column} in {table.name}"] = left
        if not table.values and tables.partitions(table.name):
            found[f"a row of {table.name}"] = table.seconds_to_live or None
    return found


def live(tables, days, what, file):
    """Everything that is stored lives so long."""
    found = lifetimes(tables)
    if not found:
        pytest.fail(f"After {file} nothing is stored.", pytrace=False)
    for where, left in found.items():
        if left is None or not days * DAY - SLACK < left <= days * DAY:
            gave = "stays for ever" if left is None else f"has {left} seconds left"
            pytest.fail(
                f"Rule: {LIVES.format(what)}.\nRight after {file}, {where}\n"
                f"  gave      {gave}\n  expected  {days * DAY} seconds, which are {days} days",
                pytrace=False,
            )


@pytest.mark.hint("A TTL is counted in seconds.")
def test_how_long_an_event_lives(tables, rng):
    """An event lives for 7 days"""
    store_events(tables, event(rng, 0, "started"))
    live(tables, 7, "an event disappears 7 days", "store.cql")


def test_how_long_an_error_lives(tables, rng):
    """An error stays in the list of errors for 30 days"""
    store_errors(tables, event(rng, 0, "no route", level="error"))
    live(tables, 30, "an error stays in the list for 30 days", "store_error.cql")


@pytest.mark.hint("compaction = {'class': ..., 'compaction_window_unit': ..., 'compaction_window_size': ...}")
def test_files_of_a_day_go_at_once(tables, rng):
    """What was written on one day lies in files of its own"""
    store(tables, event(rng, 0, "no route", level="error"))
    for table in tables.tables.values():
        unit = table.compaction.get("compaction_window_unit", "DAYS")
        size = table.compaction.get("compaction_window_size", "1")
        if table.compaction["class"] != "TimeWindowCompactionStrategy" or (unit, size) not in WINDOWS:
            pytest.fail(
                f"Rule: {FILES}.\n{table.name}\n  gave      {table.compaction['class']}, windows of {size} {unit}\n"
                "  expected  TimeWindowCompactionStrategy, windows of 1 DAYS",
                pytrace=False,
            )


WINDOWS = {("DAYS", "1"), ("HOURS", "24"), ("MINUTES", "1440")}


@pytest.mark.points(2)
def test_a_random_night(tables, rng):
    """Random events of three services"""
    services = ("mail", "web", "dns")
    events = [
        event(
            rng,
            rng.randrange(4 * 3600),
            f"number {number}",
            service=rng.choice(services),
            level=rng.choice(("info", "warning", "error")),
        )
        for number in range(50)
    ]
    events = list({(one["service"], one["at"]): one for one in events}.values())  # ties have no order
    store(tables, *events)
    for service in services:
        hour = 3600 * rng.randrange(4)
        since = hour + rng.randrange(1800)
        before = since + rng.randrange(1, 1800)
        window(tables, hour, hour + 3600, service).gives(
            in_window(events, hour, hour + 3600, service), GIVES.format("window.cql")
        )
        window(tables, since, before, service).gives(
            in_window(events, since, before, service), GIVES.format("window.cql")
        )
        errors = tables.ask("errors.cql", service=service, day=TEN.date())
        errors.gives(latest_errors(events, TEN.date(), service), GIVES.format("errors.cql"))
