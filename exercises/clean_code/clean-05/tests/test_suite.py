"""Hidden tests: what the learner's tests pass, and what they catch."""

import pytest


@pytest.mark.example
def test_the_stock_in_your_folder(suite):
    """The tests pass on the stock in your folder"""
    suite.passes("right/plain")


@pytest.mark.hint("Test what the docstrings promise, by the methods alone. How it is kept inside is the stock's own.")
def test_a_stock_that_keeps_movements(suite):
    """The tests pass on a stock that keeps a list of movements"""
    suite.passes("right/movements")


def test_a_stock_that_counts(suite):
    """The tests pass on a stock that is a counter"""
    suite.passes("right/counted")


def test_the_last_piece_can_be_taken(suite):
    """Caught: the last piece cannot be taken"""
    suite.catches("wrong/keeps_the_last", "the last piece of an article can't be taken")


def test_more_than_there_is_is_refused(suite):
    """Caught: more pieces are taken than there are"""
    suite.catches("wrong/goes_below_zero", "more pieces can be taken than there are")


def test_a_refused_taking_changes_nothing(suite):
    """Caught: a taking that is refused takes the pieces all the same"""
    suite.catches("wrong/takes_before_it_looks", "pieces are gone though the taking was refused")


def test_what_comes_in_is_added(suite):
    """Caught: what comes in replaces what was there"""
    suite.catches("wrong/replaces", "what comes in takes the place of what was there")


def test_no_pieces_cannot_come_in(suite):
    """Caught: no pieces at all come in"""
    suite.catches("wrong/receives_nothing", "no pieces at all can come in")


def test_an_article_at_the_limit_is_not_low(suite):
    """Caught: an article with exactly the limit is called low"""
    suite.catches("wrong/low_at_the_limit", "an article with exactly as many pieces as the limit is called low")


def test_low_articles_are_sorted(suite):
    """Caught: low articles come in the order of their arrival"""
    suite.catches("wrong/unsorted", "low articles come in the order in which they first came in")


def test_what_is_used_up_is_low(suite):
    """Caught: an article that is used up is forgotten"""
    suite.catches("wrong/forgets_what_is_used_up", "an article of which nothing is left is not called low")


def test_each_stock_is_its_own(suite):
    """Caught: two stocks share their pieces"""
    suite.catches("wrong/shared", "two stocks share their pieces")


def test_an_unknown_article_is_a_key_error(suite):
    """Caught: an unknown article is a ValueError"""
    suite.catches("wrong/another_error", "taking an article that never came in raises ValueError")


def test_total_counts_pieces(suite):
    """Caught: the total counts articles"""
    suite.catches("wrong/counts_articles", "the total counts articles, not pieces")
