"""Totals of invoices that come in as text, a line for each position."""


class LineError(ValueError):
    """A line that is no position of an invoice."""


def total_cents(text):
    """Return the total of an invoice in cents.

    Each line is "pieces;article;price", the price as "4.50", "4,50", "1.250,00" or "1,250.00". Empty lines don't count.
    Raises LineError, with the number of the line, for one that can't be read.
    """
    return sum(position(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip())


def position(number, line):
    """Return what one line costs, in cents."""
    fields = line.split(";")
    if len(fields) != 3:
        raise LineError(f"line {number}: three fields are expected")
    try:
        return int(fields[0]) * cents(fields[2])
    except ValueError as error:
        raise LineError(f"line {number}: {error}") from error


def cents(price):
    """Return a price in cents."""
    whole, _, rest = price.strip().replace(",", ".").partition(".")
    return int(whole) * 100 + int(rest.ljust(2, "0"))
