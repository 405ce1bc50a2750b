"""Parcels at the checkout. Written for parcels 1."""

import parcels

NOWHERE = "we do not deliver there"


def quote(zone, kilograms, express=False):
    """Return what a parcel costs, as text in euros like "4.50"; or that we do not deliver there.

    Raises ValueError for a parcel that is too heavy.
    """
    price = parcels.price(parcels.Parcel(zone, kilograms), express)
    if price is None:
        return NOWHERE
    return f"{price:.2f}"


def basket(zone, weights):
    """Return what all parcels to a zone cost, given their weights in kilograms, as text in euros."""
    return f"{parcels.bulk_price([parcels.Parcel(zone, kilograms) for kilograms in weights]):.2f}"


def where_is(code):
    """Return where a parcel is: "delivered, Leeds", or just "announced" if nobody has seen it."""
    state, place = parcels.track(code)
    return state if place is None else f"{state}, {place}"
