"""A file of plain YAML, of whatever the exercise makes of it, and programs that try out what follows from it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from graders.documents.handed_in import Document
from graders.documents.running import OUTPUT_BYTES
from graders.documents.yaml_data import Path, Yaml, load

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS = 10.0


class YamlDocument(Document):
    """YAML that was handed in."""

    @cached_property
    def yaml(self) -> Yaml:
        """The file as data; the check fails, with the line, where it is no YAML."""
        return load(self.text(), self.name)

    @property
    def data(self) -> Any:
        """The file as plain data."""
        return self.yaml.data

    def line(self, *path: str | int) -> int:
        """The line on which a part begins: ``document.line(0, "file")``."""
        place: Path = path
        return self.yaml.line(place)

    def python(self, program: str, files: Mapping[str, str]) -> str:
        """What a Python program prints that runs beside these files, in a folder of its own in the sandbox.

        What it imports of the files may be the learner's: the output is an answer, to be compared out here.
        """
        folder = f"trial-{self.rng.randrange(16**8):08x}"
        self.put({f"{folder}/{path}": text for path, text in {**files, "trial.py": program}.items()})
        done = self.session.run(
            [self.session.python, "-B", "trial.py"], cwd=f"work/{folder}", seconds=SECONDS, output_bytes=OUTPUT_BYTES
        )
        return self.words(done.stdout + done.stderr)
