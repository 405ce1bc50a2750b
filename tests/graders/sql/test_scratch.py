# ruff: noqa: S608 - the SQL is the test's own
"""Databases made for one check, and several sessions in them, on real servers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from graders.errors import ExerciseInvalid
from graders.sql.link import DIALECTS
from graders.sql.scratch import Scratch
from tests.graders.sql.servers import Shop, shop

BEGINS = "CREATE TABLE shelf (id integer PRIMARY KEY, books integer NOT NULL CHECK (books >= 0));\n"
BEGINS += "INSERT INTO shelf VALUES (1, 5), (2, 7)"


@pytest.fixture(scope="module", params=["postgresql", "mysql"])
def server(request: pytest.FixtureRequest) -> Iterator[tuple[str, Shop]]:
    """Each of the servers."""
    with shop(request.param) as found:
        yield request.param, found


@contextmanager
def scratch(server: tuple[str, Shop], text: str = "", begins: str = BEGINS) -> Iterator[Scratch]:
    language, found = server
    made = Scratch(
        DIALECTS[language], found.desk.running, found.session, text=text, file="do.sql", begins=begins, seconds=5
    )
    try:
        yield made
    finally:
        made.close()


def test_every_check_has_a_database_of_its_own(server: tuple[str, Shop]) -> None:
    for _ in range(2):
        with scratch(server, "INSERT INTO shelf VALUES (3, 1)") as database:
            database.apply()
            assert database.rows("SELECT count(*) FROM shelf") == [(3,)]


def test_settings_of_a_role_end_with_the_check(server: tuple[str, Shop]) -> None:
    if server[0] == "mysql":
        return  # a role has none there
    with scratch(server, "ALTER ROLE CURRENT_USER SET enable_seqscan = off") as database:
        database.apply()
    with scratch(server) as database:
        assert database.rows("SHOW enable_seqscan") == [("on",)]


def test_a_script_that_does_not_run_fails_the_check_with_its_place(server: tuple[str, Shop]) -> None:
    with (
        scratch(server, "INSERT INTO shelf VALUES (3, 1);\nINSERT INTO shelf VALEUS (4, 1)") as database,
        pytest.raises(pytest.fail.Exception, match=r"does not carry out do\.sql(?s:.*)  2 \| INSERT INTO shelf VALEUS"),
    ):
        database.apply()


def test_delimiter_is_told_to_be_a_command_of_another_program(server: tuple[str, Shop]) -> None:
    text = "-- how many\nDELIMITER //\nCREATE PROCEDURE many() BEGIN SELECT count(*) FROM shelf; END//\nDELIMITER ;"
    expected = r"DELIMITER on line 2(?s:.*)leave DELIMITER out(?s:.*)  2 \| DELIMITER //"
    if server[0] != "mysql":
        expected = r"PostgreSQL does not carry out do\.sql"
    with scratch(server, text) as database, pytest.raises(pytest.fail.Exception, match=expected):
        database.apply()


def test_a_procedure_of_several_statements_needs_no_delimiter(server: tuple[str, Shop]) -> None:
    if server[0] != "mysql":
        return  # it has none
    text = "CREATE PROCEDURE many() BEGIN SET @a = 1; SELECT count(*) + @a FROM shelf; END;\nDELETE FROM shelf;"
    with scratch(server, text) as database:
        database.apply()
        assert database.rows("CALL many()") == [(1,)]


def test_a_rule_is_kept_by_a_constraint_and_by_nothing_else(server: tuple[str, Shop]) -> None:
    with scratch(server) as database:
        database.accepts("INSERT INTO shelf VALUES (3, 0)", "books are counted")
        database.refuses("INSERT INTO shelf VALUES (4, -1)", "nobody has less than none")
        database.refuses("INSERT INTO shelf VALUES (1, 1)", "a shelf is there once")
        database.refuses("INSERT INTO shelf VALUES (5, NULL)", "books are counted")
        with pytest.raises(pytest.fail.Exception, match="gave      no error"):
            database.refuses("INSERT INTO shelf VALUES (6, 1)", "no more shelves")
        with pytest.raises(pytest.fail.Exception, match="another error"):
            database.refuses("INSERT INTO shelves VALUES (6, 1)", "no more shelves")
        with pytest.raises(pytest.fail.Exception, match="gave      an error"):
            database.accepts("INSERT INTO shelf VALUES (1, 1)", "one more")


def test_a_script_that_an_author_got_wrong_is_the_authors_mistake(server: tuple[str, Shop]) -> None:
    with pytest.raises(ExerciseInvalid, match="does not take the exercise's script"), scratch(server, begins="CREATE"):
        pass


def test_the_script_owns_its_database_and_nothing_else(server: tuple[str, Shop]) -> None:
    with scratch(server) as database:
        for sql in ("CREATE DATABASE more", "DROP DATABASE work", "CREATE ROLE boss", "SET ROLE postgres"):
            assert database.attempt(sql) is not None, sql


def test_a_plan_tells_of_an_index(server: tuple[str, Shop]) -> None:
    with scratch(server) as database:
        many = ", ".join(f"({number}, {number % 7})" for number in range(10, 3000))
        database.accepts(f"INSERT INTO shelf VALUES {many}", "many shelves")
        assert database.plan("SELECT books FROM shelf WHERE id = 77").uses_index(table="shelf")
        assert database.plan("SELECT books FROM shelf WHERE books = 3").scans_all("shelf")


def test_a_statement_that_has_to_wait_is_seen_to_wait(server: tuple[str, Shop]) -> None:
    with scratch(server) as database:
        ada, bo = database.session("ada"), database.session("bo")
        assert ada.run("BEGIN") is None
        assert ada.run("UPDATE shelf SET books = books + 1 WHERE id = 1") is None
        free = bo.start("UPDATE shelf SET books = books + 10 WHERE id = 2")
        assert free.ended
        late = bo.start("UPDATE shelf SET books = books + 10 WHERE id = 1")
        assert not late.ended
        assert bo.is_waiting()
        assert ada.run("COMMIT") is None
        assert late.wait()
        assert late.complaint is None
        assert database.rows("SELECT books FROM shelf ORDER BY id") == [(16,), (17,)]


def test_a_deadlock_has_one_victim(server: tuple[str, Shop]) -> None:
    with scratch(server) as database:
        ada, bo = database.session("ada"), database.session("bo")
        for session, first in ((ada, 1), (bo, 2)):
            session.run("BEGIN")
            session.run(f"UPDATE shelf SET books = 0 WHERE id = {first}")
        steps = [ada.start("UPDATE shelf SET books = 1 WHERE id = 2")]
        steps.append(bo.start("UPDATE shelf SET books = 1 WHERE id = 1"))
        assert all(step.wait() for step in steps)
        assert sorted(step.complaint is not None and step.complaint.is_deadlock for step in steps) == [False, True]
