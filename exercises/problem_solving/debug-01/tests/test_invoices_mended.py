"""Hidden tests: the mended module, and the tests that would have caught what was wrong with it."""

import pytest


def asks(solution, text, expected, rule):
    """Add up one invoice and compare."""
    answer = solution.total_cents(text)
    if type(answer) is not int or answer != expected:
        pytest.fail(
            f"Rule: {rule}\ntotal_cents({text!r})\n  gave      {answer!r}\n  expected  {expected!r}", pytrace=False
        )


@pytest.mark.example
def test_what_worked_works(solution):
    """Invoices without thousands are added up as before"""
    asks(solution, "2;mug;4.50\n\n1;lamp;19,90\n", 2890, "what worked goes on working.")
    asks(solution, "3;pen;2\n1;cup;7.5\n", 1350, "what worked goes on working.")


def test_the_invoice_of_the_log(solution):
    """The invoice that the log tells of is added up"""
    text = "1;desk;349\n4;chair;1.250,00\n10;lamp;19,90"
    asks(solution, text, 554_800, "1.250,00 is one thousand two hundred and fifty.")


def test_a_price_with_a_thousand_separator(solution):
    """Thousands may be set apart by a dot or a comma, with and without cents"""
    for price, cents in (
        ("1.250", 125_000),
        ("1,250", 125_000),
        ("1,250.00", 125_000),
        ("12.345.678,90", 1_234_567_890),
    ):
        asks(solution, f"1;wardrobe;{price}", cents, "three digits after a dot or comma are thousands.")
        asks(
            solution,
            f"2;wardrobe;{price}\n1;mug;4,50",
            2 * cents + 450,
            "three digits after a dot or comma are thousands.",
        )


def test_a_price_with_a_decimal_comma(solution):
    """One or two digits after the last dot or comma are cents"""
    for price, cents in (("12,50", 1250), ("12.5", 1250), ("0,05", 5), ("1.000,5", 100_050)):
        asks(solution, f"3;mug;{price}", 3 * cents, "one or two digits at the end are cents.")


def test_a_line_without_a_price_is_told(solution):
    """A line that can't be read is told with its number, as before"""
    asks(solution, "1;mug;4.50", 450, "what worked goes on working.")
    for text in ("1;mug;4.50\n1;lamp;", "1;mug;4.50\n1;lamp;cheap", "1;mug;4.50\n1;lamp", "1;mug;4.50\nx;lamp;1.00"):
        with pytest.raises(solution.LineError) as caught:
            solution.total_cents(text)
        if "line 2" not in str(caught.value):
            pytest.fail(
                f"Rule: a LineError names the line.\ntotal_cents({text!r})\n  gave      {caught.value}", pytrace=False
            )


def test_random_invoices(solution, reference, rng):
    """Random invoices have the right total"""
    for _ in range(40):
        lines = []
        for number in range(rng.randint(1, 5)):
            cents = rng.choice([rng.randint(0, 99_999), rng.randint(100_000, 99_999_999)])
            styles = [f"{cents // 100},{cents % 100:02}", f"{cents / 100:,.2f}"]
            styles.append(styles[1].translate(str.maketrans(".,", ",.")))
            lines.append(f"{rng.randint(1, 9)};article {number};{rng.choice(styles)}")
        asks(solution, "\n".join(lines), reference.total_cents("\n".join(lines)), "every style of a price is read.")


def test_the_tests_pass_on_a_right_version(suite):
    """Your tests pass on right versions"""
    suite.passes("right/plain")
    suite.passes("right/patterns")


@pytest.mark.points(3)
@pytest.mark.hint("Write the test with the text of the log, and see it fail on the old version first.")
def test_caught_the_crash(suite):
    """Your tests would have caught the crash of that night"""
    suite.catches("wrong/as_it_was", "the invoice of that night can't be read")


@pytest.mark.points(4)
@pytest.mark.hint("What did accounting write? That one never crashed.")
def test_caught_the_silent_one(suite):
    """Your tests would have caught the invoice that was paid with 3.50"""
    suite.catches("wrong/silent", "1.250 is taken for 1 and some cents, and nothing crashes")
