"""Another text of the same program, so that a suite has nothing to know a version by but what it does.

Comments, layout and docstrings go; names that are a function's own get new ones, drawn anew for each run. What others
can see (functions, classes, parameters, attributes, names of the module) stays, for tests are written against it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SCOPES = (*_FUNCTIONS, ast.ClassDef, ast.Lambda)


def disguised(text: str, rng: random.Random) -> str:
    """The program in other words.

    Args:
        text: a program of ours, in Python.
        rng: what the new names are drawn from.
    """
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, *_FUNCTIONS)) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    for node in ast.walk(tree):
        if isinstance(node, _FUNCTIONS):
            _rename(node, rng)
    return ast.unparse(ast.fix_missing_locations(tree))


def _rename(function: ast.FunctionDef | ast.AsyncFunctionDef, rng: random.Random) -> None:
    """New names for what a function assigns to; one with other functions in it keeps its names."""
    inner = [node for statement in function.body for node in ast.walk(statement)]
    shared = any(isinstance(node, (*_SCOPES, ast.Global, ast.Nonlocal, ast.Match)) for node in inner)
    dynamic = any(isinstance(node, ast.Name) and node.id in {"locals", "vars", "eval", "exec"} for node in inner)
    if shared or dynamic:
        return
    arguments = function.args
    given = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    keep = {argument.arg for argument in given if argument is not None}
    own = {node.id for node in inner if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)} - keep
    own |= {node.name for node in inner if isinstance(node, ast.ExceptHandler) and node.name}
    new = {name: f"v{rng.randrange(16**8):08x}" for name in sorted(own)}
    for node in inner:
        if isinstance(node, ast.Name):
            node.id = new.get(node.id, node.id)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            node.name = new.get(node.name, node.name)
