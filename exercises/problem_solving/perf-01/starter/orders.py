"""The orders of a day. Try it by hand:  sqlite3 shop.db < shop.sql  and then  python3 -i orders.py"""


def report(connection, day):
    """Return the orders of a day, by their numbers.

    Each is a dictionary: "order", its number; "customer", the name, None for a guest; "items", pairs of title and
    quantity by their lines; "cents", what it comes to.
    """
    orders = []
    for number, customer_id in connection.execute("SELECT id, customer_id FROM orders WHERE day = ? ORDER BY id", (day,)):
        items, cents = [], 0
        lines = connection.execute(
            "SELECT article_id, quantity FROM items WHERE order_id = ? ORDER BY line", (number,)
        ).fetchall()
        for article_id, quantity in lines:
            article = connection.execute("SELECT title, cents FROM articles WHERE id = ?", (article_id,)).fetchone()
            items.append((article[0], quantity))
            cents += article[1] * quantity
        customer = connection.execute("SELECT name FROM customers WHERE id = ?", (customer_id,)).fetchone()
        orders.append(
            {"order": number, "customer": customer[0] if customer else None, "items": items, "cents": cents}
        )
    return orders
