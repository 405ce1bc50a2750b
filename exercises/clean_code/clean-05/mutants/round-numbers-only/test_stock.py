"""Tests of stock.py: a rule each, and the value on each side of every border."""

import pytest

from stock import Stock


@pytest.fixture
def stock():
    """Three mugs and five lamps, which came in in this order."""
    stock = Stock()
    stock.receive("mug", 3)
    stock.receive("lamp", 5)
    return stock


def test_what_comes_in_is_added(stock):
    stock.receive("mug", 4)
    assert stock.take("mug", 1) == 6


@pytest.mark.parametrize("pieces", [0, -1])
def test_less_than_one_piece_cannot_come_in(stock, pieces):
    with pytest.raises(ValueError):
        stock.receive("mug", pieces)
    assert stock.total() == 8


def test_taking_tells_what_is_left(stock):
    assert stock.take("lamp", 1) == 4
    assert stock.take("lamp", 3) == 1



def test_more_than_there_is_is_refused(stock):
    with pytest.raises(ValueError):
        stock.take("mug", 4)


def test_a_refused_taking_changes_nothing(stock):
    with pytest.raises(ValueError):
        stock.take("mug", 4)
    assert stock.total() == 8
    assert stock.take("mug", 1) == 2


def test_an_unknown_article_is_a_key_error(stock):
    with pytest.raises(KeyError):
        stock.take("chair", 1)


def test_low_is_below_the_limit(stock):
    assert stock.low(1) == []
    assert stock.low(4) == ["mug"]


def test_low_articles_are_sorted(stock):
    assert stock.low(10) == ["lamp", "mug"]



def test_the_total_counts_pieces(stock):
    assert stock.total() == 8
    assert Stock().total() == 0


def test_each_stock_is_its_own(stock):
    other = Stock()
    other.receive("chair", 1)
    assert stock.total() == 8
    assert other.low(9) == ["chair"]
