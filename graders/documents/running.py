"""Programs of a check inside the sandbox: asked once, or started, waited for and ended with the check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.documents.errors import ProgramMissing
from graders.documents.handed_in import fail
from sandbox.errors import ServerNotReady
from sandbox.forward import Forwarder
from sandbox.serving import Server

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graders.documents.handed_in import Document
    from sandbox.programs import Completed

_FIND = 'PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin exec "$@"'
"""Servers stand where only root's PATH leads."""
_NOT_FOUND = 127
ASK_SECONDS = 20.0
START_SECONDS = 5.0
OUTPUT_BYTES = 1 << 19


def command(argv: Sequence[str]) -> list[str]:
    """The arguments with which a program is found that may be a system's server."""
    return ["sh", "-c", _FIND, "sh", *argv]


def ask(document: Document, argv: Sequence[str], *, stdin: bytes = b"", cwd: str = "work") -> Completed:
    """Run a program to its end.

    Raises:
        ProgramMissing: the sandbox has no such program.
        SessionEnded: it took too long, or said too much.
    """
    done = document.session.run(command(argv), stdin=stdin, cwd=cwd, seconds=ASK_SECONDS, output_bytes=OUTPUT_BYTES)
    if done.status == _NOT_FOUND and b"not found" in done.stderr:
        raise ProgramMissing(argv[0])
    return done


class Running:
    """A program with the learner's configuration, which listens until the check ends.

    Args:
        document: whose check it is, and in whose words the program's own are told.
        title: what the program is called.
        argv: how it is started, in the folder of the files handed in.
        ports: where it must listen before it is up.
        rule: the rule that is broken if it does not come up.
        sign: what it says once it listens wherever it is told to; without one, only its ports tell.
    """

    def __init__(
        self,
        document: Document,
        title: str,
        argv: Sequence[str],
        *,
        ports: Sequence[int],
        rule: str,
        sign: str = "",
    ) -> None:
        self.title = title
        self._document = document
        self._forwarders: dict[int, Forwarder] = {}
        self._server = Server(
            document.session,
            command(argv),
            port=ports[0],
            ready=lambda server: all(map(server.accepts, ports)) or bool(sign and sign in server.log()),
        )
        document.at_end(self._close)
        try:
            self._server.start(seconds=START_SECONDS)
        except ServerNotReady as silent:
            if silent.exited is not None and silent.exited.status == _NOT_FOUND and "not found" in silent.log:
                raise ProgramMissing(argv[0]) from None
            if silent.exited is not None:
                fail(rule, f"{title} did not start. It said:", self.log())
        for port in ports:
            if not self._server.accepts(port):
                fail(rule, f"{title} runs, but nothing listens on port {port}. It said:", self.log())

    def address(self, port: int) -> tuple[str, int]:
        """Where a client out here reaches a port of the sandbox."""
        if port not in self._forwarders:
            self._forwarders[port] = Forwarder(self._document.session, port)
        return self._forwarders[port].address

    def log(self) -> str:
        """The last lines of what it said."""
        return self._document.words(self._server.log()) or "(nothing)"

    def _close(self) -> None:
        for forwarder in self._forwarders.values():
            forwarder.close()
        self._server.close()
