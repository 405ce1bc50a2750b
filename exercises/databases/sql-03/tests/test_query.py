"""Hidden tests: a running balance."""

import pytest

ONE_ACCOUNT = {"bookings.account": ["bank"], "accounts.name": ["bank"]}
ZERO_OPENING = {"accounts.opening_cents": [0]}
BY_ID = "NOT EXISTS (SELECT 1 FROM bookings a JOIN bookings b ON a.id < b.id AND a.booked_on > b.booked_on)"
"""The days follow the ids."""
LATE = "NOT " + BY_ID
SEVERAL = "(SELECT count(*) FROM bookings) > 2"


def test_columns(query):
    """The columns are account, id, booked_on, amount_cents and balance_cents"""
    query.has_columns("account", "id", "booked_on", "amount_cents", "balance_cents")


@pytest.mark.example
def test_three_bookings(query):
    """Three bookings of one account"""
    query.on(
        accounts=[("bank", 1000)],
        bookings=[
            (1, "bank", "2024-05-02", 250),
            (2, "bank", "2024-05-03", -400),
            (3, "bank", "2024-05-09", 100),
        ],
    ).gives(
        ("bank", 1, "2024-05-02", 250, 1250),
        ("bank", 2, "2024-05-03", -400, 850),
        ("bank", 3, "2024-05-09", 100, 950),
    )


@pytest.mark.hint("OVER (ORDER BY ...) adds up to the current row; OVER () adds up everything.")
def test_the_balance_runs(query):
    """Each booking changes the balance of the one before"""
    query.agrees_with_reference(
        on=query.databases(
            distinct="bookings.booked_on", values={**ONE_ACCOUNT, **ZERO_OPENING}, where=[BY_ID, SEVERAL]
        )
    )


def test_opening_balance(query):
    """The balance starts from the account's opening balance"""
    query.agrees_with_reference(
        on=query.databases(
            distinct="bookings.booked_on",
            values={**ONE_ACCOUNT, "accounts.opening_cents": [5000, 120000]},
            where=BY_ID,
        )
    )


@pytest.mark.points(2)
@pytest.mark.hint("Where does the window begin anew?")
def test_accounts_are_apart(query):
    """Every account has a balance of its own"""
    query.agrees_with_reference(
        on=query.databases(
            distinct="bookings.booked_on",
            where=[BY_ID, "(SELECT count(DISTINCT account) FROM bookings) > 1"],
        )
    )


def test_entered_late(query):
    """A booking that was entered late counts from its day on"""
    query.agrees_with_reference(on=query.databases(distinct="bookings.booked_on", values=ONE_ACCOUNT, where=LATE))


@pytest.mark.points(2)
@pytest.mark.hint("By default, a window with ORDER BY reaches to the last row that ties with the current one.")
def test_several_bookings_of_a_day(query):
    """Bookings of the same day count one after the other, by id"""
    query.agrees_with_reference(on=query.databases(ties="bookings.booked_on", values=ONE_ACCOUNT))


def test_accounts_without_bookings(query):
    """An account without bookings is not listed"""
    query.agrees_with_reference(on=query.databases(childless="accounts", distinct="bookings.booked_on", where=BY_ID))


def test_the_clubs_own_data(query):
    """The statement for club.sql is right"""
    query.agrees_with_reference()


def test_order(query):
    """The rows are ordered by account, day and id"""
    query.agrees_with_reference(
        on=query.databases(where="(SELECT count(DISTINCT account) FROM bookings) > 1"),
        ordered_by=["account", "booked_on", "id"],
    )


def test_uses_a_window_function(query):
    """The balance is made by a window function"""
    query.requires.window_function("sum")
