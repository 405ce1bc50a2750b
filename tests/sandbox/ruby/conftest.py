"""A Ruby solution in a process of this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.sandbox.languages.boxes import Box, Boxes, Where
from tests.sandbox.languages.conftest import need_language

RUBY = Where(language="ruby", backend="process")
Load = Callable[..., Any]
Open = Callable[..., Box]


@pytest.fixture
def opened() -> Iterator[Open]:
    """Opens a box with a main file, ``work.rb``, and others."""
    need_language(RUBY)
    boxes = Boxes()

    def opened(text: str, **others: str) -> Box:
        return boxes.own(RUBY, {"work.rb": text, **{f"{name}.rb": other for name, other in others.items()}})

    yield opened
    boxes.close()


@pytest.fixture
def load(opened: Open) -> Load:
    """A function that gives the remote module of a text."""
    return lambda text, **others: opened(text, **others).module()
