"""Hidden tests: readings are stored and asked for, and what the server read is looked at."""

from datetime import UTC, datetime, timedelta

import pytest

GIVES = "1, {} gives what was asked for, in these columns and this order"
TWICE = "2, a reading that is sent twice is stored once"
ONE = "3, each query looks up one partition by its key"
NO_MORE = "3, a query reads no row that it does not give"
FILTERING = "3, no ALLOW FILTERING"
INDEX = "3, no index"
GROWS = "4, no partition holds more rows than a sensor sends in a day, or than a room has sensors"
MAY = datetime(2024, 5, 1, 8, 0, tzinfo=UTC)


def reading(sensor, minutes, celsius, *, room="ferns"):
    """A reading so many minutes after 08:00 on 1 May."""
    at = MAY + timedelta(minutes=minutes)
    return {"sensor": sensor, "room": room, "day": at.date(), "at": at, "celsius": celsius}


def of_day(readings, sensor, day):
    """What day.cql has to give."""
    found = {r["at"]: r["celsius"] for r in readings if r["sensor"] == sensor and r["day"] == day}
    return sorted(found.items(), reverse=True)


def of_room(readings, room):
    """What room.cql has to give."""
    newest = {r["sensor"]: (r["sensor"], r["at"], r["celsius"]) for r in readings if r["room"] == room}
    return [newest[sensor] for sensor in sorted(newest)]


@pytest.fixture
def tables(keyspace):
    """The learner's tables, empty."""
    keyspace.apply("schema.cql")
    return keyspace


@pytest.mark.example
def test_the_readings_of_the_prompt(tables):
    """The example of the prompt: a day, and a room"""
    readings = [reading("fern-1", 0, 18.5), reading("fern-2", 5, 17.5), reading("fern-1", 10, 19.0)]
    tables.run("store.cql", *readings)
    day = tables.ask("day.cql", sensor="fern-1", day=MAY.date())
    day.gives(of_day(readings, "fern-1", MAY.date()), GIVES.format("day.cql"))
    tables.ask("room.cql", room="ferns").gives(of_room(readings, "ferns"), GIVES.format("room.cql"))


def test_the_columns(tables):
    """The columns are those that are asked for"""
    tables.run("store.cql", reading("fern-1", 0, 18.5))
    asked = {
        "day.cql": ({"sensor": "fern-1", "day": MAY.date()}, ("at", "celsius")),
        "newest.cql": ({"sensor": "fern-1"}, ("at", "celsius")),
        "room.cql": ({"room": "ferns"}, ("sensor", "at", "celsius")),
    }
    for file, (values, columns) in asked.items():
        got = tables.ask(file, **values).columns
        if got != columns:
            gave, wanted = ", ".join(got), ", ".join(columns)
            pytest.fail(
                f"Rule: {GIVES.format(file)}.\nThe columns\n  gave      {gave}\n  expected  {wanted}", pytrace=False
            )


@pytest.mark.hint("What makes two rows of a table different? All the columns of its primary key, and no others.")
def test_a_day_newest_first(tables, rng):
    """All readings of a day are there, newest first"""
    readings = [reading("fern-1", minutes, minutes / 10) for minutes in sorted(rng.sample(range(900), 6))]
    tables.run("store.cql", *readings)
    day = tables.ask("day.cql", sensor="fern-1", day=MAY.date())
    day.gives(of_day(readings, "fern-1", MAY.date()), GIVES.format("day.cql"))


def test_other_days_and_sensors_are_left_out(tables):
    """Other days and other sensors are not among the readings of a day"""
    readings = [reading("fern-1", 0, 18.5), reading("fern-2", 0, 3.5), reading("fern-1", 1440, 20.0)]
    tables.run("store.cql", *readings)
    for sensor, day in (("fern-1", MAY.date()), ("fern-1", readings[2]["day"]), ("fern-2", MAY.date())):
        got = tables.ask("day.cql", sensor=sensor, day=day)
        got.gives(of_day(readings, sensor, day), GIVES.format("day.cql"))
    nothing = tables.ask("day.cql", sensor="fern-2", day=readings[2]["day"])
    nothing.gives([], GIVES.format("day.cql"))


def test_a_reading_that_is_sent_twice(tables):
    """A reading that is sent twice is stored once"""
    tables.run("store.cql", reading("fern-1", 0, 18.5), reading("fern-1", 10, 19.0), reading("fern-1", 10, 19.0))
    day = tables.ask("day.cql", sensor="fern-1", day=MAY.date())
    day.gives([(MAY + timedelta(minutes=10), 19.0), (MAY, 18.5)], TWICE)


def test_the_newest_reading(tables):
    """The newest reading of a sensor is found, whatever its day"""
    first, later = reading("fern-1", 0, 18.5), reading("fern-1", 40 * 1440, 21.5)
    tables.run("store.cql", first, reading("fern-2", 5, 3.0))
    tables.ask("newest.cql", sensor="fern-1").gives([(first["at"], 18.5)], GIVES.format("newest.cql"))
    tables.run("store.cql", later)
    tables.ask("newest.cql", sensor="fern-1").gives([(later["at"], 21.5)], GIVES.format("newest.cql"))


@pytest.mark.hint("The rows of a room's partition are told apart by the columns that follow the partition key.")
def test_every_sensor_of_a_room(tables):
    """Every sensor of a room is listed, and none of another room"""
    readings = [reading(f"fern-{number}", number, number / 2) for number in (3, 1, 2)]
    readings.append(reading("palm-1", 9, 25.0, room="palms"))
    tables.run("store.cql", *readings)
    for room in ("ferns", "palms", "moss"):
        tables.ask("room.cql", room=room).gives(of_room(readings, room), GIVES.format("room.cql"))


def test_a_sensor_is_listed_once(tables):
    """A sensor that has sent many readings is listed once in its room"""
    readings = [reading(f"fern-{number % 2}", number, number / 2) for number in range(12)]
    tables.run("store.cql", *readings)
    tables.ask("room.cql", room="ferns").gives(of_room(readings, "ferns"), GIVES.format("room.cql"))


def store_many(tables):
    """Four sensors in two rooms, eight days of three readings each: more days than readings."""
    readings = [
        reading(f"{room}-{number}", day * 1440 + 10 * count, count / 2, room=room)
        for day in range(8)
        for count in range(3)
        for room in ("fern", "palm")
        for number in range(2)
    ]
    tables.run("store.cql", *readings)


@pytest.mark.points(2)
@pytest.mark.hint("All columns of the partition key must be given with =, and nothing has to be sorted out afterwards.")
def test_a_sensor_is_one_partition(tables):
    """The queries about a sensor look up one partition, and read what they give"""
    store_many(tables)
    for file, values, count in (
        ("day.cql", {"sensor": "fern-1", "day": MAY.date()}, 3),
        ("newest.cql", {"sensor": "fern-1"}, 1),
    ):
        found = tables.ask(file, **values)
        found.reads_one_partition(ONE)
        found.reads_no_more(count, NO_MORE)
        if len(found.rows) != count:
            pytest.fail(f"Rule: {GIVES.format(file)}.\nIt gave {len(found.rows)} rows of {count}.", pytrace=False)


@pytest.mark.points(2)
@pytest.mark.hint("A room has to be the partition key of a table of its own.")
def test_a_room_is_one_partition(tables):
    """The query about a room looks up one partition, and reads what it gives"""
    store_many(tables)
    found = tables.ask("room.cql", room="palm")
    found.reads_one_partition(ONE)
    found.reads_no_more(2, NO_MORE)
    if len(found.rows) != 2:
        pytest.fail(f"Rule: {GIVES.format('room.cql')}.\nIt gave {len(found.rows)} rows of 2.", pytrace=False)


@pytest.mark.points(2)
@pytest.mark.hint("Imagine each partition after ten years. Which column has to be in its key to keep it small?")
def test_partitions_do_not_grow(tables):
    """After many days, no partition holds more than a day of a sensor, or the sensors of a room"""
    store_many(tables)
    stored = 0
    for table in tables.tables:
        sizes = tables.partitions(table)
        stored = max(stored, sum(sizes.values()))
        largest = max(sizes.values(), default=0)
        if largest > 3:
            pytest.fail(
                f"Rule: {GROWS}.\n4 sensors in 2 rooms sent 3 readings on each of 8 days. The largest partition of "
                f"{table}\n  gave      {largest} rows\n  expected  3 at most",
                pytrace=False,
            )
    if stored != 96:
        pytest.fail(f"96 readings were stored, and no table has as many rows: {stored} at most.", pytrace=False)


def test_nothing_is_filtered(tables):
    """No query has ALLOW FILTERING, and there is no index"""
    given = {
        "day.cql": {"sensor": "fern-1", "day": MAY.date()},
        "newest.cql": {"sensor": "a"},
        "room.cql": {"room": "b"},
    }
    for file, values in given.items():
        tables.ask(file, **values)  # that it is a query at all
        tables.no_filtering(file, FILTERING)
    for table in tables.tables.values():
        if table.indexes:
            pytest.fail(f"Rule: {INDEX}.\nThe table {table.name} has the index {table.indexes[0]}.", pytrace=False)


@pytest.mark.points(2)
def test_random_days(tables, rng):
    """Random readings of several sensors and days"""
    sensors = {f"{room}-{number}": room for room in ("ferns", "palms") for number in range(3)}
    readings, minutes = [], 0
    for _ in range(60):
        minutes += rng.randint(1, 200)
        sensor = rng.choice(sorted(sensors))
        readings.append(reading(sensor, minutes, rng.randint(-20, 80) / 2, room=sensors[sensor]))
    tables.run("store.cql", *readings)
    for room in ("ferns", "palms"):
        tables.ask("room.cql", room=room).gives(of_room(readings, room), GIVES.format("room.cql"))
    for one in rng.sample(readings, 5):
        day = tables.ask("day.cql", sensor=one["sensor"], day=one["day"])
        day.gives(of_day(readings, one["sensor"], one["day"]), GIVES.format("day.cql"))
        last = [r for r in readings if r["sensor"] == one["sensor"]][-1]
        newest = tables.ask("newest.cql", sensor=one["sensor"])
        newest.gives([(last["at"], last["celsius"])], GIVES.format("newest.cql"))
