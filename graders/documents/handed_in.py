"""The documents that were handed in: their text, the sandbox they lie in, and what was started for a check."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, NoReturn

import pytest

from graders.bounded import bounded
from graders.errors import SubmissionInvalid

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping

    from graders.documents.backends import Backend
    from graders.grading import Grading
    from sandbox.session import Session

WORDS_LINES = 12
_PAUSE_SECONDS = 0.03
WORDS_CHARACTERS = 1_500
SHOWN_CHARACTERS = 300
_MODE = "import os, sys; print(os.stat(sys.argv[1]).st_mode & 0o777)"


class Document:
    """What was handed in, in one format. Lives for one check; what it starts ends with the check.

    Attributes:
        session: the sandbox, with the files handed in below ``work``.
        rng: the check's random choices.
        name: the first file that the manifest asks for.
    """

    def __init__(self, grading: Grading, session: Session, rng: random.Random) -> None:
        self.session = session
        self.rng = rng
        self.name = grading.handed_in[0]
        self._files = grading.files
        self._closers: list[Callable[[], None]] = []

    # --- what was handed in ---------------------------------------------------------------------------

    def text(self, name: str = "") -> str:
        """A file's text; the first that is handed in, if none is named.

        Raises:
            SubmissionInvalid: it is not UTF-8.
        """
        name = name or self.name
        try:
            return self._files[name].decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            line = self._files[name].count(b"\n", 0, error.start) + 1
            raise SubmissionInvalid(f"{name} is not UTF-8 text: see line {line}.") from error

    @property
    def names(self) -> tuple[str, ...]:
        """The files that were handed in."""
        return tuple(self._files)

    def put(self, files: Mapping[str, str | bytes]) -> None:
        """Lay files beside those that were handed in: a site's pages, a project's sources."""
        self.session.put(
            {
                f"work/{path}": content.encode() if isinstance(content, str) else content
                for path, content in files.items()
            }
        )

    def read(self, path: str) -> str:
        """A file beside those handed in as it is now, after what has been run; empty if it cannot be read."""
        from graders.documents.running import ask

        done = ask(self, ["cat", path])
        return done.stdout.decode("utf-8", "replace") if done.status == 0 else ""

    def mode(self, path: str) -> int:
        """The permission bits of a file; the check fails where there is none."""
        from graders.documents.running import ask

        done = ask(self, [self.session.python, "-I", "-S", "-c", _MODE, path])
        if done.status != 0 or not done.stdout.strip().isdigit():
            fail(f"There is {path}.", self.words(done.stderr))
        return int(done.stdout)

    def shell(self, name: str, *, rule: str) -> str:
        """Run a script that was handed in by ``sh``, in its folder; what it said. It must not fail."""
        from graders.documents.running import ask

        done = ask(self, ["sh", name])
        said = self.words(done.stdout + done.stderr)
        if done.status != 0:
            fail(rule, f"sh {name} ended with status {done.status}. It said:", said or "(nothing)")
        return said

    # --- what it runs beside --------------------------------------------------------------------------

    def backends(self, *ports: int) -> tuple[Backend, ...]:
        """Small web servers inside the sandbox, one on each port, each with an answer that nobody can guess."""
        from graders.documents.backends import start_backends

        return start_backends(self, ports)

    def until(self, condition: Callable[[], bool], *, seconds: float) -> bool:
        """Ask again and again whether something holds; whether it did within so many seconds."""
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                return False
            time.sleep(_PAUSE_SECONDS)
        return True

    def at_end(self, close: Callable[[], None]) -> None:
        """Have something ended with the check; the last begun is ended first."""
        self._closers.append(close)

    def close(self) -> None:
        """End everything that was started. A sandbox that has ended took it along."""
        while self._closers:
            close = self._closers.pop()
            if self.session.ended is None:
                close()

    # --- what is said of it ---------------------------------------------------------------------------

    def words(self, said: bytes | str) -> str:
        """What a program said, bounded, with the files by the names that the learner gave them."""
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        for name in sorted(self._files, key=len, reverse=True):
            text = re.sub(rf"(?<![\w.-])[\w./-]*/{re.escape(name)}(?![\w-])", name, text)
        lines = [line.rstrip()[:SHOWN_CHARACTERS] for line in text.splitlines() if line.strip()]
        if len(lines) > WORDS_LINES:
            lines = [f"({len(lines) - WORDS_LINES} more lines)", *lines[-WORDS_LINES:]]
        return "\n".join(lines)[:WORDS_CHARACTERS]


def fail(rule: str, *lines: str) -> NoReturn:
    """Fail the check: the rule that is broken, what was asked, what came of it."""
    pytest.fail("\n".join([f"Rule: {rule}" if rule else "", *lines]).strip("\n"), pytrace=False)


def gave(value: object, expected: object | None = None) -> list[str]:
    """The lines of a comparison. A text stands as it is, any other value as Python writes it."""
    lines = [f"  gave      {_shown(value)}"]
    return lines if expected is None else [*lines, f"  expected  {_shown(expected)}"]


def _shown(value: object) -> str:
    plain = isinstance(value, str) and value.isprintable() and len(value) <= SHOWN_CHARACTERS
    return str(value) if plain else bounded(value)
