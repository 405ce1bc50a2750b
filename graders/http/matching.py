"""Whether a value from JSON is what a test expects, and where it first is not.

An expected value is plain data, in which three things stand for more than themselves: ``...`` for anything, a type
for anything of that type, a compiled pattern for a text that matches it. ``True`` is not 1, though Python says so.
"""

from __future__ import annotations

import json
import re
from typing import Any

from graders.bounded import LIMIT, bounded, counted

DEPTH = 60
SHOWN_CHARACTERS = 100
SHOWN_NAMES = 3
SHORTEST = 16
"""Characters that are shown of a text, however little room there is."""
_NAMES = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
}


def mismatch(gave: Any, expected: Any) -> str:
    """Where the value first differs from what is expected, in words; empty where it does not."""
    return _mismatch(gave, expected, "", 0)


def wanted(expected: Any) -> str:
    """What is expected, on one line."""
    return as_json(expected)


def as_json(value: Any, *, limit: int = LIMIT) -> str:
    """A value as JSON has it, on one line, and what stands for more than itself in words."""
    return bounded(value, limit=limit, spelled=_spelled)


def _spelled(value: Any, room: int) -> str:
    if value is ...:
        return "anything"
    if isinstance(value, type):
        return _NAMES.get(value, value.__name__)
    if isinstance(value, re.Pattern):
        return f"a text that matches {value.pattern}"
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    return _quoted(value, room) if type(value) is str else ""


def _quoted(text: str, room: int) -> str:
    """A text as JSON writes it; how long it is where not all of it is shown."""
    if len(text) <= room and len(whole := json.dumps(text, ensure_ascii=False)) <= max(room, SHORTEST):
        return whole
    note = f"... ({counted(len(text), 'character')})"
    return json.dumps(text[: max(room - len(note), SHORTEST)], ensure_ascii=False)[: max(room, 2 * SHORTEST)] + note


def _mismatch(gave: Any, expected: Any, path: str, depth: int) -> str:
    if expected is ... or depth > DEPTH:
        return "" if expected is ... else f"{_at(path)}it is nested deeper than {DEPTH} levels"
    if isinstance(expected, dict) and isinstance(gave, dict):
        return _objects(gave, expected, path, depth)
    if isinstance(expected, list | tuple) and isinstance(gave, list):
        return _lists(gave, expected, path, depth)
    if _is(gave, expected):
        return ""
    return f"{_at(path)}{as_json(gave, limit=SHOWN_CHARACTERS)}, expected {wanted(expected)}"


def _is(gave: Any, expected: Any) -> bool:
    if isinstance(expected, re.Pattern):
        return isinstance(gave, str) and expected.fullmatch(gave) is not None
    if isinstance(expected, type):
        if expected is float:
            return isinstance(gave, int | float) and not isinstance(gave, bool)
        return isinstance(gave, expected) and (expected is bool or not isinstance(gave, bool))
    if isinstance(gave, bool) or isinstance(expected, bool):
        return gave is expected
    return bool(gave == expected)


def _objects(gave: dict[str, Any], expected: dict[Any, Any], path: str, depth: int) -> str:
    named = {name: value for name, value in expected.items() if name is not ...}
    missing = [name for name in named if name not in gave]
    if missing:
        return f"{_at(path)}there is no {_listed(missing)}"
    beyond = [name for name in gave if name not in named]
    if beyond and ... not in expected:
        return f"{_at(path)}there is {_listed(beyond)} too, which is not expected"
    for name, value in named.items():
        found = _mismatch(gave[name], value, f"{path}.{name}" if path else name, depth + 1)
        if found:
            return found
    return ""


def _lists(gave: list[Any], expected: Any, path: str, depth: int) -> str:
    for index, (one, other) in enumerate(zip(gave, expected, strict=False)):
        found = _mismatch(one, other, f"{path}[{index}]", depth + 1)
        if found:
            return found
    if len(gave) != len(expected):
        return f"{_at(path)}{counted(len(gave), 'item')}, expected {len(expected):,}"
    return ""


def _at(path: str) -> str:
    return f"at {bounded(path, limit=SHOWN_CHARACTERS)[1:-1]}: " if path else ""


def _listed(names: list[str]) -> str:
    shown = ", ".join(as_json(name, limit=SHOWN_CHARACTERS) for name in names[:SHOWN_NAMES])
    return shown if len(names) <= SHOWN_NAMES else f"{shown} and {len(names) - SHOWN_NAMES} more"
