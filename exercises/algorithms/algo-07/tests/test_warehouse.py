"""The robot's way to the parcel: a shortest way on a plan."""

import pytest

STEPS = {"N": (-1, 0), "E": (0, 1), "S": (1, 0), "W": (0, -1)}
HALL = 400


def expect(solution, plan, length, rule):
    """Ask for a way once, follow it on the plan, and compare its length; None stands for no way at all."""
    way = solution.find_way(list(plan))
    asked = "\n".join(["plan", *(f"  {line}" for line in plan)]) if len(plan) <= 20 else f"a plan of {len(plan)} rows"
    expected = "no way" if length is None else f"a way of {length} step{'' if length == 1 else 's'}"
    if way is not None and type(way) is not str:
        fail("return the steps as a text, or nothing.", asked, repr(way), expected)
    if way is None:
        gave = None if length is None else "no way"
    elif length is None or mishap(plan, way) != "arrives":
        gave = f"{shown(way)} ({mishap(plan, way)})"
    else:
        gave = None if len(way) == length else f"{shown(way)} ({len(way)} steps)"
    if gave is not None:
        fail(rule, asked, gave, expected)


def mishap(plan, way):
    """What happens to a robot that follows the way: it arrives, or something goes wrong."""
    row, column = next((row, line.index("R")) for row, line in enumerate(plan) if "R" in line)
    for number, step in enumerate(way, start=1):
        if step not in STEPS:
            return f"step {number} is none of N, E, S and W"
        row, column = row + STEPS[step][0], column + STEPS[step][1]
        if not (0 <= row < len(plan) and 0 <= column < len(plan[0])):
            return f"step {number} leaves the plan"
        if plan[row][column] == "#":
            return f"step {number} goes into a shelf"
    return "arrives" if plan[row][column] == "P" else f"ends at row {row}, column {column}, not at the parcel"


def shown(way):
    return f'"{way}"' if len(way) <= 40 else f'"{way[:20]}..."'


def fail(rule, asked, gave, expected):
    pytest.fail(f"Rule: {rule}\n{asked}\n  gave      {gave}\n  expected  {expected}", pytrace=False)


@pytest.mark.example
def test_the_four_directions(solution):
    """Goes north, east, south and west"""
    rule = "N goes up a row, E to the right, S down and W to the left."
    for plan in (["R.P"], ["P.R"], ["R", ".", "P"], ["P", ".", "R"]):
        expect(solution, plan, 2, rule)


@pytest.mark.example
def test_round_a_shelf(solution):
    """Goes round a shelf"""
    rule = "the robot does not go through shelves."
    expect(solution, ["R#P", ".#.", "..."], 6, rule)
    expect(solution, ["..P", ".##", "R.."], 4, rule)


def test_next_to_the_parcel(solution):
    """The parcel can be the next place"""
    rule = "the way from one place to the next is one step."
    expect(solution, ["RP"], 1, rule)
    expect(solution, ["..", "P.", "R."], 1, rule)


@pytest.mark.hint("Of the places that wait to be looked at, which is the nearest?")
def test_the_shortest_of_many_ways(solution):
    """Takes a shortest of many ways"""
    rule = "the way is a shortest one."
    expect(solution, ["R....", ".....", ".....", ".....", "....P"], 8, rule)
    expect(solution, [".....", ".R...", ".....", "...P.", "....."], 4, rule)
    expect(solution, ["R.....", ".####.", ".....P"], 7, rule)
    expect(solution, ["P....R", ".####.", "......"], 5, rule)


def test_dead_ends(solution):
    """Finds out of dead ends"""
    rule = "a dead end is no reason to give up."
    expect(solution, ["....#.P", ".##.#..", "R.#.##.", "#.#....", "..####."], 14, rule)
    expect(solution, ["R.....#", ".####.#", ".#..#..", ".#.P###", ".......", "#######"], 8, rule)


def test_no_way(solution):
    """Says so where there is no way"""
    rule = "there is nothing to return where no way leads to the parcel."
    expect(solution, ["R#.", "##.", "..P"], None, rule)
    expect(solution, ["...#.", "R..#P", "...#."], None, rule)
    expect(solution, ["...#.", "R...P", "...#."], 4, "with one shelf less, there is a way.")


def test_no_diagonal_steps(solution):
    """Does not squeeze through between two shelves"""
    rule = "a step goes to one of the four sides, never to a corner."
    expect(solution, ["R#", "#P"], None, rule)
    expect(solution, ["R#.", ".#.", "..P"], 4, rule)
    expect(solution, ["P..", "...", "..R"], 4, rule)


def test_along_the_edges(solution):
    """Walks along the edges of the plan"""
    rule = "the places at the edge of the plan can be walked on like any other."
    expect(solution, ["...", ".#.", "R#P"], 6, rule)
    expect(solution, ["R#P", ".#.", "..."], 6, rule)
    expect(solution, ["R..", "##.", "P.."], 6, rule)
    expect(solution, ["..R", ".##", "..P"], 6, rule)


@pytest.mark.hint("In some languages, position -1 of a list is its last item.")
def test_the_edge_of_the_plan_is_a_wall(solution):
    """Does not leave the plan, nor come in again at the other side"""
    rule = "the robot stays on the plan."
    expect(solution, ["R#P"], None, rule)
    expect(solution, ["R", "#", "P"], None, rule)
    expect(solution, ["R..#P"], None, rule)
    expect(solution, [".R.", "###", ".P."], None, rule)
    expect(solution, [".R.", "##.", ".P."], 4, "there is a way at the side.")


@pytest.mark.points(2)
def test_random_plans(solution, reference, rng):
    """Is as short as the reference on 50 random plans"""
    for _ in range(50):
        rows, columns = rng.randint(2, 7), rng.randint(2, 7)
        places = [rng.choice("....##") for _ in range(rows * columns)]
        robot, parcel = rng.sample(range(rows * columns), 2)
        places[robot], places[parcel] = "R", "P"
        plan = ["".join(places[row * columns : (row + 1) * columns]) for row in range(rows)]
        way = reference.find_way(plan)
        expect(solution, plan, None if way is None else len(way), "all of the prompt; this is a random plan.")


@pytest.mark.points(2)
@pytest.mark.limit(seconds=5)
@pytest.mark.hint("How often does one place wait? And how do you find out that it has been reached already?")
def test_a_large_hall_in_time(solution, rng):
    """A hall of 400 rows and 400 columns takes less than five seconds"""
    # All along the edge it is free, so there is a way from corner to corner that no other can beat.
    inside = ["".join(rng.choices(".#", weights=(4, 1), k=HALL - 2)) for _ in range(HALL - 2)]
    plan = ["R" + "." * (HALL - 1), *(f".{line}." for line in inside), "." * (HALL - 1) + "P"]
    rule = "a plan of 400 rows and 400 columns takes less than five seconds."
    expect(solution, plan, 2 * (HALL - 1), rule)
