"""Rows as text."""

from __future__ import annotations

from graders.sql.schema import load_script
from graders.sql.show import answer_table, cell, database_tables, markdown_table, table
from tests.graders.sql.pairs import SHOP


def test_numbers_stand_right_and_texts_left() -> None:
    assert table(["name", "n"], [("a", 5), ("bcd", 12)]) == "  name |  n\n  -----+---\n  a    |  5\n  bcd  | 12"


def test_what_could_be_mistaken_is_quoted() -> None:
    assert [cell(value) for value in (None, "NULL", "", " a", "12", "1e3", "plain", 12, 1.0, 0.1 + 0.2)] == [
        "NULL", "'NULL'", "''", "' a'", "'12'", "'1e3'", "plain", "12", "1.0", "0.3",
    ]  # fmt: skip


def test_long_cells_and_many_rows_are_cut_and_counted() -> None:
    text = table(["a"], [("x" * 500,)] * 40)
    assert max(map(len, text.splitlines())) < 40
    assert text.endswith("... 28 more rows")


def test_control_characters_cannot_break_a_table() -> None:
    assert cell("a\nb\x1b[31m\u202e") == r"a\nb\x1b[31m\u202e"


def test_no_rows_are_said_in_a_word() -> None:
    assert answer_table("Expected", ["a"], []) == "Expected no rows."


def test_a_database_says_which_tables_are_empty() -> None:
    schema, sample = load_script(SHOP)
    text = database_tables(schema, {**sample, "orders": ()})
    assert "orders is empty (columns: id, customer_id, placed_on, status, amount)" in text
    assert "Cleo" in text


def test_a_markdown_table_escapes_bars() -> None:
    assert markdown_table(["a"], [("x|y",), (None,)]) == "| a |\n|---|\n| x\\|y |\n| NULL |"
