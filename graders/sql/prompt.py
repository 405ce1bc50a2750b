"""What a prompt may show of an exercise's own data: ``{{ table("SELECT ...") }}`` and ``{{ sample() }}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.sql.exercise import load_exercise
from graders.sql.show import markdown_table
from graders.sql.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path


def prompt_functions(
    exercise_dir: Path, language: str, files: Mapping[str, Sequence[str]]
) -> dict[str, Callable[..., str]]:
    """The functions that a ``prompt.md`` of the query grader may call. Each gives a Markdown table.

    ``table(sql)`` has the rows of an author's query over the exercise's data, ``sample(limit=None)`` those of the
    reference query, and ``schema()`` is the text of the statements that make the tables.

    Raises:
        ExerciseInvalid: the exercise has no data or no reference query, or these don't work.
    """
    del language, files
    exercise = load_exercise(exercise_dir)
    bench = Workbench(exercise.schema, exercise.reference)
    bench.load(exercise.sample)

    def table(sql: str) -> str:
        found = bench.query(sql)
        return markdown_table(found.columns, found.rows)

    def sample(limit: int | None = None) -> str:
        found = bench.expected()
        return markdown_table(found.columns, found.rows[:limit])

    def schema() -> str:
        return "\n".join(f"{statement};" for statement in exercise.schema.statements)

    return {"table": table, "sample": sample, "schema": schema}
