from random import Random

import pytest
from bill import total


@pytest.mark.example
def test_amounts_are_added() -> None:
    """Amounts are added."""
    assert total([1, 2]) == 3


def test_an_empty_bill_is_zero() -> None:
    """An empty bill is zero."""
    assert total([]) == 0


def test_random_bills(rng: Random) -> None:
    """Random bills."""
    amounts = [rng.randrange(1000) for _ in range(20)]
    assert total(amounts) == sum(amounts)
