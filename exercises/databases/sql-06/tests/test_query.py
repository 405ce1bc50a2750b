"""Hidden tests: the query that loses rows."""

import pytest

TOWNS = {"guests.town": ["Leeds", "York", "Hull"]}
TOWN_KNOWN = "NOT EXISTS (SELECT 1 FROM guests WHERE town IS NULL)"
BONUS_KNOWN = "NOT EXISTS (SELECT 1 FROM guests WHERE bonus IS NULL)"
SIGNED = "NOT EXISTS (SELECT 1 FROM complaints WHERE guest_id IS NULL)"
SOMEBODY = "EXISTS (SELECT 1 FROM expected)"


def test_columns(query):
    """The columns are id, name, town and points"""
    query.has_columns("id", "name", "town", "points")


def test_nothing_is_unknown(query):
    """Where everything is known, the list is what it was"""
    query.agrees_with_reference(on=query.databases(8, values=TOWNS, where=[TOWN_KNOWN, BONUS_KNOWN, SIGNED, SOMEBODY]))


@pytest.mark.example
def test_a_complaint_that_nobody_signed(query):
    """A complaint that nobody signed keeps nobody away"""
    query.on(
        guests=[(1, "Ada", "York", 4, 1), (2, "Bo", "Hull", 2, 2)],
        complaints=[(1, 2, "loud music"), (2, None, "cold showers")],
    ).gives((1, "Ada", "York", 5))


@pytest.mark.points(2)
@pytest.mark.hint("What does `3 NOT IN (1, NULL)` give?")
def test_complaints_with_and_without_a_name(query):
    """Who has signed a complaint is not invited, whatever others there are"""
    query.agrees_with_reference(
        on=query.databases(
            12,
            nulls="complaints.guest_id",
            values=TOWNS,
            where=[TOWN_KNOWN, BONUS_KNOWN, SOMEBODY],
        )
    )


@pytest.mark.points(2)
@pytest.mark.hint("What does `NULL <> 'Leeds'` give?")
def test_guests_whose_town_is_unknown(query):
    """Guests whose town is unknown are invited, too"""
    query.agrees_with_reference(
        on=query.databases(
            12,
            nulls="guests.town",
            values=TOWNS,
            where=[BONUS_KNOWN, SIGNED, "EXISTS (SELECT 1 FROM expected WHERE town = 'unknown')"],
        )
    )


def test_leeds_alone(query):
    """Nobody but those from Leeds is left out for the town"""
    query.on(
        guests=[(1, "Ada", "Leeds", 4, 1), (2, "Bo", None, 2, 2), (3, "Cleo", "", 1, 2), (4, "Dee", "Leedstown", 1, 0)],
    ).gives((2, "Bo", "unknown", 4), (3, "Cleo", "", 3), (4, "Dee", "Leedstown", 1))


@pytest.mark.points(2)
@pytest.mark.hint("What does `7 + NULL` give?")
def test_guests_without_a_bonus(query):
    """Who never had a bonus has the points of the visits"""
    query.agrees_with_reference(
        on=query.databases(
            12,
            nulls="guests.bonus",
            values={**TOWNS, "guests.visits": [0, 3, 12, 40], "guests.bonus": [0, 5, 20]},
            where=[
                TOWN_KNOWN,
                SIGNED,
                "EXISTS (SELECT 1 FROM guests WHERE bonus IS NULL AND id IN (SELECT id FROM expected))",
            ],
        )
    )


def test_several_complaints_of_one_guest(query):
    """Complaints make no second row of a guest"""
    query.on(
        guests=[(1, "Ada", "York", 4, None), (2, "Bo", None, 9, 1)],
        complaints=[(1, None, "loud music"), (2, None, "cold showers"), (3, None, "too warm")],
    ).gives((1, "Ada", "York", 4), (2, "Bo", "unknown", 10))


def test_everything_at_once(query):
    """All that can be unknown is unknown at the same time"""
    query.agrees_with_reference(
        on=query.databases(12, nulls=["guests.town", "guests.bonus", "complaints.guest_id"], values=TOWNS)
    )


def test_nobody(query):
    """Without guests nobody is invited, and without complaints nobody is left out"""
    query.agrees_with_reference(on=query.databases(1, empty=["guests", "complaints"]))
    query.agrees_with_reference(on=query.databases(6, empty="complaints", values=TOWNS, where=SOMEBODY))


def test_the_halls_own_data(query):
    """The list for hall.sql is right"""
    query.agrees_with_reference()


def test_order(query):
    """Who has most points comes first, then by id"""
    query.agrees_with_reference(
        on=query.databases(values=TOWNS, where="(SELECT count(*) FROM expected) > 2"), ordered_by=["points DESC", "id"]
    )
