"""The rules of a commit message: what breaks them is told, what only looks odd is let pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.git.messages import MessageRules, problems


@pytest.mark.parametrize(
    "subject",
    [
        "Add the price list",
        "Embed the font in the page",
        "Feed the parser line by line",
        "Seed the generator",
        "Proceed when the cache is empty",
        "Shed connections under load",
        "Bring back the old menu",
        "String the beads in order",
        "Ping the server before use",
        "Process refunds at night",
        "Pass the clock in",
        "Focus the search field",
        "Alias the long column names",
        "Always close the file",
        "Set the time zone",
        "Split names in two columns",
        "Fix off-by-one in the pager",
        "Change the opening hours",
        "Work around the proxy's limit",
        "Re-enable the cache",
        "Update README",
        "Test the parser with empty input",
        "CORS: allow the shop's own page",
        "HTTPS only from now on",
        "feat(menu): add soups",
        "prices.py: sort by name",
        "Merge branch add-pretzel",
        'Revert "Add the price list"',
        "Preisliste hinzufügen",
        "增加价目表",
        "Ändere die Preise",
        "Wait for it...",
    ],
)
def test_a_good_subject_passes(subject: str) -> None:
    assert problems(subject + "\n") == ()


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        ("Added the price list", "past tense"),
        ("Fixed a bug in the parser", "past tense"),
        ("Agreed on new prices", "past tense"),
        ("Rewrote the parser", "past tense"),
        ("Made prices sortable", "past tense"),
        ("Adds the price list", "third person"),
        ("Fixes the parser", "third person"),
        ("Adding the price list", "gerund"),
        ("Typing the parser", "gerund"),
        ("feat: added soups", "past tense"),
        ("The price list", "no verb"),
        ("New price list", "no verb"),
        ("Some fixes for the parser", "no verb"),
        ("Initial commit", "no verb"),
        ("Add the price list.", "full stop"),
        ("add the price list", "capital letter"),
        (" Add the price list", "space"),
        ("Add the price list of the bakery, the cafe and the shop", "55 characters"),
        ("Update files", "does not say what"),
        ("Fix bug", "does not say what"),
        ("Change stuff 2", "does not say what"),
        ("!!!", "does not say what"),
        ("", "no subject"),
        ("   ", "no subject"),
    ],
)
def test_a_bad_subject_is_told_why(subject: str, told: str) -> None:
    assert told in " ".join(problems(subject + "\n\nBecause.\n"))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("\nright below", "no empty line"),
        ("\n\n" + "word " * 15, "wrap it at 72"),
    ],
)
def test_a_bad_body_is_told_why(body: str, told: str) -> None:
    assert [told in problem for problem in problems(f"Add the price list{body}\n")] == [True]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "\n\nSo that prices can change.",
        f"\n\nSee https://example.org/{'x' * 80}",
        f"\n\nSigned-off-by: {'x ' * 60}",
    ],
)
def test_a_good_body_passes(body: str) -> None:
    assert problems(f"Add the price list{body}\n") == ()


@pytest.mark.parametrize(("body", "missing"), [("", True), ("\n\nSigned-off-by: L", True), ("\n\nBecause.", False)])
def test_a_body_can_be_asked_for(body: str, missing: bool) -> None:
    assert bool(problems(f"Add the price list{body}\n", MessageRules(body=True))) is missing


def test_the_body_can_be_looked_at_alone() -> None:
    assert problems("added stuff.\n\nBecause.\n", MessageRules(subject=False, body=True)) == ()


def test_every_rule_can_be_left_out() -> None:
    rules = MessageRules(subject_width=1000, body_width=1000, imperative=False, capital=False, specific=False)
    assert problems("fixed some stuff that was in the way of all the other things we had\n", rules) == ()


@given(st.text())
def test_any_text_gets_an_answer(message: str) -> None:
    assert all(isinstance(problem, str) for problem in problems(message))
