"""The data that the page's script makes submissions' pages from, small enough for a whole class.

    {"feedback": "full",
     "texts":       every longer text once; all else says its place in this list
     "learners":    [name, ...]
     "verdicts":    {letter: name, ...}
     "exercises":   [{"id", "title", "points", "checks": [{"label", "points", "example"}, ...]}, ...]
     "submissions": [{...}, ...]   in the order of the gradebook's cells, line by line, those not handed in left out

A submission has ``l`` and ``e``, its learner and exercise by their place in the lists; ``v`` the letter of its verdict;
``s`` and ``m``, points and possible points; ``t``, seconds; ``a``, what it was graded with, a text; and where there is
something to say: ``w``, a text about the whole, and of its checks ``c``, a letter each, with ``-`` for one that was not
run; ``k``, which of the exercise's checks they are, if not simply the first ones; ``g``, points of those that got
neither all nor nothing; ``d``, milliseconds each; ``x``, by the check's place, the texts of its message, its output
and its hint, -1 for none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graders.outcome import Verdict
from runner.gradebook.html_report.wording import name_of, number
from runner.renderers.text import json_text, line_text, log_text
from runner.renderers.wording import NAMES, account
from runner.report import was_run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.outcome import Check
    from runner.batch.model import Graded
    from runner.gradebook import Gradebook
    from runner.report import Report
    from sandbox.spec import Limits

LETTERS: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.PASSED: "p",
        Verdict.FAILED: "f",
        Verdict.TIME_LIMIT: "t",
        Verdict.MEMORY_LIMIT: "m",
        Verdict.OUTPUT_LIMIT: "o",
        Verdict.CRASHED: "c",
        Verdict.INVALID: "i",
        Verdict.ERROR: "e",
    }
)
NOT_RUN = "-"
_MARKUP = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&"})


def embedded(data: object) -> str:
    """Plain data as JSON for the content of a ``script`` element: nothing in it is markup."""
    return json_text(data).translate(_MARKUP)


def data_of(book: Gradebook) -> dict[str, Any]:
    """Everything that pages are made from, and nothing that the feedback keeps back."""
    texts = _Texts()
    checks = {exercise: _Checks() for exercise in book.exercises}
    learners = {learner: place for place, learner in enumerate(book.learners)}
    exercises = {exercise: place for place, exercise in enumerate(book.exercises)}
    titles: dict[str, str] = {}
    submissions = []
    for (learner, exercise), graded in sorted(book.by_place.items()):
        titles[exercise] = graded.report.exercise.title
        whose = {"l": learners[learner], "e": exercises[exercise]}
        submissions.append(whose | _submission(graded, book, texts, checks[exercise]))
    return {
        "feedback": book.feedback,
        "texts": list(texts.places),
        "learners": [name_of(learner) for learner in learners],
        "verdicts": {letter: NAMES[verdict] for verdict, letter in LETTERS.items()} | {NOT_RUN: "not run"},
        "exercises": [
            {"id": line_text(name), "title": line_text(titles[name]), "checks": checks[name].as_data()}
            for name in exercises
        ],
        "submissions": submissions,
    }


@dataclass(frozen=True, slots=True)
class _Texts:
    """Texts, each once."""

    places: dict[str, int] = field(default_factory=dict)

    def place(self, text: str) -> int:
        """Where a text stands; -1 for an empty one."""
        return self.places.setdefault(log_text(text), len(self.places)) if text.strip() else -1


@dataclass(frozen=True, slots=True)
class _Checks:
    """The checks of an exercise, as those of all submissions that came in for it."""

    places: dict[tuple[str, str, float, bool], int] = field(default_factory=dict)

    def place(self, label: str, check: Check) -> int:
        return self.places.setdefault((check.name, label, check.max_points, check.example), len(self.places))

    def as_data(self) -> list[dict[str, Any]]:
        return [
            {"label": line_text(label), "points": _plain(points)} | ({"example": True} if example else {})
            for _, label, points, example in self.places
        ]


def _submission(graded: Graded, book: Gradebook, texts: _Texts, checks: _Checks) -> dict[str, Any]:
    report = book.told(graded)
    full = book.feedback == "full"
    limits = report.sandbox.limits if report.sandbox else None
    whole = account(report.verdict, report.message, limits) if full and not report.checks else report.message
    return {
        "v": LETTERS[report.verdict],
        "s": _plain(report.score),
        "m": _plain(report.max_score),
        "t": round(report.seconds, 3),
        "a": texts.place(_graded_with(graded)),
        **({"w": texts.place(whole)} if whole else {}),
        **(_checks_of(report, checks) if report.checks else {}),
        **(_told(report, limits, texts) if full else {}),
    }


def _checks_of(report: Report, known: _Checks) -> dict[str, Any]:
    places = [known.place(label, check) for label, check in zip(report.labels, report.checks, strict=True)]
    partial = {
        str(index): _plain(check.points)
        for index, check in enumerate(report.checks)
        if check.points != (check.max_points if check.verdict is Verdict.PASSED else 0)
    }
    return {
        "c": "".join(LETTERS[check.verdict] if was_run(check) else NOT_RUN for check in report.checks),
        "d": [round(1000 * check.seconds) for check in report.checks],
        **({"k": places} if places != list(range(len(places))) else {}),
        **({"g": partial} if partial else {}),
    }


def _told(report: Report, limits: Limits | None, texts: _Texts) -> dict[str, Any]:
    told = {}
    for index, check in enumerate(report.checks):
        passed = check.verdict is Verdict.PASSED
        if passed or not was_run(check):
            message, hint = check.message, ""
        else:
            message, hint = account(check.verdict, check.message, limits), check.hint
        places = [texts.place(message), texts.place(check.output), texts.place(hint)]
        if any(place >= 0 for place in places):
            told[str(index)] = places
    return {"x": told} if told else {}


def _graded_with(graded: Graded) -> str:
    report = graded.report
    parts = [graded.language, f"version {report.exercise.version}", f"seed {report.seed}"]
    if report.sandbox:
        parts.append(" ".join(part for part in (report.sandbox.backend, report.sandbox.image) if part))
    parts.append(f"kata {report.kata_version}")
    return " · ".join(line_text(part) for part in parts if part)


def _plain(value: float) -> float:
    return float(number(value)) if value % 1 else int(value)
