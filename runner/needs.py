"""What an exercise needs that this machine lacks."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import TYPE_CHECKING

from graders.documents.formats import FORMATS
from sandbox.backends.machine import locate
from sandbox.languages import LANGUAGES
from sandbox.services import SERVICES
from sandbox.services.running import has_client

if TYPE_CHECKING:
    from runner.manifest import Exercise
    from sandbox.spec import Tool


def _is_installed(package: str) -> bool:
    return not package or find_spec(package) is not None


class Machine:
    """This machine, asked once about each thing: looking for programs is quick, asking Docker for its images is not."""

    def __init__(self) -> None:
        self._places: dict[str, bool] = {}
        self._tags: frozenset[str] | None = None

    def lacks(self, exercise: Exercise) -> str:
        """What is missing for the exercise in its usual language, in a few words; empty where it can be done.

        With Docker, that is its image; without, the programs of its language and of its servers.
        """
        language = exercise.languages[0]
        row = LANGUAGES.get(language) or FORMATS.get(language)
        services = [SERVICES[name] for name in exercise.services_for(language)]
        silent = [(service.extra, service.title) for service in services if not has_client(service)]
        if language in FORMATS and not _is_installed(FORMATS[language].package):
            silent.append(("servers", FORMATS[language].title))
        if silent:
            return "kata-runner[{}], which speaks to {}".format(*silent[0])
        if exercise.grader == "quality" and not all(map(_is_installed, ("ruff", "mypy"))):
            return "kata-runner[quality], which has ruff and mypy"
        absent = [] if row is None or self._has_all(row.tools) else [row.title]
        absent += [service.title for service in services if not self._has_all(service.tools)]
        in_image = exercise.packages_for(language)
        if not (absent or in_image) or self._is_built(exercise.image_for(language)):
            return ""
        if in_image or any(tool.in_image_only for service in services for tool in service.tools):
            return f"Docker and `kata sandbox build {exercise.image_for(language)}`"
        return f"{' and '.join(absent)}, or `kata sandbox build {exercise.image_for(language)}`"

    def _has_all(self, tools: tuple[Tool, ...]) -> bool:
        for tool in tools:
            if tool.name not in self._places:
                self._places[tool.name] = locate(tool, os.environ.get("PATH", os.defpath)) is not None
        return all(self._places[tool.name] for tool in tools)

    def _is_built(self, image: str) -> bool:
        from sandbox.errors import SandboxUnavailable
        from sandbox.images import built, find

        if self._tags is None:
            try:
                self._tags = frozenset(found.tag for found in built())
            except SandboxUnavailable:
                self._tags = frozenset()
        return find(image).tag in self._tags
