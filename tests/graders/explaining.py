"""A pytest plugin that writes down how ``explain`` tells each failure: the real hooks, a stand-in solution.

The tests of ``graders.messages`` run it in a process of its own. ``EXPLAINED`` names the file it writes.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graders.bounded import bounded
from graders.messages import assertrepr_compare, explain

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

SOURCES = {
    "units.py": b"units = {}\n\n\ndef parse(text):\n    unit = text[-1]\n    return int(text[:-1]) * units[unit]\n"
}
TOLD: dict[str, str] = {}


@dataclass(frozen=True)
class LoggedCall:
    asked: str
    outcome: Any
    raised: bool = False


def asked(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    given = [bounded(value) for value in args] + [f"{key}={bounded(value)}" for key, value in kwargs.items()]
    return f"{name}({', '.join(given)})"


@dataclass(frozen=True)
class Solution:
    """Has any function that a test gives it, and logs its calls."""

    calls: list[LoggedCall] = field(default_factory=list)

    def gives(self, result: Any, name: str = "solve") -> Callable[..., Any]:
        """A function of the solution that gives this."""

        def function(*args: Any, **kwargs: Any) -> Any:
            self.calls.append(LoggedCall(asked(name, args, kwargs), result))
            return result

        function.__name__ = name.rpartition(".")[2]
        setattr(type(self), function.__name__, staticmethod(function))
        return function

    def answers(self, results: dict[Any, Any], name: str = "solve") -> Callable[[Any], Any]:
        """A function of the solution that gives these, by its argument."""
        return lambda argument: self.gives(results[argument], name)(argument)

    def raises(self, error: BaseException, name: str = "parse") -> Callable[..., Any]:
        """A function of the solution that raises this."""

        def function(*args: Any, **kwargs: Any) -> Any:
            vars(error)["learner_traceback"] = (("/box/work/units.py", 6, "parse"),)
            self.calls.append(LoggedCall(asked(name, args, kwargs), error, raised=True))
            raise error

        return function


SOLUTION = Solution()


@pytest.fixture
def solution() -> Solution:
    SOLUTION.calls.clear()
    return SOLUTION


@pytest.fixture(autouse=True)
def _solution_of_a_class(request: pytest.FixtureRequest) -> None:
    SOLUTION.calls.clear()
    if request.cls is not None:
        request.cls.solution = SOLUTION


def pytest_assertrepr_compare(config: pytest.Config, op: str, left: object, right: object) -> list[str] | None:
    return assertrepr_compare(config, op, left, right)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.excinfo is not None:  # only now, for pytest's own plugin puts in what a method of unittest raised
        TOLD[item.name] = explain(call.excinfo, SOLUTION.calls, item=item, sources=SOURCES)
    return report


def pytest_sessionfinish() -> None:
    Path(os.environ["EXPLAINED"]).write_text(json.dumps(TOLD), encoding="utf-8")
