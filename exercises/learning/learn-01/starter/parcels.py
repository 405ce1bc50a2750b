"""parcels 2.0: what parcels cost, and where they are."""

from dataclasses import dataclass

RATES = {"home": (450, 790), "near": (890, 1490), "far": (1990, 4990)}
LIGHT, HEAVIEST = 2000, 20_000
_STATES = {"P": "on its way", "D": "delivered", "N": "announced"}


class UnknownZone(LookupError):
    """There is no such zone; it is the exception's argument."""


class TooHeavy(ValueError):
    """A parcel of more than 20 kg."""


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """A parcel: its weight in whole grams, and the zone that it goes to."""

    grams: int
    zone: str


@dataclass(frozen=True)
class Status:
    """What is known of a parcel: its state, and the place where it was seen last, which may be empty."""

    state: str
    place: str


def rate(parcel, *, service="standard"):
    """Return what a parcel costs, in cents. The service is "standard" or "express"."""
    if type(parcel.grams) is not int:
        raise TypeError(f"grams must be a whole number, not {parcel.grams!r}")
    if parcel.zone not in RATES:
        raise UnknownZone(parcel.zone)
    if parcel.grams > HEAVIEST:
        raise TooHeavy(f"{parcel.grams} grams")
    light, heavy = RATES[parcel.zone]
    return (light if parcel.grams <= LIGHT else heavy) + (600 if service == "express" else 0)


def track(code):
    """Return the status of a parcel by its code, like "D-Leeds" or "N-"."""
    state, _, place = code.partition("-")
    return Status(_STATES[state], place)
