"""A solution that prints while it is loaded."""

print("loaded")


def answer():
    return 42
