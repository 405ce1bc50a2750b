"""A connection to Cassandra in a sandbox, as one role. What comes over it is bounded, and never evaluated."""

from __future__ import annotations

import re
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graders.cql.errors import Complained, Complaint, TookTooLong, TooManyRows
from graders.cql.values import plain
from graders.errors import LinkBroken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cassandra.cluster import ResponseFuture
    from cassandra.query import PreparedStatement

MAX_ROWS = 10_000
MAX_MESSAGE_CHARS = 1000
TRACE_SECONDS = 10.0
TRACE_PAUSE_SECONDS = 0.003
AT_ONCE = 64
_SAID = re.compile(r'message="(.*)"', re.DOTALL)
_PLACE = re.compile(r"line (\d+):(\d+) ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The rows of one statement, with the names of their columns, and its trace's id if it was traced."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    trace: Any = None


class Link:
    """One connection.

    Args:
        address: where the server is reached from outside.
        role: who asks.
        keyspace: where names without a keyspace are looked up.
        seconds: what a statement may take.

    Raises:
        LinkBroken: the server does not answer.
    """

    def __init__(
        self, address: tuple[str, int], role: str, *, keyspace: str | None = None, seconds: float = 10.0
    ) -> None:
        from sandbox.services.cassandra import connect

        try:
            with _told():
                self._session = connect(address, role, keyspace=keyspace, seconds=seconds)
        except (Complained, TookTooLong) as error:
            raise LinkBroken(str(error)) from error
        self._session.default_fetch_size = MAX_ROWS

    def prepare(self, text: str) -> PreparedStatement:
        """A statement whose markers can be given values. Raises as ``answer`` does."""
        with _told():
            return self._session.prepare(text)

    def answer(
        self, statement: str | PreparedStatement, values: Sequence[object] = (), *, trace: bool = False
    ) -> Answer:
        """Carry out a statement.

        Raises:
            Complained: the server is against it, or a value is not of its column's type.
            TookTooLong: it does not answer.
            TooManyRows: there are more than are taken.
            LinkBroken: the connection is gone.
        """
        with _told():
            future = self._begin(statement, values, trace=trace)
            return self._end(future, trace=trace)

    def carry_out(self, works: Sequence[tuple[str | PreparedStatement, Sequence[object]]]) -> None:
        """Carry out many statements, several at once; each counts as written after those before it. Raises as above."""
        with _told():
            for begin in range(0, len(works), AT_ONCE):
                futures = [self._begin(statement, values) for statement, values in works[begin : begin + AT_ONCE]]
                for future in futures:
                    future.result()

    def author(self, statement: str, values: Sequence[object] = ()) -> list[dict[str, Any]]:
        """The rows of a statement of our own. Raises ``LinkBroken`` where there are none, whatever the reason."""
        try:
            answer = self.answer(statement, values)
        except (Complained, TookTooLong, TooManyRows) as error:
            raise LinkBroken(f"{statement}: {error}") from error
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]

    def trace(self, trace: object) -> list[tuple[str, str]]:
        """What the server did, and in which thread, in order; waits until it has written all of it. For a superuser.

        Raises:
            LinkBroken: it does not write it.
        """
        deadline = time.monotonic() + TRACE_SECONDS
        while True:
            found = self.author("SELECT duration FROM system_traces.sessions WHERE session_id = %s", (trace,))
            if found and found[0]["duration"] is not None:
                break
            if time.monotonic() > deadline:
                raise LinkBroken("the trace of a query is not written")
            time.sleep(TRACE_PAUSE_SECONDS)
        events = "SELECT activity, thread FROM system_traces.events WHERE session_id = %s"
        return [(str(row["activity"]), str(row["thread"])) for row in self.author(events, (trace,))]

    def close(self) -> None:
        """Hang up. May be called twice."""
        self._session.cluster.shutdown()

    def _begin(
        self, statement: str | PreparedStatement, values: Sequence[object], *, trace: bool = False
    ) -> ResponseFuture:
        try:
            return self._session.execute_async(statement, tuple(values) or None, trace=trace)
        except (TypeError, ValueError, OverflowError, AttributeError) as error:  # by the driver, of a value
            raise Complained(Complaint(message=str(error)[:MAX_MESSAGE_CHARS])) from error

    @staticmethod
    def _end(future: ResponseFuture, *, trace: bool) -> Answer:
        result = future.result()
        rows = [tuple(map(plain, row)) for row in result.current_rows or ()]
        if future.has_more_pages or len(rows) > MAX_ROWS:
            raise TooManyRows(f"more than {MAX_ROWS} rows")
        ids = future.get_query_trace_ids() if trace else [None]
        return Answer(columns=tuple(map(str, result.column_names or ())), rows=rows, trace=ids[0])


@contextmanager
def _told() -> Iterator[None]:
    """Turn the driver's exceptions into those of this module."""
    from cassandra import DriverException, OperationTimedOut, RequestExecutionException, Timeout
    from cassandra import RequestValidationException as Invalid
    from cassandra.cluster import NoHostAvailable
    from cassandra.connection import ConnectionException
    from cassandra.protocol import ErrorMessage, RequestValidationException

    try:
        yield
    except (OperationTimedOut, Timeout) as error:
        raise TookTooLong(str(error)) from error
    except (Invalid, RequestValidationException) as error:
        raise Complained(_complaint(error)) from error
    except (NoHostAvailable, ConnectionException, ErrorMessage, RequestExecutionException, DriverException) as error:
        raise LinkBroken(str(error)[:MAX_MESSAGE_CHARS]) from error


def _complaint(error: BaseException) -> Complaint:
    said = _SAID.search(str(error))
    message = (said[1] if said else str(error))[:MAX_MESSAGE_CHARS]
    place = _PLACE.match(message)
    if place is None:
        return Complaint(message=message)
    return Complaint(message=message[place.end() :], line=int(place[1]), column=int(place[2]))
