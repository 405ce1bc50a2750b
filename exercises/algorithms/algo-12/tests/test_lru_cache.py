"""The cache that must not grow: the entry used least recently makes room."""

import pytest

LARGE = 100_000
GOES = "a put for a new key into a full cache takes out the entry that has not been used for longest."


def read(state):
    """What a method gives; or the value itself, where a language reads it without a call."""
    return state() if callable(state) else state


def filled(solution, capacity, entries):
    """A cache of that capacity with these entries, put one by one."""
    cache = solution.LruCache(capacity)
    for key, value in entries.items():
        cache.put(key, value)
    return cache


@pytest.mark.example
def test_the_entry_unused_for_longest_makes_room(solution):
    """A full cache gives up the entry that was not used for longest"""
    cache = filled(solution, 2, {"home": "<h1>Shop</h1>", "help": "<h1>Help</h1>"})
    assert cache.get("home") == "<h1>Shop</h1>", "Rule: `get` returns the value of a key."
    page = "<h1>Cart</h1>"
    cache.put("cart", page)
    assert cache.get("help") is None, f"Rule: {GOES}"
    assert cache.get("home") == "<h1>Shop</h1>", f"Rule: {GOES}"
    assert cache.get("cart") == page, f"Rule: {GOES}"


def test_values_are_found_again(solution):
    """What was put is found again, each value under its own key"""
    cache = filled(solution, 5, {"a": 1, "b": 2, "c": 3})
    for key, value in {"b": 2, "a": 1, "c": 3}.items():
        assert cache.get(key) == value, "Rule: `get` returns the value of a key."


def test_a_key_that_is_not_there(solution):
    """A key that is not there has no value"""
    rule = "Rule: `get` returns nothing (None, null or nil) for a key that is not there."
    cache = solution.LruCache(2)
    assert cache.get("a") is None, rule
    cache.put("a", 1)
    assert cache.get("b") is None, rule
    assert cache.get("a") == 1, "Rule: `get` returns the value of a key."


def test_the_size_never_exceeds_the_capacity(solution):
    """The size counts the entries and never exceeds the capacity"""
    rule = "Rule: `size` is how many entries there are, at most the capacity."
    cache = solution.LruCache(3)
    assert read(cache.size) == 0, rule
    for number, size in enumerate([1, 2, 3, 3, 3]):
        cache.put(f"page {number}", number)
        assert read(cache.size) == size, rule


@pytest.mark.hint("Reading an entry must move it, too: it is now the one used last.")
def test_reading_an_entry_counts_as_a_use(solution):
    """An entry that is read stays longer"""
    cache = filled(solution, 3, {"a": 1, "b": 2, "c": 3})
    assert cache.get("a") == 1, "Rule: `get` returns the value of a key."
    cache.put("d", 4)
    assert cache.get("b") is None, f"Rule: `get` counts as a use, and {GOES}"
    assert cache.get("a") == 1, f"Rule: `get` counts as a use, and {GOES}"
    cache.put("e", 5)
    assert cache.get("c") is None, f"Rule: `get` counts as a use, and {GOES}"


@pytest.mark.hint("A put for a known key is a use like any other, and needs no room.")
def test_a_new_value_for_a_known_key(solution):
    """A new value for a known key takes out nothing and counts as a use"""
    rule = "Rule: a put for a key that is there sets its value and takes out nothing."
    cache = filled(solution, 2, {"a": 1, "b": 2})
    cache.put("b", 20)
    assert read(cache.size) == 2, rule
    assert cache.get("a") == 1, rule
    assert cache.get("b") == 20, rule
    cache.put("a", 10)
    cache.put("c", 3)
    assert cache.get("b") is None, f"Rule: a put counts as a use also for a key that is there, and {GOES}"
    assert cache.get("a") == 10, f"Rule: a put counts as a use also for a key that is there, and {GOES}"


def test_looking_for_what_is_not_there_changes_nothing(solution):
    """Looking for a key that is not there takes no room"""
    rule = "Rule: looking for a key that is not there changes nothing."
    cache = filled(solution, 2, {"a": 1, "b": 2})
    for key in ("x", "y", "z"):
        assert cache.get(key) is None, rule
    assert read(cache.size) == 2, rule
    assert cache.get("a") == 1, rule
    assert cache.get("b") == 2, rule


def test_a_cache_for_one_entry(solution):
    """A cache for one entry keeps the last one"""
    cache = filled(solution, 1, {"a": 1})
    assert cache.get("a") == 1, "Rule: `get` returns the value of a key."
    cache.put("b", 2)
    assert cache.get("a") is None, f"Rule: {GOES}"
    assert cache.get("b") == 2, f"Rule: {GOES}"
    assert read(cache.size) == 1, "Rule: `size` is how many entries there are, at most the capacity."


@pytest.mark.hint("A value of 0 counts as false in a condition. How do you ask whether a key is there?")
def test_values_that_count_as_false(solution):
    """0, False and an empty text are values like any other"""
    rule = "a value can be anything, also 0, false or an empty text"
    cache = filled(solution, 3, {"stock": 0, "sold out": False, "note": ""})
    for key, value in {"stock": 0, "sold out": False, "note": ""}.items():
        assert cache.get(key) == value, f"Rule: {rule}."
    assert cache.get("stock") == 0, f"Rule: {rule}."
    cache.put("price", 100)
    assert cache.get("sold out") is None, f"Rule: {rule}, and {GOES}"
    assert cache.get("stock") == 0, f"Rule: {rule}, and reading it counts as a use."


def test_two_caches_share_nothing(solution):
    """Two caches share nothing"""
    pages = filled(solution, 2, {"home": "page", "help": "page"})
    images = filled(solution, 1, {"home": "image"})
    assert read(images.size) == 1, "Rule: two caches share nothing."
    assert read(pages.size) == 2, "Rule: two caches share nothing."
    assert pages.get("home") == "page", "Rule: two caches share nothing."
    assert images.get("home") == "image", "Rule: two caches share nothing."


def test_many_at_once(solution):
    """Many entries are put and got in one call, in their order"""
    cache = solution.LruCache(3)
    cache.put_all({"one": 1, "two": 2, "three": 3, "four": 4})
    rule = "`put_all` puts the entries one by one in their order"
    assert read(cache.size) == 3, f"Rule: {rule}."
    assert cache.get("one") is None, f"Rule: {rule}, and {GOES}"
    rule = "`get_all` returns the value of each key in the order of the keys"
    assert cache.get_all(["three", "six", "two", "three"]) == [3, None, 2, 3], f"Rule: {rule}."
    cache.put("five", 5)
    assert cache.get_all(["four", "two", "three", "five"]) == [None, 2, 3, 5], f"Rule: {rule}; each of them is a use."
    assert cache.get_all([]) == [], f"Rule: {rule}."


@pytest.mark.points(2)
def test_random_steps(solution, reference, rng):
    """Agrees with the reference on 25 random series of steps"""
    for _ in range(25):
        capacity = rng.randint(1, 4)
        cache, right = solution.LruCache(capacity), reference.LruCache(capacity)
        steps = []
        for number in range(rng.randint(8, 18)):
            key = rng.choice("abcdef"[: capacity + 2])
            if rng.random() < 0.5:
                steps.append(f"put {key}")
                cache.put(key, number)
                right.put(key, number)
            else:
                steps.append(f"get {key}")
                assert cache.get(key) == right.get(key), told(capacity, steps)
        assert read(cache.size) == right.size(), told(capacity, [*steps, "size"])


def told(capacity, steps):
    """A series of steps, so that it can be followed by hand."""
    return f"Rule: all of the prompt. The capacity is {capacity}, and the steps are: {', '.join(steps)}."


@pytest.mark.points(2)
@pytest.mark.limit(seconds=6)
@pytest.mark.hint("Is there a step that looks at one entry after the other, or a library call that does?")
def test_a_large_cache_in_time(solution, rng):
    """A cache of 100,000 entries stays fast"""
    rule = "Rule: with 100,000 entries in the cache, 100,000 reads and 100,000 new ones take less than six seconds."
    cache = solution.LruCache(LARGE)
    cache.put_all({f"page/{number}": number for number in range(LARGE)})
    numbers = rng.sample(range(LARGE), LARGE)
    assert cache.get_all([f"page/{number}" for number in numbers]) == numbers, rule
    cache.put_all({f"page/{number}": number for number in range(LARGE, 2 * LARGE)})
    assert cache.get_all(["page/0", f"page/{LARGE - 1}", f"page/{LARGE}"]) == [None, None, LARGE], rule
    assert read(cache.size) == LARGE, rule
