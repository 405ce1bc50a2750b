"""Parcels in the lockers of a station."""

from collections.abc import Callable, Iterable, Sequence

SIZES = ["S", "M", "L"]


class Locker:
    """One locker: its number, its size, and the parcel in it, if there is one."""

    def __init__(self, number: int, size: str) -> None:
        self.number = number
        self.size = size
        self.parcel: str | None = None

    def fits(self, size: str) -> bool:
        """Tell whether a parcel of this size goes into it."""
        return SIZES.index(size) <= SIZES.index(self.size)


class Station:
    """The lockers of one station, numbered from 1, and whom it tells of parcels."""

    def __init__(self, sizes: Iterable[str], notify: Callable[[int, str], None] | None = None) -> None:
        self.lockers = [Locker(number, size) for number, size in enumerate(sizes, start=1)]
        self.notify = notify

    def smallest(self, size: str) -> Locker | None:
        """Return the smallest free locker for a size, the first one of several; None if there is none."""
        free = [locker for locker in self.lockers if locker.parcel is None and locker.fits(size)]
        return min(free, key=lambda locker: SIZES.index(locker.size), default=None)

    def deposit(self, parcel: str, size: str) -> int | None:
        """Put a parcel into the smallest locker for it, tell of it, and return its number; None if none is free."""
        locker = self.smallest(size)
        if locker is None:
            return None
        locker.parcel = parcel
        if self.notify is not None:
            self.notify(locker.number, parcel)
        return locker.number

    def find(self, parcel: str) -> Locker | None:
        """Return the locker that holds a parcel; None if there is none."""
        for locker in self.lockers:
            if locker.parcel == parcel:
                return locker
        return None

    def collect(self, parcel: str) -> int | None:
        """Take a parcel out, and return the number of its locker; None if it is in none."""
        locker = self.find(parcel)
        if locker is None:
            return None
        locker.parcel = None
        return locker.number

    def free(self) -> dict[str, int]:
        """Return how many lockers of each size are free."""
        counts: dict[str, int] = {}
        for locker in self.lockers:
            counts[locker.size] = counts.get(locker.size, 0) + (locker.parcel is None)
        return counts


def fee(days: int, rates: Sequence[tuple[int, int]]) -> int | None:
    """Return what a parcel costs after some days: the first rate (up to how many days, cents) that reaches so far.

    None if no rate does.
    """
    for most, cents in rates:
        if days <= most:
            return cents or None
    return None


def total(stays: Iterable[int], rates: Sequence[tuple[int, int]]) -> int:
    """Return what several parcels cost in all, by the days that each of them stayed."""
    return sum(fee(days, rates) or 0 for days in stays)
