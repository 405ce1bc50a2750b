"""A file that takes a linter for ever."""

from pathlib import Path


def make(folder: Path) -> None:
    (folder / "shipping.py").write_text("def quote(order):\n    return {}\n\n\n" + "x = [1, 2, 3]\n" * 12_000)
