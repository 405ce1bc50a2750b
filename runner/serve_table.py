"""The table ``[serve]`` of a manifest: how a learner's server is started."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from graders.http.spec import START_SECONDS, ServiceSpec, usual_command
from runner.shape import Rule

_Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeTable:
    """``[serve]`` as it is written; every key may be left out."""

    command: Annotated[
        _Words | Mapping[str, _Words],
        Rule(
            doc="The program and its arguments, a table by language where they differ; {python} and {port} are "
            "filled in. Without it, the first file that is handed in is run."
        ),
    ] = ()
    port: Annotated[
        int | None,
        Rule(doc="A port that never changes, for a program that cannot read its port from PORT."),
    ] = None
    env: Annotated[Mapping[str, str], Rule(doc="Its environment, beside PORT.")] = field(default_factory=dict)
    seconds: Annotated[float, Rule(doc="How long it may take until it accepts connections.")] = START_SECONDS

    def spec(self, language: str, files: tuple[str, ...]) -> ServiceSpec:
        """How a submission in a language is started."""
        command = self.command.get(language, ()) if isinstance(self.command, Mapping) else self.command
        return ServiceSpec(
            command=tuple(command) or usual_command(language, files[0]),
            port=self.port,
            env=dict(self.env),
            seconds=self.seconds,
        )
