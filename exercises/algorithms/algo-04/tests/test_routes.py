"""The way back, and the van that never arrives: chains of stops."""

import pytest

TURNED = 100_000
FOLLOWED = 300_000


def stops_from(first, most):
    """The stops that follow one another from `first`, read one by one, and one more than `most` if they go on."""
    found = []
    while first is not None and len(found) <= most:
        found.append(first)
        first = first.next
    return found


def drawn(names, back_to=None):
    """A route as a learner can read it."""
    if not names:
        return "a route without stops"
    shown = " -> ".join(names)
    return shown if back_to is None else f"{shown} -> back to stop {back_to}"


def names_of(stops, most):
    """The names of some stops, in words."""
    if any(type(stop.name) is not str for stop in stops):
        return "stops without a name"
    if len(stops) > most:
        return f"{drawn([stop.name for stop in stops[:most]])} -> ... and no end"
    return drawn([stop.name for stop in stops])


def expect_reversed(solution, names, rule):
    """Turn a route round and follow it, stop by stop; gives the new first stop."""
    turned = solution.reverse_route(solution.route(names))
    stops = stops_from(turned, len(names))
    expected = names[::-1]
    if [stop.name for stop in stops] != expected:
        fail(rule, f"reversed: {drawn(names)}", names_of(stops, len(names)), drawn(expected))
    return turned


def expect_loop(solution, names, back_to, rule):
    """Look for the loop of a route; the answer has to be the very stop, not one of its name."""
    first = solution.route(names, back_to) if back_to is not None else solution.route(names)
    stops = stops_from(first, len(names))[: len(names)]
    answer = solution.find_loop(first)
    expected = None if back_to is None else stops[back_to]
    if answer is not expected:
        positions = [position for position, stop in enumerate(stops) if stop is answer]
        gave = "something that is no stop of the route"
        if answer is None or positions:
            gave = in_words(names, positions[0] if positions else None)
        fail(rule, f"loop of: {drawn(names, back_to)}", gave, in_words(names, back_to))


def in_words(names, position):
    return "no loop" if position is None else f"stop {position}, {names[position]}"


def fail(rule, asked, gave, expected):
    pytest.fail(f"Rule: {rule}\n{asked}\n  gave      {gave}\n  expected  {expected}", pytrace=False)


@pytest.mark.example
@pytest.mark.limit(seconds=3)
def test_a_route_of_three(solution):
    """Turns a route of three stops round"""
    rule = "the last stop comes first, and every stop goes on to the one it came from."
    expect_reversed(solution, ["depot", "bakery", "school"], rule)
    expect_reversed(solution, ["port", "market"], rule)


@pytest.mark.limit(seconds=3)
def test_no_stop_and_one_stop(solution):
    """A route without stops and a route of one stop are their own way back"""
    expect_reversed(solution, ["depot"], "a route of one stop is its own way back.")
    if solution.reverse_route(None) is not None:
        rule = "the way back of a route without stops has no stops either."
        fail(rule, "reversed: a route without stops", "something", "a route without stops")


@pytest.mark.limit(seconds=3)
@pytest.mark.hint("Which stop does the old first one go on to when you are done?")
def test_the_old_first_stop_ends_the_route(solution):
    """The old first stop becomes the last, and the route ends there"""
    first = solution.route(["depot", "bakery", "school"])
    solution.reverse_route(first)
    rule = "the old first stop is the last of the turned route: nothing comes after it."
    after = stops_from(first.next, 3)
    if after:
        fail(rule, "reversed: depot -> bakery -> school", f"depot -> {names_of(after, 3)}", "depot, and the end")
    expect_reversed(solution, ["depot", "port", "market", "school"], rule)


@pytest.mark.limit(seconds=3)
def test_the_stops_are_the_same_ones(solution):
    """The turned route is made of the same stops"""
    names = ["depot", "bakery", "school", "market"]
    before = stops_from(solution.route(names), len(names))
    after = stops_from(solution.reverse_route(before[0]), len(names))
    rule = "the stops themselves are turned round: no new ones are made, and no names are moved."
    same = len(after) == len(before) and all(new is old for new, old in zip(after, before[::-1], strict=True))
    if not same:
        fail(rule, f"reversed: {drawn(names)}", f"other stops: {names_of(after, len(names))}", "the same four stops")
    if [stop.name for stop in before] != names:
        fail(rule, f"reversed: {drawn(names)}", "other names in the stops", "every stop with its own name")


@pytest.mark.limit(seconds=3)
def test_there_and_back_again(solution):
    """Turned twice, a route is as it was"""
    names = ["depot", "bakery", "school", "market", "port"]
    turned = expect_reversed(solution, names, "the last stop comes first.")
    stops = stops_from(solution.reverse_route(turned), len(names))
    if [stop.name for stop in stops] != names:
        fail("turned twice, a route is as it was.", f"reversed twice: {drawn(names)}", names_of(stops, 5), drawn(names))


@pytest.mark.points(2)
@pytest.mark.limit(seconds=5)
def test_random_routes(solution, rng):
    """Turns 30 random routes round"""
    for _ in range(30):
        names = [rng.choice("ABCDEFGH") for _ in range(rng.randint(1, 8))]
        expect_reversed(solution, names, "all of the prompt; this is a random route.")


@pytest.mark.points(2)
@pytest.mark.limit(seconds=5)
@pytest.mark.hint("A function that calls itself for each stop stops here: go along the route in a loop.")
def test_a_long_route_turned(solution):
    """Turns a route of 100,000 stops round in less than five seconds"""
    names = [f"stop {number}" for number in range(TURNED)]
    first = solution.route(names)
    turned = solution.reverse_route(first)
    rule = "a route of 100,000 stops is turned round in less than five seconds."
    asked = "reversed: stop 0 -> stop 1 -> ... -> stop 99999"
    if first.next is not None:
        fail(rule, asked, "stop 0 goes on to another stop", "stop 0 at the end")
    found = solution.names(turned)
    if type(found) is not list or found != names[::-1]:
        gave = f"{len(found)} stops, in another order" if type(found) is list else "something else"
        fail(rule, asked, gave, "stop 99999 -> ... -> stop 1 -> stop 0")


@pytest.mark.limit(seconds=3)
def test_a_loop_to_the_first_stop(solution):
    """Finds a loop that goes back to the first stop"""
    rule = "the loop begins at the stop at which the van comes by a second time."
    expect_loop(solution, ["depot", "bakery", "school"], 0, rule)
    expect_loop(solution, ["port", "market"], 0, rule)


@pytest.mark.limit(seconds=3)
def test_a_route_that_ends_has_no_loop(solution):
    """A route that ends has no loop, however short it is"""
    rule = "where the route ends, there is no loop."
    expect_loop(solution, ["depot", "bakery", "school"], None, rule)
    expect_loop(solution, ["depot", "bakery"], None, rule)
    expect_loop(solution, ["depot"], None, rule)
    expect_loop(solution, [], None, rule)
    expect_loop(solution, ["depot", "bakery", "school"], 1, "with a way back from the last stop, there is one.")


@pytest.mark.limit(seconds=3)
@pytest.mark.hint("The van may never come back to the first stop. Where does it come by again?")
def test_a_loop_in_the_middle(solution):
    """Finds a loop that begins after some stops, or at the last one"""
    rule = "the loop begins at the stop at which the van comes by a second time, and that can be any stop."
    expect_loop(solution, ["depot", "bakery", "school", "market"], 1, rule)
    expect_loop(solution, ["depot", "bakery", "school", "market", "port"], 3, rule)
    expect_loop(solution, ["depot", "bakery", "school"], 2, rule)


@pytest.mark.limit(seconds=3)
@pytest.mark.hint("Compare the stops themselves: is it the same object?")
def test_two_stops_with_one_name_are_no_loop(solution):
    """Two stops with one name are two stops"""
    rule = "two stops can have the same name, and are two stops all the same."
    expect_loop(solution, ["depot", "bakery", "depot"], None, rule)
    expect_loop(solution, ["depot", "bakery", "depot", "school"], 2, rule)


@pytest.mark.limit(seconds=3)
def test_looking_changes_nothing(solution):
    """Looking for a loop leaves the route as it was"""
    names = ["depot", "bakery", "school", "market"]
    first = solution.route(names, 1)
    found = solution.find_loop(first)
    followed = stops_from(first, 6)
    rule = "looking for the loop leaves the route as it was."
    if found is not followed[1] or [stop.name for stop in followed] != [*names, *names[1:]]:
        now = names_of(followed[:7], 7)
        fail(rule, f"loop of: {drawn(names, 1)}", f"{now} afterwards", drawn([*names, *names[1:]]))


@pytest.mark.points(2)
@pytest.mark.limit(seconds=5)
def test_random_loops(solution, rng):
    """Finds the loops of 30 random routes"""
    for _ in range(30):
        names = [rng.choice("ABCDEFGH") for _ in range(rng.randint(1, 9))]
        back_to = rng.randrange(len(names)) if rng.random() < 0.7 else None
        expect_loop(solution, names, back_to, "all of the prompt; this is a random route.")


@pytest.mark.points(2)
@pytest.mark.limit(seconds=5)
@pytest.mark.hint("Searching a list of the stops passed looks at each of them, at every step.")
def test_a_long_loop_found(solution, rng):
    """Finds the loop of 300,000 stops in less than five seconds"""
    back_to = rng.randrange(FOLLOWED - 1_000, FOLLOWED)
    found = solution.find_loop(solution.route([str(number) for number in range(FOLLOWED)], back_to))
    name = None if found is None else found.name
    if type(name) is not str or name != str(back_to):
        rule = "the loop of a route of 300,000 stops is found in less than five seconds."
        gave = "no loop" if found is None else name if type(name) is str else "something else"
        fail(rule, f"loop of: 0 -> 1 -> ... -> 299999 -> back to stop {back_to}", gave, f"stop {back_to}")
