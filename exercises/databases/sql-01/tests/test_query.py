"""Hidden tests: customers and what they spent."""

import pytest

ALL_PAID = {"orders.status": ["paid"]}


def test_columns(query):
    """The columns are name, city, orders and spent_cents"""
    query.has_columns("name", "city", "orders", "spent_cents")


@pytest.mark.example
def test_two_customers(query):
    """Two customers, one of whom ordered twice"""
    query.on(
        customers=[(1, "Corner Cafe", "York"), (2, "Station Books", "York")],
        orders=[
            (1, 1, "2024-01-05", "paid", 1000),
            (2, 1, "2024-01-09", "paid", 250),
            (3, 2, "2024-02-01", "paid", 700),
        ],
    ).gives(("Corner Cafe", "York", 2, 1250), ("Station Books", "York", 1, 700))


@pytest.mark.points(2)
@pytest.mark.hint("Which kind of JOIN keeps a customer that no order belongs to?")
def test_customers_without_orders(query):
    """Customers without orders are listed too, with 0 orders and 0 spent"""
    query.agrees_with_reference(on=query.databases(childless="customers", distinct="customers.name", values=ALL_PAID))


def test_no_orders_at_all(query):
    """On the first day of the shop, every customer has 0 orders"""
    query.agrees_with_reference(on=query.databases(8, empty="orders", distinct="customers.name"))


def test_cancelled_orders(query):
    """Cancelled orders do not count"""
    query.agrees_with_reference(
        on=query.databases(distinct="customers.name", where="'cancelled' IN (SELECT status FROM orders)")
    )


@pytest.mark.points(2)
@pytest.mark.hint("A condition in ON and a condition in WHERE are asked at different times.")
def test_only_cancelled_orders(query):
    """Customers whose orders were all cancelled are still listed, with 0"""
    query.agrees_with_reference(
        on=query.databases(
            distinct="customers.name",
            where="EXISTS (SELECT 1 FROM orders GROUP BY customer_id HAVING max(status) = 'cancelled')",
        )
    )


def test_orders_of_the_same_amount(query):
    """Two orders of the same amount both count"""
    query.agrees_with_reference(
        on=query.databases(ties="orders.amount_cents", distinct="customers.name", values=ALL_PAID)
    )


def test_customers_of_the_same_name(query):
    """Two customers of the same name have a row each"""
    query.agrees_with_reference(on=query.databases(ties="customers.name", values=ALL_PAID))


def test_the_shops_own_data(query):
    """The report for shop.sql is right"""
    query.agrees_with_reference()


def test_order(query):
    """Who spent most comes first; customers who spent the same are ordered by name"""
    query.agrees_with_reference(on=query.databases(), ordered_by=["spent_cents DESC", "name"])
