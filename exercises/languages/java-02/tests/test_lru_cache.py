"""Room for the last few: a generic cache behind an interface."""

from collections import OrderedDict

import pytest

LARGE = 50_000


class Asked:
    """A cache of the learner's and the calls made on it, so that a message can be followed by hand."""

    def __init__(self, solution, capacity, **values):
        self.calls = [f"cache = new LruCache<>({capacity})"]
        self.cache = solution.LruCache(capacity)
        for key, value in values.items():
            self.put(key, value)

    def put(self, key, value):
        self.calls.append(f"cache.put({written(key)}, {written(value)})")
        self.cache.put(key, value)

    def get(self, key, expected, rule):
        self.calls.append(f"cache.get({written(key)})")
        self.compare(self.cache.get(key), expected, rule)

    def load(self, key, loader, expected, rule):
        self.calls.append(f"cache.getOrLoad({written(key)}, loader)")
        self.compare(self.cache.get_or_load(key, loader), expected, rule)

    def keys(self, expected, rule):
        self.calls.append("cache.keys()")
        self.compare(self.cache.keys(), expected, rule)

    def size(self, expected, rule):
        self.calls.append("cache.size()")
        self.compare(self.cache.size(), expected, rule)

    def compare(self, answer, expected, rule):
        if not same(answer, expected):
            self.fail(f"  gave      {answer!r}\n  expected  {expected!r}", rule)

    def fail(self, what, rule):
        calls = self.calls if len(self.calls) <= 12 else ["...", *self.calls[-12:]]
        pytest.fail("\n".join([f"Rule: {rule}", *calls, what]), pytrace=False)


def same(answer, expected):
    """Equal and of the same type: neither True nor an object that agrees with everything stands for 1."""
    if type(expected) is list:
        return type(answer) is list and len(answer) == len(expected) and all(map(same, answer, expected))
    return type(answer) is type(expected) and answer == expected


def written(value):
    """A value as it is written in Java."""
    if value is None:
        return "null"
    if type(value) in (list, tuple):
        return f"List.of({', '.join(map(written, value))})"
    return f'"{value}"' if type(value) is str else repr(value)


class Model:
    """What a cache has to hold."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.values = OrderedDict()

    def get(self, key):
        if key in self.values:
            self.values.move_to_end(key)
        return self.values.get(key)

    def put(self, key, value):
        self.values[key] = value
        self.values.move_to_end(key)
        if len(self.values) > self.capacity:
            self.values.popitem(last=False)

    def keys(self):
        return list(reversed(self.values))


DROPPED = "when there is no room for a new key, the key that was not used for the longest is dropped."


@pytest.mark.example
def test_the_least_recently_used_goes(solution):
    """The key that was not used for the longest makes room"""
    asked = Asked(solution, 2, a=1, b=2)
    asked.get("a", 1, "`get` gives the value of a key.")
    asked.put("c", 3)
    asked.keys(["c", "a"], DROPPED)
    asked.get("b", None, DROPPED)
    asked.get("c", 3, "`get` gives the value of a key.")


def test_as_many_values_as_there_is_room_for(solution):
    """There are as many values as there is room for"""
    asked = Asked(solution, 3)
    asked.size(0, "a new cache is empty.")
    for count, key in enumerate("abc", 1):
        asked.put(key, count)
        asked.size(count, "as long as there is room, nothing is dropped.")
    asked.get("a", 1, "as long as there is room, nothing is dropped.")
    asked.put("d", 4)
    asked.size(3, DROPPED)
    one = Asked(solution, 1, a=1)
    one.get("a", 1, "a cache may have room for one value.")
    one.put("b", 2)
    one.keys(["b"], DROPPED)


@pytest.mark.hint("The order in which keys came in is not the order in which they were used.")
def test_a_value_that_was_read_stays(solution):
    """A value that was read stays longer than one that was not"""
    asked = Asked(solution, 3, a=1, b=2, c=3)
    asked.get("a", 1, "`get` gives the value of a key.")
    asked.put("d", 4)
    asked.get("b", None, f"{DROPPED} `get` uses a key.")
    asked.get("a", 1, f"{DROPPED} `get` uses a key.")


def test_a_value_that_was_replaced_stays(solution):
    """A value that was replaced stays longer than one that was not"""
    asked = Asked(solution, 2, a=1, b=2)
    asked.put("a", 10)
    asked.put("c", 3)
    asked.keys(["c", "a"], f"{DROPPED} Replacing a value uses its key.")
    asked.get("a", 10, "`put` replaces the value that a key has.")


def test_replacing_takes_no_room(solution):
    """Replacing a value drops nothing"""
    rule = "replacing a value needs no room."
    asked = Asked(solution, 2, a=1, b=2)
    asked.put("b", 20)
    asked.size(2, rule)
    asked.get("a", 1, rule)
    asked.get("b", 20, rule)


def test_keys_from_the_last_used_to_the_first(solution):
    """The keys are listed from the one used last to the one used first"""
    rule = "`keys` has the key that was used last first."
    asked = Asked(solution, 4, a=1, b=2, c=3)
    asked.keys(["c", "b", "a"], rule)
    asked.get("b", 2, "`get` gives the value of a key.")
    asked.keys(["b", "c", "a"], rule)
    asked.get("x", None, "`get` is empty when the key is not there.")
    asked.keys(["b", "c", "a"], "asking for a key that is not there uses no key.")


def test_looking_at_the_keys_is_no_use(solution):
    """Looking at the keys and at the size uses no key"""
    rule = "`keys` and `size` use no key."
    asked = Asked(solution, 2, a=1, b=2)
    for _ in range(2):
        asked.keys(["b", "a"], rule)
    asked.size(2, rule)
    asked.put("c", 3)
    asked.keys(["c", "b"], rule)


def test_a_value_is_loaded_once(solution):
    """What is not there is loaded once, and is there from then on"""
    loaded = []

    def loader(key):
        loaded.append(key)
        return f"picture of {key}"

    rule = "`getOrLoad` calls the loader only when the key is not there, and stores what it gives."
    asked = Asked(solution, 2)
    asked.load("cat", loader, "picture of cat", rule)
    asked.load("cat", loader, "picture of cat", rule)
    asked.get("cat", "picture of cat", rule)
    asked.compare(loaded, ["cat"], f"{rule} These are the keys that it was called with.")
    asked.put("dog", "drawing")
    asked.load("dog", loader, "drawing", rule)
    asked.compare(loaded, ["cat"], f"{rule} These are the keys that it was called with.")


def test_what_is_loaded_makes_room_too(solution):
    """What is loaded makes room like what is put in"""
    asked = Asked(solution, 2, a=1, b=2)
    asked.get("a", 1, "`get` gives the value of a key.")
    asked.load("c", lambda _: 3, 3, "`getOrLoad` gives what the loader makes of the key.")
    asked.size(2, DROPPED)
    asked.keys(["c", "a"], DROPPED)
    asked.load("a", lambda _: 0, 1, "`getOrLoad` gives the value of a key that is there.")
    asked.keys(["a", "c"], "a key is used when it is loaded or got.")


@pytest.mark.hint("Which line of yours runs before the loader is called?")
def test_a_loader_that_fails(solution):
    """When the loader throws, the caller gets that and the cache is as it was"""
    rule = "when the loader throws, that goes on to the caller, and the cache holds what it held before."

    def broken(key):
        raise ValueError(f"no {key}")

    asked = Asked(solution, 2, a=1, b=2)
    asked.calls.append('cache.getOrLoad("c", loader)   // which throws')
    try:
        answer = asked.cache.get_or_load("c", broken)
    except ValueError as error:
        asked.compare(str(error), "no c", rule)
    else:
        asked.fail(f"  gave      {answer!r}\n  expected  what the loader throws", rule)
    asked.size(2, rule)
    asked.keys(["b", "a"], rule)
    asked.get("c", None, rule)
    asked.load("c", lambda _: 3, 3, "`getOrLoad` gives what the loader makes of the key.")


def test_keys_that_are_equal_are_the_same_key(solution):
    """Keys that are equal are the same key, of whatever class they are"""
    rule = "keys that are equal are the same key."
    for key in (1_000_000, "a key that is long", ["a", "list"], 0.5):
        asked = Asked(solution, 2)
        asked.put(key, "one")
        asked.put(type(key)(key), "two")
        asked.size(1, rule)
        asked.get(key, "two", rule)


def test_two_caches_share_nothing(solution):
    """Two caches share nothing"""
    rule = "two caches share nothing."
    one, other = Asked(solution, 2, a=1), Asked(solution, 2, b=2)
    one.keys(["a"], f"{rule} Another cache holds the key b.")
    other.get("a", None, f"{rule} Another cache holds the key a.")
    other.put("a", 5)
    one.get("a", 1, f"{rule} Another cache has 5 for it.")


def test_a_cache_without_room_is_refused(solution):
    """A capacity below 1 is refused"""
    rule = "a capacity below 1 is refused with an IllegalArgumentException."
    for capacity in (0, -1):
        call = f"new LruCache<>({capacity})"
        try:
            solution.LruCache(capacity)
        except ValueError as error:
            name = type(error).__name__
        else:
            name = "a cache"
        if name != "IllegalArgumentException":
            told = [f"Rule: {rule}", call, f"  gave      {name}", "  expected  IllegalArgumentException, raised"]
            pytest.fail("\n".join(told), pytrace=False)
    Asked(solution, 1).size(0, "a new cache is empty.")


def test_null_is_refused(solution):
    """Null is refused as a key and as a value"""
    rule = "null as a key or as a value of put is refused with a NullPointerException."
    asked = Asked(solution, 2, a=1)
    for call, arguments in (("put", ("b", None)), ("put", (None, 1)), ("get", (None,))):
        asked.calls.append(f"cache.{call}({', '.join(map(written, arguments))})")
        try:
            answer = getattr(asked.cache, call)(*arguments)
        except Exception as error:  # noqa: BLE001  whatever it is, its name is compared
            asked.compare(type(error).__name__, "NullPointerException", rule)
        else:
            asked.fail(f"  gave      {answer!r}\n  expected  NullPointerException, raised", rule)
    asked.keys(["a"], rule)


def test_it_is_a_cache(solution):
    """It can be used wherever a Cache is wanted"""
    rule = "LruCache implements the interface Cache."
    asked = Asked(solution, 2)
    if not isinstance(asked.cache, solution.Cache):
        expected = "class LruCache<K, V> implements Cache<K, V>"
        asked.fail(f"  gave      an LruCache that is no Cache\n  expected  {expected}", rule)
    asked.calls.append('cache.putAll(Map.of("a", 1))')
    asked.cache.put_all({"a": 1})
    asked.get("a", 1, rule)


@pytest.mark.points(2)
def test_random_steps(solution, rng):
    """Two hundred random steps"""
    capacity = rng.randint(2, 4)
    asked, right = Asked(solution, capacity), Model(capacity)
    for number in range(200):
        key = rng.choice("abcdef")
        step = rng.choice(["put", "get", "get", "load", "keys"])
        if step == "put":
            asked.put(key, number)
            right.put(key, number)
        elif step == "get":
            asked.get(key, right.get(key), DROPPED)
        elif step == "load":
            expected = right.get(key)
            if expected is None:
                right.put(key, expected := -number)
            asked.load(key, lambda _, number=number: -number, expected, DROPPED)
        else:
            asked.keys(right.keys(), DROPPED)


@pytest.mark.points(2)
@pytest.mark.limit(seconds=8)
@pytest.mark.hint("Looking for a key in a list takes longer the more keys there are.")
def test_a_large_cache_in_time(solution, rng):
    """100,000 calls on a cache of 50,000 values in less than eight seconds"""
    rule = "with 50,000 values in the cache, 100,000 more calls take less than eight seconds."
    asked = Asked(solution, LARGE)
    numbers = rng.sample(range(2 * LARGE), 2 * LARGE)
    asked.calls.append("cache.putAll(...)   // 100,000 values")
    asked.cache.put_all({number: number for number in numbers})
    asked.size(LARGE, rule)
    asked.calls.append("cache.hits(...)   // 50,000 keys, of which half are there")
    wanted = numbers[LARGE // 2 : LARGE + LARGE // 2]
    asked.compare(asked.cache.hits(wanted), LARGE // 2, rule)
