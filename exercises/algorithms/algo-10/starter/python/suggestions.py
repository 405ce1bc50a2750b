"""What a search box suggests while somebody types."""


class Suggestions:
    """Search terms, found by the letters that they begin with."""

    def __init__(self, terms):
        raise NotImplementedError("Suggestions is yours to write")
