"""A service in a session: begun while the sandbox starts, waited for, reached from outside, reset, asked for a log."""

from __future__ import annotations

import os
import secrets
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from sandbox.errors import SandboxFailed, SandboxUnavailable, SessionEnded
from sandbox.services import SERVICES
from sandbox.services.place import Place
from sandbox.spec import HOST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sandbox.forward import Forwarder
    from sandbox.programs import Process
    from sandbox.services import Service
    from sandbox.session import Session

IMAGE_FOLDER = "/usr/local/lib/kata-services"
"""Where an image has what its services start from."""
NO_CLIENT = (
    "the Python package {service.client}, which speaks to {service.title}, is not installed beside kata: "
    "install `kata-runner[{service.extra}]`"
)
LOG_BYTES = 16 << 10
LAST_LINES = 12
END_SECONDS = 0.5
_SCRIPT = """\
mkdir -p "$1" && cd "$1" || exit 1
if [ -n "$2" ]; then tar -xf "$2" || exit 1; fi
if [ "$3" = remove ]; then rm -f "$2"; fi
shift 3
exec "$@"
"""


def module(service: Service) -> Any:
    """The module of a service."""
    return import_module(f"sandbox.services.{service.id}")


class Running:
    """One service in one session. It is begun at once; ``wait_until_up`` must be called before it is used.

    Args:
        service: a row of the table.
        session: where it runs.

    Attributes:
        service: the row.
        port: where it listens inside, on the loopback interface.
        secret: what it was told over its standard input; empty for a service that is told none.

    Raises:
        SandboxUnavailable: the machine lacks its programs.
        SandboxFailed: what it starts from can't be made.
    """

    def __init__(self, service: Service, session: Session) -> None:
        self.service = service
        self.port = service.port
        self._session = session
        self._forwarder: Forwarder | None = None
        on_host = session.info.image == HOST
        if session.info.backend == "process":  # its network is the machine's, and its user the one who types
            if service.refuses_root and os.geteuid() == 0:
                raise SandboxUnavailable(
                    f"{service.title} does not run as root, as the sandbox process would have it here. "
                    "Use --sandbox docker or bubblewrap, or another user."
                )
            from sandbox.serving import fresh_port

            self.port = fresh_port()
        folder = f"{session.root}/services/{service.id}"
        archive = ""
        if on_host:
            from sandbox.services.prepared import archive as prepared
            from sandbox.services.prepared import programs as installed

            programs: Mapping[str, str] = installed(service)
            if service.prepared:
                session.put({f"lib/{service.id}.tar": prepared(service, session.info.backend)})
                archive = f"{session.root}/lib/{service.id}.tar"
        else:
            programs = {tool.name: tool.name for tool in service.tools}
            archive = f"{IMAGE_FOLDER}/{service.id}.tar" if service.prepared else ""
        place = Place(folder=folder, port=self.port, programs=programs)
        argv = [
            "sh",
            "-c",
            _SCRIPT,
            "sh",
            folder,
            archive,
            "remove" if on_host else "",
            *module(service).command(place),
        ]
        self.secret = secrets.token_bytes(32) if service.secret else b""
        self._process: Process = session.begin(argv, tail_bytes=LOG_BYTES, stdin=service.secret)

    def wait_until_up(self) -> None:
        """Wait until it takes connections. Our time, not the solution's.

        Raises:
            SandboxFailed: it ended, or took too long; the message has its log. The session is closed.
        """
        try:
            up = self._process.wait_for(self._says_so, seconds=self.service.start_seconds)
        except SessionEnded as ended:
            raise self._failed(ended.message) from None
        if not up:
            raise self._failed("It ended." if self._process.exited else "It takes too long.")
        if self.secret:  # not before: now its memory and its descriptors are shut to a solution
            self._process.write(self.secret.hex().encode() + b"\n")

    def _says_so(self, process: Process) -> bool:
        return self.service.says_when_up in process.stderr or self.service.says_when_up in process.stdout

    def _failed(self, why: str) -> SandboxFailed:
        log = self.log()
        self._session.close()
        return SandboxFailed(f"{self.service.title} did not start in the sandbox. {why}\n{log}".strip())

    @property
    def runs(self) -> bool:
        """Whether its first process still runs."""
        return self._process.exited is None

    @property
    def address(self) -> tuple[str, int]:
        """Where a client outside reaches it."""
        if self._forwarder is None:
            from sandbox.forward import Forwarder

            self._forwarder = Forwarder(self._session, self.port)
            self._session.on_close(self._forwarder.close)
        return self._forwarder.address

    def log(self) -> str:
        """The end of what it printed."""
        return (bytes(self._process.stdout) + bytes(self._process.stderr)).decode("utf-8", "replace")

    def last_words(self) -> str:
        """Its end and the last of its log, where it has ended; waits a moment for that. Empty if it still runs."""
        try:
            ended = self._process.wait(seconds=END_SECONDS)
        except SessionEnded:
            ended = True
        return "\n".join(self.log().splitlines()[-LAST_LINES:]) if ended else ""

    def reset(self) -> None:
        """Bring back the state that it had when it came up.

        Raises:
            SandboxFailed: it does not do as it is told, or it has ended.
        """
        if not self.runs:
            raise SandboxFailed(f"{self.service.title} has ended.\n{self.log()}")
        module(self.service).reset(self.address, *([self.secret] if self.secret else []))
        self.settle()

    def settle(self) -> None:
        """Wait until clients that have hung up are gone inside, too: at the end of a check, after they are closed."""
        if self._forwarder is not None:
            self._forwarder.settle()


def begin(names: Iterable[str], session: Session) -> dict[str, Running]:
    """Start services in a session, and return at once.

    Raises:
        SandboxUnavailable: the machine lacks programs of one, or a package that speaks to it.
        SandboxFailed: what one starts from can't be made.
    """
    return {name: Running(known(name), session) for name in names}


def known(name: str) -> Service:
    """The row of that name, with the package that speaks to it.

    Raises:
        SandboxUnavailable: there is no such service, or the package is not installed.
    """
    service = SERVICES.get(name)
    if service is None:
        raise SandboxUnavailable(f"there is no service named {name!r}; there are {', '.join(SERVICES)}")
    if not has_client(service):
        raise SandboxUnavailable(NO_CLIENT.format(service=service))
    return service


def has_client(service: Service) -> bool:
    """Whether the package is installed that speaks to it."""
    return not service.client or find_spec(service.client) is not None
