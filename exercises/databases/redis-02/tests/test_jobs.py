"""Hidden tests: a queue in Redis that loses no job."""

from pathlib import Path

import pytest

CLIENT = Path(__file__).parents[1] / "starter" / "small_redis.py"
NEXT = "take gives the job that has waited longest"
LOST = "no job is lost, and none is there twice, at whatever moment a process is killed"
KILLED = """
import os
import small_redis

ask, sent = small_redis.Redis._ask, []

def killed_in_time(self, *words):
    if len(sent) == {moment}:
        os._exit(9)
    sent.append(words)
    return ask(self, *words)

small_redis.Redis._ask = killed_in_time

import jobs

jobs.{call}
"""
SLOW = """
import time
import small_redis

ask = small_redis.Redis._ask

def slowly(self, *words):
    answer = ask(self, *words)
    time.sleep(0.004)
    return answer

small_redis.Redis._ask = slowly

import jobs

print("ready", flush=True)
input()
while (job := jobs.take({port}, "{worker}")) is not None:
    print(job)
"""


@pytest.fixture(autouse=True)
def client(session):
    """The client that the task speaks of lies beside the solution."""
    session.put({"work/small_redis.py": CLIENT.read_bytes()})


@pytest.fixture
def port(services):
    """Where the solution finds Redis."""
    return services["redis"].port


def say(rule, asked, gave, expected):
    """End the check."""
    pytest.fail(f"Rule: {rule}.\n  {asked}\n  gave      {gave!r}\n  expected  {expected!r}", pytrace=False)


def asks(rule, asked, answer, expected):
    """Compare one answer, types too."""
    if type(answer) is not type(expected) or answer != expected:
        say(rule, asked, answer, expected)


def fill(solution, port, *jobs):
    """Put jobs, one after the other."""
    for job in jobs:
        solution.put(port, job)


def waiting(solution, port, most):
    """The jobs that are waiting, by taking them all; more than `most` are too many."""
    found = []
    for _ in range(most + 3):
        job = solution.take(port, "the test")
        if job is None:
            break
        found.append(job if type(job) is str else repr(job))
    return found


def are_waiting(solution, port, rule, asked, *jobs):
    """Fail unless just these jobs are waiting, in this order."""
    found = waiting(solution, port, len(jobs))
    if found != list(jobs):
        say(rule, f"{asked}, and then take until nothing is left", found, list(jobs))


def killed(session, port, call, moment):
    """Make a call in a process of its own that is killed after so many commands; whether it was."""
    process = session.spawn([session.python, "-c", KILLED.format(moment=moment, call=call.format(port=port))])
    process.wait(seconds=4)
    return process.exited is not None and process.exited.status == 9


@pytest.mark.example
def test_one_job(solution, port):
    """A job that is put is taken, and then there is none"""
    fill(solution, port, "mail 1")
    asks(NEXT, 'take(port, "ada")', solution.take(port, "ada"), "mail 1")
    asks("take returns None if no job is waiting", 'take(port, "ada")', solution.take(port, "ada"), None)


def test_who_came_first(solution, port, rng):
    """The job that has waited longest comes first"""
    jobs = [f"mail {number}" for number in rng.sample(range(100), 5)]
    fill(solution, port, *jobs)
    for job in jobs[:2]:
        asks(NEXT, "take", solution.take(port, "ada"), job)
    fill(solution, port, "late")
    are_waiting(solution, port, NEXT, "put five, take two, put one more", *jobs[2:], "late")


def test_an_empty_text(solution, port):
    """An empty text is a job like any other"""
    fill(solution, port, "", "mail 2")
    asks("an empty text is a job", 'take(port, "ada")', solution.take(port, "ada"), "")
    asks("an empty text is a job", 'recover(port, "ada")', solution.recover(port, "ada"), 1)
    are_waiting(solution, port, "an empty text is a job", "recover", "", "mail 2")


def test_what_is_done_does_not_come_back(solution, port):
    """What is crossed off does not come back, all else that the worker had does"""
    fill(solution, port, "mail 1", "mail 2", "mail 3")
    for job in ("mail 1", "mail 2"):
        asks(NEXT, 'take(port, "ada")', solution.take(port, "ada"), job)
    asks("done crosses a job off", 'done(port, "ada", "mail 1")', solution.done(port, "ada", "mail 1"), True)
    asks("recover returns how many there were", 'recover(port, "ada")', solution.recover(port, "ada"), 1)
    are_waiting(solution, port, "recover has jobs wait again that were not crossed off", "recover", "mail 2", "mail 3")


def test_two_jobs_of_the_same_text(solution, port):
    """Of two jobs with the same text, one is crossed off"""
    fill(solution, port, "mail", "mail")
    for _ in range(2):
        asks(NEXT, 'take(port, "ada")', solution.take(port, "ada"), "mail")
    asks("done crosses a job off", 'done(port, "ada", "mail")', solution.done(port, "ada", "mail"), True)
    asks("one done is for one job", 'recover(port, "ada")', solution.recover(port, "ada"), 1)
    are_waiting(solution, port, "one done is for one job", "recover", "mail")


@pytest.mark.hint("A worker that is late may have lost its job to another one.")
def test_a_job_that_the_worker_does_not_have(solution, port):
    """Who does not have a job (any more) can't cross it off"""
    rule = "if the worker doesn't have it (any more), nothing changes, and done returns False"
    fill(solution, port, "mail 1")
    asks(rule, 'done(port, "ada", "mail 1")', solution.done(port, "ada", "mail 1"), False)
    asks(NEXT, 'take(port, "ada")', solution.take(port, "ada"), "mail 1")
    asks(rule, 'done(port, "bo", "mail 1")', solution.done(port, "bo", "mail 1"), False)
    asks("recover returns how many there were", 'recover(port, "ada")', solution.recover(port, "ada"), 1)
    asks(rule, 'done(port, "ada", "mail 1")', solution.done(port, "ada", "mail 1"), False)
    are_waiting(solution, port, rule, "done by somebody else", "mail 1")


def test_the_jobs_of_others(solution, port):
    """Recover leaves the jobs of other workers alone"""
    rule = "jobs of other workers stay where they are"
    fill(solution, port, "mail 1", "mail 2", "mail 3")
    for worker, job in (("ada", "mail 1"), ("bo", "mail 2")):
        asks(NEXT, f'take(port, "{worker}")', solution.take(port, worker), job)
    asks(rule, 'recover(port, "ada")', solution.recover(port, "ada"), 1)
    are_waiting(solution, port, rule, 'recover(port, "ada")', "mail 1", "mail 3")
    asks(rule, 'done(port, "bo", "mail 2")', solution.done(port, "bo", "mail 2"), True)


@pytest.mark.hint("From which end do they come back, and to which end do they go?")
def test_the_order_after_recover(solution, port, redis):
    """Recovered jobs come first, in the order in which they had been taken"""
    rule = "they come before all others, in the order in which that worker had taken them"
    jobs = [f"mail {number}" for number in range(1, 6)]
    fill(solution, port, *jobs)
    for job in jobs[:3]:
        asks(NEXT, 'take(port, "ada")', solution.take(port, "ada"), job)
    asks("recover returns how many there were", 'recover(port, "ada")', solution.recover(port, "ada"), 3)
    are_waiting(solution, port, rule, "recover", *jobs)
    redis.command("FLUSHALL")
    fill(solution, port, "mail 6", "mail 7")
    for worker, job in (("ada", "mail 6"), ("bo", "mail 7")):
        asks(NEXT, f'take(port, "{worker}")', solution.take(port, worker), job)
    asks(rule, 'recover(port, "ada")', solution.recover(port, "ada"), 1)
    asks(NEXT, 'take(port, "bo")', solution.take(port, "bo"), "mail 6")
    asks(rule, 'recover(port, "bo")', solution.recover(port, "bo"), 2)
    are_waiting(solution, port, rule, "bo takes 7, then 6, and dies: recover", "mail 7", "mail 6")


def test_names_are_any_text(solution, port, redis):
    """A worker may have any name, and a job any text"""
    rule = "a job is any text, and so is the name of a worker"
    fill(solution, port, "mail 1", "mail 10", "mail .")
    keys = [key.decode("utf-8", "replace") for key in redis.command("KEYS", "*")[:9]] or ["jobs"]
    for worker in keys:  # a worker that is called as the queue's own keys are
        asks(rule, f"take(port, {worker!r})", solution.take(port, worker), "mail 1")
        asks(rule, f"recover(port, {worker!r})", solution.recover(port, worker), 1)
    asks(rule, f"take(port, {keys[0]!r})", solution.take(port, keys[0]), "mail 1")
    for worker, job in (("Ada", "mail 10"), ("ada", "mail .")):
        asks(rule, f"take(port, {worker!r})", solution.take(port, worker), job)
    asks(rule, 'done(port, "Ada", "mail .")', solution.done(port, "Ada", "mail ."), False)
    asks(rule, 'done(port, "Ada", "mail 1")', solution.done(port, "Ada", "mail 1"), False)
    asks(rule, 'recover(port, "ada")', solution.recover(port, "ada"), 1)
    asks(rule, f"recover(port, {keys[0]!r})", solution.recover(port, keys[0]), 1)
    are_waiting(solution, port, rule, "recover two of three workers", "mail 1", "mail .")


@pytest.mark.points(2)
@pytest.mark.hint("Between two commands of one process, any number of commands of others can come.")
def test_many_workers_at_once(solution, session, port):
    """However many take at the same time, a job is given to one of them"""
    jobs = [f"mail {number}" for number in range(24)]
    fill(solution, port, *jobs)
    workers = [
        session.spawn([session.python, "-c", SLOW.format(port=port, worker=f"w{n}")], stdin=True) for n in range(4)
    ]
    for worker in workers:
        worker.write(b"go\n")
        worker.close_stdin()
    for worker in workers:
        worker.wait(seconds=5)
    said = [line for worker in workers for line in bytes(worker.stdout).decode("utf-8", "replace").splitlines()]
    taken = [line for line in said if line != "ready"]
    if sorted(taken) != sorted(jobs):
        twice = sorted({job for job in taken if taken.count(job) > 1})
        missing = sorted(set(jobs) - set(taken))
        told = f"{len(taken)} jobs, twice {twice}, missing {missing}"
        say("a job that a worker has is given to nobody else", "24 jobs for four processes", told, "each once")


@pytest.mark.points(3)
@pytest.mark.hint("After which command of `take` is the job in no list?")
def test_take_is_killed_at_any_moment(solution, session, port, redis):
    """No job is lost when a process is killed while it takes one"""
    jobs = ["mail 1", "mail 2", "mail 3"]
    for moment in range(1, 5):
        redis.command("FLUSHALL")
        fill(solution, port, *jobs)
        was = killed(session, port, 'take({port}, "ada")', moment)
        solution.recover(port, "ada")
        are_waiting(solution, port, LOST, f"take, killed after {moment} commands, recover", *jobs)
        if not was:
            return


@pytest.mark.points(2)
def test_recover_is_killed_at_any_moment(solution, session, port, redis):
    """No job is lost, and none comes twice, when a process is killed while it recovers"""
    jobs = ["mail 1", "mail 2", "mail 3", "mail 4"]
    for moment in range(1, 8):
        redis.command("FLUSHALL")
        fill(solution, port, *jobs)
        for job in jobs[:3]:
            asks(NEXT, 'take(port, "ada")', solution.take(port, "ada"), job)
        was = killed(session, port, 'recover({port}, "ada")', moment)
        solution.recover(port, "ada")
        are_waiting(solution, port, LOST, f"recover, killed after {moment} commands, and recover", *jobs)
        if not was:
            return
