"""A log that never ends, read entry by entry."""

from itertools import count

import pytest

LAZY = "Rule: no line is read before it is needed: for an entry, the first line of the next one at most."
CONTINUED = "Rule: a line that begins with a blank goes on with the entry before it, as it is, after a line break."

LINES = [
    "2024-03-05 08:00:01 INFO service started\n",
    "2024-03-05 08:00:09 WARNING pool is nearly full: 9 of 10\n",
    "2024-03-05 08:00:12 ERROR payment 4711 refused\n",
    "  ValueError: no such card\n",
    "    in charge(), line 12\n",
    "2024-03-05 08:00:13 DEBUG retry in 2 s\n",
]
ENTRIES = [
    ("2024-03-05 08:00:01", "INFO", "service started"),
    ("2024-03-05 08:00:09", "WARNING", "pool is nearly full: 9 of 10"),
    ("2024-03-05 08:00:12", "ERROR", "payment 4711 refused\n  ValueError: no such card\n    in charge(), line 12"),
    ("2024-03-05 08:00:13", "DEBUG", "retry in 2 s"),
]


class Source:
    """Lines that are counted as they are read; without any given, a log that never ends."""

    def __init__(self, lines=None):
        self.read = 0
        self._lines = lines

    def lines(self):
        for line in self._endless() if self._lines is None else self._lines:
            self.read += 1
            yield line

    @staticmethod
    def _endless():
        for number in count():
            level = ("INFO", "DEBUG", "ERROR", "WARNING")[number % 4]
            yield f"2024-03-05 09:{number // 60 % 60:02}:{number % 60:02} {level} event {number}\n"


@pytest.mark.example
def test_each_line_is_an_entry(solution):
    """A line of the log becomes an entry of time, level and text"""
    rule = "Rule: an entry is a tuple of the time, the level and the text."
    assert list(solution.entries(LINES[:2])) == ENTRIES[:2], rule


def test_an_entry_of_several_lines(solution):
    """Lines that begin with a blank belong to the entry before them"""
    assert list(solution.entries(LINES)) == ENTRIES, CONTINUED
    lines = ["2024-03-05 08:00:12 ERROR crash", "\tat main", "2024-03-05 08:00:13 INFO up"]
    expected = [("2024-03-05 08:00:12", "ERROR", "crash\n\tat main"), ("2024-03-05 08:00:13", "INFO", "up")]
    assert list(solution.entries(lines)) == expected, CONTINUED


@pytest.mark.hint("Nothing comes after the last entry that would tell you that it is complete.")
def test_the_last_entry(solution):
    """The last entry is given, too, with all its lines"""
    rule = "Rule: at the end of the log, the entry that was being read is complete."
    assert list(solution.entries(LINES[:5])) == ENTRIES[:3], rule
    assert list(solution.entries([])) == [], rule


def test_what_is_no_entry(solution):
    """Empty lines, and a rest of an entry at the very beginning, are left out"""
    rule = "Rule: empty lines, and lines that begin with a blank before the first entry, are left out."
    lines = ["    in main(), line 3\n", "\n", *LINES[:1], "\n", "   \n", *LINES[1:5], "\n"]
    assert list(solution.entries(lines)) == ENTRIES[:3], rule


@pytest.mark.limit(seconds=3)
@pytest.mark.hint("A function with `yield` in it does nothing until its first item is asked for.")
def test_nothing_is_read_too_early(solution):
    """Nothing is read before the first entry is asked for"""
    source = Source()
    found = solution.entries(source.lines())
    read = source.read
    assert read == 0, LAZY
    assert next(found) == ("2024-03-05 09:00:00", "INFO", "event 0"), LAZY


@pytest.mark.limit(seconds=3)
@pytest.mark.hint("`list(lines)` or `readlines()` waits for the end of the log. Take line by line.")
def test_a_log_that_never_ends(solution):
    """From a log that never ends, each entry comes as soon as it is complete"""
    source = Source()
    found = solution.entries(source.lines())
    for number in range(20):
        assert next(found)[2] == f"event {number}", LAZY
        read = source.read
        assert read <= number + 2, f"{LAZY} Now {read} lines are read for {number + 1} entries of a line each."


@pytest.mark.limit(seconds=3)
def test_long_entries_are_read_no_further(solution):
    """Of an entry with many lines, no more is read than its own and one"""
    source = Source(LINES * 3)
    found = solution.entries(source.lines())
    for number, lines in enumerate([2, 3, 6, 7, 8, 9, 12]):
        assert next(found) == ENTRIES[number % 4], CONTINUED
        read = source.read
        assert read <= lines, f"{LAZY} Now {read} lines are read for {number + 1} entries."


@pytest.mark.hint("The levels have an order, and it is not that of the alphabet.")
def test_entries_of_a_level_and_above(solution):
    """Entries of a level come with those of the graver levels"""
    rule = "Rule: the levels are DEBUG, INFO, WARNING and ERROR, from the least to the gravest."
    wanted = {"DEBUG": ENTRIES, "INFO": ENTRIES[:3], "WARNING": ENTRIES[1:3], "ERROR": ENTRIES[2:3]}
    for level, expected in wanted.items():
        assert list(solution.at_least(level, ENTRIES)) == expected, rule


@pytest.mark.limit(seconds=3)
def test_grave_entries_of_a_log_that_never_ends(solution):
    """Grave entries of a log that never ends come as soon as they are there"""
    source = Source()
    found = solution.at_least("ERROR", solution.entries(source.lines()))
    read = source.read
    assert read == 0, LAZY
    for number in (2, 6, 10):
        assert next(found)[2] == f"event {number}", LAZY
        read = source.read
        assert read <= number + 2, f"{LAZY} Now {read} lines are read, and the entry is that of line {number + 1}."


@pytest.mark.hint("The last batch may be shorter, but it is not empty.")
def test_batches(solution):
    """Items come in batches of the size asked for"""
    rule = "Rule: `batches` gives lists of `size` items; the last may be shorter, and none is empty."
    for size, expected in {2: [[1, 2], [3, 4], [5]], 5: [[1, 2, 3, 4, 5]], 9: [[1, 2, 3, 4, 5]]}.items():
        assert list(solution.batches([1, 2, 3, 4, 5], size)) == expected, rule
    assert list(solution.batches([], 3)) == [], rule
    assert list(solution.batches(["a", "b"], 1)) == [["a"], ["b"]], rule


@pytest.mark.limit(seconds=3)
def test_batches_of_a_log_that_never_ends(solution):
    """A batch comes as soon as it is full"""
    rule = "Rule: a batch is given as soon as it is full, and nothing is read for the next one."
    source = Source()
    found = solution.batches(source.lines(), 3)
    read = source.read
    assert read == 0, rule
    for number in (3, 6):
        assert len(next(found)) == 3, rule
        read = source.read
        assert read == number, f"{rule} Now {read} lines are read."


@pytest.mark.points(2)
def test_random_logs(solution, reference, rng):
    """Agrees with the reference on 20 random logs"""
    kinds = ["INFO one", "ERROR two", "WARNING a b  c"]
    for _ in range(20):
        lines = [
            rng.choice([f"2024-03-05 10:00:{number:02} {rng.choice(kinds)}\n", "  more\n", "\t at x\n", "\n"])
            for number in range(rng.randint(0, 9))
        ]
        told = f"Rule: all of the prompt. The lines are {lines}."
        assert list(solution.entries(lines)) == list(reference.entries(lines)), told
