"""Orders of the bakery, in a SQLite database. The whole file is new in this pull request."""

import sqlite3

PAGE_SIZE = 3


def connect(path=":memory:"):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, customer TEXT, cents INTEGER)")
    return connection


def add(connection, customer, cents):
    """Keep an order; its number."""
    with connection:
        cursor = connection.execute("INSERT INTO orders (customer, cents) VALUES (?, ?)", (customer, cents))
    return cursor.lastrowid


def orders_of(connection, customer):
    """The amounts of all orders of a customer, oldest first."""
    query = f"SELECT cents FROM orders WHERE customer = '{customer}' ORDER BY id"
    return [cents for (cents,) in connection.execute(query)]


def page(connection, number):
    """One page of order numbers, oldest first. The first page has the number 1."""
    start = number * PAGE_SIZE
    rows = connection.execute("SELECT id FROM orders ORDER BY id LIMIT ? OFFSET ?", (PAGE_SIZE, start))
    return [order for (order,) in rows]


def with_delivery(cents, basket=[]):
    """Put an amount into a basket (a new one, if none is handed in), and the basket's delivery behind it."""
    basket.append(cents)
    return [*basket, 0 if sum(basket) >= 2000 else 350]


def largest(connection, count=1):
    """The largest amounts, at most so many; nothing if there are no orders."""
    found = []
    for (cents,) in connection.execute("SELECT cents FROM orders ORDER BY cents DESC"):
        if len(found) == count:
            break
        found.append(cents)
    else:
        return found
    return found
