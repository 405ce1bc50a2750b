from __future__ import annotations

from pathlib import Path

import pytest

from runner import hints, prompt
from runner.errors import CatalogProblem
from runner.manifest import Exercise, load
from runner.markdown import to_terminal


@pytest.fixture
def exercise(pack: Path) -> Exercise:
    return load(pack / "algorithms" / "add-up")


def test_a_prompt_knows_its_exercise_and_language(exercise: Exercise) -> None:
    text = prompt.render(exercise, "python")
    assert text.startswith("# Add up a bill\n\nWrite `total(amounts)` in `bill.py`.")
    assert text.endswith("|\n")


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("# x\n\n{{ nobody }}", 3),
        ("# x\n{% if %}", 2),
        ("{{ exercise.nothing }}", 1),
        ("\n{{ exercise.__class__.__mro__ }}", 2),
        ("{{ [][1] }}", 1),
    ],
)
def test_a_broken_prompt_is_told_with_its_line(exercise: Exercise, template: str, line: int) -> None:
    exercise.prompt_file.write_text(template)
    with pytest.raises(CatalogProblem) as raised:
        prompt.render(exercise, "python")
    assert raised.value.where == f"{exercise.prompt_file}:{line}"
    assert raised.value.what.startswith("the prompt of add-up cannot be made: ")


def test_a_query_prompt_shows_the_exercises_own_data() -> None:
    from runner.catalog import Catalog

    text = prompt.render(Catalog.open().find("sql-01"), "sqlite")
    assert "| name" in text


def test_hints_are_the_headed_steps(exercise: Exercise) -> None:
    steps = hints.load(exercise)
    assert [step.title for step in steps] == ["Where to look", "What idea", "Nearly the answer"]
    assert steps[2].text == "    return sum(...)"


def test_code_and_smaller_headings_belong_to_their_step() -> None:
    steps = hints.parse("for authors\n\n## One\n\n### Not a step\n```\n## nor this\n```\n## Empty\n\n## Two\ntext\n")
    assert [(step.title, step.text) for step in steps] == [
        ("One", "### Not a step\n```\n## nor this\n```"),
        ("Two", "text"),
    ]


def test_hints_without_a_step_are_told(exercise: Exercise) -> None:
    exercise.hints_file.write_text("Think.\n")
    with pytest.raises(CatalogProblem, match="the hints of add-up have no step"):
        hints.load(exercise)


MARKDOWN = """\
# Title

A paragraph with `code`, **bold** and *emphasis* that is long
enough to be wrapped; a [link](https://example.org) too.

## Part

- first
  goes on
- second with `a piece of code`
  - inner
1. numbered

> quoted

    indented <code>

```python
x = 1   # **not bold**
```

| name  | cents |
|-------|------:|
| `Ada` |    12 |
| a\\|b  |     3 |
"""


def test_markdown_is_laid_out_in_plain_text() -> None:
    assert (
        to_terminal(MARKDOWN, width=48, colour=False)
        == """\
Title
=====

A paragraph with `code`, **bold** and *emphasis*
that is long enough to be wrapped; a link
<https://example.org> too.

Part

  • first goes on
  • second with `a piece of code`
    • inner
  1. numbered

  | quoted

    indented <code>

    x = 1   # **not bold**

    name  cents
    ----  -----
    Ada      12
    a|b       3
"""
    )


def test_markdown_is_coloured_where_that_is_wanted() -> None:
    shown = to_terminal("# Title\n\nSome `code`.\n", width=80, colour=True)
    assert shown == "\x1b[1m\x1b[4mTitle\x1b[0m\n\nSome \x1b[36mcode\x1b[0m.\n"


def test_lines_keep_to_the_width_whatever_is_coloured() -> None:
    import click

    text = "word `code` **bold** " * 40
    assert all(len(click.unstyle(line)) <= 30 for line in to_terminal(text, width=30, colour=True).splitlines())


def test_code_may_begin_with_the_marks_of_other_things() -> None:
    shown = to_terminal("Try:\n\n    node\n    > 1 + 1\n    # done\n    | tail\n", width=80, colour=False)
    assert shown == "Try:\n\n    node\n    > 1 + 1\n    # done\n    | tail\n"


def test_controls_in_data_do_nothing_to_a_terminal() -> None:
    shown = to_terminal("| a |\n|---|\n| \x1b[2J\u202e |\n", width=80, colour=True)
    assert "\x1b[2J" not in shown
    assert "\u202e" not in shown
