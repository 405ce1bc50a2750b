"""Hidden tests: pages of a list, with all that stands at their borders."""

import pytest


def asks(solution, asked, expected, rule):
    """Ask for one page (of a list, its number, its size) and compare what is expected of it."""
    items, number, size = asked
    answer = solution.page(list(items), number, size)
    shown = {key: answer.get(key) for key in expected} if type(answer) is dict else answer
    if not same(shown, expected):
        pytest.fail(
            f"Rule: {rule}\npage({list(items)}, {number}, {size})\n  gave      {shown!r}\n  expected  {expected!r}",
            pytrace=False,
        )


def same(shown, expected):
    """Whether the answer is the very same, types too."""
    if type(shown) is not dict or shown != expected:
        return False
    return all(type(value) is type(expected[key]) for key, value in shown.items())


@pytest.mark.example
def test_the_first_page(solution):
    """The first page has as many items as a page holds"""
    rule = "a page holds `size` items, the first page the first ones."
    asks(solution, ("abcdefg", 1, 3), {"items": ["a", "b", "c"], "first": 1, "last": 3}, rule)
    asks(solution, ("abcdefg", 2, 3), {"items": ["d", "e", "f"], "first": 4, "last": 6}, rule)


def test_a_page_that_is_not_full(solution):
    """What is left over has a page of its own"""
    asks(solution, ("abcdefg", 3, 3), {"items": ["g"], "first": 7, "last": 7, "pages": 3}, "the rest has a page.")
    asks(solution, ("ab", 1, 5), {"items": ["a", "b"], "pages": 1}, "the rest has a page.")


@pytest.mark.hint("Six items, three on a page. Count the pages by hand, then in the code.")
def test_full_pages(solution):
    """Where the last page is full, there is no empty one behind it"""
    for items, size, pages in (("abcdef", 3, 2), ("abc", 3, 1), ("abcd", 1, 4), ("abcdefg", 3, 3)):
        asks(solution, (items, 1, size), {"pages": pages}, "there are as many pages as are needed.")


def test_every_item_is_shown_once(solution):
    """Every item is on one page, and on one only"""
    for size in range(1, 9):
        count = -(-7 // size)
        seen = [
            item for number in range(1, count + 1) for item in solution.page(list("abcdefg"), number, size)["items"]
        ]
        if seen != list("abcdefg"):
            pytest.fail(
                f"Rule: every item is on one page.\nall pages of 7 items, {size} on each\n  gave      {seen}\n"
                f"  expected  {list('abcdefg')}",
                pytrace=False,
            )


def test_where_next_and_previous_lead(solution):
    """The first page has no previous one, the last no next one"""
    rule = "previous and next are pages that there are, or None."
    asks(solution, ("abcdef", 1, 3), {"previous": None, "next": 2}, rule)
    asks(solution, ("abcdef", 2, 3), {"previous": 1, "next": None}, rule)
    asks(solution, ("abcdefg", 2, 3), {"previous": 1, "next": 3}, rule)
    asks(solution, ("abc", 1, 3), {"previous": None, "next": None}, rule)


def test_an_empty_list_has_one_page(solution):
    """An empty list has one page with nothing on it"""
    expected = {"items": [], "first": 0, "last": 0, "pages": 1, "previous": None, "next": None}
    asks(solution, ("", 1, 3), expected, "there is one page at least.")
    asks(solution, ("a", 1, 3), {"items": ["a"], "first": 1, "last": 1, "pages": 1}, "there is one page at least.")


def test_pages_that_there_are_not(solution):
    """A page that there is not is a ValueError"""
    asks(solution, ("abcdef", 2, 3), {"items": ["d", "e", "f"]}, "page 2 of 6 items, 3 on each, is there.")
    for number in (0, -1, 3, 4):
        with pytest.raises(ValueError):
            solution.page(list("abcdef"), number, 3)
    with pytest.raises(ValueError):
        solution.page([], 2, 3)


@pytest.mark.points(2)
def test_random_lists(solution, reference, rng):
    """Random lists are cut into the right pages"""
    for _ in range(80):
        items = list(range(rng.randint(0, 30)))
        size = rng.randint(1, 8)
        number = rng.randint(1, max(-(-len(items) // size), 1))
        asks(solution, (items, number, size), reference.page(items, number, size), "every page is right.")
