"""The orders of a shop, for its customers and its staff."""


class NotLoggedIn(Exception):
    """Nobody of this name is logged in."""


class NotFound(Exception):
    """There is no such order, as far as this user may know."""


class Forbidden(Exception):
    """The user may not do this."""


class Conflict(Exception):
    """The order is not open any more."""


class Orders:
    """The orders.

    Args:
        users: the role of each user by name, "customer" or "staff".
        orders: a dictionary for each order, with the keys "id" (a number), "owner" (a name), "status" ("open", "sent",
            "cancelled" or "refunded"), "address", "note", "cents" and "margin".
    """

    def __init__(self, users, orders):
        self.users = users
        self.orders = {order["id"]: order for order in orders}

    def all(self, user):
        """Return a list of the orders, by id."""
        return [self.orders[number] for number in sorted(self.orders)]

    def read(self, user, number):
        """Return an order."""
        return self.orders[number]

    def change(self, user, number, changes):
        """Change fields of an open order; return the order."""
        self.orders[number].update(changes)
        return self.orders[number]

    def cancel(self, user, number):
        """Cancel an open order; return the order."""
        self.orders[number]["status"] = "cancelled"
        return self.orders[number]

    def refund(self, user, number):
        """Mark an order as refunded; return the order."""
        self.orders[number]["status"] = "refunded"
        return self.orders[number]
