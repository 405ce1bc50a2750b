"""An account in a canteen. All amounts are whole cents."""


class Account:
    """The account of one guest."""

    def __init__(self, owner, overdraft):
        raise NotImplementedError("Account is yours to write")
