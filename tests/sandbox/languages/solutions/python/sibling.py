"""Another file of the solution."""


def tripled(number):
    return 3 * number
