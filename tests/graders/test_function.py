"""Hidden tests, in every style there is, against a solution that runs in a sandbox."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from graders.function import import_problem
from graders.remote_import import module_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).parent.parent.parent

RUN = """
import json, sys
from pathlib import Path
from graders.grading import Grading
from graders.run import carry_out
from sandbox.spec import Limits

exercise, names, seconds = Path(sys.argv[1]), sys.argv[2].split(","), float(sys.argv[3])
limits = Limits(seconds=seconds)
work = exercise / "work"
files = {path.relative_to(work).as_posix(): path.read_bytes() for path in work.rglob("*") if path.is_file()}
outcome = carry_out(Grading(
    exercise_dir=exercise, tests_dir=exercise / "tests", grader="function", language="python", files=files,
    handed_in=tuple(names), seed=1, limits=limits, sandbox="process",
))
checks = {check.name: [check.verdict, check.message, check.output] for check in outcome.checks}
left = [name for name in sys.modules if name.split(".")[0] in {"work", "shared_records"}]
print("\\n" + json.dumps([outcome.verdict, outcome.message, checks, left]))
"""


class Graded:
    """The outcome of a run: its verdict, and each check's verdict, message and output by name."""

    def __init__(self, printed: str) -> None:
        self.verdict, self.message, checks, self.left = json.loads(printed.splitlines()[-1])
        self.checks: dict[str, list[str]] = checks

    def verdicts(self) -> dict[str, str]:
        return {name.rpartition("::")[2]: check[0] for name, check in self.checks.items()}

    def message_of(self, name: str) -> str:
        return self.checks[name][1]


@pytest.fixture
def grade(tmp_path: Path) -> Callable[..., Graded]:
    """A function that runs hidden tests against a solution; ``more`` are files of the exercise's folder."""

    def grade(
        solution: str | None, test: str, *, names: str = "work.py", seconds: float = 20, more: Mapping[str, str] = {}
    ) -> Graded:
        texts = {"tests/test_it.py": test, "solution/work.py": solution or ""}
        if solution is not None:
            texts["work/work.py"] = solution
        texts |= more
        for folder in ("work", "tests", "solution", "starter"):
            (tmp_path / folder).mkdir()
        for name, text in texts.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text), encoding="utf-8")
        argv = [sys.executable, "-c", RUN, str(tmp_path), names, str(seconds)]
        ran = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
        assert ran.returncode == 0, ran.stderr
        return Graded(ran.stdout)

    return grade


TWICE = "def twice(x): return 2 * x\nclass Wrong(Exception): ...\nSIZE = 3\ndef fail(): raise Wrong('no')\n"


def test_suites_of_every_style_run_unchanged(grade: Callable[..., Graded]) -> None:
    graded = grade(
        TWICE,
        """
        import unittest
        from unittest.mock import patch

        import pytest
        import work
        from work import SIZE, Wrong, fail, twice
        from work import *

        def test_plain(): assert twice(SIZE) == 6
        def test_module(): assert work.twice(1) == 2
        def test_fixture(solution): assert solution is work and solution.twice("a") == "aa"
        def test_patched():
            with patch("work.twice", return_value=5):
                assert work.twice(1) == 5
            assert work.twice(1) == 2
        @pytest.mark.parametrize("x", range(SIZE))
        def test_many(x): assert twice(x) == x + x
        def test_late():
            from work import twice as late
            assert late is twice
        def test_reference(reference): assert reference.twice(2) == twice(2) and reference is not work
        class TestCase(unittest.TestCase):
            def setUp(self): self.two = twice(1)
            def test_raises(self):
                with self.assertRaises(Wrong) as caught:
                    fail()
                self.assertEqual(caught.exception.args, ("no",))
                self.assertEqual(self.two, 2)
        """,
    )
    assert graded.verdict == "passed", graded.checks
    assert len(graded.checks) == 10
    assert graded.left == []


def test_a_wrong_answer_fails_its_check_alone_and_is_told(grade: Callable[..., Graded]) -> None:
    graded = grade(
        "def twice(x):\n    print('asked', x)\n    return x\n",
        """
        from work import twice
        def test_zero(): assert twice(0) == 0
        def test_one(): assert twice(1) == 2
        """,
    )
    assert graded.verdicts() == {"test_zero": "passed", "test_one": "failed"}
    assert "twice(1)" in graded.message_of("test_one")
    assert graded.checks["test_one"][2] == "asked 1\n"


def test_a_name_that_is_missing_fails_the_checks_that_use_it(grade: Callable[..., Graded]) -> None:
    graded = grade(
        TWICE,
        """
        import pytest
        import work
        from work import Missing, thrice, twice
        def test_there(): assert twice(1) == 2
        def test_called(): thrice(1)
        def test_compared(): assert thrice == 5
        def test_expected():
            with pytest.raises(Missing):
                twice(1)
        def test_attribute(solution): solution.thrice(1)
        def test_asked(): assert not hasattr(work, "thrice")
        """,
    )
    text = "work.py has nothing named thrice; it defines: SIZE, Wrong, fail, twice."
    assert graded.verdicts() == {
        "test_there": "passed",
        "test_called": "failed",
        "test_compared": "failed",
        "test_expected": "failed",
        "test_attribute": "failed",
        "test_asked": "passed",
    }
    assert graded.message_of("test_called") == graded.message_of("test_compared") == text
    assert graded.message_of("test_attribute") == text
    assert "Missing" in graded.message_of("test_expected")


TESTS_OF_BOTH_KINDS = """
import work
from work import twice
def test_name(): twice(1)
def test_module(): work.twice(1)
def test_fixture(solution): solution.twice(1)
"""


@pytest.mark.parametrize(
    ("solution", "told"),
    [
        ("def twice(x:\n    return x\n", ["work.py, line 1", "def twice(x:", "^"]),
        ("import nothing_like_it\n", ["No module named 'nothing_like_it'", "work.py, line 1"]),
        ("x = 1\nx.y\n", ["AttributeError", "at work.py, line 2: x.y"]),
        ("raise SystemExit(1)\n", ["SystemExit"]),
    ],
)
def test_a_solution_that_cannot_be_imported_fails_each_check_with_why(
    grade: Callable[..., Graded], solution: str, told: list[str]
) -> None:
    graded = grade(solution, TESTS_OF_BOTH_KINDS)
    assert graded.verdicts() == {"test_name": "failed", "test_module": "failed", "test_fixture": "failed"}
    for name in graded.checks:
        assert all(part in graded.message_of(name) for part in told), graded.message_of(name)


def test_a_file_that_is_missing_makes_the_submission_invalid(grade: Callable[..., Graded]) -> None:
    graded = grade(None, TESTS_OF_BOTH_KINDS)
    assert set(graded.verdicts().values()) == {"invalid"}
    assert "work.py is missing" in graded.message_of("test_name")


@pytest.mark.parametrize(
    ("solution", "verdict"),
    [("while True: pass\n", "time_limit"), ("import os\nos._exit(0)\n", "crashed")],
)
def test_an_import_that_never_ends_or_ends_everything_is_tried_once(
    grade: Callable[..., Graded], solution: str, verdict: str
) -> None:
    graded = grade(solution, TESTS_OF_BOTH_KINDS, seconds=1)
    assert set(graded.verdicts().values()) == {verdict}
    assert "Importing work" in graded.message_of("test_fixture")


def test_names_go_on_meaning_the_same_after_a_check_that_ended_the_sandbox(grade: Callable[..., Graded]) -> None:
    graded = grade(
        """
        class Wrong(Exception): ...
        class Thing:
            def __init__(self, x): self.x = x
        def spin():
            while True: pass
        def thing(x):
            if x < 0: raise Wrong
            return Thing(x)
        """,
        """
        import pytest
        from work import Thing, Wrong, spin, thing
        def test_before(): assert isinstance(thing(1), Thing)
        def test_spin(): spin()
        def test_swallowed():
            try: spin()
            except BaseException: pass
        def test_after():
            assert isinstance(thing(2), Thing) and Thing(3).x == 3
            with pytest.raises(Wrong): thing(-1)
        """,
        seconds=1,
    )
    assert graded.verdicts() == {
        "test_before": "passed",
        "test_spin": "time_limit",
        "test_swallowed": "time_limit",
        "test_after": "passed",
    }


RECORDS = """
import dataclasses, enum
@dataclasses.dataclass
class Item:
    name: str
    price: int
class Full(Exception):
    def __init__(self, place, count):
        super().__init__(place)
        self.place, self.count = place, count
class Colour(enum.Enum):
    RED = 1
    BLUE = 2
"""


def test_modules_that_both_sides_have_share_their_classes(grade: Callable[..., Graded]) -> None:
    graded = grade(
        """
        from shared_records import Colour, Full, Item
        def cheapest(items): return min(items, key=lambda item: item.price)
        def reprice(item): item.price += 1
        def make(): return [Item("new", 1)]
        def overfill(): raise Full("at", 3)
        def other(colour): return Colour.BLUE if colour is Colour.RED else None
        """,
        """
        import pytest
        from shared_records import Colour, Full, Item
        from work import cheapest, make, other, overfill, reprice
        def test_objects():
            items = [Item("a", 5), Item("b", 2)]
            assert cheapest(items) is items[1]
            reprice(items[1])
            assert items[1].price == 3
            assert make() == [Item("new", 1)] and type(make()[0]) is Item
        def test_exceptions():
            with pytest.raises(Full) as caught: overfill()
            assert caught.value.place == "at" and caught.value.count == 3
        """,
        more={"tests/shared_records.py": RECORDS},
    )
    assert graded.verdict == "passed", graded.checks


def test_only_modules_that_the_exercise_itself_imports_are_given_to_the_solution(grade: Callable[..., Graded]) -> None:
    graded = grade(
        "def peek():\n    import expected\n    return expected.ANSWER\n",
        """
        from expected import ANSWER
        from work import peek
        def test_peek():
            try: assert peek() != ANSWER
            except ModuleNotFoundError: pass
        """,
        more={"tests/expected.py": "ANSWER = 42", "solution/work.py": "def peek(): ..."},
    )
    assert graded.verdict == "passed", graded.checks


def test_solutions_of_several_files_import_each_other(grade: Callable[..., Graded]) -> None:
    graded = grade(
        "from shapes.square import area\nfrom tools import double\ndef go(x): return double(area(x))\n",
        """
        import shapes.square
        import tools
        from shapes import square
        from work import go
        def test_all():
            assert go(3) == 18 and tools.double(2) == 4 and shapes.square.area(2) == square.area(2) == 4
        """,
        names="work.py,tools.py,shapes/__init__.py,shapes/square.py",
        more={
            "work/tools.py": "def double(x): return 2 * x",
            "work/shapes/__init__.py": "",
            "work/shapes/square.py": "def area(x): return x * x",
        },
    )
    assert graded.verdict == "passed", graded.checks


def test_handed_in_files_make_modules_and_packages() -> None:
    names = module_names(["two_fer.py", "bank/account.py", "bank/__init__.py", "notes.md", "not-a-name.py"])
    assert names == {"two_fer": False, "bank": True, "bank.account": False}


def test_a_syntax_error_is_shown_with_its_line_and_a_caret() -> None:
    error: Any = None
    try:
        compile("x = 1\nif x = 2:\n    pass\n", "work.py", "exec")
    except SyntaxError as caught:
        error = caught
    text = import_problem("Python", "work", error, {"work.py": b""})
    assert text.splitlines()[1].startswith("work.py, line 2: invalid syntax")
    assert text.splitlines()[2:] == ["    if x = 2:", "       ^"]


def test_a_check_that_would_hang_on_an_objects_own_word_fails_and_says_what_came_back(
    grade: Callable[..., Graded],
) -> None:
    graded = grade(
        """
        class Agreeing:
            def __bool__(self): return True
            def __lt__(self, other): return True
        class Account(Agreeing): ...
        def is_open(x): return Agreeing()
        """,
        """
        import pytest
        from work import *
        def test_true(): assert is_open(1)
        def test_less(): assert is_open(1) < 5
        def test_swallowed():
            with pytest.raises(Exception):
                is_open(1) < 5
        def test_named(): assert Account() and Account() < 5
        def test_not_asked(): assert is_open(1) is not None
        """,
    )
    assert graded.verdicts() == {
        "test_true": "failed",
        "test_less": "failed",
        "test_swallowed": "failed",
        "test_named": "passed",
        "test_not_asked": "passed",
    }
    asked, told = graded.message_of("test_true").splitlines()
    assert asked == "is_open(1)"
    assert told.startswith("  it gave an Agreeing object where a plain value belongs: ")
    assert "is not asked whether it is true. Give back a number, a text" in told


def test_a_class_that_only_an_import_of_everything_names_is_not_known(grade: Callable[..., Graded]) -> None:
    graded = grade(
        "class Sneaky:\n    def __bool__(self): return True\ndef is_open(x): return Sneaky()\n",
        "from work import *\ndef test_true(): assert is_open(1)\n",
    )
    assert graded.verdict == "failed"


def test_a_loop_of_the_tests_own_that_a_function_ends_fails_its_check_alone(grade: Callable[..., Graded]) -> None:
    graded = grade(
        "def is_open(x): raise StopIteration\n",
        """
        import pytest
        from work import is_open
        def test_all(): assert all(map(is_open, [1, 2]))
        def test_after(): assert 1 + 1 == 2
        def test_failed(): assert not all(map(is_open, [1, 2]))
        def test_waited_for():
            with pytest.raises(StopIteration): is_open(1)
        """,
    )
    assert graded.verdicts() == {
        "test_all": "failed",
        "test_after": "passed",
        "test_failed": "failed",
        "test_waited_for": "passed",
    }


def test_a_sandbox_that_goes_away_twice_in_a_check_is_the_solutions_doing(grade: Callable[..., Graded]) -> None:
    graded = grade(
        """
        import os, signal
        def strike(): os.kill(os.getppid(), signal.SIGKILL)
        def twice(x): return 2 * x
        """,
        """
        from work import strike, twice
        def test_strike(): strike()
        def test_twice(): assert twice(2) == 4
        """,
    )
    assert graded.verdicts() == {"test_strike": "crashed", "test_twice": "passed"}


def test_nothing_is_asked_of_an_object_when_its_check_has_ended(grade: Callable[..., Graded]) -> None:
    graded = grade(
        """
        class Endless:
            def __repr__(self):
                while True: pass
            __str__ = __repr__
            def __hash__(self): return 1
        def endless(): return Endless()
        """,
        """
        import json
        from work import endless
        def test_argument(): json.dumps(endless())
        def test_key(): {}[endless()]
        def test_raised(): raise ValueError(endless())
        """,
        seconds=15,
    )
    assert set(graded.verdicts().values()) == {"failed"}
    assert "KeyError: <Endless object>" in graded.message_of("test_key")


def test_what_a_test_makes_of_an_answer_has_a_bound_on_its_memory(grade: Callable[..., Graded]) -> None:
    graded = grade(
        "def count(): return 10**12\n",
        """
        from work import count
        def test_list(): assert len([0] * count())
        def test_after(): assert count() == 10**12
        """,
    )
    assert graded.verdicts() == {"test_list": "memory_limit", "test_after": "passed"}
