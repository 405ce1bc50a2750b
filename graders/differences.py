"""Where two values first differ, in words: for values too long to see it, or too much alike."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import Any

from graders.bounded import bounded, counted, in_order, is_remote

EASILY_SEEN = 60
"""Two texts that are together no longer than this show their difference by themselves."""
DEPTH = 50
TOLD_DEPTH = 8
SHORT = 60
NAMED_KEYS = 3
EXCERPT = 16
DIFF_LINES = 12
COMPARED_LINES = 500
_NUMBERS = {int, float, complex, bool}


def differences(gave: object, expected: object) -> list[str]:
    """Lines that say where the values differ; none where it is plain to see."""
    if gave is None:
        return ["Nothing came back. Is a return missing?"] if expected is not None else []
    kinds = {type(gave), type(expected)}
    if len(kinds) > 1:
        return _kinds(gave, expected)
    if isinstance(gave, str) and isinstance(expected, str) and "\n" in gave.strip("\n") + expected.strip("\n"):
        return _line_diff(gave, expected)
    likeness = _likeness(gave, expected)
    if len(bounded(gave)) + len(bounded(expected)) <= EASILY_SEEN:
        return likeness
    return [*likeness, *_first(gave, expected, "")]


def same(one: Any, other: Any, depth: int = 0) -> bool:
    """Whether two values are equal, asking no object in the sandbox: such a one equals itself alone."""
    if one is other:
        return True
    if is_remote(one) or is_remote(other) or depth > DEPTH:
        return False
    if type(one) is type(other) and type(one) in {list, tuple}:
        return len(one) == len(other) and all(same(a, b, depth + 1) for a, b in zip(one, other, strict=True))
    if type(one) is type(other) is dict:
        return one.keys() == other.keys() and all(same(one[key], other[key], depth + 1) for key in one)
    try:
        return bool(one == other)
    except Exception:  # noqa: BLE001 - anything's __eq__ may raise anything; then they are not equal
        return False


def _kinds(gave: object, expected: object) -> list[str]:
    one, other = type(gave), type(expected)
    if {one, other} <= _NUMBERS or is_remote(gave) or other.__module__ != "builtins":
        return []
    names = f"{_article(one.__name__)}, expected {_article(other.__name__)}"
    if {one, other} == {list, tuple} and same(list(gave), list(expected)):  # type: ignore[call-overload]
        return [f"the same items, but {names}"]
    return [f"it is {names}"]


def _likeness(gave: object, expected: object) -> list[str]:
    """What is the matter when the values are nearly the same."""
    if isinstance(gave, str) and isinstance(expected, str):
        if gave.casefold() == expected.casefold():
            return ["they differ only in upper and lower case"]
        if "".join(gave.split()) == "".join(expected.split()):
            return ["they differ only in spaces and newlines"]
    if isinstance(gave, list | tuple) and isinstance(expected, list | tuple):
        try:
            shuffled = Counter(gave) == Counter(expected) if not _holds_remote(gave) else False
        except TypeError:  # items that cannot be counted
            shuffled = False
        if shuffled:
            return ["the same items in another order"]
    return []


def _first(gave: Any, expected: Any, path: str) -> list[str]:
    """The first difference of two values that are not the same, at a path such as ``[3]['name']``."""
    if type(gave) is type(expected) and not is_remote(gave) and path.count("[") < TOLD_DEPTH:
        if isinstance(gave, list | tuple):
            return _sequence(gave, expected, path)
        if isinstance(gave, dict):
            return _mapping(gave, expected, path)
        if isinstance(gave, set | frozenset):
            return _members(gave, expected, path)
        if not path and isinstance(gave, str):
            return _text(gave, expected)
    if not path:
        return []
    where = f"index {path[1:-1]}" if path[1:-1].isdecimal() else path
    return [f"at {where}: {bounded(gave, limit=SHORT)}, expected {bounded(expected, limit=SHORT)}"]


def _sequence(gave: Any, expected: Any, path: str) -> list[str]:
    lines = []
    if len(gave) != len(expected):
        lines.append(f"{_place(path)}{counted(len(gave), 'item')}, expected {len(expected):,}")
    for index, (one, other) in enumerate(zip(gave, expected, strict=False)):
        if not same(one, other):
            return [*lines, *_first(one, other, f"{path}[{index}]")]
    shared = min(len(gave), len(expected))
    if len(gave) < len(expected):
        lines.append(f"{_place(path)}missing at the end: {_some(expected[shared:])}")
    elif len(gave) > len(expected):
        lines.append(f"{_place(path)}too many at the end: {_some(gave[shared:])}")
    return lines


def _mapping(gave: dict[Any, Any], expected: dict[Any, Any], path: str) -> list[str]:
    missing = [key for key in expected if key not in gave]
    extra = [key for key in gave if key not in expected]
    lines = []
    if missing:
        lines.append(f"{_place(path)}missing {'key' if len(missing) == 1 else 'keys'}: {_some(missing)}")
    if extra:
        lines.append(f"{_place(path)}{'key' if len(extra) == 1 else 'keys'} too many: {_some(extra)}")
    for key, value in gave.items():
        if key in expected and not same(value, expected[key]):
            return [*lines, *_first(value, expected[key], f"{path}[{bounded(key, limit=SHORT)}]")]
    return lines


def _members(gave: Any, expected: Any, path: str) -> list[str]:
    lines = []
    if missing := in_order(expected - gave):
        lines.append(f"{_place(path)}missing: {_some(missing)}")
    if extra := in_order(gave - expected):
        lines.append(f"{_place(path)}too many: {_some(extra)}")
    return lines


def _text(gave: str, expected: str) -> list[str]:
    pairs = enumerate(zip(gave, expected, strict=False))
    start = next((index for index, (one, other) in pairs if one != other), min(len(gave), len(expected)))
    if start == len(gave):
        return [f"it ends too early: {bounded(expected[start:], limit=SHORT)} is missing"]
    if start == len(expected):
        return [f"too much at the end: {bounded(gave[start:], limit=SHORT)}"]
    given, wanted = gave[start : start + EXCERPT], expected[start : start + EXCERPT]
    return [f"at index {start:,}: {given!r}, expected {wanted!r}"]


def _line_diff(gave: str, expected: str) -> list[str]:
    """The lines that are not the same, each with its neighbours."""
    import difflib

    one, other = gave.split("\n")[:COMPARED_LINES], expected.split("\n")[:COMPARED_LINES]
    # The first two lines name files, and those with @@ the places; a line of a text has its mark before it.
    diff = [line for line in list(difflib.unified_diff(other, one, n=1))[2:] if not line.startswith("@@")]
    if not diff:
        return [f"the same in the first {COMPARED_LINES} lines"]
    shown = [f"  {line[0]} {_shown_line(line[1:])}".rstrip() for line in islice(diff, DIFF_LINES)]
    if len(diff) > DIFF_LINES:
        shown.append(f"  ... {len(diff) - DIFF_LINES:,} more")
    return ["the lines that differ (- expected, + given)", *shown]


def _shown_line(line: str) -> str:
    """A line as it is, or quoted where its end or its spaces could not be seen."""
    if not line:
        return "(an empty line)"
    return line[: 2 * SHORT] if line == line.rstrip() and line.isprintable() else bounded(line, limit=2 * SHORT)


def _some(items: Any) -> str:
    shown = ", ".join(bounded(item, limit=SHORT) for item in items[:NAMED_KEYS])
    return shown if len(items) <= NAMED_KEYS else f"{shown}, ... {len(items) - NAMED_KEYS:,} more"


def _place(path: str) -> str:
    return f"at {path}: " if path else ""


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _holds_remote(items: Any) -> bool:
    return any(is_remote(item) for item in items)
