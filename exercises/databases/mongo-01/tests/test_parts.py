"""Hidden tests: the filters and updates are given to a server, and what is in the collection then is looked at."""

import pytest
from pymongo import MongoClient
from pymongo.errors import PyMongoError

FUSE = {
    "_id": "fuse-5a",
    "stock": 2,
    "shelf": {"row": 3, "column": "C"},
    "notes": ["the glass ones"],
    "waiting": ["Ines"],
}
ONE_COMMAND = (
    "Rule: every update is one command: a filter that finds the part by its `_id`, and an update of operators."
)
READ_EARLIER = (
    "Rule: `part` is the document as it was read a while ago; what others have changed since must not get lost."
)


@pytest.fixture
def parts(services):
    """The collection, empty, in the server beside the solution."""
    with MongoClient(*services["mongodb"].address, directConnection=True, serverMonitoringMode="poll") as client:
        yield client.cafe.parts


def told(refused):
    """What a driver or a server says against something, once."""
    return str(refused).partition(", full error:")[0]


def update(parts, command):
    """Give an update to the server; how many documents matched."""
    assert isinstance(command, tuple | list), f"It returned {command!r}. {ONE_COMMAND}"
    assert len(command) == 2, f"It returned {len(command)} things. {ONE_COMMAND}"
    wanted, change = command
    assert isinstance(wanted, dict), f"The filter is {wanted!r}, and no document. {ONE_COMMAND}"
    assert "_id" in wanted, f"The filter is {wanted!r}. {ONE_COMMAND}"
    try:
        return parts.update_one(wanted, change).matched_count
    except (PyMongoError, ValueError, TypeError) as refused:
        pytest.fail(f"MongoDB's driver or the server refuses {change!r}: {told(refused)}\n{ONE_COMMAND}", pytrace=False)


def found(parts, wanted):
    """The ids of the parts that a filter finds."""
    assert isinstance(wanted, dict), f"The filter is {wanted!r}, and no document."
    try:
        return sorted(part["_id"] for part in parts.find(wanted))
    except (PyMongoError, ValueError, TypeError) as refused:
        pytest.fail(f"MongoDB's driver or the server refuses the filter {wanted!r}: {told(refused)}", pytrace=False)


@pytest.mark.example
def test_two_fuses_are_taken(solution, parts):
    """A fuse is taken out of stock"""
    parts.insert_one(FUSE)
    assert update(parts, solution.take(FUSE, 1)) == 1, "The filter of `take` did not match the part."
    left = parts.find_one({"_id": "fuse-5a"})
    assert left == {**FUSE, "stock": 1}, "Rule: `take` takes the pieces out of stock, and changes nothing else."


@pytest.mark.hint('{"discontinued": False} asks for the value false. What does a part have that lacks the field?')
def test_parts_that_run_low(solution, parts):
    """Parts that run low are found, those no longer made are not"""
    there = [
        {"_id": "belt", "stock": 4},
        {"_id": "bulb", "stock": 10},
        {"_id": "cord", "stock": 0, "discontinued": False},
        {"_id": "knob", "stock": 1, "discontinued": True},
        {"_id": "lens", "stock": 9},
    ]
    parts.insert_many(there)
    listed = "\n".join(f"  {part}" for part in there)
    rule = f"Rule: less than the limit in stock, and those no longer made left out. The parts are:\n{listed}"
    assert found(parts, solution.running_low(10)) == ["belt", "cord", "lens"], rule
    assert found(parts, solution.running_low(1)) == ["cord"], rule
    assert found(parts, solution.running_low(0)) == [], rule


def test_the_last_ones_can_be_taken(solution, parts):
    """The last pieces can be taken"""
    parts.insert_one(FUSE)
    assert update(parts, solution.take(FUSE, 2)) == 1, "Rule: `take` takes all of `count`; here, all there is."
    assert parts.find_one()["stock"] == 0, "Rule: `take` takes `count` pieces out of stock."


@pytest.mark.hint("A condition that must hold when the update runs belongs into its filter.")
def test_not_enough_in_stock(solution, parts):
    """Where there is not enough, nothing is taken"""
    rule = "Rule: all of `count` or nothing: where there is less in stock, no document matches."
    parts.insert_one(FUSE)
    assert update(parts, solution.take(FUSE, 3)) == 0, rule
    assert parts.find_one() == FUSE, rule


@pytest.mark.points(2)
@pytest.mark.hint("Both have read the same part. The second update runs when the first is done: what is true then?")
def test_two_take_at_once(solution, parts):
    """Two helpers who have read the same part both take the right number"""
    parts.insert_one({**FUSE, "stock": 7})
    seen = parts.find_one()
    first, second, third = solution.take(seen, 3), solution.take(seen, 2), solution.take(seen, 3)
    assert update(parts, first) == 1, READ_EARLIER
    assert update(parts, second) == 1, READ_EARLIER
    assert parts.find_one()["stock"] == 2, f"7 in stock, 3 taken and 2 taken. {READ_EARLIER}"
    assert update(parts, third) == 0, f"2 are left, and a third helper wants 3. {READ_EARLIER}"
    assert parts.find_one()["stock"] == 2, READ_EARLIER


@pytest.mark.hint('{"$set": {"shelf": ...}} puts a new shelf there. A path with a dot reaches into the old one.')
def test_moving_keeps_the_column(solution, parts):
    """A part that is moved to another row keeps its column"""
    parts.insert_one(FUSE)
    seen = parts.find_one()
    parts.update_one({"_id": "fuse-5a"}, {"$set": {"shelf.column": "F"}})
    assert update(parts, solution.move(seen, 8)) == 1, "The filter of `move` did not match the part."
    assert parts.find_one()["shelf"] == {"row": 8, "column": "F"}, "Rule: `move` changes the row alone."


def test_a_note_comes_after_the_others(solution, parts):
    """A note comes after the others"""
    parts.insert_one(FUSE)
    assert update(parts, solution.note(FUSE, "check the rating")) == 1, "The filter of `note` did not match the part."
    expected = {**FUSE, "notes": ["the glass ones", "check the rating"]}
    assert parts.find_one() == expected, "Rule: `note` adds a note after the others, and changes nothing else."


@pytest.mark.points(2)
def test_two_notes_at_once(solution, parts):
    """Of two notes written at once, both are kept"""
    parts.insert_one(FUSE)
    seen = parts.find_one()
    commands = [solution.note(seen, text) for text in ("box is torn", "two are bent")]
    for command in commands:
        update(parts, command)
    assert parts.find_one()["notes"] == ["the glass ones", "box is torn", "two are bent"], READ_EARLIER


def test_waiting_once_is_enough(solution, parts):
    """Whoever waits is on the list once"""
    rule = "Rule: `wait_for` adds a name once, however often it is called."
    parts.insert_one(FUSE)
    for who in ("Odo", "Ines", "Odo"):
        update(parts, solution.wait_for(FUSE, who))
    assert parts.find_one()["waiting"] == ["Ines", "Odo"], rule


@pytest.mark.points(2)
def test_a_busy_evening(solution, parts, rng):
    """Random evenings: every step counts, in whatever order"""
    for _ in range(3):
        parts.delete_many({})
        parts.insert_one({**FUSE, "stock": 20})
        seen = parts.find_one()
        expected = {
            **seen,
            "notes": list(seen["notes"]),
            "waiting": list(seen["waiting"]),
            "shelf": dict(seen["shelf"]),
        }
        steps = []
        for _ in range(8):
            name, value = rng.choice(
                [
                    ("take", rng.randint(1, 6)),
                    ("move", rng.randint(1, 9)),
                    ("note", "seen"),
                    ("wait_for", rng.choice("AB")),
                ]
            )
            steps.append(f"{name} {value}")
            update(parts, getattr(solution, name)(seen, value))
            carry_out(expected, name, value)
        told = f"Rule: all of the prompt. All of it was read at the beginning; the steps were: {', '.join(steps)}."
        assert parts.find_one() == expected, told


def carry_out(part, name, value):
    """The same step on a plain dictionary."""
    if name == "take":
        part["stock"] -= value if part["stock"] >= value else 0
    elif name == "move":
        part["shelf"]["row"] = value
    elif name == "note":
        part["notes"].append(value)
    elif value not in part["waiting"]:
        part["waiting"].append(value)
