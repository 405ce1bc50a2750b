"""The bracket that breaks the deploy: where is the first bracket that is wrong?"""

import pytest

PAIRS = ["()", "[]", "{}"]
DEEP = 100_000


def expect(solution, text, expected, rule):
    """Ask once and compare; the message names the text, the answer and the rule."""
    answer = solution.find_bracket_error(text)
    if type(answer) is type(expected) and answer == expected:
        return
    pytest.fail(
        f"Rule: {rule}\n"
        f"text {shown(text)}\n"
        f"  gave      {in_words(answer, text)}\n"
        f"  expected  {in_words(expected, text)}",
        pytrace=False,
    )


def shown(text):
    """The text as a learner can read it, shortened where it is long."""
    return repr(text) if len(text) <= 80 else f"{text[:20]!r} ... {len(text)} characters in all"


def in_words(answer, text):
    """An answer in words that are the same in every language, with the character it points at."""
    if answer is None:
        return "all in order"
    if type(answer) is not int:
        return repr(answer)
    return f"position {answer}, {f'the {text[answer]!r}' if 0 <= answer < len(text) else 'which is outside the text'}"


@pytest.mark.example
def test_a_list_in_order(solution):
    """Tells a line in order from one that is not"""
    expect(solution, "ports: [80, 443]", None, "there is no position to return where all brackets are in order.")
    expect(solution, "ports: [80, 443)", 15, "return the position of the first bracket that is wrong.")


def test_all_kinds_side_by_side_and_nested(solution):
    """Knows all three kinds, side by side and nested"""
    rule = "each bracket opened is closed by one of its own kind, the last opened first."
    for text in ("()[]{}", "([])", "{[()()]()}", "{[(]}"):
        expect(solution, text, 3 if text == "{[(]}" else None, rule)


def test_texts_without_brackets(solution):
    """A text without brackets is in order, and so is the empty text"""
    rule = "a text without brackets is in order, and so is the empty text."
    expect(solution, "", None, rule)
    expect(solution, "name: 'shop'\nreplicas: 3\n", None, rule)
    expect(solution, "name: 'shop'}", 12, "a closing bracket that closes nothing is wrong.")


@pytest.mark.hint("What do you take from the stack when nothing is on it?")
def test_a_closing_bracket_that_closes_nothing(solution):
    """Points at a closing bracket that closes nothing"""
    rule = "a closing bracket that closes nothing is wrong: return its position."
    expect(solution, "a)", 1, rule)
    expect(solution, "(a)(b))(c)", 6, rule)
    expect(solution, "[80]]", 4, rule)


def test_a_closing_bracket_of_the_wrong_kind(solution):
    """Points at a closing bracket of the wrong kind"""
    rule = "a closing bracket that does not close the one opened last is wrong: return its position."
    expect(solution, "(80]", 3, rule)
    expect(solution, "{cpu: [2}", 8, rule)


@pytest.mark.hint("Counting each kind is not enough here: which bracket was opened last?")
def test_brackets_that_cross(solution):
    """Points at the first of two brackets that cross"""
    rule = "the bracket opened last is closed first, so `([)]` goes wrong at its `)`."
    expect(solution, "([)]", 2, rule)
    expect(solution, "x = {a: (1, 2}, 3)", 13, rule)


def test_a_bracket_that_is_never_closed(solution):
    """Points at a bracket that is never closed"""
    rule = "where the text ends with a bracket still open, return its position."
    expect(solution, "limits: {cpu: 2", 8, rule)
    expect(solution, "[1] [2", 4, rule)


def test_of_several_open_ones_the_last_opened_counts(solution):
    """Of several brackets still open, points at the one opened last"""
    rule = "where the text ends with brackets still open, return the position of the one opened last."
    expect(solution, "([{", 2, rule)
    expect(solution, "{a: [1, (2), 3", 4, rule)


@pytest.mark.hint("Position 0 is a position: how do you tell it from no error?")
def test_the_very_first_character_can_be_wrong(solution):
    """The very first character can be the wrong one"""
    rule = "positions are counted from 0, and 0 is a position like any other."
    expect(solution, ")", 0, rule)
    expect(solution, "(", 0, rule)
    expect(solution, "]()", 0, rule)


def test_other_characters_count_in_the_position(solution):
    """Other characters mean nothing, but count in the position"""
    rule = "all other characters mean nothing, but count in the position."
    expect(solution, 'path: "/srv"\nargs: [-v\n', 19, rule)
    expect(solution, "a < b > c (d] 'e'", 12, rule)
    expect(solution, "größe: 5)", 8, rule)


def test_only_the_first_error_counts(solution):
    """Where several brackets are wrong, points at the first"""
    rule = "return the position of the first bracket that is wrong."
    expect(solution, "(])}", 1, rule)
    expect(solution, "()) (]", 2, rule)


@pytest.mark.points(2)
def test_random_texts(solution, reference, rng):
    """Agrees with the reference on 60 random texts"""
    for _ in range(60):
        text = with_one_mistake(rng) if rng.random() < 0.7 else in_order(rng, 6)
        expected = reference.find_bracket_error(text)
        expect(solution, text, expected, "all of the prompt; this is a random text.")


@pytest.mark.points(2)
@pytest.mark.limit(seconds=5)
@pytest.mark.hint("A function that calls itself for each level of nesting stops here.")
def test_deep_nesting(solution, rng):
    """100,000 levels deep in less than five seconds"""
    pairs = [rng.choice(PAIRS) for _ in range(DEEP)]
    text = "".join(pair[0] for pair in pairs) + "".join(pair[1] for pair in reversed(pairs))
    rule = "brackets can be nested 100,000 deep, and 200,000 characters take less than five seconds."
    expect(solution, text, None, rule)
    expect(solution, text[:-1], 0, rule)


def in_order(rng, length):
    """A random text whose brackets are in order."""
    parts = []
    for _ in range(length):
        pair = rng.choice(PAIRS)
        inside = "".join(parts) + rng.choice(["", "x", ", "])
        if rng.random() < 0.5:
            parts = [pair[0], inside, pair[1]]
        else:
            parts.append(pair)
    return "".join(parts)


def with_one_mistake(rng):
    """A random text in order, then one character dropped, changed or put in."""
    text = in_order(rng, rng.randint(1, 8))
    place = rng.randrange(len(text) + 1)
    kind = rng.choice(["drop", "change", "insert"])
    new = "" if kind == "drop" else rng.choice("()[]{}")
    return text[:place] + new + text[place + (kind != "insert") :]
