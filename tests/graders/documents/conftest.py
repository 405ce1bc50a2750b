"""What tests of this package share: a document that was handed in, in a real sandbox."""

from __future__ import annotations

import contextlib
import random
from typing import TYPE_CHECKING, Any

import pytest

from graders.documents.formats import FORMATS
from graders.grading import Grading
from sandbox.opening import Opener
from sandbox.spec import Limits, SandboxSpec
from tests.conftest import need_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sandbox.session import Session

    HandIn = Callable[..., Any]


@pytest.fixture(scope="session")
def sessions() -> Iterator[Callable[[str, str], Session]]:
    """A sandbox for each format and backend, shared by its tests; a fresh one if the last has ended."""
    openers: dict[tuple[str, str], Opener] = {}
    live: dict[tuple[str, str], Session] = {}

    def give(language: str, backend: str) -> Session:
        key = (language, backend)
        if key not in openers:
            row = FORMATS[language]
            openers[key] = Opener(backend, SandboxSpec(image=row.image, tools=row.tools, limits=Limits(seconds=30)))
        session = live.get(key)
        if session is None or session.ended is not None:
            session = live[key] = openers[key]()
            session.ready()
        session.allow(60)
        return session

    yield give
    for opener in openers.values():
        opener.close()


@pytest.fixture
def hand_in(sessions: Callable[[str, str], Session], tmp_path: Path) -> Iterator[HandIn]:
    """A function that hands in files in one format, the first of which is what is asked for."""
    with contextlib.ExitStack() as closing:

        def hand_in(language: str, files: dict[str, str], *, backend: str = "bubblewrap") -> Any:
            need_language(language, backend)
            session = sessions(language, backend)
            contents = {name: text.encode() for name, text in files.items()}
            session.put({f"work/{name}": content for name, content in contents.items()})
            grading = Grading(
                exercise_dir=tmp_path,
                tests_dir=tmp_path,
                grader="document",
                language=language,
                files=contents,
                handed_in=tuple(contents),
                seed=1,
                limits=session.limits,
            )
            document = FORMATS[language].document(grading, session, random.Random(1))  # noqa: S311 - to be repeatable
            closing.callback(document.close)
            return document

        yield hand_in
