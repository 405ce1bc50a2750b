"""How a learner's source is written: what each demand finds, what it lets pass, and what cannot switch it off."""

from __future__ import annotations

from importlib.util import find_spec
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from graders.errors import ProgramMissing
from graders.quality_rules import documented, duplication, errors, linting, programs, shape, source, typed
from tests.graders.running import graded

if TYPE_CHECKING:
    from pathlib import Path

needs_ruff = pytest.mark.skipif(find_spec("ruff") is None, reason="ruff is not installed")
needs_mypy = pytest.mark.skipif(find_spec("mypy") is None, reason="mypy is not installed")


def read(text: str, name: str = "cart.py") -> source.Source:
    return source.read(name, dedent(text).encode())


def complexities(text: str) -> dict[str, int]:
    return {part.name: shape.complexity(part) for part in shape.parts(read(text).tree)}


def codes(text: str, *rules: str) -> set[str]:
    found = linting.broken_rules([read(text)], rules, besides=(), line_length=100, convention="google")
    return {finding.code for finding in found}


class TestReading:
    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"def f(:\n", "line 1"),
            (b"x = 1\n\xff\n", "line 2: this is not UTF-8"),
            (b"# coding: latin-1\nx = 1\n", "another encoding"),
            (b"x = 1\0\n", "control characters"),
            (b"#" * 200_000, "larger than 128 KiB"),
            (b"(" * 5_000, "nested"),
            (b"-" * 100_000 + b"1", "nested too deeply"),
            (b"1+" * 60_000 + b"1", "nested too deeply"),
            (b"a." * 60_000 + b"b", "nested too deeply"),
        ],
    )
    def test_what_nobody_can_read_is_told_and_breaks_nothing(self, content: bytes, says: str) -> None:
        with pytest.raises(errors.Unreadable, match=says):
            source.read("cart.py", content)

    def test_what_switches_a_rule_off_is_taken_away_without_moving_anything(self) -> None:
        one = read(
            """\
            x = 1  # noqa: F401
            y: int = ""  # type: ignore[assignment]
            '''
            # mypy: ignore-errors
            '''
            # fmt: off
            # ruff: noqa
            # an honest remark
            """
        )
        assert [len(line) for line in one.plain.splitlines()] == [len(line) for line in one.text.splitlines()]
        for word in ("noqa", "ignore[", "mypy:", "fmt:", "ruff:"):
            assert f"# {word}" not in one.plain
        assert "# an honest remark" in one.plain
        assert [finding.line for finding in source.switches(one)] == [1, 2, 4, 6, 7]

    def test_code_in_a_text_is_found(self) -> None:
        found = source.hidden_code(read("exec('x = 1')\n__import__('os')\nprint(1)\n"))
        assert [finding.line for finding in found] == [1, 2]


class TestComplexity:
    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ("return x", 1),
            ("if x: pass\n    elif y: pass\n    else: pass", 3),
            ("for a in x:\n        while a: pass", 3),
            ("return x and y or z", 3),
            ("return 1 if x else 2", 2),
            ("return [a for a in x if a if a > 1]", 4),
            ("try: pass\n    except KeyError: pass\n    except ValueError: pass", 3),
            ("match x:\n        case 1: pass\n        case _: pass", 3),
            ("return lambda a: 1 if a else 2", 2),
        ],
    )
    def test_each_branch_counts_one(self, body: str, expected: int) -> None:
        assert complexities(f"def f(x, y, z):\n    {body}\n")["f"] == expected

    def test_functions_inside_count_for_themselves(self) -> None:
        text = """\
            class Cart:
                def total(self, x):
                    def inner(y):
                        if y: pass
                        if y: pass
                    if x: pass
            if True:
                pass
            """
        assert complexities(text) == {shape.OUTSIDE: 2, "Cart.total": 2, "Cart.total.inner": 3}

    def test_code_outside_of_functions_is_no_place_to_hide(self) -> None:
        found = shape.too_complex(read("if a: pass\nelif b: pass\nelif c: pass\n"), 3)
        assert [finding.what for finding in found] == [f"{shape.OUTSIDE} has a complexity of 4"]


class TestShape:
    def test_an_elif_is_no_deeper_than_its_if(self) -> None:
        flat = "def f(x):\n    if x == 1: pass\n    elif x == 2: pass\n    elif x == 3: pass\n"
        deep = "def f(x):\n    if x == 1: pass\n    else:\n        for y in x:\n            if y: pass\n"
        assert shape.too_deep(read(flat), 1) == []
        assert [finding.line for finding in shape.too_deep(read(deep), 2)] == [5]

    def test_docstrings_comments_and_blank_lines_are_no_code(self) -> None:
        text = 'def f():\n    """One.\n\n    Two.\n    """\n    # three\n\n    return 4\n'
        assert shape.too_long(read(text), 2) == []
        assert [finding.what for finding in shape.too_long(read(text), 1)] == ["f has 2 lines of code"]

    def test_letters_are_no_names(self) -> None:
        text = "def f(x, number):\n    q = number\n    for i in q: pass\n    self.z = 1\n"
        found = shape.short_names(read(text), 3, {"i", "x"})
        assert [(finding.line, finding.what.split()[0]) for finding in found] == [(1, "f"), (2, "q"), (4, "z")]


class TestDuplication:
    TWICE = """\
        def small(items):
            found = []
            for item in items:
                if item.size < 3:
                    found.append(item)
            return found

        def large(goods):
            chosen = []
            for one in goods:
                if one.size < 30:
                    chosen.append(one)
            return chosen
        """

    def test_the_same_but_for_names_and_numbers_is_found_once(self) -> None:
        found = duplication.duplicates([read(self.TWICE)], 4)
        assert len(found) == 1
        assert found[0].line in {8, 9}

    def test_another_attribute_is_another_thing(self) -> None:
        assert duplication.duplicates([read(self.TWICE.replace("one.size", "one.price"))], 4) == []

    def test_it_is_found_in_another_file_too(self) -> None:
        first, second = self.TWICE.split("\n\n")
        found = duplication.duplicates([read(first, "a.py"), read(second, "b.py")], 4)
        assert [(finding.file, "of a.py" in finding.what) for finding in found] == [("b.py", True)]

    def test_names_that_change_places_are_another_thing(self) -> None:
        text = "a = f(x)\nb = g(y)\nh(a, b)\n\nc = f(x)\nd = g(y)\nh(d, c)\n"
        assert duplication.duplicates([read(text)], 3) == []


@needs_ruff
class TestRules:
    def test_chosen_rules_are_found_with_their_reasons(self) -> None:
        found = linting.broken_rules(
            [read("import os\ndef F():\n    pass\n")], ["F", "N"], besides=(), line_length=100, convention="google"
        )
        assert [(finding.code, finding.line) for finding in found] == [("F401", 1), ("N802", 2)]
        assert all(finding.why for finding in found)

    def test_noqa_has_no_effect(self) -> None:
        assert codes("# ruff: noqa\nimport os  # noqa\n# flake8: noqa\n", "F") == {"F401"}

    def test_settings_of_the_user_have_no_effect(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "ruff.toml").write_text("lint.ignore = ['F401']\n")
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("RUFF_NO_CACHE", "false")
        assert codes("import os\n", "F") == {"F401"}

    def test_the_layout_is_compared_with_the_formatters(self) -> None:
        assert linting.layout([read("x = {1: 2}\n")], line_length=100) == []
        (found,) = linting.layout([read("x = 1\ny=2\n# fmt: off\n")], line_length=100)
        assert (found.line, "y = 2" in found.what) == (2, True)

    def test_fmt_off_has_no_effect(self) -> None:
        assert linting.layout([read("# fmt: off\ny=2\n")], line_length=100)

    def test_a_program_that_is_missing_is_told_with_what_to_install(self) -> None:
        with pytest.raises(ProgramMissing, match=r"kata-runner\[quality\]"):
            programs.needed("no_such_linter", "checks")

    def test_a_program_that_never_ends_is_stopped(self, tmp_path: Path) -> None:
        with pytest.raises(errors.Unfinished, match=r"more than 0\.2 seconds"):
            programs.run(["/bin/sh", "-c", "sleep 20"], folder=tmp_path, seconds=0.2)


@needs_mypy
class TestTypes:
    def test_what_mypy_finds_is_told_with_its_line(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        (found,) = typed.untyped([read("def f(x: int) -> str:\n    return x\n")])
        assert (found.line, found.code) == (2, "return-value")
        assert list((tmp_path / "kata").iterdir())
        hidden = read("'''\n# mypy: ignore-errors\n'''\n\n\ndef f(x: int) -> str:\n    return x  # type: ignore\n")
        assert [finding.line for finding in typed.untyped([hidden])] == [7]
        assert typed.untyped([read("def f(x: int) -> str:\n    return str(x)\n")]) == []

    @pytest.mark.parametrize(
        "text",
        [
            "from typing import no_type_check\n\n\n@no_type_check\ndef f(x): ...\n",
            "from typing import TYPE_CHECKING\nif not TYPE_CHECKING:\n    def f(x): ...\n",
            "from typing import cast\nx = cast(int, '')\n",
            "import typing\nif typing.TYPE_CHECKING:\n    x = 1\nelse:\n    x = ''\n",
        ],
    )
    def test_what_code_says_to_keep_the_checker_away_is_found(self, text: str) -> None:
        assert list(typed.opt_outs(read(text)))

    def test_an_import_for_types_alone_is_fine(self) -> None:
        text = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from decimal import Decimal\n"
        assert list(typed.opt_outs(read(text))) == []


class TestDocumentation:
    def test_what_is_public_needs_words(self) -> None:
        text = (
            '"""About carts, in general."""\ndef total():\n    """Total."""\nclass Cart:\n    pass\ndef _own(): ...\n'
        )
        assert [finding.line for finding in documented.missing([read(text)], 3)] == [2, 4]

    def test_examples_are_compared_outside(self) -> None:
        text = 'def double(n):\n    """Twice.\n\n    >>> double(2)\n    4\n    >>> double(3)\n    7\n    """\n'
        (group,), problems = documented.examples([read(text)])
        assert problems == []
        found = list(documented.judge(group, [("4\n", None), ("6\n", None)]))
        assert [(finding.line, finding.what) for finding in found] == [(6, "it says 7 and gives 6")]

    def test_an_example_that_raises_is_compared_with_what_it_says(self) -> None:
        text = 'def f():\n    """\n    >>> f()\n    Traceback (most recent call last):\n    ValueError: no\n    """\n'
        (group,), _ = documented.examples([read(text)])
        assert list(documented.judge(group, [("", "ValueError: no")])) == []
        assert list(documented.judge(group, [("", "ValueError: yes")]))
        assert list(documented.judge(group, [("", None)]))

    def test_an_example_that_is_skipped_shows_nothing(self) -> None:
        (group,), _ = documented.examples([read('def f():\n    """\n    >>> f()  # doctest: +SKIP\n    1\n    """\n')])
        assert list(documented.judge(group, [("1\n", None)]))


CHECKS = '''
    def test_works(solution):
        """It works"""
        assert solution.double(2) == 4

    def test_complexity(quality):
        """It is simple"""
        quality.complexity(at_most=2)

    def test_doctests(quality):
        """Its examples are true"""
        quality.has_examples()
        quality.doctests(at_least=2)

    def test_same_code(quality):
        """Only docstrings were added"""
        quality.same_code_as("starter")
    '''
CODE = "def double(number):\n    return 2 * number\n"
TOLD = """\
def double(number):
    '''Twice.

    >>> double(2)
    4
    >>> double("a")
    'aa'
    '''
    return 2 * number
"""


class TestGrading:
    def test_source_and_behaviour_are_asked_in_one_exercise(self, tmp_path: Path) -> None:
        done = graded(tmp_path, "quality", tests=CHECKS, work={"work.py": TOLD}, more={"starter/work.py": CODE})
        assert done.verdicts() == dict.fromkeys(done.checks, "passed"), done.checks
        assert len(done.checks) == 4

    def test_a_broken_rule_is_shown_with_its_line_and_why(self, tmp_path: Path) -> None:
        worse = CODE.replace("    return", "    if number: pass\n    if number: pass\n    return")
        done = graded(tmp_path, "quality", tests=CHECKS, work={"work.py": worse}, more={"starter/work.py": CODE})
        assert done.verdicts()["test_works"] == "passed"
        message = done.message_of("test_complexity")
        assert "work.py, line 1: double has a complexity of 3" in message
        assert "    def double(number):" in message
        assert "why: " in message
        assert "double is not what it was" in done.message_of("test_same_code")

    def test_an_example_that_ends_the_program_fails_its_check_alone(self, tmp_path: Path) -> None:
        ends = TOLD.replace(">>> double(2)\n    4", ">>> import os; double(2); os._exit(0)\n    4")
        done = graded(tmp_path, "quality", tests=CHECKS, work={"work.py": ends}, more={"starter/work.py": CODE})
        assert done.verdicts()["test_doctests"] == "crashed"
        assert done.verdicts()["test_same_code"] == "passed"

    def test_a_file_that_cannot_be_read_is_the_learners_failure(self, tmp_path: Path) -> None:
        done = graded(tmp_path, "quality", tests=CHECKS, work={"work.py": b"-" * 100_000 + b"1"})
        assert set(done.verdicts().values()) == {"failed"}
        assert "nested too deeply" in done.message_of("test_complexity")
