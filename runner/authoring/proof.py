"""What is to be proven of an exercise, as rules on reports: data in, problems out, no sandbox and no files.

Each rule gives a problem that names the rule, what was found and what to do next, and all rules are always
applied, so that an author mends everything in one go.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graders.outcome import Verdict
from runner.authoring.candidates import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graders.outcome import Check
    from runner.authoring.candidates import Candidate
    from runner.report import Report

STARTER_SHARE = 1 / 2
"""The share of all points that the starter may earn: it must not hold half of the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One rule that an exercise breaks.

    Attributes:
        rule: what must hold, in one sentence.
        found: what was found in its place.
        next_step: what to do about it.
    """

    rule: str
    found: str
    next_step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One grading of one candidate."""

    candidate: Candidate
    report: Report


def judge(runs: Sequence[Run]) -> tuple[Problem, ...]:
    """Everything that the runs of one exercise in one language show to be wrong with it.

    What is the same under several seeds is told once, with the seeds.
    """
    found: dict[Problem, list[int]] = {}
    known = {check.name for run in runs if run.candidate.role is Role.REFERENCE for check in run.report.checks}
    for run in runs:
        for problem in _of_run(run, known):
            found.setdefault(problem, []).append(run.report.seed if run.candidate.repeats else 0)
    references = [run.report for run in runs if run.candidate.role is Role.REFERENCE]
    return (
        *_errors(runs),
        *(_with_seeds(problem, seeds) for problem, seeds in found.items()),
        *_repeats_agree(references),
        *(_checks(references[0].checks) if references else ()),
    )


def _of_run(run: Run, known: set[str]) -> Iterator[Problem]:
    if run.report.verdict is Verdict.ERROR:
        return
    role = run.candidate.role
    if not run.report.checks and role in {Role.STARTER, Role.REFERENCE, Role.MUTANT}:
        yield Problem(
            rule=f"{_shown(run)} can be handed in",
            found=f"{run.report.verdict}: {run.report.message}",
            next_step="mend its files, or `files` in exercise.toml",
        )
    elif role is Role.REFERENCE:
        yield from _reference(run.report)
    elif role is Role.MUTANT:
        yield from _mutant(run, known)
    else:
        yield from _must_not_pass(run)


def _with_seeds(problem: Problem, seeds: Sequence[int]) -> Problem:
    shown = ", ".join(str(seed) for seed in seeds if seed)
    if not shown:
        return problem
    return replace(problem, rule=f"{problem.rule} (seed{'s' if len(seeds) > 1 else ''} {shown})")


def matches(check_name: str, named: str) -> bool:
    """Whether a check is the one named in the manifest, or one of its parametrised cases."""
    return named in {check_name, check_name.partition("[")[0]}


def _errors(runs: Sequence[Run]) -> Iterator[Problem]:
    """Gradings that ended in an error of ours: they prove nothing. Told once for each reason."""
    reasons: dict[str, list[str]] = {}
    for run in runs:
        if run.report.verdict is Verdict.ERROR:
            checks = [check for check in run.report.checks if check.verdict is Verdict.ERROR]
            told = [run.report.message, *(f"{check.name}: {check.message}" for check in checks)]
            reason = "\n".join(text for text in told if text) or "no reason was given"
            reasons.setdefault(reason, []).append(_shown(run))
    for reason, names in reasons.items():
        others = f" and {len(names) - 1} other gradings" if len(names) > 1 else ""
        yield Problem(
            rule=f"{names[0]}{others} can be done without an error of ours",
            found=reason,
            next_step="mend the hidden tests if they are to blame; `kata doctor` says what works on this machine",
        )


def _reference(report: Report) -> Iterator[Problem]:
    rule = "the reference solution passes every check"
    for check in report.checks:
        if check.verdict is not Verdict.PASSED:
            yield Problem(
                rule=rule,
                found=f"{check.name}: {check.verdict}\n{check.message}".rstrip(),
                next_step="mend the check or solution/, whichever is wrong by the prompt",
            )
    if report.verdict is Verdict.PASSED and report.score != report.max_score:
        found = f"it passed with {report.score:g} of {report.max_score:g} points"
        yield Problem(rule="the reference solution earns every point", found=found, next_step="mend the points")


def _mutant(run: Run, known: set[str]) -> Iterator[Problem]:
    mutant, report = run.candidate.mutant, run.report
    if mutant is None:
        raise AssertionError("a candidate in the role of a mutant is one")
    if report.verdict is Verdict.PASSED:
        yield Problem(
            rule=f"{_shown(run)} is caught",
            found="it passed every check that is meant to catch it",
            next_step="add the case that tells it from the reference, and name that check in `fails`",
        )
        return
    for named in mutant.fails:
        if known and not any(matches(name, named) for name in known):
            yield Problem(
                rule=f"each check that the mutant {mutant.name!r} names in `fails` exists",
                found=f"there is no check {named}",
                next_step=f"use the name of a test function; there are {', '.join(sorted(known))}",
            )
            continue
        cases = [check for check in report.checks if matches(check.name, named)]
        if all(check.verdict is Verdict.PASSED for check in cases):
            caught = sorted(check.name for check in report.checks if check.verdict is not Verdict.PASSED)
            yield Problem(
                rule=f"{_shown(run)} is caught by {named}",
                found=f"it passed that check and was caught by {', '.join(caught)} only",
                next_step="make the check stricter, or name in `fails` the checks that are meant to catch it",
            )


def _must_not_pass(run: Run) -> Iterator[Problem]:
    report, cheat = run.report, run.candidate.cheat
    if report.verdict is Verdict.PASSED:
        yield Problem(
            rule=f"{_shown(run)} does not pass",
            found=f"it passed with {report.score:g} of {report.max_score:g} points",
            next_step="the checks ask for nothing that it lacks: add checks that do",
        )
        return
    share = cheat.share if cheat else STARTER_SHARE
    if report.score > share * report.max_score:
        earned = ", ".join(check.name for check in report.checks if check.verdict is Verdict.PASSED)
        allowed = f"at most {share * report.max_score:.3g} of {report.max_score:g} points" if share else "nothing"
        yield Problem(
            rule=f"{_shown(run)} earns {allowed}",
            found=f"it earned {report.score:g} points with {earned}",
            next_step=cheat.why if cheat else "take the finished parts out of the starter, or ask for more in these",
        )


def _repeats_agree(references: Sequence[Report]) -> Iterator[Problem]:
    """The same checks for the same points, whatever the seed."""
    seen = {report.seed: [(check.name, check.max_points) for check in report.checks] for report in references}
    first, *others = seen.items() or [(0, [])]
    for seed, checks in others:
        if checks != first[1]:
            names = sorted({name for name, _ in set(checks) ^ set(first[1])}) or ["their order"]
            yield Problem(
                rule="the checks and their points are the same under every seed",
                found=f"seeds {first[0]} and {seed} differ in {', '.join(names)}",
                next_step="draw random values inside a test, from `rng`; never while tests are collected",
            )


def _checks(checks: Sequence[Check]) -> Iterator[Problem]:
    titles = [check.title for check in checks]
    for check in checks:
        if check.max_points <= 0:
            yield Problem(
                rule="every check is worth something",
                found=f"{check.name} is worth {check.max_points:g} points",
                next_step="give it a mark like @pytest.mark.points(2), or none, which is 1",
            )
    for title in sorted({title for title in titles if titles.count(title) > 1}):
        same = [check.name for check in checks if check.title == title]
        yield Problem(
            rule="no two checks have the same title",
            found=f"{' and '.join(same)} are both called {title!r}",
            next_step="say in the first line of each docstring what a user would notice",
        )


def _shown(run: Run) -> str:
    words = ["the", run.candidate.role.value]
    if run.candidate.name:
        words.append(repr(run.candidate.name))
    return " ".join(words)
