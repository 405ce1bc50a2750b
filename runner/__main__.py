"""``python -m runner``: the same as ``kata``."""

from runner.cli import program

program()
