"""Hidden tests: the same report in MySQL's dialect."""

import pytest

MARCH = {"orders.placed_on": ["2024-03-01", "2024-03-11", "2024-03-31"]}
NOT_CANCELLED = {"orders.status": ["paid", "open"]}
ONE_TOWN = {"customers.town": ["Hexham"]}


def test_columns(query):
    """The columns are label, kept, cancelled, paid_cents and customers"""
    query.has_columns("label", "kept", "cancelled", "paid_cents", "customers")


@pytest.mark.example
def test_one_town_and_month(query):
    """Two customers in one town and month"""
    query.on(
        customers=[(1, "Old Mill", "Hexham"), (2, "Beck Lodge", "Hexham")],
        orders=[(1, 1, "2024-05-31", "paid", 300), (2, 2, "2024-05-01", "open", 500), (3, 1, "2024-05-02", "paid", 40)],
    ).gives(("Hexham 2024-05", 3, 0, 340, "Beck Lodge, Old Mill"))


@pytest.mark.hint("What does || mean to MariaDB, and what joins texts there?")
def test_label_names_town_and_month(query):
    """The label has the town, the year and the month"""
    query.agrees_with_reference(on=query.databases(12, values=NOT_CANCELLED, distinct="orders.customer_id"))


def test_the_same_month_of_two_years(query):
    """March of one year is not March of another"""
    query.agrees_with_reference(
        on=query.databases(
            8,
            values={**NOT_CANCELLED, **ONE_TOWN, "orders.placed_on": ["2023-03-31", "2024-03-31"]},
            distinct="orders.customer_id",
            where="(SELECT count(*) FROM expected) > 1",
        )
    )


def test_what_counts_as_paid(query):
    """Open orders are kept, and only paid ones have their cents added up"""
    query.agrees_with_reference(on=query.databases(12, values={**NOT_CANCELLED, **MARCH}))


@pytest.mark.hint("Which orders does a WHERE leave to the rest of the query?")
def test_a_month_of_cancelled_orders_only(query):
    """A month in which all orders were cancelled has a row too"""
    query.on(
        customers=[(1, "Old Mill", "Hexham")],
        orders=[(1, 1, "2024-05-31", "cancelled", 300), (2, 1, "2024-06-01", "paid", 500)],
    ).gives(("Hexham 2024-05", 0, 1, 0, "-"), ("Hexham 2024-06", 1, 0, 500, "Old Mill"))


def test_who_only_cancelled_is_not_named(query):
    """A customer who has cancelled everything is not named"""
    query.on(
        customers=[(1, "Old Mill", "Hexham"), (2, "Beck Lodge", "Hexham")],
        orders=[(1, 1, "2024-05-31", "cancelled", 300), (2, 2, "2024-05-01", "open", 500)],
    ).gives(("Hexham 2024-05", 1, 1, 0, "Beck Lodge"))


def test_who_orders_twice_is_named_once(query):
    """A customer with several orders in a month is named once"""
    query.agrees_with_reference(
        on=query.databases(8, ties="orders.customer_id", values={**NOT_CANCELLED, **ONE_TOWN, **MARCH})
    )


def test_names_are_in_their_order(query):
    """Names are in alphabetical order"""
    query.on(
        customers=[(1, "Old Mill", "Whitby"), (2, "Abbey School", "Whitby"), (3, "Harbour Cafe", "Whitby")],
        orders=[(n, n, "2024-05-31", "paid", 100) for n in (1, 2, 3)],
    ).gives(("Whitby 2024-05", 3, 0, 300, "Abbey School, Harbour Cafe, Old Mill"))


def test_nothing_ordered(query):
    """Without an order there is no row"""
    query.agrees_with_reference(on=query.databases(3, empty="orders"))


def test_the_bakerys_own_data(query):
    """The report for bakery.sql is right"""
    query.agrees_with_reference()


def test_order(query):
    """The rows are ordered by label"""
    query.agrees_with_reference(on=query.databases(8, where="(SELECT count(*) FROM expected) > 2"), ordered_by="label")
