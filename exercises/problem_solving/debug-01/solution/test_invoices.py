"""Tests of invoices.py: what came in the night of invoice 7303, and what accounting told of 7288."""

import pytest
from invoices import LineError, total_cents


def test_two_positions():
    assert total_cents("2;mug;4.50\n1;lamp;19,90\n") == 2890


def test_thousands_in_both_styles():
    assert total_cents("1;desk;349\n4;chair;1.250,00\n10;lamp;19,90") == 34_900 + 500_000 + 19_900
    assert total_cents("1;wardrobe;1,250.00") == 125_000


def test_thousands_without_cents():
    assert total_cents("1;wardrobe;1.250") == 125_000


def test_a_line_that_cannot_be_read_is_told():
    with pytest.raises(LineError, match="line 2"):
        total_cents("1;mug;4.50\n1;lamp;\n")
