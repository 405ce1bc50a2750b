"""Tests of invoices.py."""

from invoices import total_cents


def test_two_positions():
    assert total_cents("2;mug;4.50\n1;lamp;19,90\n") == 2890


def test_three_positions():
    assert total_cents("2;mug;4.50\n1;lamp;19,90\n1;desk;349.00") == 37_790
