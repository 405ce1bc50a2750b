"""One attack on one backend: graded as a bootcamp grades, watched, and followed by two honest submissions.

What must hold of every attack, whatever else it says of itself:

1. its verdict is one that is allowed, and never ``passed``; checks that it names came to what it says;
2. no secret of the tests and none of the machine is in anything that the sandbox sent or that a report shows;
3. nothing of the machine changed, and nothing is left running or lying around;
4. the exercise's reference and a mutant, graded right afterwards in the same batch, come to what they always do.
"""

from __future__ import annotations

import io
import os
import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graders.errors import SubmissionInvalid
from graders.outcome import Verdict
from runner.authoring.candidates import Role, candidates
from runner.authoring.proof import matches
from runner.forked import run_in_child, run_in_children
from runner.grade import grade, invalid
from runner.renderers import RENDERERS, render
from runner.report import Report
from runner.submission import Submission
from sandbox.leftovers import own_identity
from tests.attacks.attack import OTHERS
from tests.attacks.leaks import record_stream, seen_in
from tests.attacks.staging import stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from runner.manifest import Exercise
    from tests.attacks.attack import Attack
    from tests.attacks.canaries import Canaries

SEED = 20_011
SPARE_SECONDS = 60.0
"""What a grading may take beyond the exercise's own limit, for starting its sandboxes."""
GRACE_SECONDS = 1.0
"""How much longer than its limit an attack may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of one attack on one backend.

    Attributes:
        verdict: of the attack's report.
        problems: everything that did not hold.
        message: what the report says, for those who look into it.
        seconds: of the attack's own grading.
    """

    verdict: str
    problems: tuple[str, ...]
    message: str
    seconds: float


def run(attack: Attack, sandbox: str, folder: Path, *, canaries: Canaries, machine: tuple[str, ...]) -> Trial:
    """Run an attack.

    Args:
        attack: which.
        sandbox: the backend.
        folder: an empty folder for the exercise, the submission, and what was recorded.
        canaries: what must stay as it is.
        machine: values of the machine that no submission may see.
    """
    staged = stage(attack, folder)
    report = _grade_attack(attack, staged.exercise, staged.submission, sandbox, folder)
    hidden = (*staged.secrets, *machine)
    problems = [*_verdict_problems(attack, report), *_leak_problems(report, folder, hidden)]
    problems += _neighbour_problems(attack, staged.exercise, sandbox, folder)
    problems += canaries.problems(_owners(folder))
    return Trial(
        verdict=report.verdict.value,
        problems=tuple(problems),
        message="\n".join(_told(report)),
        seconds=report.seconds,
    )


# --- grading ----------------------------------------------------------------------------------------------


def _grade_attack(attack: Attack, exercise: Exercise, submitted: Path, sandbox: str, folder: Path) -> Report:
    """The report on the attack, by the way that a bootcamp's submissions take."""

    def graded() -> str:
        _begin(folder)
        record_stream(folder / "stream")
        try:
            submission = Submission.read(exercise, submitted, attack.language)
        except SubmissionInvalid as error:
            return invalid(exercise, str(error)).to_json()
        return grade(exercise, submission, sandbox=sandbox, seed=SEED).to_json()

    outcome = run_in_child(graded, seconds=exercise.limits.total_seconds + SPARE_SECONDS)
    if outcome.text is None:
        lost = replace(invalid(exercise, outcome.failure), verdict=Verdict.ERROR)
        return replace(lost, seconds=outcome.seconds)
    return Report.from_json(outcome.text)


def _begin(folder: Path) -> None:
    """At the start of a child that grades: say who it is, and forget what the parent makes of warnings."""
    with (folder / "owners").open("a", encoding="utf-8") as file:
        file.write(f"{own_identity()}\n")
    warnings.resetwarnings()


def _owners(folder: Path) -> list[str]:
    return (folder / "owners").read_text(encoding="utf-8").splitlines()


# --- what must hold ---------------------------------------------------------------------------------------


def _told(report: Report) -> Iterator[str]:
    yield report.message
    yield from (f"{check.name}: {check.verdict}: {check.message}" for check in report.checks)


def _verdict_problems(attack: Attack, report: Report) -> Iterator[str]:
    if report.verdict not in attack.verdicts:
        allowed = " or ".join(sorted(attack.verdicts))
        yield f"the verdict is {report.verdict}, not {allowed}: {' | '.join(_told(report))}"
    if report.score >= report.max_score > 0:
        yield f"it earned every point: {report.score:g}"
    yield from _check_problems(attack, report)
    if attack.says and attack.says not in "\n".join(_told(report)):
        yield f"no message says {attack.says!r}: {' | '.join(_told(report))}"
    if attack.seconds is not None and report.seconds > attack.seconds + GRACE_SECONDS:
        yield f"it took {report.seconds:.1f} seconds, not {attack.seconds:g}"


def _check_problems(attack: Attack, report: Report) -> Iterator[str]:
    """What single checks came to and must not."""
    named = {name: verdicts for name, verdicts in attack.checks.items() if name != OTHERS}
    for name in named:
        if not any(matches(check.name, name) for check in report.checks):
            yield f"there is no check {name}"
    for check in report.checks:
        verdicts = next((named[name] for name in named if matches(check.name, name)), attack.checks.get(OTHERS))
        if verdicts is not None and check.verdict not in verdicts:
            yield f"{check.name} is {check.verdict}, not {' or '.join(sorted(verdicts))}: {check.message}"


def _leak_problems(report: Report, folder: Path, hidden: tuple[str, ...]) -> Iterator[str]:
    stream = folder / "stream"
    if stream.exists():
        yield from (f"the sandbox sent a hidden value: {value}" for value in seen_in(stream.read_bytes(), hidden))
    for name in RENDERERS:
        for verbose in (False, True):
            shown = io.StringIO()
            render(report, format=name, stream=shown, width=80, verbose=verbose)
            text = shown.getvalue()
            yield from (f"{name} shows a hidden value: {value}" for value in seen_in(text.encode(), hidden))
            odd = sorted({character for character in text if not character.isprintable()} - {"\n"})
            if odd:
                yield f"{name} lets through {odd}"


# --- the neighbours ---------------------------------------------------------------------------------------


def _neighbour_problems(attack: Attack, exercise: Exercise, sandbox: str, folder: Path) -> Iterator[str]:
    """The reference and the first mutant, at once, in the batch in which the attack was."""
    place = folder / "honest"
    place.mkdir()
    honest = []
    for candidate in candidates(exercise, attack.language, place):
        if candidate.role in {Role.REFERENCE, Role.MUTANT}:
            honest.append(candidate)
        if candidate.role is Role.MUTANT:
            break

    def grading(submission: Submission | str) -> Callable[[], str]:
        def graded() -> str:
            _begin(folder)
            if isinstance(submission, str):
                raise SubmissionInvalid(submission)
            return grade(exercise, submission, sandbox=sandbox, seed=SEED).to_json()

        return graded

    jobs = [grading(candidate.submission) for candidate in honest]
    outcomes = dict(
        run_in_children(jobs, jobs=os.cpu_count() or 1, seconds=exercise.limits.total_seconds + SPARE_SECONDS)
    )
    for index, candidate in enumerate(honest):
        outcome = outcomes[index]
        if outcome.text is None:
            yield f"the {candidate.role} was lost: {outcome.failure}"
            continue
        report = Report.from_json(outcome.text)
        expected = candidate.mutant.fails if candidate.mutant else ()
        yield from (f"the {candidate.role} graded afterwards: {wrong}" for wrong in _unlike(report, expected))


def _unlike(report: Report, caught_by: tuple[str, ...]) -> Iterator[str]:
    """What differs from the reference or, if there are checks that must catch it, from a mutant."""
    honest = {Verdict.PASSED, Verdict.FAILED} if caught_by else {Verdict.PASSED}
    for check in report.checks:
        named = any(matches(check.name, name) for name in caught_by)
        if check.verdict not in honest - ({Verdict.PASSED} if named else set()):
            yield f"{check.name} is {check.verdict}: {check.message}"
    wanted = Verdict.FAILED if caught_by else Verdict.PASSED
    if report.verdict is not wanted:
        yield f"its verdict is {report.verdict}, not {wanted}: {report.message}"
