"""Hidden tests: the seats do what they did, under names and in a layout that everybody reads."""

import pytest

STAYS = "the seats do what they did, under the new names."


def asks(solution, script, expected, rule=STAYS):
    """Make a map of seats, do what the script says, and compare all that came of it."""
    seats = solution.SeatMap(*script[0])
    came, shown = [], [f"seats = SeatMap{script[0]}"]
    for method, argument in script[1:]:
        shown.append(f"seats.{method}({argument!r})")
        came.append(getattr(seats, method)(argument))
    if not same(came, expected):
        told = [f"Rule: {rule}", *shown, f"  gave      {came}", f"  expected  {expected}"]
        pytest.fail("\n".join(told), pytrace=False)


def same(came, expected):
    """Whether the answers are the very same, types too."""
    return all(type(one) is type(other) and one == other for one, other in zip(came, expected, strict=True))


def still_works(solution):
    """How it is written counts only while it does what it did."""
    script = [(2, 3), ("book", "A2"), ("book", "A2"), ("free_seats", 1), ("beside_each_other", 2)]
    asks(solution, script, [True, False, ["A1", "A3"], ["B1", "B2"]], "names and layout count only while it works.")


@pytest.mark.example
def test_booking(solution):
    """A seat can be booked once, in every row"""
    asks(solution, [(2, 3), ("book", "A1"), ("book", "A1"), ("book", "B3"), ("book", "B3")], [True, False, True, False])
    seats = solution.SeatMap(2, 3)
    for name in ("C1", "A0", "A4"):
        with pytest.raises(KeyError):
            seats.book(name)
    with pytest.raises(ValueError):
        solution.SeatMap(27, 3)


def test_free_seats(solution):
    """The free seats of a row have their names"""
    script = [(3, 4), ("book", "B2"), ("free_seats", 2), ("free_seats", 3)]
    asks(solution, script, [True, ["B1", "B3", "B4"], ["C1", "C2", "C3", "C4"]])
    name = solution.seat_name(4, 12)
    assert type(name) is str
    assert name == "D12"


def test_seats_side_by_side(solution):
    """The first free seats side by side are found"""
    script = [(2, 4), ("book", "A2"), ("beside_each_other", 2), ("beside_each_other", 3), ("beside_each_other", 5)]
    asks(solution, script, [True, ["A3", "A4"], ["B1", "B2", "B3"], []])


def test_random_evenings(solution, reference, rng):
    """Random evenings at the cinema go as before"""
    for _ in range(10):
        rows, per_row = rng.randint(1, 4), rng.randint(1, 6)
        script = [(rows, per_row)]
        for _ in range(12):
            seat = reference.seat_name(rng.randint(1, rows), rng.randint(1, per_row))
            steps = [("book", seat), ("free_seats", rng.randint(1, rows)), ("beside_each_other", rng.randint(1, 4))]
            script.append(rng.choice(steps))
        model = reference.SeatMap(rows, per_row)
        asks(solution, script, [getattr(model, method)(argument) for method, argument in script[1:]])


@pytest.mark.points(2)
def test_names_by_the_standard(solution, quality):
    """Classes, functions and variables are written as the standard says"""
    still_works(solution)
    quality.follows("N", rule="names are written as PEP 8 says: SeatMap, seat_name, MAX_ROWS.")


@pytest.mark.points(2)
@pytest.mark.hint("What is R, what is O, what is X? Say it in a word, and that is the name.")
def test_names_say_something(solution, quality):
    """Names are words, not letters"""
    still_works(solution)
    quality.names(at_least=3, besides=())


@pytest.mark.points(2)
def test_layout(solution, quality):
    """The layout is that of the formatter"""
    still_works(solution)
    quality.layout()


def test_nothing_is_left_over(solution, quality):
    """Every import is used, and says what it imports"""
    still_works(solution)
    quality.follows("F", "E4", "E7", rule="every import is used and named, and one statement stands on a line.")
