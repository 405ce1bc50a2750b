"""The orders of a shop, for its customers and its staff."""

CHANGEABLE = {"address", "note"}
INTERNAL = {"margin"}


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
        self.users = dict(users)
        self.orders = {order["id"]: dict(order) for order in orders}

    def all(self, user):
        """Return a list of the orders, by id."""
        self._role(user)
        mine = (order for _, order in sorted(self.orders.items()) if self._sees(user, order))
        return [self._shown(user, order) for order in mine]

    def read(self, user, number):
        """Return an order."""
        return self._shown(user, self._found(user, number))

    def change(self, user, number, changes):
        """Change fields of an open order; return the order."""
        order = self._found(user, number)
        if order["owner"] != user or not changes.keys() <= CHANGEABLE:
            raise Forbidden("only the owner changes an order, and only its address and note")
        self._open(order)
        order.update({name: value for name, value in changes.items() if value})
        return self._shown(user, order)

    def cancel(self, user, number):
        """Cancel an open order; return the order."""
        order = self._found(user, number)
        self._open(order)
        order["status"] = "cancelled"
        return self._shown(user, order)

    def refund(self, user, number):
        """Mark an order as refunded; return the order."""
        order = self._found(user, number)
        if self._role(user) != "staff" or order["owner"] == user:
            raise Forbidden("only staff refunds, and nobody their own order")
        order["status"] = "refunded"
        return self._shown(user, order)

    def _role(self, user):
        if user not in self.users:
            raise NotLoggedIn("nobody of this name is logged in")
        return self.users[user]

    def _sees(self, user, order):
        return self._role(user) == "staff" or order["owner"] == user

    def _found(self, user, number):
        """Return the order itself. One of somebody else's is as unknown as one that is not there."""
        self._role(user)
        order = self.orders.get(number)
        if order is None or not self._sees(user, order):
            raise NotFound("there is no such order")
        return order

    def _shown(self, user, order):
        """Return what this user may see of an order, as a copy."""
        hidden = set() if self._role(user) == "staff" else INTERNAL
        return {name: value for name, value in order.items() if name not in hidden}

    @staticmethod
    def _open(order):
        if order["status"] != "open":
            raise Conflict("the order is not open any more")
