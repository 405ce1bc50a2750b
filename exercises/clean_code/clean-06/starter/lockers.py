"""Parcels in the lockers of a station."""

SIZES = ["S", "M", "L"]


class Locker:
    """One locker: its number, its size, and the parcel in it, if there is one."""

    def __init__(self, number, size):
        self.number = number
        self.size = size
        self.parcel = None

    def fits(self, size):
        """Tell whether a parcel of this size goes into it."""
        return SIZES.index(size) <= SIZES.index(self.size)


class Station:
    """The lockers of one station, numbered from 1, and whom it tells of parcels."""

    def __init__(self, sizes, notify=None):
        self.lockers = [Locker(number, size) for number, size in enumerate(sizes, start=1)]
        self.notify = notify

    def smallest(self, size):
        """Return the smallest free locker for a size, the first one of several."""
        free = [locker for locker in self.lockers if locker.parcel is None and locker.fits(size)]
        return min(free, key=lambda locker: SIZES.index(locker.size), default=None)

    def deposit(self, parcel, size):
        """Put a parcel into the smallest locker for it, tell of it, and return the locker's number."""
        locker = self.smallest(size)
        locker.parcel = parcel
        self.notify(locker.number, parcel)
        return locker.number

    def find(self, parcel):
        """Return the locker that holds a parcel."""
        for locker in self.lockers:
            if locker.parcel == parcel:
                return locker

    def collect(self, parcel):
        """Take a parcel out, and return the number of its locker."""
        locker = self.find(parcel)
        locker.parcel = None
        return locker.number

    def free(self):
        """Return how many lockers of each size are free."""
        counts = {}
        for locker in self.lockers:
            counts[locker.size] = counts.get(locker.size, 0) + (locker.parcel is None)
        return counts


def fee(days, rates):
    """Return what a parcel costs after some days: the first rate (up to how many days, cents) that reaches so far."""
    for most, cents in rates:
        if days <= most:
            return cents


def total(stays, rates):
    """Return what several parcels cost in all, by the days that each of them stayed."""
    return sum(fee(days, rates) for days in stays)
