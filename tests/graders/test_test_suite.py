"""A learner's tests against right and wrong versions: what counts as catching, and what a suite can't gain by lying."""

from __future__ import annotations

import random
from textwrap import dedent
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from graders.grading import Grading
from graders.suites.disguise import disguised
from graders.suites.engine import program
from graders.suites.runs import Record, Run, Runs
from graders.test_suite import Suite
from sandbox.errors import EndReason, SessionEnded
from sandbox.spec import Limits
from tests.conftest import need
from tests.graders.running import Graded, graded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

RIGHT = "def total(prices):\n    return sum(prices)\n"
VERSIONS = {
    "tests/versions/right/plain/cart.py": RIGHT,
    "tests/versions/right/loop/cart.py": (
        "def total(prices):\n    added = 0\n    for price in prices:\n        added += price\n    return added\n"
    ),
    "tests/versions/wrong/forgets_the_last/cart.py": "def total(prices):\n    return sum(prices[:-1])\n",
    "tests/versions/wrong/fails_on_none/cart.py": "def total(prices):\n    return prices[0] + sum(prices[1:])\n",
}
CHECKS = '''
    def test_right(suite):
        """The tests pass on right versions"""
        suite.passes("right/plain")
        suite.passes("right/loop")

    def test_last(suite):
        """A version that forgets the last is caught"""
        suite.catches("wrong/forgets_the_last", "the last price is forgotten")

    def test_empty(suite):
        """A version that fails on an empty cart is caught"""
        suite.catches("wrong/fails_on_none", "an empty cart fails")

    def test_count(suite):
        """There are two tests"""
        suite.count(at_least=2)
    '''
GOOD = """\
    import unittest
    from cart import total

    def test_two():
        assert total([1, 2]) == 3

    class EmptyTest(unittest.TestCase):
        def test_none(self):
            self.assertEqual(total([]), 0)
    """


def grade(folder: Path, suite: str, sandbox: str = "process") -> Graded:
    return graded(folder, "test_suite", tests=CHECKS, work={"test_cart.py": suite}, more=VERSIONS, sandbox=sandbox)


@pytest.mark.parametrize("sandbox", ["process", "bubblewrap"])
def test_tests_in_both_styles_catch_what_they_test(tmp_path: Path, sandbox: str) -> None:
    need(sandbox)
    done = grade(tmp_path, GOOD, sandbox)
    assert done.verdicts() == dict.fromkeys(("test_right", "test_last", "test_empty", "test_count"), "passed"), (
        done.checks
    )


class Played:
    """Runs that come to what a function says of a version's text, in no sandbox."""

    def __init__(self, play: Callable[[str], Run]) -> None:
        self.play = play
        self.count = 0

    def run(self, files: Mapping[str, bytes], tests: Sequence[str]) -> Run:
        assert list(tests) == ["test_cart.py"]
        self.count += 1
        return self.play(files["cart.py"].decode())


def suite(folder: Path, play: Callable[[str], Run], text: str = "def test_two(): ...\ndef test_none(): ...\n") -> Suite:
    for name, content in VERSIONS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    grading = Grading(
        exercise_dir=folder,
        tests_dir=folder / "tests",
        grader="test_suite",
        language="python",
        files={"test_cart.py": text.encode()},
        handed_in=("test_cart.py",),
        seed=1,
        limits=Limits(),
    )
    return Suite(SimpleNamespace(grading=grading), Played(play))  # type: ignore[arg-type]


def record(name: str, outcome: str, *, file: str = "test_cart.py") -> Record:
    return Record(name=f"{file}::{name}", outcome=outcome)


def on_wrong(*records: Record, ended: str = "") -> Callable[[str], Run]:
    """A run that is well on right versions, and comes to this on the one that forgets the last."""
    good = Run(records=(record("test_two", "passed"), record("test_none", "passed")))
    return lambda text: Run(records=records, ended=ended) if "[:-1]" in text else good


class TestJudging:
    def test_a_test_that_fails_on_a_wrong_version_catches_it(self, tmp_path: Path) -> None:
        suite(tmp_path, on_wrong(record("test_two", "failed"))).catches("wrong/forgets_the_last", "one is forgotten")

    @pytest.mark.parametrize(
        "records",
        [
            pytest.param((record("test_two", "passed"), record("test_none", "passed")), id="all pass"),
            pytest.param((record("test_two", "error"),), id="a fixture fails"),
            pytest.param((record("test_two", "skipped"),), id="it is skipped or expected to fail"),
            pytest.param((record("test_new", "failed"),), id="a test that no right version ran"),
            pytest.param(
                (record("test_two", "failed", file="test_other.py"),), id="a test in no file of the learner's"
            ),
            pytest.param((), id="no test"),
        ],
    )
    def test_anything_else_does_not(self, tmp_path: Path, records: tuple[Record, ...]) -> None:
        with pytest.raises(pytest.fail.Exception, match="one is forgotten"):
            suite(tmp_path, on_wrong(*records)).catches("wrong/forgets_the_last", "one is forgotten")

    def test_a_run_that_does_not_come_to_its_end_catches_nothing(self, tmp_path: Path) -> None:
        ended = on_wrong(record("test_two", "failed"), ended="It was killed.")
        with pytest.raises(pytest.fail.Exception, match="It was killed"):
            suite(tmp_path, ended).catches("wrong/forgets_the_last", "one is forgotten")

    def test_what_fails_on_one_right_version_catches_nothing_and_is_shown(self, tmp_path: Path) -> None:
        def play(text: str) -> Run:
            bad = Record(name="test_cart.py::test_none", outcome="failed", message="assert 0 == 1", line=2)
            return Run(records=(record("test_two", "failed" if "[:-1]" in text else "passed"), bad))

        judged = suite(tmp_path, play)
        with pytest.raises(pytest.fail.Exception, match="test_none: failed on a right version") as caught:
            judged.catches("wrong/forgets_the_last", "one is forgotten")
        assert "test_cart.py, line 2: def test_none(): ..." in str(caught.value)
        assert "assert 0 == 1" in str(caught.value)

    def test_the_same_outcome_for_right_and_wrong_gains_nothing(self, tmp_path: Path) -> None:
        for outcome in ("passed", "failed"):
            played = Run(records=(record("test_two", outcome),))
            with pytest.raises(pytest.fail.Exception):
                suite(tmp_path, lambda _, played=played: played).catches("wrong/forgets_the_last", "x")  # type: ignore[misc]

    def test_cases_of_one_function_are_one_function(self, tmp_path: Path) -> None:
        cases = tuple(record(f"test_two[{number}]", "passed") for number in range(5))
        judged = suite(tmp_path, lambda _: Run(records=cases))
        judged.count(at_least=1)
        with pytest.raises(pytest.fail.Exception, match="expected  2 or more"):
            judged.count(at_least=2)

    def test_no_test_passes_nothing(self, tmp_path: Path) -> None:
        with pytest.raises(pytest.fail.Exception, match="There is no test"):
            suite(tmp_path, lambda _: Run()).passes("right/plain")

    def test_each_version_is_run_once(self, tmp_path: Path) -> None:
        judged = suite(tmp_path, on_wrong(record("test_two", "failed")))
        for _ in range(2):
            judged.passes("right/plain")
            judged.catches("wrong/forgets_the_last", "x")
        assert judged._runs.count == 3  # type: ignore[attr-defined]

    def test_tests_that_are_no_python_are_told_so(self, tmp_path: Path) -> None:
        with pytest.raises(pytest.fail.Exception, match=r"Python can't read test_cart\.py, line 1"):
            suite(tmp_path, lambda _: Run(), "def test_two(:").passes("right/plain")


LIARS = """\
    import cart, inspect, json, os, struct, sys

    def test_two():
        HOW
    """


@pytest.mark.parametrize(
    "how",
    [
        pytest.param("print('1 failed in 0.01s'); os._exit(1)", id="leaves"),
        pytest.param("assert inspect.getsource(cart) == RIGHT", id="reads the source"),
        pytest.param(
            'text = b\'{"records": [{"name": 7}], "errors": []}\'; '
            "os.write(4, struct.pack('>I', len(text)) + text); os._exit(0)",
            id="answers by itself",
        ),
    ],
)
def test_a_suite_that_lies_catches_nothing(tmp_path: Path, how: str) -> None:
    need("bubblewrap")
    checks = CHECKS.partition("def test_empty")[0]
    text = dedent(LIARS).replace("HOW", how).replace("RIGHT", repr(RIGHT))
    work: dict[str, str | bytes] = {"test_cart.py": text}
    done = graded(tmp_path, "test_suite", tests=checks, work=work, more=VERSIONS, sandbox="bubblewrap")
    assert done.verdicts() == {"test_right": "failed", "test_last": "failed"}, done.checks


def test_a_version_is_told_in_other_words_each_time() -> None:
    text = dedent('''
        """What it is."""
        LIMIT = 3
        def f(first, *, second=1):
            """Say what."""
            # and why
            found = [first + n for n in range(second)]
            try:
                return found[LIMIT]
            except IndexError as error:
                return str(error), first
        def g(x):
            def h(): return x
            y = h()
            return y
        ''')
    one, other = (disguised(text, random.Random(seed)) for seed in (1, 2))  # noqa: S311 - to be repeatable
    assert one != other
    assert "What it is" not in one
    assert "found" not in one
    for form in (one, other):
        names: dict[str, object] = {}
        exec(form, names)  # noqa: S102 - a program of ours
        f, g = names["f"], names["g"]
        assert f(5, second=4) == 8  # type: ignore[operator]
        assert f(first=5) == ("list index out of range", 5)  # type: ignore[operator]
        assert g(3) == 3  # type: ignore[operator]


def test_pytest_goes_in_compiled_and_whole() -> None:
    files = program().files
    assert {"suite.py", "pytest/__init__.py", "_pytest/python.py", "pluggy/__init__.py"} <= set(files)
    assert any(name.startswith("_pytest/__pycache__/python.") for name in files)
    assert not any("ruby" in name for name in files)


def test_a_sandbox_that_is_lost_is_ours() -> None:
    class Lost:
        def ready(self) -> None:
            raise SessionEnded(EndReason.LOST, "it is gone")

        def load(self, _: object) -> None: ...

        def close(self) -> None: ...

    with pytest.raises(SessionEnded):
        Runs(Lost, 1.0).run({}, [])  # type: ignore[arg-type]
