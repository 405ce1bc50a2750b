"""A solution that is not Python."""


def half_done(number):
    return number +* 2
