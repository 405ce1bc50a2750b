"""Hidden tests: duplicates, keep the newest."""

import pytest

DAYS = ["2023-12-31", "2024-01-01", "2024-01-31", "2024-02-29", "2024-05-05", "2024-06-01"]
SMALL = {"members.email": ["a@example.org", "b@example.org", "c@example.org"]}


def test_columns(query):
    """The columns are email, name, changed_on and copies"""
    query.has_columns("email", "name", "changed_on", "copies")


@pytest.mark.example
def test_one_member_twice(query):
    """A member who is in the list twice"""
    query.on(
        members=[(1, "Eve", "eve@example.org", "2024-01-01"), (2, "Eve Ray", "eve@example.org", "2024-05-01")],
    ).gives(("eve@example.org", "Eve Ray", "2024-05-01", 2))


def test_members_who_are_in_it_once(query):
    """Members who are in the list once stay"""
    query.agrees_with_reference(
        on=query.databases(
            8,
            distinct="members.email",
            values={"members.email": [f"{letter}@example.org" for letter in "abcdefgh"]},
            where="EXISTS (SELECT 1 FROM members)",
        )
    )


@pytest.mark.points(2)
def test_the_newest_row_is_kept(query):
    """The newest row of an address is kept, with its own name"""
    query.agrees_with_reference(
        on=query.databases(
            ties="members.email",
            distinct="members.changed_on",
            values={**SMALL, "members.changed_on": DAYS, "members.name": ["Zoe", "Max", "Ann", "Kim"]},
        )
    )


@pytest.mark.hint("Which of two rows of the same day is the newest, says the prompt?")
def test_two_rows_of_the_same_day(query):
    """Of rows of the same day, the one with the largest id is kept"""
    query.agrees_with_reference(
        on=query.databases(
            ties=["members.email", "members.changed_on"],
            values={**SMALL, "members.changed_on": DAYS[:2], "members.name": ["Zoe", "Max", "Ann", "Kim"]},
            where="EXISTS (SELECT 1 FROM members GROUP BY email, changed_on HAVING count(DISTINCT name) > 1)",
        )
    )


@pytest.mark.points(2)
def test_capitals_make_no_other_address(query):
    """Addresses that differ in capitals are the same"""
    query.agrees_with_reference(
        on=query.databases(
            distinct="members.changed_on",
            values={"members.email": ["ann@example.org", "ANN@example.org", "Ann@Example.Org", "bo@example.org"]},
            where="EXISTS (SELECT 1 FROM expected WHERE copies > 1)",
        )
    )


def test_the_same_name_with_two_addresses(query):
    """Two people of the same name both stay"""
    query.on(
        members=[(1, "Kim Lee", "kim@example.org", "2024-01-01"), (2, "Kim Lee", "lee@example.org", "2024-05-01")],
    ).gives(("kim@example.org", "Kim Lee", "2024-01-01", 1), ("lee@example.org", "Kim Lee", "2024-05-01", 1))


def test_how_many_rows_there_were(query):
    """Copies counts all rows of an address"""
    query.on(
        members=[
            (1, "Eve", "EVE@example.org", "2024-01-01"),
            (2, "Eve", "eve@example.org", "2024-03-01"),
            (3, "Eve", "Eve@example.org", "2024-02-01"),
            (4, "Bo", "bo@example.org", "2024-02-01"),
        ],
    ).gives(("bo@example.org", "Bo", "2024-02-01", 1), ("eve@example.org", "Eve", "2024-03-01", 3))


def test_nobody(query):
    """An empty list stays empty"""
    query.agrees_with_reference(on=query.databases(1, empty="members"))


def test_the_clubs_own_data(query):
    """The list for club.sql is right"""
    query.agrees_with_reference()


def test_order(query):
    """The rows are ordered by email"""
    query.agrees_with_reference(
        on=query.databases(distinct="members.changed_on", where="(SELECT count(*) FROM expected) > 2"),
        ordered_by="email",
    )
