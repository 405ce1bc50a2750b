"""The canteen's report of a month, made by the database."""


def pipeline(year, month, top):
    """Return the stages that give the dishes which brought in most in a month, at most `top` of them."""
    return []
