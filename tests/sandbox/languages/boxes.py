"""Solutions in every language, each in a sandbox: what the conformance suite talks to."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sandbox.backends import create_backend
from sandbox.errors import SandboxError
from sandbox.languages import LANGUAGES
from sandbox.session import Session
from sandbox.solution import Solution
from sandbox.spec import Limits, SandboxSpec
from sandbox.values import to_bytes, to_trusting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sandbox.backends import Backend
    from sandbox.languages import Language
    from sandbox.programs import Connection

SOLUTIONS = Path(__file__).parent / "solutions"
SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A language on a backend."""

    language: str
    backend: str


class Box:
    """A solution in a sandbox, and in another one when that has ended (``sandbox.solution.Source``).

    Args:
        backend: where sandboxes come from.
        language: what the solution is written in.
        files: the files handed in, the main one first.
        by_call: whether an attribute of an instance is always read by a call.
        seconds: how long one answer may take.
    """

    def __init__(
        self,
        backend: Backend,
        language: Language,
        files: Mapping[str, str],
        *,
        by_call: bool = False,
        seconds: float = SECONDS,
    ) -> None:
        self._backend = backend
        self._language = language
        self.files = dict(files)
        self.seconds = seconds
        self._connection: Connection | None = None
        self._session: Session | None = None
        write = to_trusting if language.hears_marshal else to_bytes
        self.solution = Solution(self, write=write, by_call=by_call)

    @property
    def session(self) -> Session:
        """The session that is alive."""
        self.connection()
        assert self._session is not None
        return self._session

    def connection(self) -> Connection:
        """The conversation with its driver."""
        if self._session is None or self._connection is None or self._session.ended is not None:
            self.close()
            language = self._language
            limits = language.enough(Limits(seconds=self.seconds))
            spec = SandboxSpec(image=language.image, limits=limits, tools=language.tools)
            self._session = session = Session(self._backend.start(spec), limits)
            session.put({f"work/{name}": text.encode() for name, text in self.files.items()})
            self._connection = session.load(language.program, tuple(self.files))
            session.ready()
        if self._session.wire.deadline is None:
            self.allow(self.seconds)
        return self._connection

    def allow(self, seconds: float) -> None:
        """What is asked from now on takes no longer than this, or the session ends."""
        assert self._session is not None
        self._session.allow(seconds)

    def ended(self) -> bool:
        """Whether the sandbox that was used last has ended."""
        return self._session is not None and self._session.ended is not None

    def module(self) -> Any:
        """The module of the main file."""
        self.connection()
        self.allow(self.seconds + self._language.start_seconds)
        module: Any = self.solution.import_module(Path(next(iter(self.files))).stem)
        self.allow(self.seconds)
        return module

    def output(self) -> str:
        """What was printed since the last time."""
        return self.session.take_output().decode()

    def line_of(self, text: str) -> tuple[str, int]:
        """The file and the number of the only line that holds this text."""
        found = [
            (name, number)
            for name, content in self.files.items()
            for number, line in enumerate(content.splitlines(), 1)
            if text in line
        ]
        assert len(found) == 1
        return found[0]

    def close(self) -> None:
        """End the sandbox."""
        if self._session is not None:
            self._session.close()


class Boxes:
    """Opens boxes; keeps those that tests may share, and the backends."""

    def __init__(self) -> None:
        self._backends: dict[str, Backend] = {}
        self._shared: dict[tuple[Where, bool], Box] = {}
        self._own: list[Box] = []

    def shared(self, where: Where, *, by_call: bool = False) -> Box:
        """The box with the conformance solution: the same one for every test, with a deadline that begins now."""
        box = self._shared.get((where, by_call))
        if box is None:
            box = self._shared[where, by_call] = self._open(where, solution(where.language, "conformance"), by_call)
        if not box.ended():
            box.session.allow(box.seconds)
            box.output()
        return box

    def own(self, where: Where, files: Mapping[str, str], *, seconds: float = SECONDS) -> Box:
        """A fresh box for one test."""
        box = self._open(where, files, by_call=False, seconds=seconds)
        self._own.append(box)
        return box

    def _open(self, where: Where, files: Mapping[str, str], by_call: bool, seconds: float = SECONDS) -> Box:
        backend = self._backends.get(where.backend)
        if backend is None:
            backend = self._backends[where.backend] = create_backend(where.backend)
        return Box(backend, LANGUAGES[where.language], files, by_call=by_call, seconds=seconds)

    def close_own(self) -> None:
        """End the sandboxes of one test."""
        for box in self._own:
            box.close()
        self._own.clear()

    def close(self) -> None:
        """End everything."""
        self.close_own()
        for box in self._shared.values():
            box.close()
        for backend in self._backends.values():
            backend.close()


_SPELLINGS: dict[str, Callable[[str], str]] = {
    "python": lambda stem: f"{stem}.py",
    "javascript": lambda stem: f"{stem.replace('_', '-')}.js",
    "java": lambda stem: f"{stem.title().replace('_', '')}.java",
    "ruby": lambda stem: f"{stem}.rb",
}


def solution(language: str, stem: str) -> dict[str, str]:
    """The files of a solution: the main one, and the other one that the conformance solution needs."""
    spelled = _SPELLINGS[language]
    stems = [stem, "sibling"] if stem == "conformance" else [stem]
    folder = SOLUTIONS / language
    return {spelled(one): (folder / spelled(one)).read_text(encoding="utf-8") for one in stems}


@cache
def refusal(where: Where) -> str:
    """Why there is no sandbox for a language on a backend that works; empty if there is one."""
    language = LANGUAGES[where.language]
    backend = create_backend(where.backend)
    limits = language.enough(Limits())
    try:
        spec = SandboxSpec(image=language.image, limits=limits, tools=language.tools)
        with Session(backend.start(spec), limits) as session:
            session.ready()
    except SandboxError as error:
        return str(error)
    finally:
        backend.close()
    return ""


def settled(value: Any) -> Any:
    """What an asynchronous function comes to: in Python, the test itself awaits it."""
    if not inspect.isawaitable(value):
        return value
    step = value.__await__()
    try:
        while True:
            next(step)
    except StopIteration as done:
        return done.value
