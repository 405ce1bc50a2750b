def work(number):
    """The number after it."""
