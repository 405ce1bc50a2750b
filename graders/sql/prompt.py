"""What a prompt may show of an exercise's own data: ``{{ table("SELECT ...") }}`` and ``{{ sample() }}``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from graders.sql.exercise import load_exercise, written_sample
from graders.sql.link import DIALECTS
from graders.sql.show import markdown_table
from graders.sql.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from graders.sql.exercise import SqlExercise


def prompt_functions(
    exercise_dir: Path, language: str, files: Mapping[str, Sequence[str]]
) -> dict[str, Callable[..., str]]:
    """The functions that a ``prompt.md`` of the query grader may call. Each gives a Markdown table.

    A prompt is rendered where no server runs, so the rows of a reference in a server's dialect are written down in
    ``tests/sample.json``, and held against the reference whenever a solution is graded.

    ``table(sql)`` has the rows of an author's query over the exercise's data, ``sample(limit=None)`` those of the
    reference query, and ``schema()`` is the text of the statements that make the tables.

    Raises:
        ExerciseInvalid: by each function, where the exercise has no data or no reference query, or these don't work.
    """
    on_server = language in DIALECTS

    @cache
    def loaded() -> tuple[SqlExercise, Workbench]:
        exercise = load_exercise(exercise_dir, next(iter(files.get(language, ())), "query.sql"))
        bench = Workbench(exercise.schema, "" if on_server else exercise.reference)
        bench.load(exercise.sample)
        return exercise, bench

    def table(sql: str) -> str:
        found = loaded()[1].query(sql)
        return markdown_table(found.columns, found.rows)

    def sample(limit: int | None = None) -> str:
        found = written_sample(exercise_dir) if on_server else loaded()[1].expected()
        return markdown_table(found.columns, found.rows[:limit])

    def schema() -> str:
        return "\n".join(f"{statement};" for statement in loaded()[0].schema.statements)

    return {"table": table, "sample": sample, "schema": schema}
