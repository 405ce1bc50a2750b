"""What tests of this package share: a module of a solution behind the Python driver."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.solution import Solution
from tests.sandbox.driver_process import PipeSource

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.sandbox.driver_process import Load


@pytest.fixture
def load(tmp_path: Path) -> Iterator[Load]:
    """A function that gives the remote module of a text."""
    sources: list[PipeSource] = []

    def load(text: str, *, seconds: float = 20.0, **files: str) -> Any:
        texts = {f"{name}.py": dedent(other) for name, other in files.items()}
        source = PipeSource(tmp_path, {"work.py": dedent(text), **texts}, seconds=seconds)
        sources.append(source)
        solution = Solution(source)
        module: Any = solution.import_module("work")
        vars(module)["__test__"] = (source, solution)
        return module

    yield load
    for source in sources:
        source.close()
