"""The files of a SQL exercise: its data and its reference query."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.errors import ExerciseInvalid
from graders.sql.engine import Rows
from graders.sql.schema import Database, Schema, load_script

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = "sample.json"
"""In ``tests/``: the rows of a reference that runs on a server, for the prompt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlExercise:
    """A SQL exercise, loaded.

    Attributes:
        schema: of its tables.
        sample: the rows that the learner has too.
        reference: the reference query's text.
        data_name: the name of the script in ``tests/`` and ``starter/``.
    """

    schema: Schema
    sample: Database
    reference: str
    data_name: str


def load_exercise(exercise_dir: Path, query_name: str = "query.sql") -> SqlExercise:
    """Read ``tests/<data>.sql`` (the only script there) and ``solution/<query_name>``.

    The learner's copy, ``starter/<data>.sql``, must be the same bytes: a query that is tried by hand has to meet
    the data that it is checked on.

    Raises:
        ExerciseInvalid: a file is missing, differs from its copy, or does not run.
    """
    scripts = sorted((exercise_dir / "tests").glob("*.sql"))
    if len(scripts) != 1:
        raise ExerciseInvalid(f"{exercise_dir / 'tests'} holds {len(scripts)} SQL scripts; one makes the data")
    copy = exercise_dir / "starter" / scripts[0].name
    script = scripts[0].read_bytes()
    if not copy.is_file() or copy.read_bytes() != script:
        raise ExerciseInvalid(f"{copy} is not the same as {scripts[0]}, which queries are checked on")
    solution = exercise_dir / "solution" / query_name
    if not solution.is_file():
        raise ExerciseInvalid(f"{solution} is missing: the reference query")
    schema, sample = load_script(script.decode("utf-8"))
    return SqlExercise(schema=schema, sample=sample, reference=solution.read_text("utf-8"), data_name=scripts[0].name)


def written_sample(exercise_dir: Path) -> Rows:
    """The rows of the reference on the exercise's data, as ``tests/sample.json`` has them.

    Raises:
        ExerciseInvalid: it is missing, or holds something else.
    """
    place = exercise_dir / "tests" / SAMPLE
    try:
        found = json.loads(place.read_bytes())
        return Rows(columns=tuple(found["columns"]), rows=tuple(map(tuple, found["rows"])))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ExerciseInvalid(f"{place} does not hold the rows of the reference: {error!r}") from error


def check_sample(exercise_dir: Path, rows: Rows) -> None:
    """Raise ``ExerciseInvalid`` where ``tests/sample.json`` is there, and holds other rows than these."""
    place = exercise_dir / "tests" / SAMPLE
    right = json.dumps({"columns": rows.columns, "rows": rows.rows}, indent=1, ensure_ascii=False)
    if place.is_file() and json.loads(place.read_bytes()) != json.loads(right):
        raise ExerciseInvalid(f"{place} does not hold what the reference gives. It should be:\n{right}")
