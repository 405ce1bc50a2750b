"""The slowest requests of a service, while they stream in."""


class Slowest:
    """Keeps the `count` longest durations of all that were added."""

    def __init__(self, count):
        raise NotImplementedError("Slowest is yours to write")
