"""A raw connection to a learner's server: any bytes out, and what comes back, one answer or all of it."""

from __future__ import annotations

import contextlib
import socket
import time
from typing import TYPE_CHECKING, Any, NoReturn, Self

import pytest

from graders.bounded import bounded
from graders.http.answer import read_answer
from graders.http.errors import NoAnswer
from graders.http.failure import ExchangeFailed
from graders.http.reading import Reader
from graders.http.request import Request, make_request
from graders.http.response import Response
from graders.http.telling import Exchange, Transfer

if TYPE_CHECKING:
    from graders.http.service import Service

CONNECT_SECONDS = 5.0
LINGER_SECONDS = 0.1
"""How long the end of a connection is waited for after an answer, to see whether more comes than the answer."""
KEPT_BYTES = 200
FEW = "{got:,} of {size:,} bytes, and then the end"
RECEIVE_BYTES = 1 << 16


class Connection:
    """A TCP connection to the server, of which there may be many. A context manager that closes it.

    Args:
        service: the server.
        number: which one it is in this check, for messages.
        seconds: how long an answer, or the next bytes, may take.
    """

    def __init__(self, service: Service, *, number: int, seconds: float) -> None:
        self._service = service
        self._number = number
        self._seconds = seconds
        self._socket = socket.create_connection(service.address, timeout=CONNECT_SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._reader = Reader(self._socket)

    # --- bytes ------------------------------------------------------------------------------------------

    def send(self, data: bytes | str) -> None:
        """Send bytes; a text goes as UTF-8."""
        data = data.encode() if isinstance(data, str) else data
        self._note(data, sent=True)
        self._send(data)

    def finish(self) -> None:
        """Say that nothing more will be sent; what the server still sends can be received."""
        self._note(b"", sent=True)
        with contextlib.suppress(OSError):  # closed by the server already: then this is known there
            self._socket.shutdown(socket.SHUT_WR)

    def receive(self, most: int = RECEIVE_BYTES) -> bytes:
        """What comes next, waiting for it; ``b""`` when the server has closed the connection."""
        return self._received(lambda reader: reader.some(most))

    def receive_exactly(self, size: int) -> bytes:
        """The next ``size`` bytes. The check ends where fewer come."""
        return self._received(lambda reader: reader.exactly(size, few=FEW))

    def receive_line(self) -> bytes:
        """The next line without its end. The check ends where none comes."""
        return self._received(lambda reader: reader.line(RECEIVE_BYTES))

    def receive_rest(self) -> bytes:
        """All that comes until the server closes the connection. The check ends where it does not."""
        return self._received(lambda reader: reader.rest())

    def _received(self, read: Any) -> bytes:
        self._reader.begin(self._seconds)
        try:
            data: bytes = read(self._reader)
        except NoAnswer as problem:
            if problem.came or problem.closed:  # nothing at all is no end
                self._note(problem.came, sent=False)
            gone = self._service.explain_silence(closed=problem.closed)
            pytest.fail("\n".join([f"connection {self._number} gave {problem.what}", *gone]), pytrace=False)
        self._note(data, sent=False)
        return data

    def _note(self, data: bytes, *, sent: bool) -> None:
        transfer = Transfer(connection=self._number, sent=sent, data=data[:KEPT_BYTES], size=len(data))
        self._service.calls.append(transfer)

    # --- requests ---------------------------------------------------------------------------------------

    def request(self, method: str, path: str, **given: Any) -> Response:
        """Send a request that keeps the connection open, and take its answer; arguments as ``service.request``."""
        request = make_request(method, path, **given)
        self.start(request, keep_alive=True)
        return self.answer(request)

    def response(self, method: str = "GET") -> Response:
        """Take one answer to what was sent as bytes; ``method`` says whether it has a body."""
        return self.answer(Request(method=method, target="(sent as bytes)"))

    def start(self, request: Request, *, keep_alive: bool = False) -> None:
        """Send a request; its answer is taken later."""
        self._send(request.encoded("{}:{}".format(*self._service.address), keep_alive=keep_alive))

    def answer(self, request: Request, *, last: bool = False) -> Response:
        """Take the answer to a request that was sent.

        Args:
            request: what was sent.
            last: whether nothing may come after it.
        """
        started = time.monotonic()
        self._reader.begin(self._seconds)
        try:
            answer = read_answer(self._reader, request.method)
            seconds = time.monotonic() - started
            if last:
                self._nothing_more(request)
        except NoAnswer as problem:
            self._unanswered(request, problem)
        response = Response(
            status=answer.status,
            reason=answer.reason,
            headers=answer.headers,
            body=answer.body,
            seconds=seconds,
            request=request,
        )
        self._service.calls.append(Exchange(request=request, outcome=response))
        return response

    def _nothing_more(self, request: Request) -> None:
        """Bytes after an answer are a second one that nobody asked for, or a body where there is none."""
        self._reader.deadline = time.monotonic() + LINGER_SECONDS
        came = self._reader.came
        try:
            more = self._reader.some(KEPT_BYTES)
        except NoAnswer:
            return  # the connection is kept open, and silent
        if more:
            why = "; an answer to HEAD has no body" if request.method == "HEAD" else ""
            shown = bounded(more, limit=60)
            raise NoAnswer(f"an answer and, after its end, more bytes: {shown}{why}", came=came)

    def _unanswered(self, request: Request, problem: NoAnswer) -> NoReturn:
        exchange = Exchange(request=request, outcome=problem, came=problem.came)
        self._service.calls.append(exchange)
        gone = self._service.explain_silence(closed=problem.closed)
        text = "\n".join([exchange.asked, f"  gave      {problem.what}", "  expected  an HTTP answer", *gone])
        raise ExchangeFailed(text, problem) from None

    def _send(self, data: bytes) -> None:
        self._socket.settimeout(self._seconds)
        with contextlib.suppress(OSError):  # hung up, or does not read: what it said before can still be received
            self._socket.sendall(data)

    def close(self) -> None:
        """Close it. May be called twice."""
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Pending:
    """A request that was sent and whose answer is taken later."""

    def __init__(self, connection: Connection, request: Request) -> None:
        self._connection = connection
        self._request = request

    def response(self) -> Response:
        """Its answer, waited for."""
        with self._connection:
            return self._connection.answer(self._request, last=True)

    def abandon(self) -> None:
        """Hang up without taking the answer."""
        self._connection.close()
