from decimal import Decimal
from fractions import Fraction

def number(given): return Decimal("1E1000000") if given % 2 else 10**1_000_000
def items(given): return range(10**12)
def table(given): return {"ann": 10**1_200_000, "bobby": Fraction(1, 3**1_000_000)}

def text(given): return Decimal("0E999999999999")
def is_open(given): return range(10**30) if given % 2 == 0 else -10**1_000_000
def opened(given): return Decimal(10) ** 9000
