"""The thread below an article: comments in the orders in which they are needed, however deep it is."""

import pytest

DEEP = 100_000
WIDE = 200_000
READING = "a comment stands before the replies to it, and all of those before the next comment of the same level."
DELETION = "a comment stands right after the replies to it, siblings with the oldest first."
LEVELS = "level by level from the top, each in the order in which the level above is read."

# What the numbers mean: comment 0 has the replies 1 and 4, comment 1 the replies 2 and 5, comment 3 the reply 6.
THREAD = [-1, 0, 1, -1, 0, 1, 3]


def check(solution, parents, reading, deletion, levels):
    """All three orders of one thread."""
    assert solution.reading_order(parents) == reading, f"Rule: {READING}"
    assert solution.deletion_order(parents) == deletion, f"Rule: {DELETION}"
    assert solution.levels(parents) == levels, f"Rule: {LEVELS}"


@pytest.mark.example
def test_comments_are_read_in_the_order_of_the_thread(solution):
    """Replies are read right below the comment that they answer"""
    assert solution.reading_order(THREAD) == [0, 1, 2, 5, 4, 3, 6], f"Rule: {READING}"
    assert solution.reading_order([-1, 0, 1]) == [0, 1, 2], f"Rule: {READING}"


@pytest.mark.example
def test_replies_are_deleted_before_their_comment(solution):
    """Replies are deleted before the comment that they answer"""
    assert solution.deletion_order(THREAD) == [2, 5, 1, 4, 0, 6, 3], f"Rule: {DELETION}"
    assert solution.deletion_order([-1, 0, 1]) == [2, 1, 0], f"Rule: {DELETION}"


@pytest.mark.example
def test_comments_level_by_level(solution):
    """Comments come level by level, the top level first"""
    assert solution.levels(THREAD) == [[0, 3], [1, 4, 6], [2, 5]], f"Rule: {LEVELS}"
    assert solution.levels([-1, 0, 1]) == [[0], [1], [2]], f"Rule: {LEVELS}"


def test_few_comments(solution):
    """No comment and a single one are threads, too"""
    check(solution, [], [], [], [])
    check(solution, [-1], [0], [0], [[0]])


@pytest.mark.hint("A stack gives back last what you put on it first.")
def test_replies_to_one_comment_in_their_order(solution):
    """Several replies to one comment come with the oldest first"""
    check(solution, [-1, 0, 0, 0], [0, 1, 2, 3], [1, 2, 3, 0], [[0], [1, 2, 3]])


def test_several_threads_below_one_article(solution):
    """Several threads below one article come with the oldest first"""
    check(solution, [-1, -1, -1, 1, 0, 2], [0, 4, 1, 3, 2, 5], [4, 0, 3, 1, 5, 2], [[0, 1, 2], [4, 3, 5]])


@pytest.mark.hint("Number 0 is a comment like any other, and counts as false in a condition.")
def test_replies_to_the_first_comment(solution):
    """Replies to the very first comment belong to it"""
    check(solution, [-1, -1, 0, 0], [0, 2, 3, 1], [2, 3, 0, 1], [[0, 1], [2, 3]])


def test_late_replies_to_early_comments(solution):
    """A late reply to an early comment is read where that comment is"""
    check(
        solution,
        [-1, 0, -1, 2, 1, 2, 0],
        [0, 1, 4, 6, 2, 3, 5],
        [4, 1, 6, 0, 3, 5, 2],
        [[0, 2], [1, 6, 3, 5], [4]],
    )


def test_the_table_is_left_as_it_was(solution):
    """The list of parents is left as it was"""
    parents = list(THREAD)
    check(solution, parents, [0, 1, 2, 5, 4, 3, 6], [2, 5, 1, 4, 0, 6, 3], [[0, 3], [1, 4, 6], [2, 5]])
    assert parents == THREAD, "Rule: the list that is handed in is left as it was."


@pytest.mark.points(2)
def test_random_threads(solution, reference, rng):
    """Agrees with the reference on 20 random threads"""
    for _ in range(20):
        parents = [max(-1, rng.randint(-2, number - 1)) for number in range(rng.randint(1, 14))]
        check(
            solution,
            parents,
            reference.reading_order(parents),
            reference.deletion_order(parents),
            reference.levels(parents),
        )


@pytest.mark.points(2)
@pytest.mark.limit(seconds=5)
@pytest.mark.hint("Each call of a function inside itself takes room on the call stack, which ends somewhere.")
def test_a_deep_thread(solution):
    """A thread of 100,000 replies, each to the one before, is no problem"""
    rule = f"Rule: {DEEP:,} replies, each to the one before, are put into each order in less than five seconds."
    down = list(range(DEEP))
    parents = [number - 1 for number in down]
    assert solution.reading_order(parents) == down, rule
    assert solution.deletion_order(parents) == down[::-1], rule
    assert solution.levels(parents) == [[number] for number in down], rule


@pytest.mark.points(2)
@pytest.mark.limit(seconds=5)
@pytest.mark.hint("How do you find the replies to a comment? Going through the whole table for each is too slow.")
def test_a_popular_article_in_time(solution):
    """200,000 comments below one article take less than five seconds"""
    rule = f"Rule: {WIDE:,} comments below one article are put into all three orders in less than five seconds."
    threads = 1_000
    parents = [number % threads if number >= threads else -1 for number in range(WIDE)]
    replies = [list(range(number + threads, WIDE, threads)) for number in range(threads)]
    reading = [number for first in range(threads) for number in (first, *replies[first])]
    deletion = [number for first in range(threads) for number in (*replies[first], first)]
    levels = [list(range(threads)), [number for each in replies for number in each]]
    assert solution.reading_order(parents) == reading, rule
    assert solution.deletion_order(parents) == deletion, rule
    assert solution.levels(parents) == levels, rule
