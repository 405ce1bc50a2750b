"""How a learner's server is started, as an exercise's manifest says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

START_SECONDS = 10.0
JAVA = ("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m")
INTERPRETERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"python": ("{python}",), "javascript": ("node",), "java": JAVA, "ruby": ("ruby",)}
)
"""What runs a program of a language; the program's file comes after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSpec:
    """One server.

    Attributes:
        command: the program and its arguments; ``{python}`` and ``{port}`` are filled in.
        port: where it listens. None for a fresh port at every start, which it is told in ``PORT``.
        env: its environment, beside ``PORT``.
        seconds: how long it may take until it accepts connections, what the language needs left out.
    """

    command: tuple[str, ...]
    port: int | None = None
    env: Mapping[str, str] = field(default_factory=dict)
    seconds: float = START_SECONDS


def usual_command(language: str, file: str) -> tuple[str, ...]:
    """How a server that is one file is started in a language."""
    return (*INTERPRETERS[language], file)
