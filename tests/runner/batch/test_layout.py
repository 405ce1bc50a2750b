"""Who handed in what, by where it lies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from runner.batch.layout import Found, find
from runner.errors import UsageProblem

KNOWN = ("sql-01", "sql-02", "algo-01", "git-01")


def lay(root: Path, *files: str) -> Path:
    for name in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return root


def whose(found: Found) -> list[tuple[str, str, str]]:
    return [(one.learner, one.exercise, one.place.name) for one in found.handed]


def reasons(found: Found, root: Path) -> dict[str, str]:
    return {misfit.place.relative_to(root).as_posix(): misfit.reason for misfit in found.misfits}


def test_a_folder_a_learner_with_a_folder_an_exercise(tmp_path: Path) -> None:
    lay(tmp_path, "ada/sql-01/query.sql", "ada/algo-01/two_sum.py", "bo/sql-01/query.sql")
    found = find(tmp_path, pattern=None, exercises=(), known=KNOWN)
    assert found.layout.pattern == "{learner}/{exercise}"
    assert whose(found) == [("ada", "algo-01", "algo-01"), ("ada", "sql-01", "sql-01"), ("bo", "sql-01", "sql-01")]
    assert found.misfits == ()


def test_a_folder_an_exercise_with_a_file_a_learner(tmp_path: Path) -> None:
    lay(tmp_path, "sql-01/ada.sql", "sql-01/bo.sql", "algo-01/ada.py")
    found = find(tmp_path, pattern=None, exercises=(), known=KNOWN)
    assert found.layout.pattern == "{exercise}/{learner}"
    assert whose(found) == [("ada", "algo-01", "ada.py"), ("ada", "sql-01", "ada.sql"), ("bo", "sql-01", "bo.sql")]


def test_with_one_exercise_a_folder_a_file_or_an_archive_a_learner(tmp_path: Path) -> None:
    lay(tmp_path, "ada/query.sql", "bo.sql", "cy.tar.gz", "di.zip", "ed.kata.zip", "flo.git-01.sql")
    found = find(tmp_path, pattern=None, exercises=("sql-01",), known=KNOWN)
    assert [one.learner for one in found.handed] == ["ada", "bo", "cy", "di", "ed", "flo.git-01"]
    assert {one.exercise for one in found.handed} == {"sql-01"}


def test_names_with_a_dash_or_a_dot_are_told_apart_by_the_exercise(tmp_path: Path) -> None:
    lay(tmp_path, "anne-marie-sql-01.sql", "bo-algo-01.py")
    found = find(tmp_path, pattern="{learner}-{exercise}", exercises=(), known=KNOWN)
    assert whose(found) == [
        ("anne-marie", "sql-01", "anne-marie-sql-01.sql"),
        ("bo", "algo-01", "bo-algo-01.py"),
    ]


def test_a_pattern_may_have_text_other_folders_and_the_language(tmp_path: Path) -> None:
    lay(tmp_path, "week1/team-ada/java/algo-01/TwoSum.java", "week2/team-ada/ruby/sql-01/query.sql", "week1/bo/x/y/z")
    found = find(tmp_path, pattern="*/team-{learner}/{language}/{exercise}", exercises=(), known=KNOWN)
    assert [(one.learner, one.exercise, one.language) for one in found.handed] == [
        ("ada", "algo-01", "java"),
        ("ada", "sql-01", "ruby"),
    ]
    assert "does not fit the layout" in reasons(found, tmp_path)["week1/bo"]


def test_what_does_not_fit_is_told_with_the_reason(tmp_path: Path) -> None:
    lay(tmp_path, "README.md", "ada/sql-01/query.sql", "ada/sql-1/query.sql", "bo/notes.txt", ".DS_Store")
    (tmp_path / "cy").symlink_to(tmp_path / "ada")
    os.mkfifo(tmp_path / "bo" / "sql-02")
    found = find(tmp_path, pattern=None, exercises=(), known=KNOWN)
    assert len(found.handed) == 1
    told = reasons(found, tmp_path)
    assert told.keys() == {"README.md", "ada/sql-1", "bo/notes.txt", "bo/sql-02", "cy"}
    assert told["README.md"] == "is a file where the layout {learner}/{exercise} has a folder"
    assert told["ada/sql-1"].startswith('there is no exercise "sql-1" to grade; did they mean sql-0')
    assert told["cy"] == "is a link; links are not followed"
    assert told["bo/sql-02"] == "is neither a folder nor a file"


def test_only_the_exercises_that_are_wanted_are_taken_and_the_others_told(tmp_path: Path) -> None:
    lay(tmp_path, "ada/sql-01/query.sql", "ada/algo-01/two_sum.py")
    found = find(tmp_path, pattern=None, exercises=("sql-01",), known=KNOWN)
    assert whose(found) == [("ada", "sql-01", "sql-01")]
    assert "ada/algo-01" in reasons(found, tmp_path)


def test_of_two_submissions_of_the_same_one_is_graded_and_the_other_told(tmp_path: Path) -> None:
    lay(tmp_path, "ada/sql-01/query.sql", "ada/sql-01.zip")
    found = find(tmp_path, pattern=None, exercises=(), known=KNOWN)
    assert whose(found) == [("ada", "sql-01", "sql-01")]
    assert reasons(found, tmp_path) == {"ada/sql-01.zip": "a second submission of the same; ada/sql-01 is graded"}


@pytest.mark.parametrize(
    ("pattern", "exercises", "problem"),
    [
        ("{exercise}", (), "no {learner}"),
        ("{learner}/{group}", (), "unknown field {group}"),
        ("{learner}/{learner}", (), "{learner} twice"),
        ("{learner}", (), "does not say which exercise"),
        ("{learner}", ("sql-01", "sql-02"), "does not say which exercise"),
    ],
)
def test_a_pattern_that_makes_no_sense_is_refused(
    tmp_path: Path, pattern: str, exercises: tuple[str, ...], problem: str
) -> None:
    with pytest.raises(UsageProblem) as caught:
        find(tmp_path, pattern=pattern, exercises=exercises, known=KNOWN)
    assert problem in str(caught.value)


def test_where_nothing_fits_the_next_step_is_told(tmp_path: Path) -> None:
    lay(tmp_path, "some/thing/else")
    with pytest.raises(UsageProblem, match="no submission was found"):
        find(tmp_path, pattern=None, exercises=(), known=KNOWN)
    with pytest.raises(UsageProblem, match="no such folder"):
        find(tmp_path / "nowhere", pattern=None, exercises=(), known=KNOWN)


def test_hostile_names_come_through_as_they_are(tmp_path: Path) -> None:
    lay(tmp_path, "a\x1b[31mda\n/sql-01/query.sql", "=1+1/sql-01/query.sql")
    found = find(tmp_path, pattern=None, exercises=(), known=KNOWN)
    assert {one.learner for one in found.handed} == {"a\x1b[31mda\n", "=1+1"}
