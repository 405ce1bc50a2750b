"""Hidden tests: the best seller of each month."""

import pytest

ONE_MONTH = {"sales.sold_on": ["2024-03-01", "2024-03-02", "2024-03-31"]}
SHARED = "EXISTS (SELECT month FROM expected GROUP BY month HAVING count(*) > 1)"
"""In some month, several products share the first place."""
NOT_SHARED = "NOT " + SHARED


def test_columns(query):
    """The columns are month, product and sold"""
    query.has_columns("month", "product", "sold")


@pytest.mark.example
def test_one_month(query):
    """Three sales in one month"""
    query.on(
        products=[(1, "Honey"), (2, "Plum jam")],
        sales=[(1, 1, "2024-05-02", 3), (2, 2, "2024-05-09", 4), (3, 1, "2024-05-30", 2)],
    ).gives(("2024-05", "Honey", 5))


@pytest.mark.hint("What is added up, and for which pairs of month and product?")
def test_units_are_added_up(query):
    """A product's sales of a month are added up"""
    query.agrees_with_reference(
        on=query.databases(distinct="sales.quantity", values=ONE_MONTH, where=NOT_SHARED),
    )


def test_sales_of_the_same_quantity(query):
    """Two sales of the same quantity both count"""
    query.agrees_with_reference(on=query.databases(ties="sales.quantity", values=ONE_MONTH, where=NOT_SHARED))


def test_each_month_has_its_own_best_seller(query):
    """Each month has its own best seller"""
    query.agrees_with_reference(
        on=query.databases(
            values={"sales.sold_on": ["2024-03-01", "2024-04-30", "2024-05-15"]},
            where=[NOT_SHARED, "(SELECT count(*) FROM expected) > 1"],
        )
    )


def test_the_same_month_of_two_years(query):
    """December of one year is not December of another"""
    query.agrees_with_reference(
        on=query.databases(
            values={"sales.sold_on": ["2022-12-31", "2023-12-01", "2023-12-24", "2024-12-24"]},
            where=[NOT_SHARED, "(SELECT count(*) FROM expected) > 1"],
        )
    )


@pytest.mark.points(2)
@pytest.mark.hint("What do row_number(), rank() and LIMIT 1 do with two rows that are equal?")
def test_ties(query):
    """Products that share the first place are all listed"""
    query.agrees_with_reference(on=query.databases(ties="sales.quantity", where=SHARED))


def test_nothing_sold(query):
    """Without a sale there is no row"""
    query.agrees_with_reference(on=query.databases(4, empty="sales"))


def test_the_stands_own_data(query):
    """The list for stand.sql is right"""
    query.agrees_with_reference()


def test_order(query):
    """Months come in their order, and products that share a month by name"""
    query.agrees_with_reference(
        on=query.databases(where="(SELECT count(*) FROM expected) > 2"), ordered_by=["month", "product"]
    )
