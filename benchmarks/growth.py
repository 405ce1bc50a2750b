"""``python -m benchmarks.growth``: how often the grader ``growth`` is wrong while another program keeps a core busy.

Half of the solutions are linear, half quadratic; each is asked about in sandboxes of its own, as in a grading. A wrong
verdict is a linear one that fails or a quadratic one that passes. The load is made here: a process for each core but
one.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import statistics
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graders.function import FunctionGrader
from graders.grading import Grading, Sessions
from graders.growing.measuring import Measuring, Subject, wall_clock
from sandbox.leftovers import temporary_folder
from sandbox.spec import Limits

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator
    from pathlib import Path

REFERENCE = """\
def repeated(numbers):
    seen, found = set(), []
    for number in numbers:
        if number in seen:
            found.append(number)
        seen.add(number)
    return found
"""
LINEAR = {
    "the reference itself": REFERENCE,
    "three times slower": """\
def repeated(numbers):
    counts, found = {}, []
    for number in numbers:
        key = str(number)
        counts[key] = counts.get(key, 0) + 1
        if counts[key] > 1:
            found.append(int(key))
    return found
""",
    "by sorting": """\
def repeated(numbers):
    order = sorted(range(len(numbers)), key=lambda index: (numbers[index], index))
    pairs = zip(order, order[1:])
    return [numbers[index] for index in sorted(later for first, later in pairs if numbers[first] == numbers[later])]
""",
}
QUADRATIC = {
    "a loop in a loop": """\
def repeated(numbers):
    found = []
    for index, number in enumerate(numbers):
        for other in range(index):
            if numbers[other] == number:
                found.append(number)
                break
    return found
""",
    "a search in a list": """\
def repeated(numbers):
    seen, found = [], []
    for number in numbers:
        if number in seen:
            found.append(number)
        seen.append(number)
    return found
""",
    "a slice each time": """\
def repeated(numbers):
    return [number for index, number in enumerate(numbers) if number in numbers[:index]]
""",
}
"""Solutions by what they do. All give the same answers."""


@dataclass(frozen=True, slots=True)
class Run:
    """One question and its answer."""

    kind: str
    wrong: bool
    rounds: int
    seconds: float


def case(module: Any, count: int, rng: random.Random) -> Callable[[], Any]:
    """Numbers of which some repeat."""
    numbers = [rng.randrange(count * 4) for _ in range(count)]
    return lambda: module.repeated(numbers)


def ask(folder: Path, text: str, sandbox: str, seed: int) -> tuple[bool, int]:
    """Whether a solution is said to grow faster than the reference, and in how many rounds."""

    def sessions(content: str) -> Sessions:
        return Sessions(
            Grading(
                exercise_dir=folder,
                tests_dir=folder,
                grader="growth",
                language="python",
                files={"repeats.py": content.encode()},
                handed_in=("repeats.py",),
                seed=seed,
                limits=Limits(seconds=60, cpu_seconds=120),
                sandbox=sandbox,
            )
        )

    with contextlib.closing(sessions(text)) as ours, contextlib.closing(sessions(REFERENCE)) as control:
        measuring = Measuring(
            subject(ours), subject(control), case, same=lambda one, other: one == other, seed=str(seed)
        )
        found = measuring.answer(start=250, most=256_000)
        return found.grows_faster, found.rounds


def subject(sessions: Sessions) -> Subject:
    """A module in its sandbox, with the clock that the grader would take."""
    module = FunctionGrader(sessions).main_module()
    session = sessions.current()
    if session.processor_seconds is None:
        return Subject(module, wall_clock, steady=False)
    return Subject(module, lambda: session.processor_seconds or 0.0)


@contextlib.contextmanager
def loaded(processes: int) -> Iterator[None]:
    """So many processes that do nothing but work."""
    pids = []
    for _ in range(processes):
        pid = os.fork()
        if pid == 0:
            while True:
                sum(range(100_000))
        pids.append(pid)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def main() -> None:
    """Ask, count, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--runs", type=int, default=100, help="of each kind (default: 100)")
    parser.add_argument("--sandbox", default="bubblewrap")
    parser.add_argument("--seconds", type=float, default=3600, help="no run begins later than this (default: 3600)")
    options = parser.parse_args()
    runs: list[Run] = []
    until = time.monotonic() + options.seconds
    with temporary_folder("bench") as folder, loaded(max((os.cpu_count() or 1) - 1, 1)):
        for number in range(options.runs):
            if time.monotonic() > until:
                break
            for faster, texts in ((False, LINEAR), (True, QUADRATIC)):
                kind = list(texts)[number % len(texts)]
                started = time.monotonic()
                found, rounds = ask(folder, texts[kind], options.sandbox, number)
                runs.append(Run(kind, found is not faster, rounds, time.monotonic() - started))
    wrong = Counter(run.kind for run in runs if run.wrong)
    for kind in (*LINEAR, *QUADRATIC):
        of_kind = [run for run in runs if run.kind == kind]
        if of_kind:
            seconds = statistics.median(run.seconds for run in of_kind)
            rounds = max(run.rounds for run in of_kind)
            print(f"{kind:22} {len(of_kind):4} runs {wrong[kind]:3} wrong {seconds:6.2f} s, {rounds} rounds at most")
    print(f"{len(runs)} runs, {sum(wrong.values())} wrong verdicts, load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
