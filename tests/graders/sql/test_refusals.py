"""What a learner reads of a query that gave no rows."""

from __future__ import annotations

import pytest

from graders.sql.engine import Refusal, RefusalKind
from graders.sql.refusals import explain
from graders.sql.schema import load_script
from tests.graders.sql.conftest import MakeQuery


def told(make_query: MakeQuery, text: str) -> str:
    with pytest.raises(pytest.fail.Exception) as caught:
        make_query(text).agrees_with_reference()
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("SELECT name\nFORM customers", ["near", "(line 2, column 6)", "  2 | FORM customers\n           ^"]),
        ("SELECT name, FROM customers", ['near "FROM"', "There is a comma just before it."]),
        ("SELECT (name FROM customers", ['near "FROM"', "The parser says: Expecting )"]),
        ("SELECT name FROM customers WHERE", ["ends too early"]),
        ("SELECT nam FROM customers", ["no such column: nam", "Did you mean name?", "orders (id, customer_id"]),
        ("SELECT name FROM customer", ["no such table: customer", "Did you mean customers?"]),
        ("SELECT id FROM customers, orders", ["ambiguous column name: id", "More than one table has it"]),
        ("SELECT name FROM customers WHERE count(*) > 1", ["misuse of aggregate", "HAVING"]),
        ("SELECT name FROM customers WHERE row_number() OVER () = 1", ["misuse of window function", "wrap"]),
        ("DELETE FROM customers", ["may only read", "tries to delete"]),
        ("ATTACH 'x' AS y", ["may only read", "attach a database file"]),
        ("DROP TABLE customers", ["may only read", "change tables"]),
        ("SELECT * FROM customers WHERE id = ?", ["placeholder"]),
        ("SELECT zeroblob(5000000)", ["more than a million bytes"]),
    ],
)
def test_the_message_says_what_where_and_what_to_look_at(make_query: MakeQuery, text: str, parts: list[str]) -> None:
    message = told(make_query, text)
    for part in parts:
        assert part in message


def test_delimiter_in_a_query_for_mysql_is_told_to_be_no_sql() -> None:
    text = "delimiter $$\nSELECT 1$$"
    refusal = Refusal(kind=RefusalKind.SYNTAX, message="You have an error in your SQL syntax", offset=0)
    schema, _ = load_script("CREATE TABLE shelf (id INTEGER)")
    message = explain(refusal, text, "query.sql", schema, engine="MySQL", dialect="mysql")
    assert "query.sql has DELIMITER on line 1" in message
    assert "  1 | delimiter $$" in message
    assert "DELIMITER on line" not in explain(refusal, text, "query.sql", schema, engine="SQLite", dialect="sqlite")


def test_a_refusal_on_made_data_shows_the_data(make_query: MakeQuery) -> None:
    query = make_query(
        "SELECT name, 0 AS orders, abs(-9223372036854775807 - (SELECT count(*) FROM orders)) FROM customers"
    )
    with pytest.raises(pytest.fail.Exception) as caught:
        query.agrees_with_reference(on={"customers": [(1, "Asha", None)], "orders": [(1, 1, "2024-01-01", "paid", 5)]})
    assert "With these tables:" in str(caught.value)
    assert "integer overflow" in str(caught.value)
