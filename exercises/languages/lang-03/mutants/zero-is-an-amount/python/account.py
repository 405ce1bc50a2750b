"""An account in a canteen. All amounts are whole cents."""


class InsufficientFunds(Exception):
    """There is less in the account than was asked for."""

    def __init__(self, missing):
        super().__init__(f"{missing} cents are missing")
        self.missing = missing


class Account:
    """The account of one guest.

    Every amount is checked before anything changes, so what is refused leaves no trace.
    """

    def __init__(self, owner, overdraft):
        self._owner = owner
        self._overdraft = overdraft
        self._history = []

    def owner(self):
        """Return whose account it is."""
        return self._owner

    def balance(self):
        """Return what is in the account; less than 0 when it is overdrawn."""
        return sum(self._history)

    def history(self):
        """Return the amounts that came in, and below 0 those that went out, in their order."""
        return list(self._history)

    def deposit(self, cents):
        """Put an amount in.

        Raises:
            ValueError: the amount is not above 0.
        """
        _check(cents)
        self._history.append(cents)

    def withdraw(self, cents):
        """Take an amount out.

        Raises:
            ValueError: the amount is not above 0.
            InsufficientFunds: the account would be overdrawn further than it may be.
        """
        _check(cents)
        missing = cents - self.balance() - self._overdraft
        if missing > 0:
            raise InsufficientFunds(missing)
        self._history.append(-cents)

    def transfer(self, cents, other):
        """Move an amount to another account; raises what `withdraw` raises."""
        self.withdraw(cents)
        other.deposit(cents)


def _check(cents):
    if cents < 0:
        raise ValueError(f"an amount must be above 0, not {cents}")
