"""Tests of stock.py."""

from stock import Stock


def test_an_article_comes_in():
    stock = Stock()
    stock.receive("mug", 3)
