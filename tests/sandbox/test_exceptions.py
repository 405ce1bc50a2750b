"""What a solution raises is raised in the test, and stops nothing but the check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sandbox.exceptions import RemoteBaseException
from tests.sandbox.driver_process import is_a

if TYPE_CHECKING:
    from tests.sandbox.driver_process import Load


class TestExceptions:
    def test_of_python_come_as_themselves(self, load: Load) -> None:
        work = load("""
            def key(): return {}["missing"]
            def file(): open("/nowhere/at/all")
            def text(): b"\\xff".decode()
            def leave(): raise SystemExit(3)
            def first(): return next(iter([]))
        """)
        with pytest.raises(KeyError) as key:
            work.key()
        assert key.value.args == ("missing",)
        with pytest.raises(FileNotFoundError) as file:
            work.file()
        assert (file.value.filename, file.value.errno) == ("/nowhere/at/all", 2)
        with pytest.raises(UnicodeDecodeError, match="invalid start byte"):
            work.text()
        with pytest.raises(SystemExit) as left:
            work.leave()
        assert left.value.code == 3
        with pytest.raises(StopIteration):
            work.first()

    def test_of_the_solution_keep_class_attributes_text_and_cause(self, load: Load) -> None:
        work = load("""
            class BankError(Exception):
                def __init__(self, needed, message):
                    super().__init__(message)
                    self.needed = needed
                    self.notes = [message]
                def __str__(self): return f"need {self.needed}"
                def short(self): return self.needed - 1
            class Overdrawn(BankError, ValueError): pass
            def withdraw():
                try:
                    int("x")
                except ValueError as error:
                    raise Overdrawn(5, "too much") from error
            def give(): return Overdrawn(1, "given")
            def again(error): raise error
        """)
        with pytest.raises(work.BankError) as caught:
            work.withdraw()
        error = caught.value
        assert is_a(error, ValueError)
        assert type(error) is work.Overdrawn
        assert (str(error), error.args, error.needed, error.notes) == ("need 5", ("too much",), 5, ["too much"])
        assert error.short() == 4
        assert is_a(error.__cause__, ValueError)
        assert issubclass(work.Overdrawn, work.BankError)
        with pytest.raises(work.Overdrawn, match="need 2"):
            raise work.Overdrawn(2, "raised here")
        given = work.give()
        assert is_a(given, work.Overdrawn)
        with pytest.raises(work.Overdrawn) as same:
            work.again(given)
        assert same.value.needed == 1

    def test_say_where_in_the_learners_files_they_come_from(self, load: Load) -> None:
        work = load(
            """
            import other
            def outer(): other.inner()
            """,
            other="def inner():\n    return 1 / 0\n",
        )
        with pytest.raises(ZeroDivisionError) as caught:
            work.outer()
        assert vars(caught.value)["learner_traceback"] == (("work.py", 3, "outer"), ("other.py", 2, "inner"))

    @pytest.mark.parametrize("raised", ["KeyboardInterrupt", "GeneratorExit", "BaseException"])
    def test_that_would_end_the_run_of_the_tests_are_ordinary_ones_here(self, load: Load, raised: str) -> None:
        work = load(f"def leave(): raise {raised}('now')")
        with pytest.raises(RemoteBaseException) as caught:
            work.leave()
        assert caught.value.args == (raised, "now")

    def test_of_memory_and_recursion_are_survived(self, load: Load) -> None:
        work = load("""
            def deep(): return deep()
            def large(): return [0] * (1 << 62)
            def tower():
                value = []
                for _ in range(100_000): value = [value]
                return value
            def fine(): return 1
        """)
        with pytest.raises(RecursionError):
            work.deep()
        with pytest.raises((MemoryError, OverflowError)):
            work.large()
        with pytest.raises(TypeError, match="levels deep"):
            work.tower()
        assert work.fine() == 1

    def test_of_syntax_say_file_line_and_text(self, load: Load) -> None:
        with pytest.raises(SyntaxError) as caught:
            load("def f():\n    return 1 +\n")
        assert (caught.value.filename, caught.value.lineno) == ("work.py", 2)
        assert "return 1 +" in str(caught.value.text)
