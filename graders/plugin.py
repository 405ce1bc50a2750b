"""The core pytest plugin: a session per submission, and every check as typed data.

It sets each check's deadline, keeps what the solution printed while the check ran, gives the random generator
its seed, and turns how a test ended into a ``Check``. Nothing that comes out of the sandbox decides a
verdict: a check is passed when the test function, out here, came to its end without an exception while the
session was still alive.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from _pytest.runner import runtestprotocol

from graders.backstop import Backstop
from graders.errors import SubmissionInvalid
from graders.fixtures import SESSIONS
from graders.outcome import Check, Verdict
from sandbox.errors import AnswerRefused, EndReason, SandboxError, SandboxFailed, SessionEnded
from sandbox.programs import out_of_memory

if TYPE_CHECKING:
    from collections.abc import Generator

    from graders.grading import Grading, Sessions

MARKERS = (
    "points(n): what the check is worth; 1 unless said",
    "example: shown to the learner in full",
    "hint(text): shown when the check does not pass",
    "limit(seconds): the time this check may take, in place of the exercise's",
)
REASONS = {
    EndReason.TIME_LIMIT: Verdict.TIME_LIMIT,
    EndReason.MEMORY_LIMIT: Verdict.MEMORY_LIMIT,
    EndReason.OUTPUT_LIMIT: Verdict.OUTPUT_LIMIT,
    EndReason.CRASHED: Verdict.CRASHED,
    EndReason.CLOSED: Verdict.ERROR,
    EndReason.LOST: Verdict.ERROR,
}


class Core:
    """The plugin of one run.

    Attributes:
        checks: the outcome of each test, in the order in which they ran.
        broken: why hidden tests could not be collected: an error of ours.
        no_sandbox: why there was no sandbox to run anything in.
    """

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions
        self.checks: list[Check] = []
        self.broken: list[str] = []
        self.no_sandbox: SandboxError | None = None
        self._spent = 0.0
        self._problem: pytest.ExceptionInfo[BaseException] | None = None
        self._seconds = 0.0
        self._backstop = Backstop()

    @property
    def grading(self) -> Grading:
        """What is graded."""
        return self.sessions.grading

    # --- what pytest calls ----------------------------------------------------------------------------

    def pytest_addoption(self, parser: pytest.Parser) -> None:
        """Pytest's plugin for ``unittest`` reads these two, which come from one that we leave out (it loads pdb)."""
        parser.addoption("--pdb", dest="usepdb", action="store_true")
        parser.addoption("--trace", dest="trace", action="store_true")

    def pytest_configure(self, config: pytest.Config) -> None:
        """Give the sessions to the grader's plugin, and name the marks."""
        config.stash[SESSIONS] = self.sessions
        for marker in MARKERS:
            config.addinivalue_line("markers", marker)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out what is not asked for."""
        wanted = [item for item in items if {item.name, item.name.partition("[")[0]} & set(self.grading.only)]
        items[:] = wanted or items

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Wait for the sandbox, which started while the tests were collected. Without one nothing is run."""
        if self.sessions.collected is not None:
            for item in session.items:
                item.location  # noqa: B018 - found out once, for all submissions
            self.sessions.collected()
        try:
            self._first_sandbox()
        except SandboxError as error:
            self.no_sandbox = error
            session.items.clear()

    def _first_sandbox(self) -> None:
        try:
            self.sessions.current()
        except SandboxFailed:
            self.sessions.current()  # the failure was ours, so it is tried once more

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A hidden test that can't be collected is an error of ours."""
        if report.failed:
            self.broken.append(str(report.longrepr))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        """One check, from the start of its deadline to its outcome; run again once if the failure was ours."""
        left = self.grading.limits.total_seconds - self._spent
        if left <= 0:
            text = f"Not run: the checks before it used all of {self.grading.limits.total_seconds:g} seconds."
            self.checks.append(self._check(item, Verdict.TIME_LIMIT, text))
            return True
        check = self._attempt(item, nextitem)
        if check.verdict is Verdict.ERROR and self._sandbox_lost():
            item._initrequest()  # type: ignore[attr-defined]  # noqa: SLF001 - fresh fixtures, as rerun plugins do
            check = self._attempt(item, nextitem)
            if check.verdict is Verdict.ERROR and self._reason() is EndReason.LOST:
                # A sandbox may be killed from outside by chance. It does not happen twice in one check.
                check = replace(check, verdict=Verdict.CRASHED, message="It ended the sandbox it ran in, twice.")
        self.checks.append(check)
        return True

    def _attempt(self, item: pytest.Item, nextitem: pytest.Item | None) -> Check:
        self._problem, self._seconds = None, 0.0
        self.sessions.calls.clear()
        # Pytest's own text of a failure asks every object in sight for its repr, and nobody reads it here.
        for name in ("repr_failure", "_repr_failure_py"):
            setattr(item, name, _nothing)
        with self._backstop:
            try:
                runtestprotocol(item, log=False, nextitem=nextitem)
            except SessionEnded as ended:  # the backstop, between two parts of the check
                self._note(pytest.ExceptionInfo.from_exception(ended))
                item.session._setupstate.teardown_exact(nextitem)  # noqa: SLF001 - what the protocol would have done
            finally:
                self.sessions.in_check = False
            last = self.sessions.last
            output = last.take_output().decode("utf-8", "replace") if last is not None else ""
            if last is not None:
                last.allow(0.0)  # nothing more is asked
                self._backstop.allow(last, 0.0)
            verdict, message = self._judged_in_time(item)
        if verdict is Verdict.MEMORY_LIMIT and last is not None:
            last.end(EndReason.MEMORY_LIMIT, message)  # its memory is still full: the next check gets a fresh sandbox
        self._spent += self._seconds
        return self._check(item, verdict, message, output=output, seconds=self._seconds)

    def _judged_in_time(self, item: pytest.Item) -> tuple[Verdict, str]:
        """The verdict, and what there is to say; without words where finding them takes too long."""
        try:
            judged = self._judge(item)
            self._backstop.rest()
        except SessionEnded:
            self._backstop.rest()
            error = self._problem.value if self._problem is not None else None
            if error is None:
                return Verdict.PASSED, ""
            if isinstance(error, SessionEnded):
                return REASONS[error.reason], error.message
            return Verdict.FAILED, "What went wrong takes too long to be told."
        return judged

    def _sandbox_lost(self) -> bool:
        error = self._problem.value if self._problem is not None else None
        return isinstance(error, SandboxFailed) or self._reason() is EndReason.LOST

    def _reason(self) -> EndReason | None:
        error = self._problem.value if self._problem is not None else None
        return error.reason if isinstance(error, SessionEnded) else None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Have a live sandbox before the clock starts: starting one is not the solution's time.

        Nor is loading the solution, which a fixture does, a matter of the limit of the check that happens to be first.
        """
        del item
        self.sessions.refresh()
        session = self.sessions.current()
        session.allow(self.sessions.setup_seconds)
        self._backstop.allow(session, self.sessions.setup_seconds)
        self.sessions.in_check = True

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
    ) -> Generator[None, object, object]:
        """Let pytest know how a fixture ended that one of our own exceptions stopped.

        Pytest notes this for an ``Exception`` only, and takes the next use of the same fixture for an error of its own.
        """
        try:
            return (yield)
        except (SessionEnded, AnswerRefused) as ended:
            fixturedef.cached_result = (None, fixturedef.cache_key(request), (ended, ended.__traceback__))  # type: ignore[arg-type]
            raise

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """Run the test under its deadline."""
        allowed = self._allowed(item)
        session = self.sessions.current()
        session.allow(allowed)
        self._backstop.allow(session, allowed)
        started = time.monotonic()
        try:
            result = yield
        except KeyboardInterrupt:
            raise  # whatever has become of the sandbox meanwhile
        except BaseException:
            with suppress(AnswerRefused, SessionEnded):  # it has failed anyway
                session.settle()
                self._object()
            if session.ended is not None:
                raise session.ended from None  # whatever the test made of it
            raise
        finally:
            self._seconds = time.monotonic() - started
            session.allow(allowed)  # for what fixtures do afterwards
            self._backstop.allow(session, allowed)
        if session.ended is not None:
            raise session.ended
        session.settle()
        self._object()
        return result

    def _object(self) -> None:
        """Give graders their say about a check that has come to its end."""
        for object_to in self.sessions.afterwards:
            object_to()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Remember the first thing that went wrong in a check.

        Looked at last: pytest's own plugin for ``unittest`` puts the failure of a ``TestCase`` there meanwhile.
        """
        del item
        report = yield
        if call.excinfo is not None:
            self._note(call.excinfo)
        return report

    def _note(self, problem: pytest.ExceptionInfo[BaseException]) -> None:
        if self._problem is None:
            self._problem = problem

    def pytest_assertrepr_compare(
        self, config: pytest.Config, op: str, left: object, right: object
    ) -> list[str] | None:
        """Say of a failed comparison what was expected and what came."""
        from graders.messages import assertrepr_compare

        return assertrepr_compare(config, op, left, right)

    # --- verdicts -------------------------------------------------------------------------------------

    def _allowed(self, item: pytest.Item) -> float:
        mark = item.get_closest_marker("limit")
        seconds = self.grading.limits.seconds
        if mark is not None:
            seconds = float(mark.kwargs.get("seconds", mark.args[0] if mark.args else seconds))
        return min(seconds, max(self.grading.limits.total_seconds - self._spent, 0.1))

    def _judge(self, item: pytest.Item) -> tuple[Verdict, str]:
        problem = self._problem
        if problem is None:
            return Verdict.PASSED, ""
        error = problem.value
        if isinstance(error, SessionEnded):
            return REASONS[error.reason], self._end_message(item, error)
        if isinstance(error, SubmissionInvalid):
            return Verdict.INVALID, str(error)
        if isinstance(error, SandboxError):
            return Verdict.ERROR, str(error)
        if isinstance(error, pytest.FixtureLookupError):
            return Verdict.ERROR, f"The hidden test asks for a fixture that there is not: {error.argname}."
        if isinstance(error, pytest.skip.Exception):
            return Verdict.ERROR, f"The hidden test skipped itself, so there is nothing to go by: {error}"
        if isinstance(error, MemoryError):
            return Verdict.MEMORY_LIMIT, out_of_memory(self.grading.limits)
        return Verdict.FAILED, self._explained(item, problem)

    def _explained(self, item: pytest.Item, problem: pytest.ExceptionInfo[BaseException]) -> str:
        """Why a check failed. It has, whatever comes of explaining it: what came back may be made to prevent that."""
        from graders.messages import explain

        try:
            text = explain(problem, tuple(self.sessions.calls), item=item, sources=self.grading.files)
            context = self.sessions.context
            return f"{text}\n{context(problem.value)}".rstrip() if context else text
        except (Exception, SessionEnded, AnswerRefused) as error:  # noqa: BLE001 - told in its place
            return f"The check failed, and what came back cannot be shown ({type(error).__name__})."

    def _end_message(self, item: pytest.Item, ended: SessionEnded) -> str:
        text = ended.message
        if ended.reason is EndReason.TIME_LIMIT and not text:
            text = f"Not finished after {_seconds(self._allowed(item))}."
        if self.sessions.calls and ended.reason is not EndReason.LOST:
            text += f"\nThe last call was {self.sessions.calls[-1].asked}."
        return text

    def _check(
        self, item: pytest.Item, verdict: Verdict, message: str, *, output: str = "", seconds: float = 0.0
    ) -> Check:
        points = self._points(item)
        hint = item.get_closest_marker("hint")
        return Check(
            name=item.nodeid.partition("::")[2],
            title=_title(item),
            verdict=verdict,
            points=points if verdict is Verdict.PASSED else 0.0,
            max_points=points,
            message=message,
            output=output,
            hint=str(hint.args[0]) if hint is not None and verdict is not Verdict.PASSED else "",
            seconds=round(seconds, 6),
            example=item.get_closest_marker("example") is not None,
        )

    @staticmethod
    def _points(item: pytest.Item) -> float:
        mark = item.get_closest_marker("points")
        return float(mark.args[0]) if mark is not None else 1.0


def _nothing(*_: object, **__: object) -> str:
    return ""


def _seconds(count: float) -> str:
    return "1 second" if count == 1 else f"{count:g} seconds"


def _title(item: pytest.Item) -> str:
    function = getattr(item, "function", None)
    text = (getattr(function, "__doc__", None) or "").strip().partition("\n")[0].strip()
    if not text:
        name = getattr(item, "originalname", None) or item.name
        text = name.removeprefix("test_").replace("_", " ").strip().capitalize()
    return text.rstrip(".")
