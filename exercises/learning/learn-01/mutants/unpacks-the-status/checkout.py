"""Parcels at the checkout, by parcels 2."""

import parcels

NOWHERE = "we do not deliver there"


def quote(zone, kilograms, express=False):
    """Return what a parcel costs, as text in euros like "4.50"; or that we do not deliver there.

    Raises ValueError for a parcel that is too heavy.
    """
    try:
        return euros(parcels.rate(parcel(zone, kilograms), service="express" if express else "standard"))
    except parcels.UnknownZone:
        return NOWHERE


def basket(zone, weights):
    """Return what all parcels to a zone cost, given their weights in kilograms, as text in euros."""
    return euros(sum(parcels.rate(parcel(zone, kilograms)) for kilograms in weights))


def where_is(code):
    """Return where a parcel is: "delivered, Leeds", or just "announced" if nobody has seen it."""
    state, place = parcels.track(code)
    return f"{state}, {place}" if place else state


def parcel(zone, kilograms):
    """Return a parcel, its weight given in kilograms as our forms have it."""
    return parcels.Parcel(grams=round(kilograms * 1000), zone=zone)


def euros(cents):
    """Return cents as text in euros."""
    return f"{cents // 100}.{cents % 100:02}"
