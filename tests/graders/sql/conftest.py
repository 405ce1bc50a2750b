"""A real driver in a real session, and queries on small exercises."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graders.sql.engine import Conversation, SandboxSqlite
from graders.sql.exercise import load_exercise
from graders.sql.query import Query
from graders.sql.submission import SqlRun
from graders.sql.workbench import Workbench
from sandbox.backends import create_backend
from sandbox.drivers import sqlite_program
from sandbox.session import Session
from sandbox.spec import SandboxSpec
from tests.graders.sql.pairs import SHOP

REFERENCE = """
SELECT c.name, count(o.id) AS orders, coalesce(sum(o.amount), 0) AS spent
FROM customers c
LEFT JOIN orders o ON o.customer_id = c.id
GROUP BY c.id
ORDER BY spent DESC, c.name;
"""

MakeQuery = Callable[..., Query]


@pytest.fixture(scope="module")
def conversation() -> Iterator[Conversation]:
    """A driver that runs in a plain process."""
    backend = create_backend("process")
    spec = SandboxSpec()
    with Session(backend.start(spec), spec.limits) as session:
        session.ready()
        yield session.load(sqlite_program())
    backend.close()


@pytest.fixture
def exercise_dir(tmp_path: Path) -> Path:
    """An exercise about customers and their orders."""
    for folder in ("tests", "starter", "solution"):
        (tmp_path / folder).mkdir()
    for folder in ("tests", "starter"):
        (tmp_path / folder / "shop.sql").write_text(SHOP)
    (tmp_path / "solution" / "query.sql").write_text(REFERENCE)
    return tmp_path


@pytest.fixture
def make_query(conversation: Conversation, exercise_dir: Path) -> MakeQuery:
    """``make_query(text)`` is the fixture ``query`` of a hidden test, for a learner's text."""

    def make(text: str, *, reference: str | None = None, seconds: float = 2.0, seed: int = 1) -> Query:
        if reference is not None:
            (exercise_dir / "solution" / "query.sql").write_text(reference)
        exercise = load_exercise(exercise_dir)
        bench = Workbench(exercise.schema, exercise.reference)
        run = SqlRun(exercise=exercise, bench=bench, text=text, file="query.sql")
        engine = SandboxSqlite(conversation=conversation, schema=exercise.schema, seconds=seconds)
        return Query(run, engine=engine, rng=random.Random(seed))  # noqa: S311  (repeatable)

    return make
