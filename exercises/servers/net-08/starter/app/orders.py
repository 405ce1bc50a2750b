"""Orders of the bakery."""


def waiting(orders):
    return [order for order in orders if not order["baked"]]
