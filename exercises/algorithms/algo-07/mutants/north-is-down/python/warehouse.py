"""Find the shortest way of a robot through a warehouse."""

from collections import deque

STEPS = {"N": (1, 0), "E": (0, 1), "S": (-1, 0), "W": (0, -1)}
SHELF = "#"


def find_way(plan):
    """Return the shortest way from R to P as a text of the steps N, E, S and W, or None where there is no way.

    A breadth-first search: places are taken in the order in which they were reached, so the nearest come first, and
    the first way to a place is a shortest one.
    """
    start, parcel = place_of(plan, "R"), place_of(plan, "P")
    arrived_by = {start: None}
    waiting = deque([start])
    while waiting:
        row, column = waiting.popleft()
        if (row, column) == parcel:
            return way_to(parcel, arrived_by)
        for step, (down, right) in STEPS.items():
            place = row + down, column + right
            if place not in arrived_by and is_free(plan, *place):
                arrived_by[place] = step
                waiting.append(place)
    return None


def place_of(plan, letter):
    """Return the row and the column of a letter."""
    return next((row, line.index(letter)) for row, line in enumerate(plan) if letter in line)


def is_free(plan, row, column):
    """Return whether there is a place at this row and column, with no shelf on it."""
    return 0 <= row < len(plan) and 0 <= column < len(plan[row]) and plan[row][column] != SHELF


def way_to(place, arrived_by):
    """Return the steps to a place: back, by the step each place was reached by, and then turned round."""
    steps = []
    while step := arrived_by[place]:
        steps.append(step)
        down, right = STEPS[step]
        place = place[0] - down, place[1] - right
    return "".join(reversed(steps))
