"""Hidden tests: every amount is right to the cent."""

import pytest


def asks(solution, call, expected, rule):
    """Make one call and compare, types too."""
    name, *arguments = call
    answer = getattr(solution, name)(*arguments)
    if not same(answer, expected):
        asked = f"{name}({', '.join(map(repr, arguments))})"
        pytest.fail(f"Rule: {rule}.\n{asked}\n  gave      {answer!r}\n  expected  {expected!r}", pytrace=False)


def same(answer, expected):
    """Whether an answer is the very same, and plain texts."""
    if type(answer) is not type(expected) or answer != expected:
        return False
    values = answer.values() if type(answer) is dict else answer if type(answer) is list else [answer]
    return all(type(value) is str for value in values)


def amounts(net, vat, gross):
    """An invoice as it should come out."""
    return {"net": net, "vat": vat, "gross": gross}


@pytest.mark.example
def test_an_invoice(solution):
    """An invoice of two lines comes to what it should"""
    rule = "net is the sum of the lines, gross is net and VAT"
    asks(solution, ("invoice", [(2, "4.50"), (1, "0.99")], "19"), amounts("9.99", "1.90", "11.89"), rule)
    asks(solution, ("invoice", [(3, "10"), (1, "0.5")], "7.5"), amounts("30.50", "2.29", "32.79"), rule)


def test_half_a_cent(solution):
    """Half a cent is rounded up"""
    rule = "half a cent is rounded away from zero"
    for quantity, price, expected in (
        (1, "0.125", "0.13"),
        (1, "1.005", "1.01"),
        (1, "0.135", "0.14"),
        (5, "0.005", "0.03"),
        (1, "2.675", "2.68"),
        (1, "0.1249", "0.12"),
    ):
        asks(solution, ("line_total", quantity, price), expected, rule)


def test_the_line_is_rounded_not_the_price(solution):
    """A price of a fraction of a cent counts in full"""
    rule = "what is rounded is the line, not the price"
    asks(solution, ("line_total", 1000, "0.0125"), "12.50", rule)
    asks(solution, ("line_total", 3, "0.335"), "1.01", rule)
    asks(solution, ("line_total", 7, "0.0004"), "0.00", rule)
    asks(solution, ("line_total", 1000, "0.00125"), "1.25", rule)


def test_the_sum_of_what_is_printed(solution):
    """Net is the sum of the lines as they are printed"""
    rule = "net is the sum of the lines as they are printed, each to the cent"
    asks(solution, ("invoice", [(1, "0.333")] * 3, "0"), amounts("0.99", "0.00", "0.99"), rule)
    asks(solution, ("invoice", [(1, "0.335")] * 2, "0"), amounts("0.68", "0.00", "0.68"), rule)


def test_vat_is_reckoned_once(solution):
    """VAT is so many percent of net, reckoned once"""
    rule = "vat is so many percent of net, to the cent, reckoned once"
    asks(solution, ("invoice", [(1, "0.07")] * 10, "19"), amounts("0.70", "0.13", "0.83"), rule)
    asks(solution, ("invoice", [(1, "0.50")] * 3, "5"), amounts("1.50", "0.08", "1.58"), rule)


@pytest.mark.hint("Add up net and VAT as they are printed. Is that what is printed as gross?")
def test_gross_is_what_is_printed(solution):
    """Gross is net and VAT added up, as they are printed"""
    rule = "gross is net and vat added up, as they are printed"
    asks(solution, ("invoice", [(2, "1.3349")], "19"), amounts("2.67", "0.51", "3.18"), rule)
    asks(solution, ("invoice", [(4, "2.531")], "19"), amounts("10.12", "1.92", "12.04"), rule)


def test_credit_notes(solution):
    """A credit note takes back what was charged, to the cent"""
    rule = "half a cent is rounded away from zero, for negative amounts, too"
    asks(solution, ("line_total", -1, "0.125"), "-0.13", rule)
    asks(solution, ("line_total", -3, "0.335"), "-1.01", rule)
    asks(solution, ("invoice", [(-2, "1.25")], "7"), amounts("-2.50", "-0.18", "-2.68"), rule)


def test_zero_has_no_sign(solution):
    """An amount of nothing is 0.00"""
    rule = "every amount has two places after the point, and a zero has no minus"
    asks(solution, ("invoice", [], "19"), amounts("0.00", "0.00", "0.00"), "an invoice without lines is 0.00")
    asks(solution, ("line_total", -1, "0.004"), "0.00", rule)
    asks(solution, ("line_total", 0, "9.99"), "0.00", rule)
    asks(solution, ("invoice", [(-1, "0.01")], "19"), amounts("-0.01", "0.00", "-0.01"), rule)


def test_large_amounts(solution):
    """Amounts of fifteen digits are right to the cent"""
    rule = "all this holds for amounts of up to 15 digits before the point"
    asks(solution, ("line_total", 1, "123456789012345.67"), "123456789012345.67", rule)
    lines = [(1, "999999999999998.99"), (1, "0.02")]
    asks(solution, ("invoice", lines, "0"), amounts("999999999999999.01", "0.00", "999999999999999.01"), rule)
    asks(solution, ("split", "100000000000000.01", 2), ["50000000000000.01", "50000000000000.00"], rule)


@pytest.mark.points(2)
@pytest.mark.hint("Ten euros are a thousand cents. How many are left when each of three has 333?")
def test_a_split_adds_up(solution):
    """The shares add up, and who pays a cent more comes first"""
    rule = "the shares add up to the total, no two differ by more than a cent, and who pays more comes first"
    asks(solution, ("split", "10.00", 3), ["3.34", "3.33", "3.33"], rule)
    asks(solution, ("split", "20.00", 3), ["6.67", "6.67", "6.66"], rule)
    asks(solution, ("split", "0.02", 3), ["0.01", "0.01", "0.00"], rule)
    asks(solution, ("split", "0.29", 1), ["0.29"], rule)
    asks(solution, ("split", "1.15", 5), ["0.23"] * 5, rule)


@pytest.mark.points(2)
def test_random_invoices(solution, reference, rng):
    """Random invoices are right to the cent"""
    for _ in range(60):
        lines = []
        for _ in range(rng.randint(1, 5)):
            places = rng.choice([2, 3, 3, 4])
            lines.append((rng.choice([-3, 1, 1, 2, 7, 25]), f"{rng.randint(0, 5000) / 10**places:.{places}f}"))
        percent = rng.choice(["0", "5", "7", "7.5", "19", "20"])
        expected = reference.invoice(lines, percent)
        asks(solution, ("invoice", lines, percent), expected, "every amount is right to the cent")


def test_random_splits(solution, reference, rng):
    """Random splits add up"""
    for _ in range(40):
        total, people = f"{rng.randint(0, 9999) / 100:.2f}", rng.randint(1, 12)
        asks(solution, ("split", total, people), reference.split(total, people), "the shares add up to the total")
