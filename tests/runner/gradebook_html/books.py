"""Gradebooks for the tests: a small one with everything in it, and a whole class as it could be."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from graders.outcome import Check, Verdict, overall
from runner.batch.model import Graded, Handed, Misfit
from runner.gradebook import Gradebook
from runner.report import ExerciseInfo, Report
from sandbox.session import SandboxInfo
from sandbox.spec import Limits

SANDBOX = SandboxInfo(backend="bubblewrap", image="kata-python", digest="sha256:0", limits=Limits())


def check(name: str, verdict: Verdict = Verdict.PASSED, **changes: object) -> Check:
    """A check worth one point."""
    given: dict[str, object] = {"title": name.removeprefix("test_").replace("_", " ").capitalize(), "seconds": 0.012}
    passed = verdict is Verdict.PASSED
    given |= {"points": float(passed), "max_points": 1.0, "message": "" if passed else f"{name} expected 3, got 4."}
    return Check(name=name, verdict=verdict, **(given | changes))  # type: ignore[arg-type]


def graded(
    learner: str,
    exercise: str,
    checks: Sequence[Check] = (),
    *,
    verdict: Verdict | None = None,
    message: str = "",
    seconds: float = 0.4,
) -> Graded:
    """A submission with what came of its checks."""
    report = Report(
        exercise=ExerciseInfo(id=exercise, version="0123456789ab", title=f"Title of {exercise}", skill="algorithms"),
        verdict=verdict or overall(tuple(checks)),
        score=sum(one.points for one in checks),
        max_score=sum(one.max_points for one in checks),
        checks=tuple(checks),
        sandbox=SANDBOX if checks else None,
        seed=7,
        seconds=seconds,
        message=message,
        kata_version="1.2.3",
    )
    handed = Handed(learner=learner, exercise=exercise, place=Path("in") / exercise)
    return Graded(handed=handed, language="python", report=report)


def small(feedback: str = "full") -> Gradebook:
    """Three learners, three exercises, and of everything one."""
    failed = check("test_ties", Verdict.FAILED, output="debug: 4\n", hint="Mind equal values.")
    slow = check("test_large", Verdict.TIME_LIMIT, message="", seconds=10.0)
    unrun = check("test_large", Verdict.CRASHED, message="Not run: the program had ended.", seconds=0.0)
    return Gradebook(
        graded=[
            graded("ada", "algo-01", [check("test_ties"), check("test_large")]),
            graded("ada", "sql-01", [check("test_rows", points=2.0, max_points=2.0)], seconds=0.2),
            graded("bo", "algo-01", [failed, slow], seconds=10.6),
            graded("bo", "git-01", verdict=Verdict.ERROR, message="no sandbox could be had\nsecret second line"),
            graded("cy", "algo-01", [check("test_ties", Verdict.CRASHED, message="It ended."), unrun]),
            graded("cy", "git-01", verdict=Verdict.INVALID, message="history.bundle is missing"),
            graded("cy", "sql-01", [check("test_rows", Verdict.FAILED, points=0.5, max_points=2.0)]),
        ],
        misfits=[Misfit(place=Path("in/<b>notes</b>.txt"), reason="it fits no exercise")],
        sandbox="bubblewrap",
        gaps=["the number of processes is not bounded"],
        seconds=12.5,
        feedback=feedback,
    )


FIRST = (
    *("Ada", "Bo", "Cy", "Dee", "Eli", "Fay", "Gus", "Hal", "Ivy", "Jo"),
    *("Kit", "Lea", "Max", "Nia", "Ola", "Pip", "Quin", "Rae", "Sol", "Tam"),
)
SUBJECTS = ("sums", "ties", "an empty list", "one item", "negative numbers", "large input", "order", "duplicates")


def whole_class(learners: int = 200, exercises: int = 20, seed: int = 1) -> Gradebook:
    """A class as it could be: learners of different strength, exercises of different difficulty, common mistakes."""
    chance = random.Random(seed)  # noqa: S311 - a class, not a secret
    names = [f"{FIRST[place % len(FIRST)]} {chr(65 + place // len(FIRST))}." for place in range(learners)]
    hard = [chance.uniform(-2.5, 1.0) for _ in range(exercises)]
    handed_in = []
    for name in names:
        strength = chance.gauss(0.8, 1.2)
        for place in range(exercises):
            if chance.random() > 0.03:
                made = _submission(chance, name, place, strength - hard[place])
                handed_in.append(made)
    return Gradebook(graded=handed_in, sandbox="bubblewrap", seconds=185.0)


def _submission(chance: random.Random, name: str, place: int, ability: float) -> Graded:
    exercise = f"{('algo', 'sql', 'git', 'net')[place % 4]}-{1 + place // 4:02}"
    if chance.random() < 0.002:
        return graded(name, exercise, verdict=Verdict.ERROR, message="the sandbox went away")
    if chance.random() < 0.01:
        return graded(name, exercise, verdict=Verdict.INVALID, message="solution.py is missing")
    count = 8 + place % 5
    checks = []
    for number in range(count):
        title = f"It is right with {SUBJECTS[number % len(SUBJECTS)]}, case {number}"
        fails = chance.gauss(0, 1.3) > ability + 1.2 - number / 6
        verdict = Verdict.PASSED
        if fails:
            verdict = Verdict.TIME_LIMIT if number % 8 == 5 else Verdict.FAILED
        wrong = chance.randint(0, 400)
        message = (
            f"count_words({[wrong + index for index in range(12)]!r})\n"
            f"  expected  {{'a': 3, 'b': {number}, 'sum': 41}}\n"
            f"  but got   {{'a': {wrong}, 'b': {number}, 'sum': 40}}\n"
            "The total leaves out the last item: the loop ends one step too early."
        )
        checks.append(
            check(
                f"test_{number}",
                verdict,
                title=title,
                message=message if fails else "",
                output=f"step {wrong}\n" * 6 if fails and wrong % 3 == 0 else "",
                hint="Walk through the smallest input by hand." if fails else "",
                seconds=chance.lognormvariate(-4.5, 0.8),
            )
        )
    return graded(name, exercise, checks, seconds=sum(one.seconds for one in checks) + chance.lognormvariate(-2, 0.5))
