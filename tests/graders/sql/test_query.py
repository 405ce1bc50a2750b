"""The fixture ``query`` in an author's hands."""

from __future__ import annotations

import pytest

from graders.errors import ExerciseInvalid
from graders.sql.schema import Value
from sandbox.errors import EndReason, SessionEnded
from tests.graders.sql.conftest import REFERENCE, MakeQuery

INNER = REFERENCE.replace("LEFT JOIN", "JOIN")
TWO: dict[str, list[tuple[Value, ...]]] = {
    "customers": [(1, "Asha", "Leeds"), (2, "Ben", None)],
    "orders": [(1, 1, "2024-01-01", "paid", 5)],
}


def message_of(caught: pytest.ExceptionInfo[BaseException]) -> str:
    return str(caught.value)


def test_rows_columns_and_records_are_those_of_the_exercises_data(make_query: MakeQuery) -> None:
    query = make_query("SELECT id, name AS who FROM customers WHERE id < 3 ORDER BY id;")
    assert query.columns == ("id", "who")
    assert query.rows == [(1, "Asha"), (2, "Ben")]
    assert query.records == [{"id": 1, "who": "Asha"}, {"id": 2, "who": "Ben"}]


def test_a_right_query_passes_every_check(make_query: MakeQuery) -> None:
    query = make_query(REFERENCE)
    query.has_columns("name", "orders", "spent")
    query.agrees_with_reference(ordered_by=["spent DESC", "name"])
    query.agrees_with_reference(on=TWO)
    query.agrees_with_reference(on=query.databases(childless="customers"), ordered_by="spent")
    query.on(TWO).gives(("Asha", 1, 5), ("Ben", 0, 0))


def test_wrong_names_are_shown_under_the_right_ones(make_query: MakeQuery) -> None:
    with pytest.raises(pytest.fail.Exception) as caught:
        make_query("SELECT name, 1, 2 FROM customers").has_columns("name", "orders", "spent")
    assert "The columns should be: name, orders, spent\nYour query gives:      name, 1, 2" in message_of(caught)


def test_a_difference_on_the_exercises_data_shows_the_rows(make_query: MakeQuery) -> None:
    with pytest.raises(pytest.fail.Exception) as caught:
        make_query(INNER).agrees_with_reference()
    message = message_of(caught)
    assert message.startswith("On the data of shop.sql: 3 rows, expected 4.")
    assert "Missing from your result (1 row):\n  name | orders | spent\n" in message
    assert "An inner JOIN drops every row that finds no partner" in message


def test_a_counterexample_is_as_small_as_can_be_and_shown_whole(make_query: MakeQuery) -> None:
    query = make_query(INNER)
    with pytest.raises(pytest.fail.Exception) as caught:
        query.agrees_with_reference(on=query.databases(childless="customers"))
    message = message_of(caught)
    assert message.startswith("With these tables:\n\ncustomers\n  id | name")
    assert "orders is empty (columns: id, customer_id, placed_on, status, amount)" in message
    assert "Your query gave no rows." in message
    assert "Expected (1 row):" in message


def test_a_counterexample_keeps_what_the_check_is_about(make_query: MakeQuery) -> None:
    query = make_query(INNER)
    found = query.counterexample(query.databases(where="'cancelled' IN (SELECT status FROM orders)"))
    assert found is not None
    assert "cancelled" in [row[3] for row in found.database["orders"]]
    assert sum(map(len, found.database.values())) <= 3


def test_a_database_of_the_test_is_shown_as_it_is(make_query: MakeQuery) -> None:
    with pytest.raises(pytest.fail.Exception) as caught:
        make_query(INNER).on(customers=[{"id": 1, "name": "Asha"}]).gives(("Asha", 0, 0))
    assert "1 | Asha | NULL" in message_of(caught)


def test_gives_can_ask_for_the_order(make_query: MakeQuery) -> None:
    result = make_query("SELECT id FROM customers ORDER BY id DESC").on(TWO)
    result.gives((1,), (2,))
    with pytest.raises(pytest.fail.Exception, match="their order is not"):
        result.gives((1,), (2,), ordered=True)


def test_gives_tells_another_number_of_columns(make_query: MakeQuery) -> None:
    with pytest.raises(pytest.fail.Exception) as caught:
        make_query("SELECT id FROM customers").on(TWO).gives(("Asha", 1, 5), ("Ben", 0, 0))
    assert message_of(caught) == "Expected 3 columns (name, orders, spent); your query gives 1 column (id)."


def test_a_query_that_never_ends_is_a_time_limit_and_is_not_run_again(make_query: MakeQuery) -> None:
    text = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    query = make_query(text, seconds=0.2)
    with pytest.raises(SessionEnded) as caught:
        query.agrees_with_reference()
    assert caught.value.reason is EndReason.TIME_LIMIT
    assert query._run.stalled is caught.value


def test_ten_million_rows_are_an_output_limit(make_query: MakeQuery) -> None:
    text = "SELECT 1 FROM customers a, customers b, customers c, customers d, customers e, customers f, customers g"
    with pytest.raises(SessionEnded) as caught:
        make_query(text).agrees_with_reference()
    assert caught.value.reason is EndReason.OUTPUT_LIMIT


def test_a_mistake_before_a_limit_is_told_first(make_query: MakeQuery) -> None:
    text = "SELECT 1 FROM orders a, orders b, orders c, orders d, orders e, orders f, orders g, orders h"
    query = make_query(text)
    found = query.counterexample(query.databases(empty="orders"))
    assert found is not None


@pytest.mark.parametrize(
    ("on", "part"),
    [
        ({"customer": []}, "no table 'customer'"),
        ({"customers": [(1, None, None)]}, "does not allow"),
        ({"orders": [(1, 1, "2024-01-01", "paid", 5)]}, "does not allow"),
    ],
)
def test_an_impossible_database_of_a_test_is_the_authors_mistake(
    make_query: MakeQuery, on: dict[str, list[tuple[object, ...]]], part: str
) -> None:
    with pytest.raises(ExerciseInvalid, match=part):
        make_query(REFERENCE).agrees_with_reference(on=on)  # type: ignore[arg-type]  # rows of anything


def test_rows_do_not_depend_on_the_reference_being_asked(make_query: MakeQuery) -> None:
    assert make_query("SELECT 1 AS one", reference="SELECT 2 AS two").rows == [(1,)]
