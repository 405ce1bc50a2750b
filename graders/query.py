"""The ``query`` grader: a SQL text, judged by the rows that it gives.

The fixture ``query`` is the learner's query. A hidden test asks it for its rows, or whether it agrees with the
reference query on the exercise's data, on a database written down in the test, or on databases made for one
question (``docs/graders/query.md`` has all of it):

    def test_customers_without_orders(query):
        \"\"\"Customers without orders are listed too\"\"\"
        query.agrees_with_reference(on=query.databases(childless="customers"))

The learner's query runs in the sandbox only; the reference and the comparison stay in this process. On a database
server, the reference has a server of its own, in a sandbox that nothing of the learner's enters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graders.errors import ExerciseInvalid
from graders.fixtures import SESSIONS
from graders.sql.engine import SandboxSqlite
from graders.sql.exercise import check_sample, load_exercise
from graders.sql.link import DIALECTS
from graders.sql.query import Query, fail
from graders.sql.refusals import refused_unseen
from graders.sql.submission import SqlRun, read_text
from graders.sql.workbench import Workbench
from sandbox.errors import SessionEnded

if TYPE_CHECKING:
    import random
    from collections.abc import Generator

    from graders.cql.keyspace import Keyspace
    from graders.grading import Grading, Sessions
    from graders.sql.scratch import Scratch
    from sandbox.session import Session

ENGINE_SHARE = 0.8
"""The part of a check's time that the query has; past it, it is stopped without losing the sandbox."""
RUN = pytest.StashKey[SqlRun]()


@pytest.fixture
def query(
    request: pytest.FixtureRequest, grading: Grading, session: Session, rng: random.Random
) -> Generator[Query, None, None]:
    """The learner's query."""
    sessions = request.config.stash[SESSIONS]
    run = request.config.stash.get(RUN, None)
    if run is None:
        run = request.config.stash[RUN] = _begin(grading, sessions)
    problem = refused_unseen(run.text, run.file)
    if problem:
        fail(problem)
    if run.stalled is not None:
        raise SessionEnded(run.stalled.reason, f"Not run again after an earlier check. {run.stalled.message}")
    seconds = _seconds(request, grading)
    if grading.language not in DIALECTS:
        conversation = sessions.connection()
        engine = SandboxSqlite(conversation=conversation, schema=run.exercise.schema, seconds=seconds)
        yield Query(run, engine=engine, rng=rng)
        return
    from graders.sql.desk import Desk, SandboxServer

    dialect = DIALECTS[grading.language]
    server = sessions.services[dialect.service]
    if run.desk is None or run.desk.running is not server:
        run.desk = Desk(dialect, server, run.exercise.schema)
    try:
        yield Query(run, engine=SandboxServer(desk=run.desk, end=session.end, seconds=seconds), rng=rng)
    finally:
        run.desk.hang_up()


@pytest.fixture
def database(request: pytest.FixtureRequest, grading: Grading, session: Session) -> Generator[Scratch, None, None]:
    """A new database on the exercise's server, for a script that was handed in."""
    from graders.sql.scratch import Scratch

    if grading.language not in DIALECTS:
        raise ExerciseInvalid(f"there is no server for {grading.language}: `database` is for {', '.join(DIALECTS)}")
    dialect = DIALECTS[grading.language]
    file = grading.handed_in[0]
    begins = sorted(grading.tests_dir.glob("*.sql"))
    made = Scratch(
        dialect,
        request.config.stash[SESSIONS].services[dialect.service],
        session,
        text=read_text(grading.files, file),
        file=file,
        begins="\n".join(script.read_text("utf-8") for script in begins),
        seconds=_seconds(request, grading),
    )
    try:
        yield made
    finally:
        made.close()


@pytest.fixture
def keyspace(request: pytest.FixtureRequest, grading: Grading, session: Session) -> Generator[Keyspace, None, None]:
    """A new keyspace on the exercise's Cassandra, for the CQL that was handed in."""
    from graders.cql.keyspace import open_keyspace

    running = request.config.stash[SESSIONS].services.get("cassandra")
    made = open_keyspace(grading, running, session, seconds=_seconds(request, grading))
    try:
        yield made
    finally:
        made.close()


def _begin(grading: Grading, sessions: Sessions) -> SqlRun:
    file = grading.handed_in[0]
    text = read_text(grading.files, file)
    exercise = load_exercise(grading.exercise_dir, file)
    dialect = DIALECTS.get(grading.language)
    if dialect is None:
        return SqlRun(exercise=exercise, bench=Workbench(exercise.schema, exercise.reference), text=text, file=file)
    from graders.sql.desk import Desk
    from graders.sql.server_bench import ServerBench

    desk = Desk(dialect, sessions.beside()[dialect.service], exercise.schema)
    bench = ServerBench(exercise.schema, exercise.reference, desk)
    bench.load(exercise.sample)
    check_sample(grading.exercise_dir, bench.expected())
    return SqlRun(exercise=exercise, bench=bench, text=text, file=file, dialect=dialect.sqlglot, title=dialect.title)


def _seconds(request: pytest.FixtureRequest, grading: Grading) -> float:
    mark = request.node.get_closest_marker("limit")
    seconds = grading.limits.seconds
    if mark is not None:
        seconds = float(mark.kwargs.get("seconds", mark.args[0] if mark.args else seconds))
    return round(seconds * ENGINE_SHARE, 3)
