"""The programs that run inside a sandbox: each loads a solution in its language and serves calls."""

from __future__ import annotations

from pathlib import Path


def python_program() -> str:
    """The driver of the function grader for Python."""
    return _source("python.py")


def sqlite_program() -> str:
    """The driver of the query grader for SQLite."""
    return _source("sqlite.py")


def _source(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
