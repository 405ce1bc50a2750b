"""The grader ``repository``: a learner's whole Git repository, read on a safe clone.

A pytest plugin with one fixture. What the fixture gives is ``graders.git.view.Repository``; how the clone is made,
and why so, is told in ``graders.git.clone``. It is made once, for the first check that asks.
"""

from __future__ import annotations

import contextlib
import shutil
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from graders.errors import SubmissionInvalid
from graders.fixtures import SESSIONS
from sandbox.errors import EndReason, SessionEnded
from sandbox.leftovers import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.git.view import Repository
    from graders.grading import Sessions

_OURS = frozenset({EndReason.LOST, EndReason.CLOSED})


class _HandedIn:
    """The clone of one submission; or what of the learner's doing prevents it, which is not tried twice."""

    def __init__(self, sessions: Sessions, closing: contextlib.ExitStack) -> None:
        self._sessions = sessions
        self._closing = closing
        self._made: Repository | SessionEnded | SubmissionInvalid | None = None

    def repository(self) -> Repository:
        """The learner's repository.

        Raises:
            SubmissionInvalid: it is none, or is damaged.
            SessionEnded: reading it took too much.
        """
        if self._made is None:
            try:
                self._made = self._make()
            except SubmissionInvalid as invalid:
                self._made = invalid
            except SessionEnded as ended:
                if ended.reason in _OURS:
                    raise
                self._made = ended
        if isinstance(self._made, BaseException):
            raise self._made
        return self._made

    def _make(self) -> Repository:
        from graders.git.clone import clone
        from graders.git.trusted import isolated

        grading = self._sessions.grading
        with contextlib.ExitStack() as making:
            making.enter_context(isolated())
            folder = making.enter_context(temporary_folder("repository")) / "clone.git"
            snapshot = clone(grading.files, self._sessions.current(), folder)
            from graders.git.view import Repository

            made = Repository(folder, snapshot, grading.exercise_dir, grading.language)
            making.callback(made.close)
            self._closing.push(making.pop_all())
        return made


def pytest_sessionstart() -> None:
    """Import GitPython while the sandbox starts, for that takes longer than all checks together."""
    if shutil.which("git") is not None:  # without it GitPython cannot be imported, and the clone says what is missing
        import_module("graders.git.view")


@pytest.fixture(scope="session")
def _handed_in(request: pytest.FixtureRequest) -> Iterator[_HandedIn]:
    with contextlib.ExitStack() as closing:
        yield _HandedIn(request.config.stash[SESSIONS], closing)


@pytest.fixture
def repository(_handed_in: _HandedIn) -> Repository:
    """The learner's repository: what is there, questions, and demands (``repository.expect``)."""
    return _handed_in.repository()
