"""What has to be done first: tasks in an order that works."""

from itertools import pairwise

import pytest

CHAIN = 30_000


def expect_order(solution, needs, rule):
    """Ask for an order once; any order that works will do."""
    problem = mistake(needs, solution.order_tasks(needs))
    if problem is not None:
        fail(rule, needs, problem, "all tasks, each after those it needs")


def mistake(needs, answer):
    """What is wrong with an order; None where it works."""
    if type(answer) is not list or any(type(task) is not str for task in answer):
        return f"{answer!r}, which is no list of tasks"
    given = f"[{', '.join(answer)}]" if len(answer) <= 12 else f"{len(answer)} tasks"
    places = {task: place for place, task in enumerate(answer)}
    wanted = set(needs).union(*needs.values())
    if len(places) < len(answer):
        return f"{given}: {next(task for task in answer if answer.count(task) > 1)} is in it twice"
    for task in sorted(wanted - places.keys()):
        return f"{given}: {task} is missing"
    for task in sorted(places.keys() - wanted):
        return f"{given}: {task} is no task"
    for task, its_needs in needs.items():
        for need in its_needs:
            if places[need] >= places[task]:
                return f"{given}: {task} comes before {need}, which it needs"
    return None


def expect_circle(solution, needs, rule):
    """Ask about tasks that have no order; the answer has to be the exception CircularNeeds."""
    try:
        answer = solution.order_tasks(needs)
    except solution.CircularNeeds:
        return
    except Exception as other:  # noqa: BLE001  whatever else was raised is shown with the rule
        fail(rule, needs, f"the exception {type(other).__name__}", "the exception CircularNeeds")
    gave = f"[{', '.join(map(str, answer))}]" if type(answer) is list and len(answer) <= 12 else repr(answer)
    fail(rule, needs, gave, "the exception CircularNeeds")


def fail(rule, needs, gave, expected):
    asked = "\n".join(
        f"  {task} needs {', '.join(its_needs) if its_needs else 'nothing'}" for task, its_needs in needs.items()
    )
    if len(needs) > 12:
        asked = f"  {len(needs)} tasks, each of which needs the next"
    asked = asked or "  no tasks"
    pytest.fail(f"Rule: {rule}\ntasks\n{asked}\n  gave      {gave}\n  expected  {expected}", pytrace=False)


@pytest.mark.example
def test_a_chain_of_tasks(solution):
    """Puts a chain of tasks in order"""
    rule = "every task comes after the tasks that it needs."
    expect_order(solution, {"deploy": ["test"], "test": ["build"], "build": []}, rule)
    expect_order(solution, {"build": [], "deploy": ["test"], "test": ["build"]}, rule)


def test_tasks_without_needs(solution):
    """Tasks without needs are all in the list, once each"""
    expect_order(solution, {"lint": [], "docs": [], "backup": []}, "each task is in the list once.")
    expect_order(solution, {"lint": []}, "a single task is an order.")
    expect_order(solution, {}, "without tasks, the list is empty.")


def test_a_task_that_is_only_named_as_a_need(solution):
    """A task that is only named as a need is a task, too"""
    rule = "a task that is only named as a need, needs nothing itself, and is in the list."
    expect_order(solution, {"deploy": ["test"], "test": ["build"]}, rule)
    expect_order(solution, {"docs": ["build", "assets"], "test": ["build"]}, rule)


@pytest.mark.hint("Two ways can lead to one task without any circle.")
def test_a_need_of_several_tasks(solution):
    """A task can be needed by several others"""
    rule = "a task can be needed by several others, and is still done once."
    expect_order(solution, {"deploy": ["test", "docs"], "test": ["build"], "docs": ["build"], "build": []}, rule)
    expect_order(solution, {"deploy": ["test", "build"], "test": ["build"], "report": ["deploy", "build"]}, rule)


def test_a_need_that_is_listed_twice(solution):
    """A need that is listed twice is one need"""
    rule = "a need that is listed twice is one need."
    expect_order(solution, {"deploy": ["test", "build", "test"], "test": ["build", "build"], "build": []}, rule)


def test_a_circle(solution):
    """Tasks that need one another in a circle have no order"""
    rule = "tasks that need one another in a circle end in the exception CircularNeeds."
    expect_circle(solution, {"test": ["build"], "build": ["test"]}, rule)
    expect_circle(solution, {"deploy": ["test"], "test": ["build"], "build": ["assets"], "assets": ["deploy"]}, rule)
    expect_order(solution, {"deploy": ["test"], "test": ["build"], "build": ["assets"]}, "here is no circle.")


def test_a_task_that_needs_itself(solution):
    """A task that needs itself is a circle"""
    rule = "a task that needs itself is a circle."
    expect_circle(solution, {"build": ["build"]}, rule)
    expect_circle(solution, {"deploy": ["test"], "test": ["build", "test"], "build": []}, rule)


@pytest.mark.hint("What is left over when no more task can be done?")
def test_a_circle_that_others_wait_for(solution):
    """A circle is noticed also when other tasks can be done"""
    rule = "a circle is one also when there are tasks that can be done before or beside it."
    expect_circle(solution, {"lint": [], "build": ["lint"], "test": ["build", "docs"], "docs": ["test"]}, rule)
    expect_circle(solution, {"deploy": ["test"], "test": ["docs"], "docs": ["test"], "lint": [], "report": []}, rule)


def test_the_needs_are_left_as_they_were(solution):
    """The needs that were handed in are left as they were"""
    needs = {"deploy": ["test", "docs"], "test": ["build"], "docs": ["build", "build"]}
    before = {task: list(its_needs) for task, its_needs in needs.items()}
    solution.order_tasks(needs)
    if needs != before:
        fail("the needs that were handed in are left as they were.", before, f"{needs!r} afterwards", "no change")
    expect_order(solution, needs, "every task comes after the tasks that it needs.")


@pytest.mark.points(2)
def test_random_tasks(solution, reference, rng):
    """Finds an order, or a circle, for 50 random sets of tasks"""
    names = ["build", "test", "docs", "lint", "deploy", "assets", "backup", "report"]
    rule = "all of the prompt; these are random tasks."
    for _ in range(50):
        tasks = rng.sample(names, rng.randint(1, 8))
        needs = {}
        for place, task in enumerate(tasks):
            likely = tasks[:place] if rng.random() < 0.93 else tasks
            needs[task] = rng.sample(likely, rng.randint(0, min(3, len(likely))))
        needs = {task: needs[task] for task in rng.sample(tasks, len(tasks))}
        try:
            reference.order_tasks(needs)
        except reference.CircularNeeds:
            expect_circle(solution, needs, rule)
        else:
            expect_order(solution, needs, rule)


@pytest.mark.points(2)
@pytest.mark.limit(seconds=5)
@pytest.mark.hint(
    "Looking through all tasks for each that is done is too slow, and a call inside a call goes too deep."
)
def test_a_long_chain_in_time(solution, rng):
    """A chain of 30,000 tasks takes less than five seconds"""
    start, step = rng.randrange(CHAIN), rng.choice([7, 11, 13, 17, 19, 23, 29]) ** 3
    chain = [f"task {(start + step * place) % CHAIN}" for place in range(CHAIN)]
    # In the order of their numbers, which is not the order of the chain.
    needs = {f"task {number}": [] for number in range(CHAIN)}
    needs.update({task: [need] for task, need in pairwise(chain)})
    rule = "30,000 tasks take less than five seconds, also where each needs the next."
    answer = solution.order_tasks(needs)
    if type(answer) is not list or answer != chain[::-1]:
        fail(rule, needs, mistake(needs, answer) or "another order", "the last of the chain first")
