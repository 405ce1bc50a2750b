# ruff: noqa: S608 - the SQL is the test's own
"""Reading a schema back from SQLite."""

from __future__ import annotations

import pytest

from graders.errors import ExerciseInvalid
from graders.sql.schema import Affinity, load_script
from tests.graders.sql.pairs import LOANS, STAFF


def test_columns_keys_and_references_are_read() -> None:
    schema, sample = load_script(LOANS)
    loans = schema.table("loans")
    assert loans.column_names == ("isbn", "member_id", "taken_on", "returned_on")
    assert loans.primary_key == ("isbn", "member_id", "taken_on")
    assert {(key.columns, key.table, key.references) for key in loans.foreign_keys} == {
        (("isbn",), "books", ("isbn",)),
        (("member_id",), "members", ("id",)),
    }
    assert [column.not_null for column in loans.columns] == [True, True, True, False]
    assert schema.column("books.pages")[1].affinity is Affinity.INTEGER
    assert sample["members"] == ((1, "Ines"), (2, "Jon"), (3, "Kim"))


def test_tables_that_are_referred_to_come_first() -> None:
    reversed_script = "CREATE TABLE b (a_id REFERENCES a); CREATE TABLE a (id INTEGER PRIMARY KEY);"
    assert [table.name for table in load_script(reversed_script)[0].tables] == ["a", "b"]


def test_a_table_may_refer_to_itself() -> None:
    assert any(key.table == "employees" for key in load_script(STAFF)[0].table("employees").foreign_keys)


def test_generated_columns_bring_no_value() -> None:
    schema, sample = load_script("CREATE TABLE t (a INT, b INT AS (a * 2)); INSERT INTO t VALUES (1)")
    assert schema.table("t").column_names == ("a",)
    assert sample == {"t": ((1,),)}


@pytest.mark.parametrize(
    ("script", "part"),
    [
        ("CREATE TABL t (a)", "cannot be loaded"),
        ("SELECT 1", "makes no table"),
        ("CREATE TABLE a (x REFERENCES b); CREATE TABLE b (y REFERENCES a)", "in a circle"),
        (LOANS + "INSERT INTO loans VALUES ('zz', 1, '2024-01-01', NULL)", "FOREIGN KEY"),
    ],
)
def test_a_script_that_does_not_work_is_the_authors_mistake(script: str, part: str) -> None:
    with pytest.raises(ExerciseInvalid, match=part):
        load_script(script)


def test_an_unknown_name_is_told_with_the_known_ones() -> None:
    schema, _ = load_script(LOANS)
    with pytest.raises(ExerciseInvalid, match="it has books, members, loans"):
        schema.table("lones")
    with pytest.raises(ExerciseInvalid, match=r"books\.title"):
        schema.column("books.titel")
