"""A store of settings whose changes can be taken back together."""


class Cancel(Exception):
    """Raised in a transaction to take its changes back, and for nothing else."""


class Store:
    """Values by key."""

    def __init__(self, values):
        raise NotImplementedError("Store is yours to write")
