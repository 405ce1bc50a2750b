"""What a prompt shows of an exercise's data."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.errors import ExerciseInvalid
from graders.sql.exercise import load_exercise
from graders.sql.prompt import prompt_functions


def test_tables_are_rendered_from_the_data_and_the_reference(exercise_dir: Path) -> None:
    functions = prompt_functions(exercise_dir, "sqlite", {})
    assert functions["table"]("SELECT id, name FROM customers WHERE id < 3") == (
        "| id | name |\n|---:|---|\n| 1 | Asha |\n| 2 | Ben |"
    )
    assert functions["sample"](1) == "| name | orders | spent |\n|---|---:|---:|\n| Asha | 1 | 100 |"
    assert functions["sample"]().count("\n") == 5
    assert functions["schema"]().startswith("CREATE TABLE customers (")


def test_a_table_of_a_prompt_that_does_not_work_is_the_authors_mistake(exercise_dir: Path) -> None:
    with pytest.raises(ExerciseInvalid, match="no such table"):
        prompt_functions(exercise_dir, "sqlite", {})["table"]("SELECT 1 FROM nowhere")


def test_the_learners_copy_of_the_data_must_be_the_same(exercise_dir: Path) -> None:
    (exercise_dir / "starter" / "shop.sql").write_text("CREATE TABLE other (a)")
    with pytest.raises(ExerciseInvalid, match="is not the same as"):
        load_exercise(exercise_dir)


def test_there_is_one_script_and_one_reference(exercise_dir: Path) -> None:
    (exercise_dir / "solution" / "query.sql").unlink()
    with pytest.raises(ExerciseInvalid, match="is missing: the reference query"):
        load_exercise(exercise_dir)
    (exercise_dir / "tests" / "more.sql").touch()
    with pytest.raises(ExerciseInvalid, match="holds 2 SQL scripts"):
        load_exercise(exercise_dir)
