"""A proof for people, as rows of a table with the problems below them, and for programs, as JSON.

The JSON form is ``kata.verify/v1``: one object, an entry for each exercise in each of its languages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graders.outcome import Verdict
from runner.authoring.candidates import Role
from runner.renderers.text import json_text, visible, without_commands

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from runner.authoring.proof import Problem, Run
    from runner.authoring.verify import Verification

SCHEMA = "kata.verify/v1"
_WIDTHS = (14, 20, 44)
_GOOD, _BAD = "\x1b[32m", "\x1b[31m"
HEADER = ("exercise", "what was run", "result", "seconds")


def header() -> str:
    """The table's first row, and a newline."""
    return _row(*HEADER)


def rows(verification: Verification, *, colour: bool = False) -> str:
    """The rows of one exercise in one language, and its problems; ends in a newline.

    Args:
        verification: what was found.
        colour: whether the last row may be coloured.
    """
    lines: list[str] = []
    name = verification.exercise_id
    for role in Role:
        runs = [run for run in verification.runs if run.candidate.role is role]
        if runs:
            lines.append(_row(name, *_told(role, runs), f"{sum(run.report.seconds for run in runs):.1f}"))
            name = ""
    count = len(verification.problems)
    result = "proven" if verification.proven else f"NOT PROVEN: {count} problem{'s' if count > 1 else ''}"
    last = _row(name, verification.language, result, f"{verification.seconds:.1f}")
    if colour:
        last = last.replace(result, f"{_GOOD if verification.proven else _BAD}{result}\x1b[0m")
    lines.append(last)
    for problem in verification.problems:
        lines.extend(_problem_lines(verification.exercise_id, problem))
    return "".join(lines)


def summary(verifications: Sequence[Verification]) -> str:
    """One line on all of them, and a newline."""
    good = sum(verification.proven for verification in verifications)
    runs = sum(len(verification.runs) for verification in verifications)
    seconds = sum(verification.seconds for verification in verifications)
    return f"\n{good} of {len(verifications)} proven by {runs} gradings in {seconds:.1f} seconds\n"


def to_json(verifications: Sequence[Verification]) -> str:
    """All of them as one ``kata.verify/v1`` object on one line."""
    return json_text(
        {
            "schema": SCHEMA,
            "proven": all(verification.proven for verification in verifications),
            "exercises": [_plain(verification) for verification in verifications],
        }
    )


def _told(role: Role, runs: Sequence[Run]) -> tuple[str, str]:
    """What was run, and how it went, for all candidates of one role."""
    names = dict.fromkeys(run.candidate.name for run in runs)
    seeds = len({run.report.seed for run in runs})
    repeated = f", {seeds} seeds" if seeds > 1 else ""
    what = role.value if role not in {Role.MUTANT, Role.CHEAT} else f"{len(names)} {role.value}s"
    report = runs[0].report
    if role is Role.MUTANT:
        missed = {run.candidate.name for run in runs if run.report.verdict in {Verdict.PASSED, Verdict.ERROR}}
        return what, f"{len(names) - len(missed)} caught{repeated}"
    if role is Role.CHEAT:
        share = max(_share(run) for run in runs)
        return what, f"the best earned {share:.0%} of the points"
    return what, f"{report.verdict.value}, {report.score:g} of {report.max_score:g} points{repeated}"


def _share(run: Run) -> float:
    return run.report.score / run.report.max_score if run.report.max_score else 0.0


def _problem_lines(exercise_id: str, problem: Problem) -> Iterator[str]:
    yield f"  {exercise_id}: {_harmless(problem.rule)}\n"
    found = _harmless(problem.found).split("\n")
    yield f"    found  {found[0]}\n"
    yield from (f"           {line}\n" for line in found[1:])
    yield f"    next   {_harmless(problem.next_step)}\n"


def _row(*columns: str) -> str:
    *left, last = (_harmless(column) for column in columns)
    return "".join(text.ljust(width) for text, width in zip(left, _WIDTHS, strict=False)) + last.rjust(8) + "\n"


def _harmless(text: str) -> str:
    """Text that a mutant may have written, made fit for a terminal and a CI log."""
    return "\n".join(without_commands(line) for line in visible(text).split("\n"))


def _plain(verification: Verification) -> dict[str, Any]:
    return {
        "id": verification.exercise_id,
        "language": verification.language,
        "title": verification.title,
        "proven": verification.proven,
        "seconds": round(verification.seconds, 3),
        "runs": [
            {
                "role": run.candidate.role.value,
                "name": run.candidate.name,
                "seed": run.report.seed,
                "verdict": run.report.verdict.value,
                "score": run.report.score,
                "max_score": run.report.max_score,
                "seconds": run.report.seconds,
                "sandbox": run.report.sandbox.backend if run.report.sandbox else None,
            }
            for run in verification.runs
        ],
        "problems": [
            {"rule": problem.rule, "found": problem.found, "next_step": problem.next_step}
            for problem in verification.problems
        ],
    }
