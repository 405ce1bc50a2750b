"""The ``service`` grader: a server of the learner's, in any language, asked over HTTP or a raw connection.

The fixture ``service`` is the running server, a fresh process for each check (``docs/graders/service.md`` has all
of it):

    def test_a_book_that_is_not_there(service):
        \"\"\"A book that is not there is 404\"\"\"
        service.get("/books/99").expect(404, "A book that is not there is answered with 404.")

The server runs in the sandbox only; what it must answer is decided in this process. Until it accepts connections, the
time is its setup's and not the check's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graders.errors import ExerciseInvalid
from graders.fixtures import SESSIONS
from graders.http.service import Service
from graders.http.starting import Starter
from graders.http.telling import conversation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.grading import Sessions
    from sandbox.session import Session

STARTER = pytest.StashKey[Starter]()


@pytest.fixture
def service(pytestconfig: pytest.Config, session: Session) -> Iterator[Service]:
    """The learner's server, started for this check."""
    sessions = pytestconfig.stash[SESSIONS]
    starter = pytestconfig.stash.get(STARTER, None)
    if starter is None:
        starter = pytestconfig.stash[STARTER] = _starter(sessions)
        sessions.context = lambda error: conversation(tuple(sessions.calls), getattr(error, "outcome", None))
    running = Service(starter, session, sessions.calls)
    try:
        yield running
    finally:
        running.close()


def _starter(sessions: Sessions) -> Starter:
    grading = sessions.grading
    if grading.serve is None:
        raise ExerciseInvalid("nothing says how the server is started")
    seconds = sessions.setup_seconds - grading.limits.seconds
    return Starter(grading.serve, seconds=seconds, total_seconds=grading.limits.total_seconds)
