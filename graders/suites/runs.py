"""Runs of a learner's tests against versions of a program, each in a fresh sandbox; what came of them as plain data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graders.suites.engine import program
from sandbox.errors import EndReason, ProtocolError, SessionEnded
from sandbox.protocol import parse_object

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sandbox.programs import Connection
    from sandbox.session import Session

OUTCOMES = frozenset({"passed", "failed", "error", "skipped"})
MOST_RECORDS = 500
_OURS = frozenset({EndReason.LOST, EndReason.CLOSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is said to have come of one test.

    Attributes:
        name: pytest's name of it: ``test_cart.py::TestCart::test_total[3]``.
        outcome: ``passed``, ``failed``, ``error`` (before the test itself), ``skipped``.
        message: why it failed, on a line.
        line: where in its file; 0 where nobody says.
    """

    name: str
    outcome: str
    message: str = ""
    line: int = 0

    @property
    def function(self) -> str:
        """The name of the test function."""
        return self.name.rpartition("::")[2].partition("[")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a suite.

    Attributes:
        records: of each test, in the order in which they ran.
        errors: why files could not be read as tests.
        ended: why the run did not come to its end; empty if it did.
    """

    records: tuple[Record, ...] = ()
    errors: tuple[str, ...] = ()
    ended: str = ""


class Runs:
    """Gives runs, and keeps one sandbox ahead in which pytest is loaded while the last run is still going on.

    Args:
        open_session: gives an empty sandbox.
        seconds: how long one run may take.
    """

    def __init__(self, open_session: Callable[[], Session], seconds: float) -> None:
        self._open = open_session
        self._seconds = seconds
        self._ahead: tuple[Session, Connection] | None = None

    def run(self, files: Mapping[str, bytes], tests: Sequence[str]) -> Run:
        """Run test files in a sandbox of their own.

        Args:
            files: everything in the folder they run in.
            tests: the names of those with tests.

        Raises:
            SandboxError: there is no sandbox.
            SessionEnded: the sandbox was lost, which is ours.
        """
        session, connection = self._ahead or self._begin()
        self._ahead = None
        try:
            session.ready()
            session.put({f"work/{name}": content for name, content in files.items()})
            session.allow(self._seconds)
            connection.send(json.dumps({"tests": list(tests)}).encode())
            self._ahead = self._begin()
            return _read(parse_object(connection.receive()))
        except SessionEnded as ended:
            if ended.reason in _OURS:
                raise
            return Run(ended=ended.message or f"It was not finished after {self._seconds:g} seconds.")
        except (ProtocolError, ValueError) as error:
            return Run(ended=f"It answered with something else than a list of tests: {error}.")
        finally:
            session.close()

    def close(self) -> None:
        """Let go of the sandbox that was ahead."""
        if self._ahead is not None:
            self._ahead[0].close()
            self._ahead = None

    def _begin(self) -> tuple[Session, Connection]:
        session = self._open()
        return session, session.load(program())


def _read(found: Mapping[str, Any]) -> Run:
    records, errors = found.get("records"), found.get("errors")
    if type(records) is not list or type(errors) is not list or len(records) > MOST_RECORDS:
        raise ValueError("no list of tests")
    if not all(type(error) is str for error in errors):
        raise ValueError("an error that is no text")
    return Run(records=tuple(map(_record, records)), errors=tuple(errors))


def _record(item: Any) -> Record:
    if type(item) is not dict or item.keys() != {"name", "outcome", "message", "line"}:
        raise ValueError("a test of another form")
    name, outcome, message, line = item["name"], item["outcome"], item["message"], item["line"]
    if not (type(name) is str and type(message) is str and type(line) is int and outcome in OUTCOMES):
        raise ValueError("a test of another form")
    return Record(name=name, outcome=outcome, message=message, line=line)
