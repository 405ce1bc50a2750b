"""What an invoice comes to. Amounts go in and out as texts like "19.99"; between, they are decimals, never floats."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def _cents(amount):
    """An amount to the cent, half a cent away from zero; adding 0 takes the sign from a zero."""
    return amount.quantize(CENT, ROUND_HALF_UP) + 0


def _line(quantity, price):
    return _cents(quantity * Decimal(price).quantize(Decimal("0.0001"), ROUND_HALF_UP))


def line_total(quantity, price):
    """Return what a quantity of something costs at a price for one."""
    return str(_line(quantity, price))


def invoice(lines, percent):
    """Return net, VAT and gross of an invoice; a line is a pair: quantity, and price for one."""
    net = sum((_line(quantity, price) for quantity, price in lines), Decimal("0.00"))
    vat = _cents(net * Decimal(percent) / 100)
    return {"net": str(net), "vat": str(vat), "gross": str(net + vat)}


def split(total, people):
    """Return what each of several people pays of a total: the first ones a cent more, if it does not come out even."""
    share, rest = divmod(int(Decimal(total) / CENT), people)
    return [str((share + (number < rest)) * CENT) for number in range(people)]
