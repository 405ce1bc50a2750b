"""The screen after ``kata check``.

It is read from below: the prompt stands under it, so the verdict and the next step come last, the failure to
look at now above them, and above that the list of all checks. Only the first failure is shown in full; the
others have one line each, so that the screen stays within about one page. ``verbose`` shows everything.

A terminal's text comes from :mod:`runner.renderers.pen`, which lets nothing through that the text layer has
not made harmless. Nothing is said by colour alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.outcome import Check, Verdict
from runner.renderers.pen import Pen, Tone
from runner.renderers.wording import NAMES, account, gist
from runner.report import was_run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runner.renderers import View
    from runner.report import Report
    from sandbox.spec import Limits

LISTED = 12
"""A list of more checks than this is folded: what passed, and what was not run, in one row each."""
LISTED_FAILURES = 6
GISTS = 3
PAGE_ROWS = 54
MESSAGE_ROWS = 20
"""Of a message in full at the least; more where the page has room for it."""
FOOT_ROWS = 9
WHOLE_ROWS = 4
"""Of what is said of the whole, under a check that is shown in full."""
OUTPUT_ROWS = 8
HINT_ROWS = 4
ALL_ROWS = 400
"""Of one text, when everything is shown: more is no longer read on a screen."""
BAR_CELLS = 20
SHORTEST_BAR = 6
NEXT = "Next   "
WEAKEST_BACKEND = "process"


def render(report: Report, view: View, /) -> str:
    """The screen, ending with a newline."""
    return "\n".join(_Screen(report, view).rows()) + "\n"


class _Screen:
    def __init__(self, report: Report, view: View) -> None:
        self.report = report
        self.view = view
        self.pen = Pen(view)
        self.labels = report.labels
        self.focus = _focus(report)
        self.limits: Limits | None = report.sandbox.limits if report.sandbox else None
        self.told: set[str] = set()
        if self.focus is not None:
            self.told.add(f" {self.pen.symbols.dot} ".join(gist(report.checks[self.focus], self.limits, brief=True)))
        self.weighted = any(check.max_points != 1 for check in report.checks)

    def rows(self) -> Iterator[str]:
        above = ["", *self._header(), *self._list()]
        yield from above
        if self.view.verbose:
            for index, check in enumerate(self.report.checks):
                if check.output or (check.verdict is not Verdict.PASSED and was_run(check)):
                    yield from self._detail(index)
        elif self.focus is not None:
            yield from self._detail(self.focus, room=PAGE_ROWS - len(above) - FOOT_ROWS)
        yield from self._whole()
        yield self.pen.rule()
        yield self._result()
        yield ""
        yield from self._next_steps()
        yield from self._circumstances()

    def _header(self) -> Iterator[str]:
        exercise = self.report.exercise
        yield self.pen.sides(
            "", f"{exercise.id}  {exercise.title}", exercise.skill, tone=Tone.PLAIN, left_tone=Tone.STRONG
        )
        yield ""

    # The list of all checks

    def _list(self) -> Iterator[str]:
        checks = self.report.checks
        if not checks:
            return
        fold = len(checks) > LISTED and not self.view.verbose
        passed = sum(check.verdict is Verdict.PASSED for check in checks)
        waiting = sum(not was_run(check) for check in checks)
        if fold and passed:
            yield self._mark(Verdict.PASSED, _count(passed, "check") + " passed", "")
        failures = 0
        reason = ""
        for index, check in enumerate(checks):
            failed = was_run(check) and check.verdict is not Verdict.PASSED
            failures += failed
            if not fold or (failed and failures <= LISTED_FAILURES):
                yield from self._entry(index, with_gist=failed and failures <= GISTS + 1)
            reason = reason or ("" if was_run(check) else check.message)
        if fold and failures > LISTED_FAILURES:
            yield self._mark(Verdict.FAILED, _count(failures - LISTED_FAILURES, "more") + " not passed", "")
        if fold and waiting:
            yield self._mark(None, _count(waiting, "check"), "not run")
        if waiting:
            yield self.pen.line(reason, Tone.QUIET, indent=2)
        yield ""

    def _entry(self, index: int, *, with_gist: bool) -> Iterator[str]:
        check = self.report.checks[index]
        notes = []
        if not was_run(check):
            notes.append("not run")
        elif check.verdict not in {Verdict.PASSED, Verdict.FAILED}:
            notes.append(NAMES[check.verdict])
        if self.view.verbose and was_run(check):
            notes.append(f"{check.seconds:.2f} s")
        if self.weighted:
            notes.append(f"{check.points:g}/{check.max_points:g}")
        yield self._mark(check.verdict if was_run(check) else None, self.labels[index], "  ".join(notes))
        if with_gist and index != self.focus and not self.view.verbose:
            facts = f" {self.pen.symbols.dot} ".join(gist(check, self.limits, brief=True))
            if facts and facts not in self.told:
                self.told.add(facts)
                yield self.pen.line(facts, Tone.QUIET, indent=2)

    def _mark(self, verdict: Verdict | None, text: str, note: str, text_tone: Tone = Tone.PLAIN) -> str:
        symbols = self.pen.symbols
        mark, tone = {
            None: (symbols.not_run, Tone.QUIET),
            Verdict.PASSED: (symbols.passed, Tone.GOOD),
            Verdict.ERROR: (symbols.ours, Tone.WARNING),
        }.get(verdict, (symbols.failed, Tone.BAD))
        return self.pen.sides(mark, text, note, tone=tone, left_tone=text_tone)

    # One check in full

    def _detail(self, index: int, *, room: int = ALL_ROWS) -> Iterator[str]:
        """A check with its message, which takes the rows that are left of the room."""
        check = self.report.checks[index]
        below = [*self._output(check), *self._hint(check)]
        yield self.pen.rule()
        origin = "example" if check.example else ""
        yield self._mark(check.verdict, self.labels[index], origin, Tone.STRONG)
        yield ""
        if check.verdict is not Verdict.PASSED:
            limit = max(MESSAGE_ROWS, room - len(below) - 4)
            text = account(check.verdict, check.message, self.limits)
            yield from self._block(text, limit, tail=limit // 2)
            yield ""
        yield from below

    def _hint(self, check: Check) -> Iterator[str]:
        if check.hint and check.verdict is not Verdict.PASSED:
            limit = ALL_ROWS if self.view.verbose else HINT_ROWS
            yield from self.pen.labelled("Hint", check.hint, tone=Tone.STRONG, indent=2, limit=limit)
            yield ""

    def _output(self, check: Check) -> Iterator[str]:
        if not check.output.strip():
            return
        yield self.pen.line("Your code printed", Tone.STRONG, indent=2)
        yield from self._block(check.output, OUTPUT_ROWS, tail=OUTPUT_ROWS // 2, wrap=1, bar=True)
        yield ""

    def _block(self, text: str, limit: int, *, tail: int = 0, wrap: int = 4, bar: bool = False) -> list[str]:
        if self.view.verbose:
            limit, tail, wrap = ALL_ROWS, 0, ALL_ROWS
        return self.pen.block(text, limit=limit, tail=tail, wrap=wrap, bar=bar)

    def _whole(self) -> Iterator[str]:
        """What is to be said of the grading as a whole, beyond what a check in full has said."""
        report = self.report
        if self.focus is None and report.verdict is not Verdict.PASSED:
            yield self.pen.rule()
            yield self._mark(report.verdict, _capital(NAMES[report.verdict]), "", Tone.STRONG)
            yield ""
            yield from self._block(account(report.verdict, report.message, self.limits), MESSAGE_ROWS)
            yield ""
        elif report.message:
            yield self.pen.rule()
            yield from self._block(report.message, WHOLE_ROWS)
            yield ""

    # Verdict, next step, circumstances

    def _result(self) -> str:
        report, pen = self.report, self.pen
        checks = report.checks
        passed = sum(check.verdict is Verdict.PASSED for check in checks)
        name = NAMES[report.verdict].upper()
        solved = report.verdict is Verdict.PASSED
        tone = {Verdict.PASSED: Tone.GOOD, Verdict.ERROR: Tone.WARNING}.get(report.verdict, Tone.BAD)
        if report.verdict in {Verdict.ERROR, Verdict.INVALID}:
            return pen.sides(f"{name} ", "Nothing was counted", "", tone=tone)
        facts = [f"all {_count(len(checks), 'check')}" if solved else f"{passed} of {_count(len(checks), 'check')}"]
        if self.weighted:
            facts.append(f"{report.score:g} of {report.max_score:g} points")
        seconds = f"{report.seconds:.2f} s"
        words = f" {pen.symbols.dot} ".join(facts)
        if solved:
            return pen.sides(f"{pen.symbols.star} {name} ", f"{words}. Well done!", seconds, tone=tone)
        room = pen.width - len(name) - len(words) - len(seconds) - 6
        return pen.sides(f"{name} ", f"{words}  {self._bar(room)}", seconds, tone=tone)

    def _bar(self, room: int) -> str:
        """How much of the score is there, drawn, where there is room for it."""
        size = min(BAR_CELLS, room)
        if size < SHORTEST_BAR or self.report.max_score <= 0:
            return ""
        part = min(max(self.report.score / self.report.max_score, 0.0), 1.0)
        full = int(part * size)
        return self.pen.symbols.full * full + self.pen.symbols.empty * (size - full)

    def _next_steps(self) -> Iterator[str]:
        named = f" {self.report.exercise.id}" if self.view.named else ""
        steps = list(self._steps(named))
        width = max(len(command) for command, _ in steps)
        for index, (command, purpose) in enumerate(steps):
            label = NEXT if index == 0 else " " * len(NEXT)
            padded = self.pen.text.row(command.ljust(width), width=self.pen.width // 2)
            room = self.pen.width - len(label) - len(padded) - 2
            shown = self.pen.text.row(purpose, width=room)
            row = self.pen.paint(label, Tone.STRONG) + self.pen.paint(padded, Tone.COMMAND) + "  " + shown
            yield "  " + row

    def _steps(self, named: str) -> Iterator[tuple[str, str]]:
        verdict = self.report.verdict
        if verdict is Verdict.PASSED:
            yield "kata next", "the next exercise"
            yield f"kata solution{named}", "how we would write it"
        elif verdict is Verdict.ERROR:
            yield f"kata check{named}", "to try again"
            yield "kata doctor", "what is missing on this machine"
        elif verdict is Verdict.INVALID:
            yield f"kata check{named}", "when that is mended"
            if self.view.resets:
                yield f"kata reset{named}", "to start over; your files are kept"
        else:
            longer = [] if self.view.verbose else [(f"kata check{named} --all", "every check in full")]
            room = self.pen.width - len(NEXT) - len(f"kata check{named}{' --all' if longer else ''}") - 2
            yield f"kata check{named}", self._goal(room)
            yield f"kata hint{named}", "a hint for this exercise"
            yield from longer

    def _goal(self, room: int) -> str:
        if self.focus is None:
            return "when it is mended"
        goal = f'when "{self.labels[self.focus]}" is mended'
        return goal if len(goal) <= room else "when the first failure is mended"

    def _circumstances(self) -> Iterator[str]:
        report, dot = self.report, self.pen.symbols.dot
        sandbox = report.sandbox
        if sandbox or report.checks:
            yield ""
        if sandbox and sandbox.backend == WEAKEST_BACKEND:
            warning = (
                "No sandbox: the code ran with limits only, and could reach your files and the network. "
                "Do this with your own code alone. `kata doctor` says how to get a sandbox."
            )
            yield from self.pen.labelled("!", warning, tone=Tone.WARNING, indent=0, limit=4)
        facts = [f"sandbox {sandbox.backend}"] if sandbox else []
        if self.view.verbose:
            if sandbox:
                facts.append(f"image {sandbox.image} {sandbox.digest[:19]}".rstrip())
            facts += [f"exercise {report.exercise.version}", f"kata {report.kata_version}"]
        if report.checks:
            facts.append(f"seed {report.seed} (--seed {report.seed} repeats it)")
        yield from self.pen.block(f" {dot} ".join(facts), limit=3, wrap=3, indent=0) if facts else ()


def _focus(report: Report) -> int | None:
    """The check to look at now: the one with our error if there is one, else the first that did not pass."""
    run = [index for index, check in enumerate(report.checks) if was_run(check)]
    for index in run:
        if report.verdict is Verdict.ERROR and report.checks[index].verdict is Verdict.ERROR:
            return index
    return next((index for index in run if report.checks[index].verdict is not Verdict.PASSED), None)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 or noun == "more" else f"{number} {noun}s"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
