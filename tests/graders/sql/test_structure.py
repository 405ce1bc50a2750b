"""Questions about how a query is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graders.errors import ExerciseInvalid
from graders.sql.structure import Demand, Structure

Ask = Callable[[Structure], bool]


def uses(text: str) -> Structure:
    return Structure(text, file="query.sql", demand=Demand.ASK, fail=pytest.fail)


@pytest.mark.parametrize(
    ("text", "ask", "answer"),
    [
        ("SELECT sum(a) OVER (ORDER BY b) FROM t", lambda q: q.window_function(), True),
        ("SELECT SUM(a) over w FROM t WINDOW w AS ()", lambda q: q.window_function("sum"), True),
        ("SELECT sum(a) FILTER (WHERE b > (1)) OVER () FROM t", lambda q: q.window_function("sum"), True),
        ("SELECT rank() OVER () FROM t", lambda q: q.window_function("sum"), False),
        ("SELECT 'sum(a) OVER ()' FROM t -- OVER (", lambda q: q.window_function(), False),
        ("SELECT count(*) over FROM t", lambda q: q.window_function(), False),
        ("WITH a AS (SELECT 1) SELECT * FROM a", lambda q: q.cte(), True),
        ("WITH RECURSIVE a AS (SELECT 1) SELECT * FROM a", lambda q: q.cte(recursive=True), True),
        ("WITH a AS (SELECT 1) SELECT * FROM a", lambda q: q.cte(recursive=True), False),
        ("SELECT 1 FROM (WITH a AS (SELECT 1) SELECT * FROM a)", lambda q: q.cte(), True),
        ("SELECT 1", lambda q: q.cte(), False),
        ("SELECT 1 FROM a LEFT OUTER JOIN b ON 1", lambda q: q.join("left"), True),
        ("SELECT 1 FROM a JOIN b ON 1", lambda q: q.join("left"), False),
        ("SELECT 1 FROM a JOIN b ON 1", lambda q: q.join("inner"), True),
        ("SELECT 1 FROM a NATURAL LEFT JOIN b", lambda q: q.join("inner"), False),
        ("SELECT 1 FROM a NATURAL LEFT JOIN b", lambda q: q.join("natural"), True),
        ("SELECT 1 FROM a", lambda q: q.join(), False),
        ("SELECT * FROM t", lambda q: q.select_star(), True),
        ("SELECT a, t.* FROM t", lambda q: q.select_star(), True),
        ("SELECT count(*), 2 * a FROM t", lambda q: q.select_star(), False),
        ("SELECT a FROM t WHERE EXISTS (SELECT * FROM u)", lambda q: q.select_star(), False),
        ("SELECT a FROM t WHERE EXISTS (SELECT 1 FROM (SELECT * FROM u))", lambda q: q.select_star(), True),
        ("SELECT a FROM t WHERE b IN (SELECT c FROM u)", lambda q: q.subquery(), True),
        ("WITH x AS NOT MATERIALIZED (SELECT 1) SELECT * FROM x", lambda q: q.subquery(), False),
        ("SELECT a FROM t ORDER BY a", lambda q: q.order_by(), True),
        ("SELECT a FROM (SELECT a FROM t ORDER BY a)", lambda q: q.order_by(), False),
        ("SELECT a, sum(b) FROM t GROUP BY a HAVING 1", lambda q: q.group_by() and q.having(), True),
        ("SELECT sum(b) FROM t", lambda q: q.aggregate("SUM"), True),
        ("SELECT sum FROM t", lambda q: q.aggregate("sum"), False),
        ("SELECT a FROM t UNION SELECT b FROM u", lambda q: q.union(), True),
        ("SELECT DISTINCT a FROM t LIMIT 1", lambda q: q.distinct() and q.limit(), True),
        ("WITH t AS (SELECT 1) SELECT * FROM t JOIN Orders AS o", lambda q: q.table("orders"), True),
        ("WITH t AS (SELECT 1) SELECT * FROM t", lambda q: q.table("t"), False),
    ],
)
def test_questions(text: str, ask: Ask, answer: bool) -> None:
    assert ask(uses(text)) is answer


def test_requires_ends_the_check_when_the_answer_is_no() -> None:
    requires = Structure("SELECT 1", file="query.sql", demand=Demand.REQUIRE, fail=pytest.fail)
    with pytest.raises(pytest.fail.Exception, match=r"The task asks for the window function SUM \.\.\. OVER"):
        requires.window_function("sum")


def test_forbids_ends_the_check_when_the_answer_is_yes() -> None:
    forbids = Structure("SELECT * FROM t", file="query.sql", demand=Demand.FORBID, fail=pytest.fail)
    with pytest.raises(pytest.fail.Exception, match="to do without SELECT"):
        forbids.select_star()
    assert not forbids.join()


def test_an_unknown_kind_of_join_is_the_authors_mistake() -> None:
    with pytest.raises(ExerciseInvalid, match="no kind of join"):
        uses("SELECT 1").join("outer")


def test_a_text_that_nests_too_deep_has_no_tree() -> None:
    assert uses("SELECT " + "(" * 5000 + "1" + ")" * 5000).table("t") is False
