"""The ``query`` grader: a SQL text, judged by the rows that it gives.

The fixture ``query`` is the learner's query. A hidden test asks it for its rows, or whether it agrees with the
reference query on the exercise's data, on a database written down in the test, or on databases made for one
question (``docs/graders/query.md`` has all of it):

    def test_customers_without_orders(query):
        \"\"\"Customers without orders are listed too\"\"\"
        query.agrees_with_reference(on=query.databases(childless="customers"))

The learner's query runs in the sandbox only; the reference and the comparison stay in this process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graders.fixtures import SESSIONS
from graders.sql.exercise import load_exercise
from graders.sql.query import Query, fail
from graders.sql.refusals import refused_unseen
from graders.sql.submission import SqlRun, read_text
from graders.sql.workbench import Workbench
from sandbox.errors import SessionEnded

if TYPE_CHECKING:
    import random

    from graders.grading import Grading
    from sandbox.session import Session

ENGINE_SHARE = 0.8
"""The part of a check's time that the query has; past it, it is stopped without losing the sandbox."""
RUN = pytest.StashKey[SqlRun]()


@pytest.fixture
def query(request: pytest.FixtureRequest, grading: Grading, session: Session, rng: random.Random) -> Query:
    """The learner's query."""
    del session  # it lives from here on, and so does the driver in it
    run = request.config.stash.get(RUN, None)
    if run is None:
        run = request.config.stash[RUN] = _begin(grading)
    problem = refused_unseen(run.text, run.file)
    if problem:
        fail(problem)
    if run.stalled is not None:
        raise SessionEnded(run.stalled.reason, f"Not run again after an earlier check. {run.stalled.message}")
    conversation = request.config.stash[SESSIONS].connection()
    return Query(run, conversation=conversation, seconds=_seconds(request, grading), rng=rng)


def _begin(grading: Grading) -> SqlRun:
    file = grading.handed_in[0]
    text = read_text(grading.files, file)
    exercise = load_exercise(grading.exercise_dir, file)
    return SqlRun(exercise=exercise, bench=Workbench(exercise.schema, exercise.reference), text=text, file=file)


def _seconds(request: pytest.FixtureRequest, grading: Grading) -> float:
    mark = request.node.get_closest_marker("limit")
    seconds = grading.limits.seconds
    if mark is not None:
        seconds = float(mark.kwargs.get("seconds", mark.args[0] if mark.args else seconds))
    return round(seconds * ENGINE_SHARE, 3)
