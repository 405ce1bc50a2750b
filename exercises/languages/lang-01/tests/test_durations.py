"""How long is 1h30m: durations as people write them, and the texts that are none."""

import json

import pytest

HUNDRED_YEARS = 36_500
SECONDS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}


def expect(solution, text, seconds, rule):
    """Ask for one duration and compare; the message says what was asked, what came back and which rule it breaks."""
    gave = answer(solution, text)
    if gave != as_number(seconds):
        fail(rule, text, gave, as_number(seconds))


def refuse(solution, text, rule):
    """Ask for a text that is no duration; the message of the error that has to come."""
    gave = answer(solution, text)
    if not isinstance(gave, Refusal):
        fail(rule, text, gave, "the error that the prompt names")
    return gave.message


class Refusal:
    """The right kind of error came."""

    def __init__(self, message):
        self.message = message

    def __str__(self):
        return "the error that the prompt names"


def answer(solution, text):
    """What came back, as it is to be shown: a number, a refusal, or something else in words."""
    parse_duration = solution.parse_duration
    try:
        value = parse_duration(text)
    except ValueError as error:
        return Refusal(str(error))
    except Exception as error:  # noqa: BLE001  whatever else was raised is shown with the rule
        return f"another error: {type(error).__name__}: {error}"
    if type(value) is float and value.is_integer():
        return f"{value!r}, which is no whole number"
    return as_number(value) if type(value) is int else "nothing" if value is None else repr(value)


def as_number(seconds):
    return f"{seconds}"


def fail(rule, text, gave, expected):
    shown = json.dumps(text, ensure_ascii=False)
    pytest.fail(f"Rule: {rule}\nthe text {shown}\n  gave      {gave}\n  expected  {expected}", pytrace=False)


@pytest.mark.example
def test_one_part(solution):
    """Reads a duration of one part, in each unit"""
    rule = "d stands for days of 24 hours, h for hours, m for minutes, s for seconds."
    expect(solution, "45s", 45, rule)
    expect(solution, "30m", 1_800, rule)
    expect(solution, "2h", 7_200, rule)
    expect(solution, "2d", 172_800, rule)


def test_several_parts_add_up(solution):
    """Adds up several parts"""
    rule = "the result is the sum of the parts."
    expect(solution, "1h30m", 5_400, rule)
    expect(solution, "2h5s", 7_205, rule)
    expect(solution, "1d2h3m4s", 93_784, rule)


def test_numbers_larger_than_the_next_unit(solution):
    """A number can be larger than the next unit"""
    rule = "a number may be larger than the next unit."
    expect(solution, "90m", 5_400, rule)
    expect(solution, "36h", 129_600, rule)
    expect(solution, "1h3600s", 7_200, rule)


def test_zero_and_leading_zeros(solution):
    """Zero is a number, and a number can begin with zeros"""
    rule = "a number may be zero and begin with zeros."
    expect(solution, "0s", 0, rule)
    expect(solution, "05m", 300, rule)
    expect(solution, "0d00h010m0s", 600, rule)


@pytest.mark.hint("How large a number do the seconds fit into?")
def test_a_hundred_years(solution):
    """A hundred years are exact to the second"""
    rule = "durations up to a hundred years are exact."
    expect(solution, f"{HUNDRED_YEARS}d", 3_153_600_000, rule)
    expect(solution, f"{HUNDRED_YEARS - 1}d23h59m59s", 3_153_599_999, rule)
    expect(solution, "3153599999s", 3_153_599_999, rule)


@pytest.mark.hint("Is there anything in the text that your code never looks at?")
def test_a_number_without_a_unit(solution):
    """Refuses a number without a unit"""
    rule = "every number has its unit."
    for text in ("90", "1h30", "1d2", "0"):
        refuse(solution, text, rule)
    expect(solution, "1h30m", 5_400, "with its unit it is a duration.")


def test_a_unit_without_a_number(solution):
    """Refuses a unit without a number"""
    rule = "every unit has its number."
    for text in ("h", "hm", "1hm", "d5s"):
        refuse(solution, text, rule)
    expect(solution, "1h5m", 3_900, "with its number it is a duration.")


def test_unknown_units(solution):
    """Refuses other units, capital letters too"""
    rule = "the units are d, h, m and s, in small letters."
    for text in ("1w", "5x", "1H", "30M", "5min", "1h5ms", "2 d", "x1h", "1hx"):
        refuse(solution, text, rule)
    expect(solution, "5m", 300, rule)


def test_units_out_of_order_or_twice(solution):
    """Refuses units that are out of order, or there twice"""
    rule = "each unit comes at most once, the larger before the smaller."
    for text in ("5s2h", "30m1h", "1h1d", "1h1h", "5s5s", "1h2m3h"):
        refuse(solution, text, rule)
    expect(solution, "2h5s", 7_205, rule)


@pytest.mark.hint("Every part may be missing, but not all of them.")
def test_an_empty_text(solution):
    """Refuses an empty text"""
    refuse(solution, "", "an empty text is no duration.")
    expect(solution, "0s", 0, "a duration of nothing is written 0s.")


def test_signs_and_fractions(solution):
    """Refuses signs and fractions"""
    rule = "a number is made of the digits 0 to 9 and nothing else."
    for text in ("-5m", "+5m", "1h-5m", "1.5h", "1,5h", "1e3s", "0x1fs", "1_000s"):
        refuse(solution, text, rule)
    expect(solution, "1h5m", 3_900, rule)


@pytest.mark.hint("What do the signs for the beginning and the end match in a text of two lines?")
def test_spaces_and_line_breaks(solution):
    """Refuses spaces and line breaks, wherever they are"""
    rule = "there is no space and no line break anywhere in a duration."
    for text in (" 1h", "1h ", "1h 30m", "1 h", "1h\t30m", "1h\n", "\n1h", "1h\n30m", "not this\n1h\nnor this", " "):
        refuse(solution, text, rule)
    expect(solution, "1h30m", 5_400, rule)


@pytest.mark.hint("There are more digits in the world than ten. Which ones does your code take?")
def test_other_digits_than_0_to_9(solution):
    """Refuses digits of other scripts"""
    rule = "a number is made of the digits 0 to 9."
    for text in ("\u0661h", "\uff11h", "1\u0968m", "\u00b2s"):
        refuse(solution, text, rule)
    expect(solution, "1h", 3_600, rule)


def test_the_error_names_the_text(solution):
    """The error says which text was wrong"""
    rule = "the message of the error contains the text."
    for text in ("1h30", "5 parsecs"):
        message = refuse(solution, text, rule)
        if text not in message:
            fail(rule, text, f"the error with the message {json.dumps(message, ensure_ascii=False)}", "the text in it")
    expect(solution, "30s", 30, "30s is a duration.")


@pytest.mark.points(2)
def test_random_texts(solution, reference, rng):
    """Agrees with the reference on 120 random texts"""
    rule = "all of the prompt; this is a random text."
    for _ in range(120):
        text = random_text(rng)
        try:
            seconds = reference.parse_duration(text)
        except ValueError:
            refuse(solution, text, rule)
        else:
            expect(solution, text, seconds, rule)


def random_text(rng):
    """A duration, and every other time one with something wrong, mostly."""
    units = [unit for unit in SECONDS if rng.random() < 0.6] or ["s"]
    parts = [f"{random_number(rng)}{unit}" for unit in units]
    if rng.random() < 0.5:
        return "".join(parts)
    damage = rng.choice(["shuffle", "twice", "drop", "insert"])
    if damage == "shuffle":
        rng.shuffle(parts)
    elif damage == "twice":
        parts.insert(rng.randrange(len(parts) + 1), rng.choice(parts))
    text = "".join(parts)
    place = rng.randrange(len(text))
    if damage == "drop":
        return text[:place] + text[place + 1 :]
    return text[:place] + rng.choice(" .-xH7\n") + text[place:] if damage == "insert" else text


def random_number(rng):
    """Zero, small or large, and now and then with a zero before it."""
    return rng.choice(["", "", "", "0"]) + str(rng.choice([0, rng.randrange(100), rng.randrange(5_000)]))
