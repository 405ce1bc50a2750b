"""Reports that the tests of the renderers share: one for each kind of ending, one that attacks its reader."""

from __future__ import annotations

from dataclasses import replace

from graders.outcome import Check, Verdict
from runner.report import ExerciseInfo, Report
from sandbox.session import SandboxInfo
from sandbox.spec import Limits

EXERCISE = ExerciseInfo(id="algo-01", version="3f2a9c", title="Two invoices, one transfer", skill="algorithms")
DOCKER = SandboxInfo(backend="docker", image="base", digest="sha256:" + "9f3c1ab2" * 8, limits=Limits())
PROCESS = SandboxInfo(backend="process", image="host", digest="", limits=Limits())


def check(title: str, verdict: Verdict = Verdict.PASSED, **more: object) -> Check:
    defaults: dict[str, object] = {
        "name": "test_" + "_".join(title.lower().split()[:4]),
        "title": title,
        "verdict": verdict,
        "points": 1.0 if verdict is Verdict.PASSED else 0.0,
        "max_points": 1.0,
        "seconds": 0.012,
    }
    return Check(**(defaults | more))  # type: ignore[arg-type]  # the fields' types are the caller's affair


def report(*checks: Check, verdict: Verdict, **more: object) -> Report:
    defaults: dict[str, object] = {
        "exercise": EXERCISE,
        "verdict": verdict,
        "score": sum(each.points for each in checks),
        "max_score": sum(each.max_points for each in checks),
        "checks": checks,
        "sandbox": DOCKER,
        "seed": 4711,
        "seconds": 0.412,
        "kata_version": "0.1.0",
    }
    return Report(**(defaults | more))  # type: ignore[arg-type]  # the fields' types are the caller's affair


NEXT_TO = check("Finds two amounts that stand next to each other", example=True)
BETWEEN = check("Finds two amounts with others between them")
FIRST = check("The very first invoice can be part of the pair")
ORDER = check(
    "The smaller position comes first",
    Verdict.FAILED,
    max_points=2.0,
    message="The smaller position comes first.\ntwo_sum([2, 7, 11, 15], 9)\n  gave      (1, 0)\n  expected  (0, 1)",
    output="looking at 2\nlooking at 7\n",
    hint="Look at the order in which you put the two positions into the tuple.",
    example=True,
)
NONE = check(
    "Says None where no two amounts fit",
    Verdict.FAILED,
    message="two_sum([3], 6)\n  gave      (0, 0)\n  expected  None",
)
MILLION = check(
    "Copes with a million amounts",
    Verdict.TIME_LIMIT,
    seconds=0.0,
    max_points=2.0,
    message="Not run: the checks before it used all of 120 seconds.",
)

ALL_PASSED = report(NEXT_TO, BETWEEN, FIRST, verdict=Verdict.PASSED)
ONE_FAILED = report(NEXT_TO, BETWEEN, ORDER, FIRST, MILLION, verdict=Verdict.FAILED)
SHARED_TITLES = [
    check(
        "Reads a duration",
        Verdict.FAILED if number % 3 else Verdict.PASSED,
        name=f"test_reads[{number}h]",
        message=f"parse('{number}h')\n  gave      {number}\n  expected  {number * 3600}" if number % 3 else "",
        output="\n".join(f"step {step}" for step in range(1, 31)) if number == 1 else "",
    )
    for number in range(18)
]
MANY_FAILED = report(
    *SHARED_TITLES, MILLION, replace(MILLION, name="test_b", title="Copes with two"), verdict=Verdict.FAILED
)
TIME_LIMIT = report(
    NEXT_TO,
    check("Copes with a million amounts", Verdict.TIME_LIMIT, seconds=10.0),
    verdict=Verdict.TIME_LIMIT,
)
MEMORY_LIMIT = report(check("Keeps one line at a time", Verdict.MEMORY_LIMIT), verdict=Verdict.MEMORY_LIMIT)
OUTPUT_LIMIT = report(
    check(
        "Finds two amounts",
        Verdict.OUTPUT_LIMIT,
        message="It printed more than 1048576 bytes.",
        output="tick\n" * 2_000,
    ),
    verdict=Verdict.OUTPUT_LIMIT,
)
CRASHED = report(
    NEXT_TO,
    check(
        "Finds two amounts with others between them",
        Verdict.CRASHED,
        message="The program ended by itself with exit status 3.",
        output="bye\n",
    ),
    replace(FIRST, verdict=Verdict.CRASHED, points=0.0, seconds=0.0, message="It ended while it was loaded."),
    verdict=Verdict.CRASHED,
)
INVALID = report(
    verdict=Verdict.INVALID,
    sandbox=None,
    message='The file "two_sum.py" is missing.\nIt came with the exercise; `kata reset` brings it back.',
)
ERROR = report(verdict=Verdict.ERROR, message="The sandbox went away: the Docker engine was stopped.")
ERROR_IN_A_CHECK = report(
    NEXT_TO,
    ORDER,
    check("Says None where no two amounts fit", Verdict.ERROR, message="The exercise's test is broken: KeyError"),
    verdict=Verdict.ERROR,
)
WEAK_SANDBOX = report(NEXT_TO, NONE, verdict=Verdict.FAILED, sandbox=PROCESS)

EVIL = (
    "\x1b[2J\x1b]0;owned\x07 \u202egnp.exe\u2066 zero\u200bwidth\ufeff \x00\x7f\x9b1A \ud800 \r\n"
    "::set-output name=score::100\n   ::add-mask::x\n##[set-env name=A]b ##vso[task.complete]c\n"
    "<b>]]></b> &amp; [bold]rich[/bold] =1+1 \u2028 \u3164\ufe0f e\u0301\u0301\u0301\u0301\u0301\n\u0301\n"
    "tab\there 漢字かな | long " + "x" * 5_000
)
HOSTILE = report(
    check(
        "Is not fooled " + EVIL,
        Verdict.FAILED,
        message=EVIL,
        output=EVIL + "\n" + "flood\n" * 3_000,
        hint=EVIL,
        name="test_evil[" + EVIL + "]",
    ),
    check("Is not fooled either", Verdict.FAILED, message="::error::" + EVIL),
    verdict=Verdict.FAILED,
    exercise=ExerciseInfo(id="evil-01" + EVIL, version=EVIL, title=EVIL, skill=EVIL),
    message=EVIL,
)

CORPUS = {
    "all_passed": ALL_PASSED,
    "one_failed": ONE_FAILED,
    "many_failed": MANY_FAILED,
    "time_limit": TIME_LIMIT,
    "memory_limit": MEMORY_LIMIT,
    "output_limit": OUTPUT_LIMIT,
    "crashed": CRASHED,
    "invalid": INVALID,
    "error": ERROR,
    "error_in_a_check": ERROR_IN_A_CHECK,
    "weak_sandbox": WEAK_SANDBOX,
    "hostile": HOSTILE,
}
