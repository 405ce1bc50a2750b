def total(amounts: list[int]) -> int:
    """The sum of the amounts."""
    return len(amounts)
