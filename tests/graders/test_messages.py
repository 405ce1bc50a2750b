"""Failures of real tests, run by pytest in a process of its own, and how they are told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent, indent

import pytest

ROOT = Path(__file__).parents[2]
SHOWN = f"[{', '.join(map(str, range(38)))}, ... 162 more]"

# name: (the body of a test, what is told of its failure)
CASES: dict[str, tuple[str, str]] = {
    "a_wrong_result": (
        """
        two_sum = solution.gives((1, 0), "two_sum")
        assert two_sum([2, 7, 11, 15], 9) == (0, 1)
        """,
        """
        two_sum([2, 7, 11, 15], 9)
          gave      (1, 0)
          expected  (0, 1)
          the same items in another order
        """,
    ),
    "the_authors_words_come_first": (
        """
        two_sum = solution.gives((1, 0), "two_sum")
        assert two_sum([2, 7], 9) == (0, 1), "The smaller position comes first.\\nCounted from 0."
        """,
        """
        The smaller position comes first.
        Counted from 0.
        two_sum([2, 7], 9)
          gave      (1, 0)
          expected  (0, 1)
          the same items in another order
        """,
    ),
    "a_result_kept_in_a_name": (
        """
        result = solution.gives([3, 1])()
        assert result == [1, 3]
        """,
        """
        solve()
          gave      [3, 1]
          expected  [1, 3]
          the same items in another order
        """,
    ),
    "the_solution_on_the_right": (
        """
        result = solution.gives([3])(reverse=True)
        assert [4] == result
        """,
        """
        solve(reverse=True)
          gave      [3]
          expected  [4]
        """,
    ),
    "a_literal_is_never_the_solutions": (
        """
        assert 5 == solution.gives(5.5)()
        """,
        """
        solve()
          gave      5.5
          expected  5
        """,
    ),
    "something_made_of_the_result": (
        """
        result = solution.gives(["a", "b"])("x")
        assert len(result) == 3
        """,
        """
        len(result)
          gave      2
          expected  3
        before that
          solve('x')  gave ['a', 'b']
        """,
    ),
    "nothing_came_back": (
        """
        assert solution.gives(None)(1) == [1]
        """,
        """
        solve(1)
          gave      None
          expected  [1]
          Nothing came back. Is a return missing?
        """,
    ),
    "a_list_for_a_tuple": (
        """
        assert solution.gives([0, 1])() == (0, 1)
        """,
        """
        solve()
          gave      [0, 1]
          expected  (0, 1)
          the same items, but a list, expected a tuple
        """,
    ),
    "a_long_list": (
        """
        numbers = list(range(200))
        assert solution.gives([*numbers[:150], -1, *numbers[151:]], "sort")(numbers) == numbers
        """,
        f"""
        sort({SHOWN})
          gave      {SHOWN}
          expected  {SHOWN}
          at index 150: -1, expected 150
        """,
    ),
    "several_lines": (
        """
        assert solution.gives("name\\ntotal: 3\\nend", "render")() == "name\\ntotal: 4\\nend"
        """,
        """
        render()
          gave      'name\\ntotal: 3\\nend'
          expected  'name\\ntotal: 4\\nend'
          the lines that differ (- expected, + given)
              name
            - total: 4
            + total: 3
              end
        """,
    ),
    "a_condition_that_is_a_call": (
        """
        is_balanced = solution.gives(True, "is_balanced")
        assert not is_balanced("(]")
        """,
        """
        is_balanced('(]')
          gave      True
          expected  False
        """,
    ),
    "a_condition_of_many_parts": (
        """
        result = solution.gives([1, -2])()
        assert all(number > 0 for number in result)
        """,
        """
        This should hold, and does not:
          all((number > 0 for number in result))
          result  is [1, -2]
        before that
          solve()  gave [1, -2]
        """,
    ),
    "looking_into_the_result": (
        """
        assert 3 in solution.gives([1, 2])()
        """,
        """
        solve()
          gave      [1, 2]
          expected  one that holds 3
        """,
    ),
    "the_result_among_others": (
        """
        assert solution.gives("c")() in ("a", "b")
        """,
        """
        solve()
          gave      'c'
          expected  one of ('a', 'b')
        """,
    ),
    "an_order": (
        """
        assert 10 > solution.gives(11.5)()
        """,
        """
        solve()
          gave      11.5
          expected  less than 10
        """,
    ),
    "an_approximation": (
        """
        assert solution.gives(3.2)() == pytest.approx(3.0)
        """,
        """
        solve()
          gave      3.2
          expected  3.0 ± 3.0e-06
        """,
    ),
    "two_runs_that_should_agree": (
        """
        first, second = solution.gives([1])("a"), solution.gives([2])("b")
        assert first == second
        """,
        """
        solve('a')
          gave      [1]
        solve('b')
          gave      [2]
        these two should be the same
        """,
    ),
    "two_calls_that_should_agree": (
        """
        solve = solution.answers({"abc": 3, "cba": 2})
        assert solve("abc") == solve("cba")
        """,
        """
        solve('abc')
          gave      3
        solve('cba')
          gave      2
        these two should be the same
        """,
    ),
    "one_of_two_conditions": (
        """
        result = solution.gives((1, 0))()
        assert type(result) is tuple and result == (0, 1)
        """,
        """
        solve()
          gave      (1, 0)
          expected  (0, 1)
          the same items in another order
        """,
    ),
    "calls_before_a_method": (
        """
        solution.gives(None, "queue.enqueue")("a")
        solution.gives(None, "queue.enqueue")("b")
        assert solution.gives("b", "queue.dequeue")() == "a"
        """,
        """
        queue.dequeue()
          gave      'b'
          expected  'a'
        before that
          queue.enqueue('a')
          queue.enqueue('b')
        """,
    ),
    "an_exception": (
        """
        solution.raises(KeyError("x"))("1x")
        """,
        """
        parse('1x') raised KeyError: 'x'
          at units.py, line 6: return int(text[:-1]) * units[unit]
        """,
    ),
    "another_exception": (
        """
        with pytest.raises((ValueError, OSError)):
            solution.raises(KeyError("x"))("1x")
        """,
        """
        parse('1x')
          raised    KeyError: 'x'
          expected  ValueError or OSError
          at units.py, line 6: return int(text[:-1]) * units[unit]
        """,
    ),
    "no_exception": (
        """
        with pytest.raises(ValueError):
            solution.gives(60, "parse")("1x")
        """,
        """
        parse('1x')
          gave      60
          expected  ValueError to be raised
        """,
    ),
    "an_exception_with_another_text": (
        """
        with pytest.raises(ValueError, match="unit"):
            solution.raises(ValueError("no"))("1x")
        """,
        """
        parse('1x')
          raised    ValueError: no
          expected  ValueError with a text that matches 'unit'
        """,
    ),
    "failed_by_the_author": (
        """
        pytest.fail("The file has no heading.\\nRule: every file has one.", pytrace=False)
        """,
        """
        The file has no heading.
        Rule: every file has one.
        """,
    ),
    "asserted_false_by_the_author": (
        """
        assert False, "The file has no heading."
        """,
        """
        The file has no heading.
        """,
    ),
    "raised_by_the_author": (
        """
        raise AssertionError("The file has no heading.")
        """,
        """
        The file has no heading.
        """,
    ),
    "asserted_in_a_helper_without_a_word": (
        """
        helper(solution.gives([2])())
        """,
        """
        solve()
          gave      [2]
          expected  [1]
        """,
    ),
    "a_test_that_cannot_go_on": (
        """
        first, second = solution.gives(None, "two_sum")([1], 2)
        """,
        """
        two_sum([1], 2)
          gave      None
        The test could not go on with that: TypeError: cannot unpack non-iterable NoneType object
          in  first, second = solution.gives(None, 'two_sum')([1], 2)
        """,
    ),
}

UNITTEST_CASES: dict[str, tuple[str, str]] = {
    "equal": (
        """
        self.assertEqual(self.solution.gives("a")(1), "b")
        """,
        """
        solve(1)
          gave      'a'
          expected  'b'
        """,
    ),
    "equal_with_words": (
        """
        self.assertEqual([1], self.solution.gives([2])(1), msg="Start with 1.")
        """,
        """
        Start with 1.
        solve(1)
          gave      [2]
          expected  [1]
        """,
    ),
    "is_true": (
        """
        self.assertTrue(self.solution.gives(False, "is_leap")(2000), "2000 is one.")
        """,
        """
        2000 is one.
        is_leap(2000)
          gave      False
          expected  True
        """,
    ),
    "an_attribute_of_an_exception": (
        """
        with self.assertRaises(ValueError) as caught:
            self.solution.raises(ValueError("no"))("1x")
        self.assertEqual(caught.exception.args[0], "not a duration")
        """,
        """
        caught.exception.args[0]
          gave      'no'
          expected  'not a duration'
        before that
          parse('1x')  raised ValueError: no
        """,
    ),
    "not_raised": (
        """
        with self.assertRaises(ValueError):
            self.solution.gives(60, "parse")("1x")
        """,
        """
        parse('1x')
          gave      60
          expected  ValueError to be raised
        """,
    ),
    "not_raised_by_a_call": (
        """
        self.assertRaises(ValueError, self.solution.gives(60, "parse"), "1x")
        """,
        """
        parse('1x')
          gave      60
          expected  ValueError to be raised
        """,
    ),
    "another_raised": (
        """
        with self.assertRaises(ValueError):
            self.solution.raises(KeyError("x"))("1x")
        """,
        """
        parse('1x')
          raised    KeyError: 'x'
          expected  ValueError
          at units.py, line 6: return int(text[:-1]) * units[unit]
        """,
    ),
    "another_text": (
        """
        with self.assertRaisesRegex(ValueError, "unit"):
            self.solution.raises(ValueError("no"))("1x")
        """,
        """
        parse('1x')
          raised    ValueError: no
          expected  ValueError with a text that matches 'unit'
        """,
    ),
    "same_items": (
        """
        solve = self.solution.gives([1, 2])
        self.assertCountEqual(solve(), [1, 3])
        """,
        """
        solve()
          gave      [1, 2]
          expected  the same items as [1, 3], in any order
        """,
    ),
    "is_none": (
        """
        self.assertIsNone(self.solution.gives(0.5)())
        """,
        """
        solve()
          gave      0.5
          expected  None
        """,
    ),
    "about": (
        """
        self.assertAlmostEqual(self.solution.gives(3.2)(), 3.1, msg="Round at the end.")
        """,
        """
        Round at the end.
        solve()
          gave      3.2
          expected  about 3.1
        """,
    ),
    "an_instance": (
        """
        self.assertIsInstance(self.solution.gives([1])(), tuple)
        """,
        """
        solve()
          gave      [1]
          expected  an instance of tuple
        """,
    ),
    "a_pattern": (
        """
        self.assertRegex(self.solution.gives("abcdef")(), "^x")
        """,
        """
        solve()
          gave      'abcdef'
          expected  a text that matches '^x'
        """,
    ),
    "failed": (
        """
        self.fail("Not like this.")
        """,
        """
        Not like this.
        """,
    ),
}


def suite() -> str:
    """A test module with all cases in it."""
    head = "import pytest, unittest\n\n\ndef helper(value):\n    assert value == [1]\n\n\n"
    functions = [
        f"def test_{name}(solution):\n{indent(dedent(body).strip(), '    ')}\n" for name, (body, _) in CASES.items()
    ]
    methods = [
        f"    def test_unit_{name}(self):\n{indent(dedent(body).strip(), ' ' * 8)}\n"
        for name, (body, _) in UNITTEST_CASES.items()
    ]
    return "\n\n".join([head, *functions, "class UnitTest(unittest.TestCase):\n" + "\n".join(methods)])


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is told of each failure, from one run of pytest over them all."""
    folder = tmp_path_factory.mktemp("suite")
    (folder / "test_suite.py").write_text(suite(), encoding="utf-8")
    output = folder / "told.json"
    command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, f"--rootdir={folder}", "-p", "no:cacheprovider"]
    command += ["-p", "tests.graders.explaining", "--import-mode=importlib", str(folder)]
    environment = {
        **os.environ,
        "EXPLAINED": str(output),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONPATH": str(ROOT),
    }
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stdout + run.stderr
    messages: dict[str, str] = json.loads(output.read_text(encoding="utf-8"))
    return messages


@pytest.mark.parametrize("name", CASES)
def test_a_failed_test_is_told_so_that_a_junior_understands(name: str, told: dict[str, str]) -> None:
    assert told[f"test_{name}"] == dedent(CASES[name][1]).strip()


@pytest.mark.parametrize("name", UNITTEST_CASES)
def test_a_failed_method_of_unittest_is_told_the_same_way(name: str, told: dict[str, str]) -> None:
    assert told[f"test_unit_{name}"] == dedent(UNITTEST_CASES[name][1]).strip()


def test_every_case_failed_and_nothing_tells_of_tracebacks(told: dict[str, str]) -> None:
    assert len(told) == len(CASES) + len(UNITTEST_CASES)
    for message in told.values():
        assert "Traceback" not in message
        assert "assert False" not in message
        assert str(ROOT) not in message
