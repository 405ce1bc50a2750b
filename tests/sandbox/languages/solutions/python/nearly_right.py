"""A solution whose function has another name than the test's."""


def to_sum(one, other):
    return one + other
