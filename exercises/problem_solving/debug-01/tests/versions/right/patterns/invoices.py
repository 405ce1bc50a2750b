import re
from decimal import Decimal


class LineError(ValueError):
    pass


PRICE = re.compile(r"(?P<whole>\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,](?P<rest>\d{1,2}))?")


def total_cents(text):
    total = 0
    for index, line in enumerate(text.splitlines()):
        if line.strip():
            total += position(index + 1, line)
    return total


def position(number, line):
    parts = [part.strip() for part in line.split(";")]
    if len(parts) != 3 or not re.fullmatch(r"-?\d+", parts[0]):
        raise LineError(f"line {number}: {line!r} is no position")
    return int(parts[0]) * cents(parts[2], number)


def cents(price, number=0):
    found = PRICE.fullmatch(price)
    if found is None:
        raise LineError(f"line {number}: {price!r} is no price")
    whole = re.sub("[.,]", "", found["whole"])
    return int(Decimal(f"{whole}.{found['rest'] or '0'}") * 100)
