"""Submissions a second: ``kata grade`` against one bare pytest, and one ``docker run`` with pytest, for each of them.

All do the same work: the hidden tests of one exercise on as many different copies of its reference solution, two at a
time. ``kata grade`` is timed as a whole, from its start to its summary, with a fresh file of results.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.bare import lay_out
from benchmarks.runs import Command, run
from graders.grading import Sessions
from graders.outcome import Verdict
from graders.run import Outcome, judge
from runner.batch import intake
from runner.batch.model import Graded, Handed
from runner.batch.store import Store, key_of
from runner.catalog import Catalog
from runner.grade import describe, plan, report
from sandbox.images import IMAGES
from sandbox.opening import Opener
from sandbox.spec import SandboxSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.bare import Bare

WORKERS = 2
GOALS = {"bubblewrap": ("python -m pytest", 2.5, "aim 4"), "docker": ("docker run", 2.5, "aim: as fast as bare pytest")}
SITE = Path(pytest.__file__).parents[1]


def throughput(folder: Path, exercise_id: str, backends: Sequence[str], *, count: int, rounds: int) -> None:
    """Print a table of rates, each way in turn with the others."""
    bare, _ = lay_out(exercise_id, folder / "laid-out")
    handed_in = copies(folder, exercise_id, count)
    ways: dict[str, Callable[[], float]] = {"python -m pytest": lambda: _bare(bare, handed_in, exercise_id, folder)}
    if "docker" in backends and shutil.which("docker"):
        ways["docker run"] = lambda: _docker_run(bare, handed_in, exercise_id, folder)
    for name in backends:
        if name != "process":
            ways[f"kata grade, {name}"] = lambda name=name: _grade(handed_in, name, folder)  # type: ignore[misc]
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            taken[name].append(way())
    print(f"\n{count} submissions to {exercise_id}, {WORKERS} at once, median of {rounds} rounds in turn")
    for name, seconds in taken.items():
        middle = statistics.median(seconds)
        rate = f"{count / middle:6.1f} a second  {middle / count * 1000:6.0f} ms each"
        print(f"  {name:<24} {rate}  {_against(name, taken)}")


def _against(name: str, taken: dict[str, list[float]]) -> str:
    backend = name.partition(", ")[2]
    base, least, aim = GOALS.get(backend, ("", 0.0, ""))
    if base not in taken:
        return ""
    ratio = statistics.median(taken[base]) / statistics.median(taken[name])
    return f"{ratio:5.2f} times {base} (at least {least:g}, {aim})"


def copies(folder: Path, exercise_id: str, count: int) -> Path:
    """So many different submissions that pass: the reference with a comment at its end."""
    exercise = Catalog.open().find(exercise_id)
    language = exercise.languages[0]
    handed_in = folder / f"handed-in-{count}"
    for number in range(count):
        place = handed_in / f"learner{number:05}" / exercise_id
        shutil.copytree(exercise.solution_dir(language), place)
        with (place / exercise.files[language][0]).open("a", encoding="utf-8") as file:
            file.write(f"\n# {number}\n")
    return handed_in


def _bare(bare: Bare, handed_in: Path, exercise_id: str, folder: Path) -> float:
    """Each submission beside the tests, and a pytest of its own."""

    def one(place: Path) -> None:
        subprocess.run(
            [sys.executable, *bare.argv[1:]],
            cwd=place,
            env={**os.environ, **bare.env},
            stdout=subprocess.DEVNULL,
            check=True,
        )

    return _in_parallel(one, _beside_tests(bare, handed_in, exercise_id, folder))


def _docker_run(bare: Bare, handed_in: Path, exercise_id: str, folder: Path) -> float:
    """The same in a container each, with the pytest of this machine."""

    def one(place: Path) -> None:
        mounts = ["-v", f"{place}:/work:ro", "-v", f"{SITE}:/site:ro", "-w", "/work"]
        surroundings = [word for name in bare.env for word in ("-e", f"{name}={bare.env[name]}")]
        start = ["docker", "run", "--rm", "--network", "none", *mounts, *surroundings, "-e", "PYTHONPATH=/site"]
        command = ["-e", "PYTHONDONTWRITEBYTECODE=1", IMAGES["base"].tag, "python3", *bare.argv[1:]]
        subprocess.run([*start, *command], stdout=subprocess.DEVNULL, check=True)

    return _in_parallel(one, _beside_tests(bare, handed_in, exercise_id, folder))


def _beside_tests(bare: Bare, handed_in: Path, exercise_id: str, folder: Path) -> list[Path]:
    places = []
    for submission in sorted(handed_in.iterdir()):
        place = folder / "beside" / submission.name
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(bare.folder, place, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(submission / exercise_id, place, dirs_exist_ok=True)
        places.append(place)
    return places


def _in_parallel(one: Callable[[Path], None], places: Sequence[Path]) -> float:
    started = time.perf_counter()
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(one, places))
    return time.perf_counter() - started


def _grade(handed_in: Path, backend: str, folder: Path) -> float:
    return run(grading(handed_in, backend, folder))[0]


def grading(handed_in: Path, backend: str, folder: Path) -> Command:
    """``kata grade`` with an empty file of results."""
    results = folder / "results.sqlite3"
    results.unlink(missing_ok=True)
    words = ("kata", "grade", str(handed_in), "--sandbox", backend, "--jobs", str(WORKERS), "--results", str(results))
    return Command(f"kata grade, {backend}", words, folder, {"KATA_HOME": str(folder / "home")})


def scale(folder: Path, exercise_id: str, backend: str, counts: Sequence[int]) -> None:
    """Print how time and memory grow with the number of submissions."""
    print(f"\nkata grade of {exercise_id} under {backend}: time and memory by the number of submissions")
    for count in counts:
        handed_in = copies(folder, exercise_id, count)
        seconds, peak = run(grading(handed_in, backend, folder))
        each = seconds / count * 1000
        print(f"  {count:6} submissions  {seconds:7.1f} s  {each:6.1f} ms each  {peak / 2**20:5.0f} MiB")


class Parts:
    """The seconds that each part of the work took, by what it is called."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = {}

    @contextlib.contextmanager
    def timed(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.seconds.setdefault(name, []).append(time.perf_counter() - started)


def breakdown(folder: Path, exercise_id: str, backend: str, rounds: int) -> None:
    """Print where the time of one submission goes, one after the other on a machine that does nothing else."""
    place = next(copies(folder / backend, exercise_id, 1).iterdir()) / exercise_id
    parts = Parts()
    with contextlib.ExitStack() as stack:
        store = stack.enter_context(contextlib.closing(Store(folder / f"{backend}.sqlite3")))
        warm = stack.enter_context(contextlib.closing(Opener(backend, SandboxSpec())))
        warm().ready()
        for number in range(rounds):
            _one(Handed(learner=f"learner{number}", exercise=exercise_id, place=place), backend, store, parts)
    print(f"\nWhere the time of one submission goes: {exercise_id}, {backend}, median of {rounds}, one after the other")
    for name, seconds in parts.seconds.items():
        print(f"  {name:<44} {statistics.median(seconds) * 1000:7.1f} ms")


def _one(handed: Handed, backend: str, store: Store, parts: Parts) -> None:
    exercise = Catalog.open().find(handed.exercise)
    info = describe(exercise)
    with parts.timed("read, and named by its content"):
        submission = intake.read(handed, exercise)
        language = submission.language
        key = key_of(submission.files, exercise=info.version, language=language, image=handed.learner, seed=1)
    with parts.timed("a process forked"):
        pid = os.fork()
        if pid == 0:
            os._exit(0)
        os.waitpid(pid, 0)
    sessions = Sessions(plan(exercise, submission, sandbox=backend, seed=1))
    with parts.timed("a sandbox started, until it answers"):
        sessions.begin()
        sessions.current()
    with parts.timed("pytest: collected (once a batch) and run"):
        outcome = _in_a_child(sessions)
    with parts.timed("the sandbox removed"):
        sessions.close()
    with parts.timed("the result kept, on the disk"):
        store.keep(Graded(handed=handed, language=language, report=report(info, outcome, seed=1), key=key))


def _in_a_child(sessions: Sessions) -> Outcome:
    """Pytest runs once in a process."""
    pid = os.fork()
    if pid == 0:
        os._exit(judge(sessions).verdict is not Verdict.PASSED)
    if os.waitpid(pid, 0)[1]:
        raise SystemExit("the reference does not pass")
    return Outcome(verdict=Verdict.PASSED)
