"""Requests and answers as lines of a message: what was sent, what came back, what was asked before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.bounded import bounded, counted
from graders.http.response import Response

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graders.http.request import Request

BEFORE = 4
"""How many of the requests before the one in question are told."""
TRANSFERS = 8
TRANSFER_CHARACTERS = 80
BODY_CHARACTERS = 500
BODY_LINES = 12
VALUE_CHARACTERS = 120
LINE_CHARACTERS = 160
LEFT_OUT = frozenset({"connection", "content-length", "date", "keep-alive", "server", "transfer-encoding", "host"})
"""Headers that every message has and that tell a learner nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and what came of it, as ``graders.calls.Call`` wants a call.

    Attributes:
        request: what was sent.
        outcome: the ``Response``, or the exception that says why there is none.
        came: the beginning of what came, where it is no answer.
    """

    request: Request
    outcome: object
    came: bytes = b""

    @property
    def asked(self) -> str:
        """``GET /books/1``."""
        return _cut(self.request.line)

    @property
    def raised(self) -> bool:
        """Whether no answer came of it."""
        return not isinstance(self.outcome, Response)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Bytes over a raw connection, one way, as ``graders.calls.Call`` wants a call.

    Attributes:
        connection: its number in this check.
        sent: whether we sent them.
        data: the beginning of them.
        size: how many there were.
    """

    connection: int
    sent: bool
    data: bytes
    size: int
    outcome: object = None
    raised: bool = False

    @property
    def asked(self) -> str:
        """``connection 1 sent b'hello'``."""
        return f"connection {self.connection}  {'sent' if self.sent else 'got '}  {self._shown}"

    @property
    def _shown(self) -> str:
        if not self.size:
            return "nothing: the end"
        more = f"... ({counted(self.size, 'byte')})" if self.size > len(self.data) else ""
        return bounded(self.data, limit=TRANSFER_CHARACTERS) + more


def conversation(calls: Sequence[object], shown: object = None) -> str:
    """One exchange in full and those before it on a line each; nothing where nothing was asked.

    Args:
        calls: what was asked in this check, oldest first: exchanges, and transfers over raw connections.
        shown: the outcome of the exchange in question; the last one if not said.
    """
    exchanges = [call for call in calls if isinstance(call, Exchange)]
    place = next((number for number, exchange in enumerate(exchanges) if exchange.outcome is shown), None)
    if place is None and calls and isinstance(calls[-1], Transfer):
        return "\n".join(_transfers([call for call in calls if isinstance(call, Transfer)]))
    if not exchanges:
        return ""
    place = len(exchanges) - 1 if place is None else place
    lines = [*_sent(exchanges[place].request), *_came(exchanges[place])]
    before = exchanges[:place]
    if before:
        left = len(before) - BEFORE
        lines.append("before that" if left <= 0 else f"before that ({left} more left out)")
        lines += [_on_one_line(exchange) for exchange in before[-BEFORE:]]
    return "\n".join(lines)


def _transfers(transfers: Sequence[Transfer]) -> Iterator[str]:
    left = len(transfers) - TRANSFERS
    yield "what went over the connections" if left <= 0 else f"what went over the connections ({left} more left out)"
    for transfer in transfers[-TRANSFERS:]:
        yield f"  {transfer.asked}"


def _cut(text: str, limit: int = LINE_CHARACTERS) -> str:
    """A text on one line, without the quotes of one; how long it is where not all of it is shown."""
    shown = repr(text[:limit])[1:-1]
    return shown if len(text) <= limit else f"{shown}... ({counted(len(text), 'character')})"


def _sent(request: Request) -> Iterator[str]:
    yield "what was sent"
    yield f"  {_cut(request.line, LINE_CHARACTERS)}"
    for name, value in request.headers:
        yield f"  {name}: {_cut(value, VALUE_CHARACTERS)}"
    yield from _body(request.body)


def _came(exchange: Exchange) -> Iterator[str]:
    response = exchange.outcome
    if isinstance(response, Response):
        yield "what came back"
        yield f"  {response.status} {_cut(response.reason)}".rstrip()
        for name, value in response.headers.fields:
            if name.lower() not in LEFT_OUT:
                yield f"  {_cut(name)}: {_cut(value, VALUE_CHARACTERS)}"
        yield from _body(response.body)
    elif exchange.came:
        yield "what came back begins"
        yield f"  {bounded(exchange.came, limit=BODY_CHARACTERS)}"


def _body(data: bytes) -> Iterator[str]:
    """A body, shortened: text as it is, other bytes as Python writes them."""
    if not data:
        return
    yield ""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        yield f"  {bounded(data)}"
        return
    shown = text[:BODY_CHARACTERS].split("\n")[:BODY_LINES]
    for line in shown:
        yield f"  {line}"
    if len("\n".join(shown)) < len(text.rstrip("\n")):
        yield f"  ... ({counted(len(data), 'byte')} in all)"


def _on_one_line(exchange: Exchange) -> str:
    response = exchange.outcome
    if isinstance(response, Response):
        return f"  {exchange.asked}  gave {response.status} {_cut(response.reason)}".rstrip()
    return f"  {exchange.asked}  was not answered"
