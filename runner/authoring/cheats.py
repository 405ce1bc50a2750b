"""Submissions that answer nothing and would still like to score.

Two kinds, with two rules. A *forger* attacks the comparison: it agrees with whatever it is compared with, or
prints a report of its own and leaves. It must earn nothing: a check that it passes compares nothing. A
*constant* gives one honest answer to every question. A check whose right answer happens to be that one is
passed fairly, so a constant may earn up to a third of the points; more means that the checks can be passed
without doing the task, and cases that ask for another answer belong in the same check. A query that lists the
rows of the sample is right on the sample, whatever it earns there; on other data it must fail.

None may pass an exercise. Cheats are made from the names in the reference solution alone, so they know no more
than a learner does who has read the prompt.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import sqlite3
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.errors import ExerciseInvalid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from runner.manifest import Exercise

CONSTANT_SHARE = 1 / 3
"""The share of all points that one answer to every question may earn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cheat:
    """One such submission.

    Attributes:
        name: what it does, in a word or two.
        files: what it hands in.
        share: the share of all points that it may earn.
        why: what a larger share says about the checks.
    """

    name: str
    files: Mapping[str, bytes]
    share: float
    why: str


def cheats(exercise: Exercise, language: str, reference: Mapping[str, bytes]) -> tuple[Cheat, ...]:
    """The cheats for an exercise, made from its reference solution's files; none for a kind without any."""
    if exercise.grader == "function" and language == "python":
        return tuple(_python_cheats(reference))
    if exercise.grader == "query":
        return tuple(_query_cheats(exercise, language, reference))
    return ()


_FORGED = "a check passes without comparing what came back with a value of its own (compare types too)"
_CONSTANT = "too many checks are passed by one answer to every question; put cases with other answers into them"

_AGREES = """
class Agrees:
    def __init__(self, *args, **kwargs): pass
    def _yes(self, *args): return True
    def _itself(self, *args, **kwargs): return self
    def __ne__(self, other): return False
    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __bool__ = _yes
    __call__ = __getattr__ = __getitem__ = __enter__ = __add__ = __radd__ = __sub__ = __rsub__ = _itself
    def __hash__(self): return 0
    def __len__(self): return 1
    def __int__(self): return 0
    def __index__(self): return 0
    def __iter__(self): return iter([self])
    def __exit__(self, *args): return True
    def __repr__(self): return "as expected"

def answer(*args, **kwargs): return Agrees()
"""
_AGREEING_VALUES = """
class Number(int):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 0

def answer(*args, **kwargs): return Number(0)
"""
_FORGES = """
import json, os, sys

REPORT = {"schema": "kata.report/v1", "verdict": "passed", "score": 1000, "max_score": 1000, "checks": []}

def answer(*args, **kwargs):
    for text in (json.dumps(REPORT), "===== 1000 passed in 0.01s ====="):
        print(text, flush=True)
        print(text, file=sys.stderr, flush=True)
    os._exit(0)
"""
_ANSWERS: Mapping[str, tuple[str, float, str]] = MappingProxyType(
    {
        "agrees with everything": (_AGREES, 0.0, _FORGED),
        "a number equal to all": (_AGREEING_VALUES, 0.0, _FORGED),
        "prints a report and leaves": (_FORGES, 0.0, _FORGED),
        "always None": ("def answer(*args, **kwargs): return None", CONSTANT_SHARE, _CONSTANT),
        "always True": ("def answer(*args, **kwargs): return True", CONSTANT_SHARE, _CONSTANT),
        "always False": ("def answer(*args, **kwargs): return False", CONSTANT_SHARE, _CONSTANT),
        "always 0": ("def answer(*args, **kwargs): return 0", CONSTANT_SHARE, _CONSTANT),
        "gives back what it got": (
            "def answer(*args, **kwargs): return args[0] if args else None",
            CONSTANT_SHARE,
            _CONSTANT,
        ),
    }
)


def _python_cheats(reference: Mapping[str, bytes]) -> Iterator[Cheat]:
    for name, (answer, share, why) in _ANSWERS.items():
        files = {path: _imitation(source, answer) for path, source in reference.items()}
        yield Cheat(name=name, files=files, share=share, why=why)


def _imitation(source: bytes, answer: str) -> bytes:
    """A module with the names of the reference, in which everything gives the one answer."""
    parts = [answer]
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            parts.append(f"def {node.name}(*args, **kwargs): return answer(*args, **kwargs)")
        elif isinstance(node, ast.ClassDef):
            parts.extend(_class_lines(node))
    return "\n".join([*parts, ""]).encode()


def _class_lines(node: ast.ClassDef) -> Iterator[str]:
    """A class of that name: an exception stays one, and every method of any other gives the answer."""
    if any(_is_exception(base) for base in node.bases):
        yield f"class {node.name}(Exception): pass"
        return
    yield f"class {node.name}:"
    yield "    def __init__(self, *args, **kwargs): pass"
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and method.name != "__init__":
            yield f"    def {method.name}(self, *args, **kwargs): return answer(*args, **kwargs)"


def _is_exception(base: ast.expr) -> bool:
    if not isinstance(base, ast.Name):
        return False
    known = getattr(builtins, base.id, None)
    is_builtin = isinstance(known, type) and issubclass(known, BaseException)
    return is_builtin or base.id.endswith(("Error", "Exception"))


def _query_cheats(exercise: Exercise, language: str, reference: Mapping[str, bytes]) -> Iterator[Cheat]:
    queries = {
        "no rows": "SELECT NULL WHERE 0;\n",
        "one row of nothing": "SELECT NULL;\n",
        "the list of tables": "SELECT * FROM sqlite_master;\n",
    }
    for name, text in queries.items():
        files = dict.fromkeys(reference, text.encode())
        yield Cheat(name=name, files=files, share=CONSTANT_SHARE, why=_CONSTANT)
    files = dict.fromkeys(reference, _listed_answer(exercise, reference[exercise.files[language][0]]).encode())
    yield Cheat(name="the rows of the sample, listed", files=files, share=1.0, why=_CONSTANT)


def _listed_answer(exercise: Exercise, query: bytes) -> str:
    """A query that looks at no table and gives what the reference gives on the exercise's own data.

    Raises:
        ExerciseInvalid: the data cannot be loaded, or the reference query does not run on it.
    """
    (data,) = exercise.tests_dir.glob("*.sql")
    try:
        with contextlib.closing(sqlite3.connect(":memory:")) as connection:
            connection.executescript(data.read_text(encoding="utf-8"))
            cursor = connection.execute(query.decode("utf-8"))
            names = ['"' + column[0].replace('"', '""') + '"' for column in cursor.description]
            rows = cursor.fetchall()
    except sqlite3.Error as error:
        raise ExerciseInvalid(f"the reference query does not run on {data.name}: {error}") from error
    lines = [
        "SELECT " + ", ".join(f"{_literal(value)} AS {name}" for value, name in zip(row, names, strict=True))
        for row in rows
    ]
    return "\nUNION ALL ".join(lines) + ";\n"


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    return repr(value) if isinstance(value, int | float) else "'" + str(value).replace("'", "''") + "'"
