"""The orders of a day."""

ORDERS = """
    SELECT orders.id, customers.name
    FROM orders LEFT JOIN customers ON customers.id = orders.customer_id
    WHERE orders.day = ?
    ORDER BY orders.id
"""
ITEMS = """
    SELECT items.order_id, articles.title, items.quantity, articles.cents
    FROM orders JOIN items ON items.order_id = orders.id JOIN articles ON articles.id = items.article_id
    WHERE orders.id = ?
    ORDER BY items.line
"""


def report(connection, day):
    """Return the orders of a day, by their numbers.

    Each is a dictionary: "order", its number; "customer", the name, None for a guest; "items", pairs of title and
    quantity by their lines; "cents", what it comes to.
    """
    found = {
        number: {"order": number, "customer": name, "items": [], "cents": 0}
        for number, name in connection.execute(ORDERS, (day,))
    }
    lines = [line for number in found for line in connection.execute(ITEMS, (number,))]
    for number, title, quantity, cents in lines:
        found[number]["items"].append((title, quantity))
        found[number]["cents"] += quantity * cents
    return list(found.values())
