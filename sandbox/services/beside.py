"""Servers for the trusted side: in a sandbox of their own, which no solution ever enters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.errors import SandboxUnavailable
from sandbox.opening import Opener

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sandbox.services.running import Running
    from sandbox.session import Session
    from sandbox.spec import SandboxSpec


def wait_until_up(services: Mapping[str, Running]) -> None:
    """Wait for all of them. Raises ``SandboxFailed`` as ``Running.wait_until_up`` does."""
    for service in services.values():
        service.wait_until_up()


class Beside:
    """The sandbox with these servers, begun before it is needed and kept until the end of a run.

    Args:
        sandbox: ``auto`` or a backend's name.
        spec: what it is started with.
        names: the services.
    """

    def __init__(self, sandbox: str, spec: SandboxSpec, names: Sequence[str]) -> None:
        self._opener = Opener(sandbox, spec)
        self._names = names
        self._session: Session | None = None
        self._services: dict[str, Running] = {}
        self._awaited = False

    def begin(self) -> None:
        """Start it, and return at once; nothing happens where it has been begun.

        Raises:
            SandboxUnavailable: seen at once that no backend works here.
            SandboxFailed: what a service starts from can't be made.
        """
        if self._session is None or self._session.ended is not None:
            from sandbox.services.running import begin

            self._session, self._services, self._awaited = self._opener(), {}, False
            self._services = begin(self._names, self._session)

    def current(self) -> dict[str, Running]:
        """The servers, ready for use.

        Raises:
            SandboxUnavailable: no backend works here.
            SandboxFailed: they did not start.
        """
        while True:
            self.begin()
            if self._session is None:
                raise AssertionError("begun, and not there")
            try:
                self._session.ready()
            except SandboxUnavailable:
                continue  # the next backend may work; when none is left, begin() says so
            if not self._awaited:
                wait_until_up(self._services)
                self._awaited = True
            return self._services

    def close(self) -> None:
        """End it."""
        self._opener.close()
