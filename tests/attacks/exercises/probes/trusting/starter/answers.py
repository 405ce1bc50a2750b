def number(given):
    """A number."""
