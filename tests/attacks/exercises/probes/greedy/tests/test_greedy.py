"""What is asked of a solution that would rather use up the machine."""


def test_it_works(solution, rng):
    """It works"""
    number = rng.randrange(10**6)
    assert solution.work(number) == number + 1


def test_it_counts(solution):
    """It counts"""
    assert list(solution.items(3)) == [0, 1, 2]


def test_it_calls_back(solution):
    """It calls back"""
    seen = []
    assert solution.each(seen.append, 3) == 3
    assert seen == [0, 1, 2]


def test_it_stays_calm(solution, rng):
    """It stays calm"""
    number = rng.randrange(1, 10**6)
    assert solution.calm(number) == 2 * number
