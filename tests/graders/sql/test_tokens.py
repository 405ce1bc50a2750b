"""Cutting SQL into tokens."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.sql.tokens import TokenKind, literals, place, scan, statement_starts


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" ;; \n", 0),
        ("-- only a comment", 0),
        ("/* unfinished", 0),
        ("SELECT 1", 1),
        ("SELECT 1; -- done", 1),
        ("SELECT ';' AS \"a;b\", [c;d] FROM t /* ; */", 1),
        ("SELECT 'it''s; fine';", 1),
        ("SELECT 1; SELECT 2", 2),
        (";SELECT 1;;SELECT 2;", 2),
    ],
)
def test_statements_are_counted_outside_of_texts_and_comments(text: str, count: int) -> None:
    assert len(statement_starts(scan(text))) == count


def test_literals_are_found_with_their_values() -> None:
    found = literals(scan("SELECT 'it''s', 1.5, 0x10, .5, 2e3 FROM t1 WHERE a = 7 -- 9\n AND b = x'00'"))
    assert found.texts == {"it's"}
    assert found.numbers == {1.5, 16, 0.5, 2000.0, 7}


def test_a_double_quoted_text_may_be_a_literal_too() -> None:
    assert "Oslo" in literals(scan('SELECT * FROM t WHERE city = "Oslo"')).texts


def test_a_number_beyond_64_bits_is_no_literal_of_a_column() -> None:
    assert literals(scan("SELECT 99999999999999999999999")).numbers == set()


def test_a_place_is_counted_from_one() -> None:
    assert place("a\nbc", 0) == (1, 1)
    assert place("a\nbc", 3) == (2, 2)


@given(st.text(alphabet="ab1'\"`[]()-*/;., \n", max_size=60))
def test_nothing_but_space_and_comments_is_lost(text: str) -> None:
    tokens = scan(text)
    assert all(text[token.start : token.start + len(token.text)] == token.text for token in tokens)
    assert all(a.start + len(a.text) <= b.start for a, b in pairwise(tokens))


@given(st.text(max_size=40))
def test_a_quoted_text_is_one_token_with_the_value_that_was_quoted(text: str) -> None:
    (token,) = scan("'" + text.replace("'", "''") + "'")
    assert token.kind is TokenKind.TEXT
    assert token.value == text
