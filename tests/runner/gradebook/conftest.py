"""Golden files: what a format wrote once, was looked at, and stays.

``KATA_UPDATE_GOLDEN=1 pytest tests/runner/gradebook`` writes them anew; read what changed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

import pytest

GOLDEN = Path(__file__).parent / "golden"


class Golden(Protocol):
    def __call__(self, name: str, text: str) -> None: ...


@pytest.fixture
def golden() -> Golden:
    """Compare a text with the golden file of that name."""

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if os.environ.get("KATA_UPDATE_GOLDEN"):
            file.write_bytes(text.encode())
        assert text == file.read_bytes().decode(), f"{file.name} differs"

    return compare
