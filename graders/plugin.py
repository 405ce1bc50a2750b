"""The core pytest plugin: a session per submission, and every check as typed data.

It sets each check's deadline, keeps what the solution printed while the check ran, gives the random generator
its seed, and turns how a test ended into a ``Check``. Nothing that comes out of the sandbox decides a
verdict: a check is passed when the test function, out here, came to its end without an exception while the
session was still alive.
"""

from __future__ import annotations

import signal
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.runner import runtestprotocol

from graders.errors import SubmissionInvalid
from graders.fixtures import SESSIONS
from graders.outcome import Check, Verdict
from sandbox.errors import EndReason, SandboxError, SandboxFailed, SessionEnded

if TYPE_CHECKING:
    from collections.abc import Generator
    from types import FrameType

    from graders.grading import Grading, Sessions
    from sandbox.session import Session

MARKERS = (
    "points(n): what the check is worth; 1 unless said",
    "example: shown to the learner in full",
    "hint(text): shown when the check does not pass",
    "limit(seconds): the time this check may take, in place of the exercise's",
)
BACKSTOP_SECONDS = 1.0
"""How long after its deadline a check is stopped that is not waiting for the sandbox."""

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

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Wait for the sandbox, which started while the tests were collected. Without one nothing is run."""
        if self.sessions.collected is not None:
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
        self.checks.append(check)
        return True

    def _attempt(self, item: pytest.Item, nextitem: pytest.Item | None) -> Check:
        self._problem, self._seconds = None, 0.0
        self.sessions.calls.clear()
        try:
            runtestprotocol(item, log=False, nextitem=nextitem)
        finally:
            self.sessions.in_check = False
        last = self.sessions.last
        output = last.take_output().decode("utf-8", "replace") if last is not None else ""
        verdict, message = self._judge(item)
        self._spent += self._seconds
        return self._check(item, verdict, message, output=output, seconds=self._seconds)

    def _sandbox_lost(self) -> bool:
        error = self._problem.value if self._problem is not None else None
        return isinstance(error, SandboxFailed) or (isinstance(error, SessionEnded) and error.reason is EndReason.LOST)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Have a live sandbox before the clock starts: starting one is not the solution's time.

        Nor is loading the solution, which a fixture does, a matter of the limit of the check that happens to be first.
        """
        del item
        self.sessions.current().allow(self.sessions.setup_seconds)
        self.sessions.in_check = True

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
    ) -> Generator[None, object, object]:
        """Let pytest know how a fixture ended that a ``SessionEnded`` stopped.

        Pytest notes this for an ``Exception`` only, and takes the next use of the same fixture for an error of its own.
        """
        try:
            return (yield)
        except SessionEnded as ended:
            fixturedef.cached_result = (None, fixturedef.cache_key(request), (ended, ended.__traceback__))  # type: ignore[arg-type]
            raise

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """Run the test under its deadline."""
        allowed = self._allowed(item)
        session = self.sessions.current()
        session.allow(allowed)
        started = time.monotonic()
        try:
            with _Backstop(session, allowed + BACKSTOP_SECONDS):
                result = yield
        except BaseException:
            if session.ended is not None:
                raise session.ended from None  # whatever the test made of it
            raise
        finally:
            self._seconds = time.monotonic() - started
            session.allow(None)
        if session.ended is not None:
            raise session.ended
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Remember the first thing that went wrong in a check.

        Looked at last: pytest's own plugin for ``unittest`` puts the failure of a ``TestCase`` there meanwhile.
        """
        del item
        report = yield
        if call.excinfo is not None and self._problem is None:
            self._problem = call.excinfo
        return report

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
            return Verdict.MEMORY_LIMIT, "It used more memory than it may."
        from graders.messages import explain

        calls = tuple(self.sessions.calls)
        return Verdict.FAILED, explain(problem, calls, item=item, sources=self.grading.files)

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


class _Backstop:
    """Stops code of ours that a solution's answers keep busy, by a signal, where signals can be had."""

    def __init__(self, session: Session, seconds: float) -> None:
        self._session = session
        self._seconds = seconds
        self._usable = threading.current_thread() is threading.main_thread()
        self._before: Any = None

    def __enter__(self) -> None:
        if self._usable:
            self._before = signal.signal(signal.SIGALRM, self._ring)
            signal.setitimer(signal.ITIMER_REAL, self._seconds)

    def __exit__(self, *_: object) -> None:
        if self._usable:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)

    def _ring(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        raise self._session.end(EndReason.TIME_LIMIT, "")


def _seconds(count: float) -> str:
    return "1 second" if count == 1 else f"{count:g} seconds"


def _title(item: pytest.Item) -> str:
    function = getattr(item, "function", None)
    text = (getattr(function, "__doc__", None) or "").strip().partition("\n")[0].strip()
    if not text:
        name = getattr(item, "originalname", None) or item.name
        text = name.removeprefix("test_").replace("_", " ").strip().capitalize()
    return text.rstrip(".")
