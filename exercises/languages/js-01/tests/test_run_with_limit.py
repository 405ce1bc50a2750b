"""Five requests at a time: tasks of a list, never more than so many under way.

The tasks are the test's own async functions. They go on in turns, a turn being what lies between two
`asyncio.sleep(0)`, so the test knows who is under way and decides in which order they end.
"""

import asyncio
import itertools

import pytest

AT_ONCE = "as soon as a task ends the next is started, whatever the others do."
LIMIT = "there are never more than `limit` tasks under way."
ORDER = "the results stand in the order of the tasks, in whatever order these end."
FAILURE = "when a task fails, the promise is rejected with the very error of that task."


class SupplierDown(Exception):
    """What a task of a test fails with."""


class Night:
    """One call of runWithLimit: its tasks, and what became of them."""

    def __init__(self, limit):
        self.limit = limit
        self.tasks = []
        self.names = []
        self.events = []
        self.under_way = 0
        self.most = 0

    def add(self, name, turns, result=None, error=None, telling=False):
        """A task that takes so many turns, then gives its result or fails; one that is telling notes each turn."""

        async def task():
            self.under_way += 1
            self.most = max(self.most, self.under_way)
            self.events.append(f"{name} starts")
            for _ in range(turns):
                await asyncio.sleep(0)
                if telling:
                    self.events.append(f"{name} goes on")
            self.under_way -= 1
            self.events.append(f"{name} fails" if error else f"{name} ends")
            if error:
                raise error
            return result

        self.names.append(f"{name}: {turns} turn{'s' * (turns != 1)}")
        self.tasks.append(task)

    def add_plain(self, name, call):
        """A task that is no async function."""

        def task():
            self.events.append(f"{name} starts")
            return call()

        self.names.append(name)
        self.tasks.append(task)

    def run(self, solution):
        """The results as a plain list."""
        answer = solution.run_with_limit(self.tasks, self.limit)
        if type(answer) is not list:
            self.fail("the promise comes to an array with all the results.", repr(answer), "an array")
        return answer

    def expect(self, solution, results, rule):
        answer = self.run(solution)
        if [(type(one), one) for one in answer] != [(type(one), one) for one in results]:
            self.fail(rule, repr(answer), repr(results))

    def expect_events(self, expected, rule):
        """What happened, from the beginning."""
        if self.events[: len(expected)] != expected:
            self.fail(rule, ", ".join(self.events), ", ".join(expected))

    def fail(self, rule, gave, expected):
        pytest.fail(
            f"Rule: {rule}\n"
            f"runWithLimit([{', '.join(self.names)}], {self.limit})\n"
            f"  gave      {gave}\n"
            f"  expected  {expected}",
            pytrace=False,
        )


def night(limit, *turns):
    """Tasks a, b, c ... that take so many turns and give their name in capitals."""
    made = Night(limit)
    for name, count in zip("abcdefghijkl", turns, strict=False):
        made.add(name, count, result=name.upper())
    return made


@pytest.mark.example
def test_results_stand_in_the_order_of_the_tasks(solution):
    """The results stand in the order of the tasks"""
    night(2, 3, 1, 2).expect(solution, ["A", "B", "C"], ORDER)
    night(3, 5, 1, 3, 2).expect(solution, ["A", "B", "C", "D"], ORDER)


def test_one_at_a_time(solution):
    """With a limit of 1, one task follows the other"""
    asked = night(1, 2, 0, 1)
    asked.expect(solution, ["A", "B", "C"], ORDER)
    asked.expect_events(["a starts", "a ends", "b starts", "b ends", "c starts", "c ends"], LIMIT)


@pytest.mark.hint("Calling a task is what starts it. How many have you called before the first one ends?")
def test_never_more_than_the_limit(solution):
    """There are never more tasks under way than the limit"""
    for limit in (2, 3, 5):
        asked = night(limit, 3, 1, 2, 4, 1, 1, 3, 2)
        asked.run(solution)
        if asked.most > limit:
            asked.fail(LIMIT, f"{asked.most} tasks under way at once", f"{limit} at most")


def test_uses_every_place(solution):
    """As many tasks are under way as may be"""
    asked = night(3, 2, 2, 2, 2, 2)
    asked.expect(solution, ["A", "B", "C", "D", "E"], ORDER)
    rule = "as many tasks as `limit` are under way for as long as there are tasks left."
    asked.expect_events(["a starts", "b starts", "c starts", "a ends", "d starts", "b ends", "e starts"], rule)


@pytest.mark.hint("Who starts the next task when one ends while the others are still under way?")
def test_a_free_place_is_taken_at_once(solution):
    """A place that becomes free is taken at once"""
    asked = Night(2)
    asked.add("a", 9, result="A", telling=True)
    for name, turns in zip("bcde", (1, 2, 1, 2), strict=True):
        asked.add(name, turns, result=name.upper())
    asked.expect(solution, ["A", "B", "C", "D", "E"], ORDER)
    for one, other in ("bc", "cd", "de"):
        after = asked.events[asked.events.index(f"{one} ends") + 1]
        if after != f"{other} starts":
            asked.fail(AT_ONCE, ", ".join(asked.events), f"{other} starts right after {one} ends")


def test_no_tasks_and_few_tasks(solution):
    """No tasks give an empty array, and a few are all started at once"""
    night(3).expect(solution, [], "no tasks give an empty array.")
    asked = night(10, 2, 1)
    asked.expect(solution, ["A", "B"], ORDER)
    asked.expect_events(["a starts", "b starts"], "with fewer tasks than `limit`, all are started at once.")


def test_results_of_any_kind(solution):
    """A result can be 0, false, null or an empty text"""
    asked = Night(2)
    for name, result in zip("abcde", [0, False, None, "", "E"], strict=True):
        asked.add(name, 1, result=result)
    asked.expect(solution, [0, False, None, "", "E"], "a result can be anything, also 0, false or null.")


def test_a_task_may_give_a_plain_value(solution):
    """A task may give a plain value in place of a promise"""
    asked = Night(2)
    asked.add_plain("a: gives 5", lambda: 5)
    asked.add("b", 2, result="B")
    asked.add_plain("c: gives null", lambda: None)
    asked.expect(solution, [5, "B", None], "a task may give a plain value in place of a promise.")


def expect_failure(solution, asked, error):
    """The call fails with the very error of a task."""
    try:
        answer = solution.run_with_limit(asked.tasks, asked.limit)
    except Exception as raised:  # noqa: BLE001 - the message tells what it is
        if raised is not error:
            asked.fail(FAILURE, f"rejected with {raised!r}", f"rejected with the task's own error, {error!r}")
    else:
        asked.fail(FAILURE, f"resolved with {answer!r}", f"rejected with {error!r}")


def test_a_failure_is_passed_on(solution):
    """A task's own error is what the promise is rejected with"""
    error = SupplierDown("503")
    asked = night(2, 4, 1)
    asked.add("c", 1, error=error)
    asked.add("d", 1)
    expect_failure(solution, asked, error)
    night(2, 1, 2, 1).expect(solution, ["A", "B", "C"], "a call after a failed one works as ever.")


def test_a_task_may_throw(solution):
    """A task that throws when it is called has failed, too"""
    for limit in (1, 2):
        error = SupplierDown("no address")

        def fail(error=error):
            raise error

        asked = night(limit, 1)
        asked.add_plain("b: throws", fail)
        asked.add("c", 1)
        expect_failure(solution, asked, error)


@pytest.mark.points(2)
@pytest.mark.hint("The other workers go on in the background. How do they learn that it is over?")
def test_after_a_failure_nothing_is_started(solution):
    """After a failure no further task is started"""
    error = SupplierDown("503")
    asked = Night(3)
    asked.add("a", 1, error=error)
    for name, turns in zip("bcdef", (2, 3, 1, 1, 1), strict=True):
        asked.add(name, turns)
    expect_failure(solution, asked, error)
    night(1, 20).run(solution)  # meanwhile, b and c come to their end
    started = [event for event in asked.events if event.endswith("starts")]
    if started != ["a starts", "b starts", "c starts"]:
        asked.fail("when a task fails, no further task is started.", ", ".join(asked.events), "only a, b and c started")


def test_a_limit_that_is_none(solution):
    """A limit that is no whole number of at least 1 is a RangeError"""
    rule = "a limit that is no whole number of at least 1 is a RangeError, and no task is started."
    for limit in (0, -1, 1.5):
        asked = night(limit, 1, 1)
        try:
            answer = solution.run_with_limit(asked.tasks, limit)
        except Exception as raised:  # noqa: BLE001 - the message tells what it is
            if type(raised).__name__ != "RangeError" or not isinstance(raised, ValueError):
                asked.fail(rule, f"{raised!r}", "a RangeError")
        else:
            asked.fail(rule, f"resolved with {answer!r}", "a RangeError")
        if asked.events:
            asked.fail(rule, ", ".join(asked.events), "no task is started")


def test_the_list_is_left_as_it_was(solution):
    """The list of tasks is left as it was"""
    asked = night(2, 2, 1, 1)
    before = list(asked.tasks)
    asked.expect(solution, ["A", "B", "C"], ORDER)
    if asked.tasks != before:
        asked.fail("`tasks` is left as it was.", f"a list of {len(asked.tasks)} tasks afterwards", "3 tasks as before")


@pytest.mark.points(2)
def test_random_lists(solution, rng):
    """Keeps all the rules with 15 random lists of tasks"""
    for _ in range(15):
        count, limit = rng.randint(0, 8), rng.randint(1, 4)
        asked = Night(limit)
        results = [rng.choice([number, f"price {number}", None]) for number in range(count)]
        for number, result in enumerate(results):
            asked.add(f"task {number}", rng.randint(1, 4), result=result)
        asked.expect(solution, results, f"{ORDER} This is a random list.")
        check_events(asked, count)


def check_events(asked, count):
    """Never too many, never too few, in the order of the list."""
    if asked.most > asked.limit:
        asked.fail(LIMIT, f"{asked.most} tasks under way at once", f"{asked.limit} at most")
    starts = [event for event in asked.events if event.endswith("starts")]
    if starts != [f"task {number} starts" for number in range(count)]:
        asked.fail("tasks are started in the order of the list.", ", ".join(starts), "0, 1, 2 and so on, each once")
    full = [f"task {number} starts" for number in range(min(asked.limit, count))]
    asked.expect_events(full, "as many tasks as `limit` are under way for as long as there are tasks left.")
    started = 0
    for event, after in itertools.pairwise([*asked.events, "the end"]):
        started += event.endswith("starts")
        if event.endswith("ends") and started < count and not after.endswith("starts"):
            asked.fail(AT_ONCE, ", ".join(asked.events), f"task {started} starts right after {event}")
