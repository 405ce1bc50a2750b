"""Tests of invoices.py."""

from invoices import total_cents


def test_the_invoice_of_the_log():
    total_cents("1;desk;349\n4;chair;1.250,00\n10;lamp;19,90")
    total_cents("1;wardrobe;1.250")
