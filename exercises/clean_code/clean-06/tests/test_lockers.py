"""Hidden tests: the lockers do what they did, die of no None, and mypy says so."""

import ast

import pytest

STAYS = "what works stays as it is"
RATES = [(3, 100), (7, 250), (14, 600)]


def asks(answer, expected, asked, rule=STAYS):
    """Compare one answer, types too."""
    if type(answer) is not type(expected) or answer != expected:
        pytest.fail(f"Rule: {rule}.\n{asked}\n  gave      {answer!r}\n  expected  {expected!r}", pytrace=False)


def ignore(number, parcel):
    """Listen to nothing."""


def still_works(solution):
    """Types count only while the lockers do what they did."""
    rule = "types count only while the lockers do what they did"
    station = solution.Station(["L", "S"], ignore)
    asks(station.deposit("book", "S"), 2, 'deposit("book", "S")', rule)
    asks(station.deposit("desk", "M"), 1, 'deposit("desk", "M")', rule)
    asks(station.collect("book"), 2, 'collect("book")', rule)
    asks(solution.total([1, 5, 2], RATES), 450, "total([1, 5, 2], ...)", rule)


@pytest.mark.example
def test_a_parcel_in_and_out(solution):
    """A parcel goes into the smallest locker that it fits into, and out again"""
    told = []
    station = solution.Station(["M", "S", "L"], lambda *what: told.append(what))
    asks(station.deposit("shoes", "S"), 2, 'deposit("shoes", "S")')
    asks(told, [(2, "shoes")], "what notify was called with")
    asks(station.collect("shoes"), 2, 'collect("shoes")')
    asks(station.free(), {"M": 1, "S": 1, "L": 1}, "free()")


def test_fees(solution):
    """Each parcel costs the first rate that reaches so far"""
    for days, expected in ((0, 100), (3, 100), (4, 250), (14, 600)):
        asks(solution.fee(days, RATES), expected, f"fee({days}, {RATES})")
    free = [(1, 0), (3, 100)]
    asks(solution.fee(1, free), 0, f"fee(1, {free})")
    asks(solution.total([], RATES), 0, "total([], ...)")
    asks(solution.total([1, 7, 8], RATES), 950, "total([1, 7, 8], ...)")


@pytest.mark.points(2)
@pytest.mark.hint("What does `smallest` return when there is nothing to return?")
def test_no_locker_is_free(solution):
    """A parcel for which no locker is free is not taken"""
    rule = "if no locker is free that is large enough, deposit returns None, and nothing changes"
    told = []
    station = solution.Station(["M"], lambda *what: told.append(what))
    asks(station.deposit("piano", "L"), None, 'Station(["M"], ...).deposit("piano", "L")', rule)
    asks(station.deposit("shoes", "S"), 1, 'deposit("shoes", "S")', rule)
    asks(station.deposit("boots", "M"), None, 'deposit("boots", "M")', rule)
    asks(told, [(1, "shoes")], "what notify was called with", rule)
    asks(station.free(), {"M": 0}, "free()", rule)


def test_a_parcel_that_is_not_there(solution):
    """A parcel that is in no locker can't be collected"""
    rule = "if no locker holds the parcel, collect returns None, and nothing changes"
    station = solution.Station(["S", "S"], ignore)
    asks(station.deposit("shoes", "S"), 1, 'deposit("shoes", "S")')
    asks(station.collect("boots"), None, 'collect("boots")', rule)
    asks(station.collect("shoes"), 1, 'collect("shoes")', rule)
    asks(station.collect("shoes"), None, 'collect("shoes") once more', rule)


def test_nobody_to_tell(solution):
    """A station without notify tells nobody"""
    station = solution.Station(["S"])
    asks(station.deposit("shoes", "S"), 1, 'Station(["S"]).deposit("shoes", "S")', "without notify nobody is told")


def test_stayed_too_long(solution):
    """A parcel that stayed longer than any rate counts for nothing"""
    rule = "if no rate reaches so far, fee returns None, and it counts for nothing in total"
    asks(solution.fee(15, RATES), None, f"fee(15, {RATES})", rule)
    asks(solution.total([1, 15, 4], RATES), 350, f"total([1, 15, 4], {RATES})", rule)
    asks(solution.total([1], []), 0, "total([1], [])", rule)


@pytest.mark.points(2)
def test_random_days(solution, reference, rng):
    """Random days at random stations go as they should"""
    for _ in range(8):
        sizes = [rng.choice("SML") for _ in range(rng.randint(1, 5))]
        stations = [one.Station(sizes, ignore) for one in (solution, reference)]
        for _ in range(12):
            call = rng.choice([("deposit", rng.choice("abcdef"), rng.choice("SML")), ("collect", rng.choice("abcdef"))])
            answer, expected = (getattr(station, call[0])(*call[1:]) for station in stations)
            asks(answer, expected, f"{call[0]}{call[1:]} at a station of {sizes}", "every locker does what it should")
        asks(stations[0].free(), stations[1].free(), f"free() of {sizes}", "every locker does what it should")


@pytest.mark.points(2)
def test_everything_has_a_type(solution, quality):
    """Every parameter and every result has a type"""
    still_works(solution)
    quality.follows("ANN", rule="every parameter and every result has a type.")


@pytest.mark.points(4)
@pytest.mark.hint("Where mypy speaks of None, ask what the program should do then; the prompt says it.")
def test_mypy(solution, quality):
    """mypy --strict finds nothing, and nothing is kept from its eyes"""
    still_works(solution)
    quality.types()


@pytest.mark.points(2)
def test_types_say_what_it_is(solution, session, quality):
    """With a type everywhere, nothing is declared as object"""
    still_works(solution)
    quality.follows("ANN", rule="every parameter and every result has a type.")
    tree = ast.parse(bytes(session.run(["cat", "lockers.py"]).stdout))
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            said = node.annotation
        elif isinstance(node, ast.FunctionDef) and node.returns is not None:
            said = node.returns
        else:
            continue
        if any(isinstance(part, ast.Name) and part.id == "object" for part in ast.walk(said)):
            pytest.fail(
                "Rule: a type says what it is.\n"
                f"lockers.py, line {said.lineno}: {ast.unparse(said)} may be anything, so it says nothing.",
                pytrace=False,
            )


def test_types_of_today(solution, quality):
    """With a type everywhere, they are written as they are today"""
    still_works(solution)
    quality.follows("ANN", rule="every parameter and every result has a type.")
    quality.follows("UP006", "UP007", "UP035", "UP045", "F401", rule="types are written as list, dict and X | None.")
