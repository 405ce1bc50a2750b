"""A hash table, made by hand: buckets, collisions, growth."""

import pytest

FOUND = "`get` returns the value of a key."
PLACE = "a key lies in the bucket that the remainder of its hash by the capacity says."
GROWTH = "as soon as more than three quarters of the capacity are taken, the capacity doubles."


def read(state):
    """What a method gives; or the value itself, where a language reads it without a call."""
    return state() if callable(state) else state


class Numbered:
    """The hash function of a test: each key has the hash that it was given, and every question is counted."""

    def __init__(self, hashes):
        self.hashes = hashes
        self.asked = []

    def hash_of(self, key):
        self.asked.append(key)
        return self.hashes[key]


def made(solution, hashes):
    """An empty table with these hashes by key, and the hash function to count with."""
    numbered = Numbered(hashes)
    return solution.HashTable(numbered.hash_of), numbered


def filled(solution, hashes):
    """A table in which each key has its own name in capitals as its value."""
    table, numbered = made(solution, hashes)
    for key in hashes:
        table.put(key, key.upper())
    return table, numbered


@pytest.mark.example
def test_values_are_found_by_their_keys(solution):
    """What was put under a key is found again"""
    table, _ = made(solution, {"apple": 5, "pear": 3, "plum": 4})
    table.put("apple", 120)
    table.put("pear", 95)
    assert table.get("apple") == 120, f"Rule: {FOUND}"
    assert table.get("pear") == 95, f"Rule: {FOUND}"
    assert table.get("plum") is None, "Rule: `get` returns nothing (None, null or nil) for a key that is not there."


def test_a_new_value_for_a_known_key(solution):
    """A new value for a known key takes the place of the old one"""
    rule = "Rule: a put for a key that is there sets its value, and the size stays the same."
    table, _ = filled(solution, {"apple": 5, "pear": 3})
    assert read(table.size) == 2, "Rule: `size` is how many keys there are."
    table.put("apple", 130)
    assert table.get("apple") == 130, rule
    assert table.get("pear") == "PEAR", rule
    assert read(table.size) == 2, rule


@pytest.mark.hint("Two keys with the same hash are two keys still. What tells them apart?")
def test_keys_with_the_same_hash(solution):
    """Keys with the same hash live side by side"""
    rule = "Rule: keys with the same hash are different keys; each has its own value."
    table, _ = filled(solution, {"apple": 7, "pear": 7, "plum": 7})
    for key in ("pear", "apple", "plum"):
        assert table.get(key) == key.upper(), rule
    table.put("pear", "ripe")
    assert table.get("pear") == "ripe", rule
    assert table.get("plum") == "PLUM", rule
    assert read(table.size) == 3, rule


def test_a_key_lies_in_the_bucket_of_its_hash(solution):
    """A key lies in the bucket that its hash says"""
    table, _ = filled(solution, {"a": 0, "b": 7, "c": 8, "d": 22})
    assert read(table.capacity) == 8, "Rule: an empty table has 8 buckets."
    for index, keys in {0: ["a", "c"], 6: ["d"], 7: ["b"], 1: []}.items():
        assert sorted(table.bucket(index)) == keys, f"Rule: {PLACE}"


@pytest.mark.hint("What is the remainder of -3 by 8 in your language? It has to be 5 here.")
def test_a_hash_can_be_negative(solution):
    """A hash can be any whole number, also a negative one"""
    rule = f"Rule: {PLACE} The remainder is never negative: that of -3 by 8 is 5."
    table, _ = filled(solution, {"a": -3, "b": 5, "c": -8, "d": -2_000_000_001})
    for key in "abcd":
        assert table.get(key) == key.upper(), f"Rule: {FOUND}"
    for index, keys in {5: ["a", "b"], 0: ["c"], 7: ["d"]}.items():
        assert sorted(table.bucket(index)) == keys, rule


def test_removing_a_key(solution):
    """A key that is taken out is gone, and its neighbours stay"""
    rule = "Rule: `remove` takes out one key with its value and returns whether it was there; the others stay."
    table, _ = filled(solution, {"apple": 7, "pear": 15, "plum": 23, "fig": 1})
    assert table.remove("pear") is True, rule
    assert table.remove("pear") is False, rule
    assert table.get("pear") is None, rule
    assert read(table.size) == 3, rule
    for key in ("apple", "plum", "fig"):
        assert table.get(key) == key.upper(), rule
    assert sorted(table.bucket(7)) == ["apple", "plum"], rule


@pytest.mark.hint("A value of 0 counts as false in a condition. How do you know whether a key was found?")
def test_values_that_count_as_false(solution):
    """0, False and an empty text are values like any other"""
    rule = "Rule: a value can be anything, also 0, false or an empty text."
    table, _ = made(solution, {"stock": 1, "sold out": 2, "note": 3})
    for key, value in {"stock": 0, "sold out": False, "note": ""}.items():
        table.put(key, value)
    assert read(table.size) == 3, rule
    for key, value in {"note": "", "stock": 0, "sold out": False}.items():
        assert table.get(key) == value, rule
    assert table.remove("stock") is True, rule


@pytest.mark.hint("Count after the put: six of eight is three quarters, seven is more.")
def test_the_table_grows_in_time(solution):
    """The table doubles as soon as it is more than three quarters full"""
    table, _ = made(solution, {f"key {number}": 5 * number for number in range(60)})
    for number in range(60):
        table.put(f"key {number}", number)
        table.put("key 0", "again")
        capacity = next(size for size in (8, 16, 32, 64, 128) if 4 * (number + 1) <= 3 * size)
        assert read(table.capacity) == capacity, f"Rule: {GROWTH} There are {number + 1} keys now."
    assert read(table.size) == 60, "Rule: `size` is how many keys there are."


@pytest.mark.hint("With twice as many buckets, the remainder of many hashes is another one.")
def test_nothing_is_lost_when_the_table_grows(solution):
    """When the table grows, every key moves to its new bucket"""
    hashes = {f"key {number}": 8 * number + 3 for number in range(7)}
    table, _ = filled(solution, hashes)
    assert read(table.capacity) == 16, f"Rule: {GROWTH} There are 7 keys now."
    for key in hashes:
        assert table.get(key) == key.upper(), f"Rule: {FOUND} The table has just grown."
    assert read(table.size) == 7, "Rule: `size` is how many keys there are. The table has just grown."
    for index, numbers in {3: (0, 2, 4, 6), 11: (1, 3, 5), 5: ()}.items():
        keys = [f"key {number}" for number in numbers]
        assert sorted(table.bucket(index)) == keys, f"Rule: {PLACE} The table has just grown."


@pytest.mark.hint("Ask for the hash of the key that you were given, and of no other.")
def test_the_hash_leads_to_the_key(solution):
    """Finding a key takes its own hash and no other"""
    rule = "Rule: `put`, `get` and `remove` ask once for the hash of the key that they are given, and for no other."
    table, numbered = filled(solution, {"a": 1, "b": 9, "c": 17, "d": 4, "e": 5})
    calls = {"get c": lambda: table.get("c"), "put b": lambda: table.put("b", 2), "remove a": lambda: table.remove("a")}
    for told, call in calls.items():
        numbered.asked.clear()
        call()
        asked = list(numbered.asked)
        assert asked == [told[-1]], f"{rule} This was {told}, and asked for were the hashes of {asked}."
    assert table.get("b") == 2, f"Rule: {FOUND}"


def test_two_tables_share_nothing(solution):
    """Two tables share nothing"""
    prices, _ = filled(solution, {"apple": 5, "pear": 3})
    stock, _ = made(solution, {"apple": 2})
    assert stock.get("apple") is None, "Rule: two tables share nothing."
    stock.put("apple", 12)
    assert prices.get("apple") == "APPLE", "Rule: two tables share nothing."
    assert read(stock.size) == 1, "Rule: two tables share nothing."


@pytest.mark.points(2)
def test_random_steps(solution, reference, rng):
    """Agrees with the reference on 8 random series of steps"""
    for _ in range(8):
        hashes = {name: rng.randint(-20, 20) for name in "abcdefghij"}
        table, _ = made(solution, hashes)
        right = reference.HashTable(hashes.__getitem__)
        steps = []
        for number in range(rng.randint(10, 24)):
            step, key = rng.choice(["put", "put", "get", "remove"]), rng.choice("abcdefghij")
            steps.append(f"{step} {key}")
            told = f"Rule: all of the prompt. The hashes are {hashes}, and the steps: {', '.join(steps)}."
            arguments = (key, number) if step == "put" else (key,)
            answer, expected = getattr(table, step)(*arguments), getattr(right, step)(*arguments)
            assert step == "put" or answer == expected, told
        assert read(table.size) == right.size(), told
        assert read(table.capacity) == right.capacity(), told
        for index in range(right.capacity()):
            keys = sorted(table.bucket(index))
            assert keys == sorted(right.bucket(index)), f"{told} This is bucket {index}."
