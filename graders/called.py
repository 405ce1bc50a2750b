"""The graders whose solution is code that is called. Their fixtures stand together in one exercise.

An exercise names one grader, for people. A test of it often needs two: whether the program still does what it did
(``solution``), and how it is written (``quality``), how its cost grows
(``growth``) or what its tests catch (``suite``).
"""

from __future__ import annotations

FUNCTION = "function"
CALLED = (FUNCTION, "quality", "growth", "test_suite")
PYTHON_ONLY = frozenset({"quality", "test_suite"})


def plugins(grader: str) -> tuple[str, ...]:
    """The modules of this package that give the fixtures of an exercise of that grader."""
    return CALLED if grader in CALLED[1:] else (grader,)


def languages(grader: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The languages, of those that are known, in which a solution for one of these graders may be written."""
    return tuple(language for language in known if language == "python" or grader not in PYTHON_ONLY)
