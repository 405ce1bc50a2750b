"""A file of CQL is cut into statements as the server would, and what is no CQL is told before it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.cql.script import MAX_CHARS, MAX_STATEMENTS, refused, statements


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("  -- nothing\n // at /* all; */ ;;\n", []),
        ("SELECT 1; SELECT 2", ["SELECT 1", "SELECT 2"]),
        ("INSERT INTO t (a) VALUES ('a;''b'); SELECT 1;", ["INSERT INTO t (a) VALUES ('a;''b')", "SELECT 1"]),
        ('SELECT "a;b" FROM t; -- c;\nSELECT 2', ['SELECT "a;b" FROM t', "SELECT 2"]),
        ("SELECT 1 // one; two\n, 2;", ["SELECT 1 // one; two\n, 2"]),
        ("CREATE FUNCTION f() AS $$ return 1; $$; SELECT 1", ["CREATE FUNCTION f() AS $$ return 1; $$", "SELECT 1"]),
        (
            "BEGIN UNLOGGED BATCH INSERT a; INSERT b; APPLY BATCH; SELECT 1",
            ["BEGIN UNLOGGED BATCH INSERT a; INSERT b; APPLY BATCH", "SELECT 1"],
        ),
    ],
)
def test_statements_end_where_the_server_would_end_them(text: str, found: list[str]) -> None:
    assert [statement.text for statement in statements(text)] == found


def test_a_statement_knows_its_place_and_its_markers() -> None:
    text = "-- first\nSELECT a FROM t WHERE b = :bee AND c = ':not' ALLOW /* so */ filtering;\n"
    (found,) = statements(text)
    assert text[found.offset :].startswith("SELECT")
    assert found.markers == (":bee",)
    assert found.allows_filtering


@pytest.mark.parametrize("text", ["SELECT 'ALLOW FILTERING' FROM t", 'SELECT "ALLOW" FROM t -- ALLOW FILTERING'])
def test_filtering_in_a_text_or_a_comment_is_none(text: str) -> None:
    assert not statements(text)[0].allows_filtering


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("-- nothing", "no statement"),
        ("LOGIN cassandra 'cassandra'", "LOGIN is a command of the program cqlsh"),
        ("COPY t TO '/etc/passwd'", "COPY is a command of the program cqlsh"),
        ("SOURCE '/etc/passwd'", "SOURCE is a command of the program cqlsh"),
        ("USE system", "a statement about a keyspace"),
        ("DROP KEYSPACE work", "a statement about a keyspace"),
        ("SELECT a FROM t WHERE b = ?", "given by name"),
        ("SELECT 1;" * (MAX_STATEMENTS + 1), "statements; up to"),
        (" " * (MAX_CHARS + 1), "characters; up to"),
        ("CREATE TABLE t (a " + "list<" * 60 + "int" + ">" * 60 + ")", "61 brackets in each other"),
    ],
)
def test_what_is_not_given_to_the_server_is_told_in_a_sentence(text: str, told: str) -> None:
    why, _ = refused(text, statements(text), "query.cql")
    assert told in why


def test_an_ordinary_file_is_given_to_the_server() -> None:
    text = "CREATE TABLE t (a int PRIMARY KEY); INSERT INTO t (a) VALUES (:a);"
    assert refused(text, statements(text), "schema.cql") == ("", None)


@given(st.text(alphabet="ab;'\"$-/*:? \n", max_size=60))
def test_any_text_is_cut_without_losing_a_place(text: str) -> None:
    for statement in statements(text):
        assert text[statement.offset :].startswith(statement.text)
