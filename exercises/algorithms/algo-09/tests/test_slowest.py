"""The slowest requests: the longest of many durations, while they stream in."""

import pytest

LARGE = 100_000
ADD = "`add` says whether the duration is now among the slowest."
TOP = "`top` returns the durations kept, the longest first."


def read(state):
    """What a method gives; or the value itself, where a language reads it without a call."""
    return state() if callable(state) else state


def asked(count, durations):
    """What was done before the question, for a message."""
    return f"count is {count}, added so far: {', '.join(map(str, durations)) or 'nothing'}"


@pytest.mark.example
def test_the_longest_durations_are_kept(solution):
    """Keeps the longest durations of all"""
    slowest = solution.Slowest(3)
    for number, (millis, among) in enumerate([(120, True), (80, True), (300, True), (95, True), (60, False)]):
        before = asked(3, [120, 80, 300, 95][:number])
        assert slowest.add(millis) is among, f"Rule: {ADD} ({before})"
    assert read(slowest.top) == [300, 120, 95], f"Rule: {TOP}"


def test_fewer_durations_than_asked_for(solution):
    """With few durations so far, all of them are among the slowest"""
    rule = "Rule: while fewer than `count` durations have come, each of them is among the slowest."
    slowest = solution.Slowest(5)
    assert read(slowest.top) == [], rule
    for millis in (40, 10, 70):
        assert slowest.add(millis) is True, rule
    assert read(slowest.top) == [70, 40, 10], rule


@pytest.mark.hint("A heap is not a sorted list: only its root has its final place.")
def test_the_longest_comes_first(solution):
    """The durations come out in order, the longest first"""
    slowest = solution.Slowest(8)
    durations = [50, 20, 90, 70, 10, 80, 40, 60, 30, 100]
    for millis in durations:
        slowest.add(millis)
    assert read(slowest.top) == [100, 90, 80, 70, 60, 50, 40, 30], f"Rule: {TOP} ({asked(8, durations)})"


def test_equal_durations_count_each(solution):
    """Requests that took equally long count each"""
    rule = "Rule: equal durations count each."
    slowest = solution.Slowest(3)
    for millis in (50, 50, 20):
        assert slowest.add(millis) is True, rule
    assert slowest.add(50) is True, rule
    assert read(slowest.top) == [50, 50, 50], rule


@pytest.mark.hint("What does a new duration have to be, compared with the shortest one kept: longer, or as long?")
def test_as_long_as_the_shortest_kept(solution):
    """A duration as long as the shortest kept stays out"""
    rule = "Rule: a new duration has to be longer than the shortest one kept."
    slowest = solution.Slowest(2)
    slowest.add(50)
    slowest.add(30)
    assert slowest.add(30) is False, rule
    assert slowest.add(31) is True, rule
    assert slowest.add(31) is False, rule
    assert read(slowest.top) == [50, 31], f"Rule: {TOP} ({asked(2, [50, 30, 30, 31, 31])})"


def test_only_the_slowest_one(solution):
    """A list of one keeps the longest of all, also when it is 0"""
    slowest = solution.Slowest(1)
    for millis, among in ((0, True), (0, False), (7, True), (3, False), (8, True)):
        assert slowest.add(millis) is among, f"Rule: {ADD}"
    assert read(slowest.top) == [8], f"Rule: {TOP} ({asked(1, [0, 0, 7, 3, 8])})"


def test_asking_changes_nothing(solution):
    """Asking for the slowest changes nothing"""
    rule = "Rule: asking changes nothing, and can be done at any time."
    slowest = solution.Slowest(3)
    for millis in (30, 10, 20):
        slowest.add(millis)
    assert read(slowest.top) == [30, 20, 10], f"Rule: {TOP}"
    assert read(slowest.top) == [30, 20, 10], rule
    assert slowest.add(15) is True, rule
    assert slowest.add(12) is False, rule
    assert read(slowest.top) == [30, 20, 15], rule


@pytest.mark.hint("A duration can be among the slowest when it comes and be pushed out again by a later one.")
def test_a_batch_counts_each_when_it_came(solution):
    """A batch is added in its order and says how many were among the slowest"""
    name = "Rule: the batch is added in turn; the answer is how many were among the slowest when they came."
    slowest = solution.Slowest(2)
    assert slowest.add_all([10, 20, 30, 5, 40]) == 4, name
    assert read(slowest.top) == [40, 30], f"Rule: {TOP} ({asked(2, [10, 20, 30, 5, 40])})"
    assert slowest.add_all([40, 35, 30, 36]) == 1, name
    assert read(slowest.top) == [40, 40], f"Rule: {TOP} ({asked(2, [10, 20, 30, 5, 40, 40, 35, 30, 36])})"
    assert slowest.add_all([]) == 0, name


def test_the_batch_is_left_as_it_was(solution):
    """The caller's batch is left as it was"""
    batch = [30, 10, 50, 20]
    slowest = solution.Slowest(2)
    slowest.add_all(batch)
    assert batch == [30, 10, 50, 20], "Rule: the list that is handed in is left as it was."
    assert read(slowest.top) == [50, 30], f"Rule: {TOP} ({asked(2, batch)})"


def test_two_lists_share_nothing(solution):
    """Two services share nothing"""
    rule = "Rule: two of them share nothing."
    shop, search = solution.Slowest(2), solution.Slowest(3)
    shop.add_all([10, 20, 30])
    assert read(search.top) == [], rule
    search.add_all([5, 6])
    assert read(shop.top) == [30, 20], rule
    assert read(search.top) == [6, 5], rule


@pytest.mark.points(2)
@pytest.mark.hint("Try 1, 5, 2, 6, 7, 3 with paper and pencil. After each step, is no child less than its parent?")
def test_random_streams(solution, reference, rng):
    """Agrees with the reference on 25 random streams"""
    for _ in range(25):
        count = rng.randint(1, 9)
        slowest, right = solution.Slowest(count), reference.Slowest(count)
        durations = []
        for _ in range(rng.randint(1, 3)):
            batch = [rng.randint(0, 60) for _ in range(rng.randint(0, 15))]
            known = asked(count, durations)
            assert slowest.add_all(batch) == right.add_all(batch), f"Rule: all of the prompt ({known})"
            durations += batch
        assert read(slowest.top) == right.top(), f"Rule: {TOP} ({asked(count, durations)})"


@pytest.mark.points(2)
@pytest.mark.limit(seconds=5)
@pytest.mark.hint("Which step looks at all the durations kept? A heap looks at one on each of its levels.")
def test_a_busy_day_in_time(solution, reference, rng):
    """300,000 durations, of which 100,000 are kept, take less than five seconds"""
    rule = "Rule: 300,000 durations take less than five seconds when 100,000 are kept."
    batch = [number + rng.randint(0, 50) for number in range(3 * LARGE)]
    slowest, right = solution.Slowest(LARGE), reference.Slowest(LARGE)
    assert slowest.add_all(batch) == right.add_all(batch), rule
    assert read(slowest.top) == right.top(), rule
