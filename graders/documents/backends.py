"""The servers behind a balancer or proxy under test, and what was asked of each.

They run inside the sandbox, beside the learner's configuration (``upstream`` is their program). What they tell
comes out of the sandbox: it is checked for its form, and is the learner's word for the rest. Each answers with a text
that is drawn anew for the check, so that nothing but asking it gives its answer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sandbox.errors import EndReason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graders.documents.handed_in import Document

PROGRAM = Path(__file__).with_name("upstream.py")
_PLACE = "lib/upstream.py"
_OUTPUT_BYTES = 4 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a backend was asked: headers by their names in small letters, the last of several of one name."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: str


class Backend:
    """One of them.

    Attributes:
        port: where it listens inside the sandbox.
        answer: the text that it answers everything with.
    """

    def __init__(self, program: _Program, port: int, answer: str) -> None:
        self.port = port
        self.answer = answer
        self._program = program
        self._program.tell(do="listen", port=port, answer=answer)

    def answers(self, status: int, path: str = "", *, seconds: float = 0.0) -> None:
        """From now on it answers with this status, after some time; on one path, or on all that are not named."""
        self._program.tell(do="answer", port=self.port, path=path, status=status, seconds=seconds)
        self._program.catch_up()

    def stop(self) -> None:
        """Switch it off: connections are refused, those that are open break."""
        self._program.tell(do="stop", port=self.port)
        self._program.catch_up()

    def start(self) -> None:
        """Switch it on again, with the same answer."""
        self._program.tell(do="listen", port=self.port, answer=self.answer)
        self._program.catch_up()

    def requests(self) -> tuple[Request, ...]:
        """All that it was asked in this check, in order."""
        return tuple(request for port, request in self._program.told() if port == self.port)


class _Program:
    def __init__(self, document: Document) -> None:
        session = document.session
        session.put({_PLACE: PROGRAM.read_bytes()})
        self._session = session
        self._process = session.spawn(
            [session.python, "-I", "-S", f"../{_PLACE}"], stdin=True, output_bytes=_OUTPUT_BYTES
        )
        self._number = 0
        document.at_end(self._end)

    def tell(self, **what: object) -> None:
        self._process.write(json.dumps(what).encode() + b"\n")

    def catch_up(self) -> None:
        """Wait until everything told so far is done, and everything asked so far has come."""
        self._number += 1
        self.tell(do="tell", number=self._number)
        last = f'{{"told": {self._number}}}\n'.encode()
        if not self._process.wait_for(lambda process: last in process.stdout):
            taken = b"Address already in use" in self._process.stderr
            why = "their port is taken" if taken else "they were ended from inside the sandbox"
            raise self._session.end(EndReason.CRASHED, f"The backends of the check do not run: {why}.")

    def told(self) -> Iterator[tuple[int, Request]]:
        self.catch_up()
        for line in bytes(self._process.stdout).splitlines():
            request = _request(line)
            if request is not None:
                yield request

    def _end(self) -> None:
        if self._process.exited is None:
            self._process.kill()
            self._process.wait()


def start_backends(document: Document, ports: Sequence[int]) -> tuple[Backend, ...]:
    """Start one on each port, and wait until all of them listen."""
    program = _Program(document)
    made = tuple(
        Backend(program, port, f"backend on port {port}, ticket {document.rng.randrange(16**8):08x}\n")
        for port in ports
    )
    program.catch_up()
    return made


def _request(line: bytes) -> tuple[int, Request] | None:
    """A line of the program; None if it is of another kind, or nothing that the program writes."""
    try:
        told: Any = json.loads(line)
        if "told" in told:
            return None
        headers = {str(name): str(value) for name, value in told["headers"]}
        request = Request(
            method=str(told["method"]),
            path=str(told["path"]),
            headers=MappingProxyType(headers),
            body=str(told["body"]),
        )
        return int(told["port"]), request
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
