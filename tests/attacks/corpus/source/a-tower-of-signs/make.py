"""A file that a parser cannot get to the bottom of."""

from pathlib import Path


def make(folder: Path) -> None:
    (folder / "shipping.py").write_text("def quote(order):\n    return " + "-" * 100_000 + "1\n")
