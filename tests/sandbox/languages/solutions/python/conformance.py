"""What the conformance suite asks of a language, as a learner would write it in Python."""

import itertools
import math
import os
import sys

from sibling import tripled

MAX_SIZE = 10


# --- values -----------------------------------------------------------------------------------------------


def echo(value):
    return value


def nothing():
    return None


def kind_of(value):
    """null, boolean, integer, float, text, bytes, list, set or map: what the language takes the value for."""
    kinds = {
        type(None): "null",
        bool: "boolean",
        int: "integer",
        float: "float",
        str: "text",
        bytes: "bytes",
        list: "list",
        tuple: "list",
        set: "set",
        frozenset: "set",
        dict: "map",
    }
    return kinds.get(type(value), "other")


def is_same(one, other):
    """Whether two arguments are one and the same object."""
    return one is other


def power_of_two(exponent):
    return 2**exponent


def special_floats():
    return [math.nan, math.inf, -math.inf, -0.0, 0.5, 5e-324, 1.5e300]


def sign_of_zero(value):
    """Whether a zero is positive (1) or negative (-1)."""
    return int(math.copysign(1, value))


def texts():
    """Empty, accented, beyond the 16-bit characters, zero, a line separator, a quote and a backslash."""
    return ["", "naïve", "\U0001f600", "a\x00b", "\u2028", '"\\']


def code_points(text):
    return [ord(character) for character in text]


def all_bytes():
    return bytes(range(256))


def nested():
    return {"list": [1, [2, {"three": 3}]], "none": None, "empty": [{}, []]}


def by_number():
    return {1: "one", 2: "two"}


def unique(items):
    return set(items)


def shared():
    """A list that holds the same list twice, and another one that is equal to it."""
    part = [1]
    return [part, part, [1]]


def cyclic():
    """A list that holds 1 and itself."""
    ring = [1]
    ring.append(ring)
    return ring


def nest(depth):
    """Lists in lists: nest(1) is [], nest(2) is [[]]."""
    value = []
    for _ in range(depth - 1):
        value = [value]
    return value


def long_text(length):
    return "x" * length


def doubled(numbers):
    return [2 * number for number in numbers]


# --- changes in place -------------------------------------------------------------------------------------


def sort_in_place(items):
    items.sort()


def append_and_give(items, item):
    items.append(item)
    return items


def sorted_copy(items):
    return sorted(items)


def put_entry(entries, key, value):
    entries[key] = value


def remove_entry(entries, key):
    del entries[key]


def add_member(members, member):
    members.add(member)


def clear_first(lists):
    """Empty the first of some lists."""
    lists[0].clear()


def change_and_fail(items):
    items.append("changed")
    raise ValueError("after the change")


# --- names ------------------------------------------------------------------------------------------------


def two_words_joined(first_word, second_word):
    return first_word + second_word


def triple(number):
    """By a function of another file handed in."""
    return tripled(number)


# --- objects ----------------------------------------------------------------------------------------------


class InsufficientFunds(Exception):
    """Has the amount that is missing."""

    def __init__(self, missing):
        super().__init__(f"{missing} missing")
        self.missing = missing


class Account:
    opened = 0

    def __init__(self, owner, balance=0):
        self._owner = owner
        self._balance = balance
        Account.opened += 1

    @staticmethod
    def open_empty():
        return Account("nobody")

    def owner(self):
        return self._owner

    def balance(self):
        return self._balance

    def deposit(self, amount):
        self._balance += amount
        return self

    def withdraw(self, amount):
        if amount > self._balance:
            raise InsufficientFunds(amount - self._balance)
        self._balance -= amount

    def add_interest_rate(self, percent):
        self._balance += self._balance * percent // 100

    def __str__(self):
        return f"{self._owner}: {self._balance}"


class SavingsAccount(Account):
    def withdraw(self, amount):
        super().withdraw(amount + 1)


class Money:
    """Equal and ordered by its cents."""

    def __init__(self, cents):
        self.cents = cents

    def __eq__(self, other):
        return isinstance(other, Money) and other.cents == self.cents

    def __hash__(self):
        return hash(self.cents)

    def __lt__(self, other):
        return self.cents < other.cents


class Point:
    """Two fields that anyone may read and set."""

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def distance_from_origin(self):
        return abs(self.x) + abs(self.y)


class Bag:
    """Has a length, can be iterated over, and knows what is in it."""

    def __init__(self, items):
        self._items = items

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __contains__(self, item):
        return item in self._items


def transfer(source, target, amount):
    source.withdraw(amount)
    target.deposit(amount)


def open_accounts(owners):
    """A list of accounts."""
    return [Account(owner) for owner in owners]


def richest(accounts):
    """The very one of these accounts that has the most money."""
    return max(accounts, key=Account.balance)


# --- iteration --------------------------------------------------------------------------------------------


def countdown(start):
    """An iterator from start down to 1."""
    yield from range(start, 0, -1)


def naturals():
    """An endless iterator from 0."""
    return itertools.count()


def broken_after(count):
    """An iterator that raises after some items."""
    yield from range(count)
    raise ValueError("broken off")


def total(numbers):
    """The sum of whatever can be iterated over."""
    result = 0
    for number in numbers:
        result += number
    return result


def first_items(count, items):
    """The first items of an iterator that may never end."""
    return list(itertools.islice(items, count))


# --- callbacks --------------------------------------------------------------------------------------------


def apply(function, value):
    return function(value)


def apply_to_all(function, values):
    return [function(value) for value in values]


def combine(function, one, other):
    """Call a function of two arguments."""
    return function(one, other)


def make_adder(number):
    """A function that adds a number to its argument."""
    return lambda value: value + number


def twice(function):
    """A function that applies another one twice."""
    return lambda value: function(function(value))


def message_of_failure(function):
    """What a call raises, in words; None when it raises nothing."""
    try:
        function(1)
    except Exception as error:
        return str(error)
    return None


def cleaning_up(function, log):
    """Call a function, and note in the log that it is over whatever happens."""
    try:
        return function(1)
    finally:
        log.append("over")


def show_account(function, account):
    """Give an object of the solution's to a function of the test."""
    return function(account)


def let_change(function):
    """What a list holds after a function of the test had it."""
    items = [1, 2]
    function(items)
    return items


# --- exceptions -------------------------------------------------------------------------------------------


def fail_with(what):
    """Do something that the language itself objects to."""
    if what == "value":
        raise ValueError("no such value")
    if what == "type":
        raise TypeError("not of this type")
    if what == "key":
        return {"a": 1}["b"]
    if what == "index":
        return [1][3]
    if what == "zero":
        return 1 // 0
    if what == "state":
        raise RuntimeError("not now")
    if what == "end":
        return next(iter([]))
    if what == "attribute":
        return Money(1).euros
    if what == "plain":
        raise Exception("plain words")
    return None


def recurse(depth):
    """Without an end."""
    return recurse(depth + 1) + 1


def fail_deep_inside(number):
    return inner_step(number)


def inner_step(number):
    raise ValueError(f"not {number}")  # here it fails


def fail_with_cause():
    try:
        raise ValueError("the reason")
    except ValueError as error:
        raise RuntimeError("the result") from error


# --- what takes a while -----------------------------------------------------------------------------------


async def later(value):
    return value


async def fail_later():
    raise InsufficientFunds(7)


# --- the process ------------------------------------------------------------------------------------------


def say(text):
    print(text)


def say_to_stderr(text):
    print(text, file=sys.stderr)


def spin():
    while True:
        pass


def leave(status):
    """End the process at once."""
    os._exit(status)
