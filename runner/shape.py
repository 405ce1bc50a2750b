"""Plain data (as TOML gives it) made into frozen dataclasses, and the same dataclasses as a JSON Schema.

Only what a manifest needs: strings, whole and decimal numbers, literals, string enums, lists, tables by name
and dataclasses. All problems are collected, none is raised. Two rules hold everywhere, for a manifest only
has counts and amounts: a number is above zero, and a string is not blank.
"""

from __future__ import annotations

import enum
import functools
import math
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import Any, NamedTuple, TypeVar

from runner.errors import close_match

T = TypeVar("T")
Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a field means and allows beyond its type, given as ``Annotated[str, Rule(...)]``.

    Attributes:
        doc: one sentence for authors; the description in the schema.
        choices: the strings that are allowed (of a list: as its items).
        pattern: a regular expression that a string (of a list: each item) matches in full.
        meaning: the pattern in words.
    """

    doc: str
    choices: tuple[str, ...] = ()
    pattern: str = ""
    meaning: str = ""


class Problem(NamedTuple):
    """Something wrong at a place of the data: ``("mutants", 0, "fails")``."""

    place: Place
    message: str


def build(cls: type[T], data: Mapping[str, object], problems: list[Problem], place: Place = ()) -> T | None:
    """The dataclass from the data, or None with at least one more problem in the list."""
    before = len(problems)
    hints = _hints(cls)  # type: ignore[arg-type]  # a type is hashable, whatever its instances are
    values: dict[str, Any] = {}
    for key in data:
        if key not in hints:
            meant = close_match(key, tuple(hints))
            hint = f"did you mean `{meant}`?" if meant else "known are " + ", ".join(f"`{name}`" for name in hints)
            problems.append(Problem((*place, key), f"`{name_of((*place, key))}` is not a known key; {hint}"))
    for field in fields(cls):  # type: ignore[arg-type]  # a dataclass, by this module's contract
        hint, rule = _split(hints[field.name])
        where = (*place, field.name)
        if field.name in data:
            values[field.name] = _value(hint, rule, data[field.name], problems, where)
        elif field.default is MISSING and field.default_factory is MISSING:
            doc = f": {rule.doc}" if rule else ""
            problems.append(Problem(where, f"`{name_of(where)}` is missing{doc}"))
    return cls(**values) if len(problems) == before else None


def name_of(place: Place) -> str:
    """A place in an author's words: ``mutants[1].fails``, counted from one."""
    text = ""
    for part in place:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def json_schema(cls: type) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a dataclass, without its ``$schema`` line."""
    hints = _hints(cls)
    needed = [field.name for field in fields(cls) if field.default is MISSING and field.default_factory is MISSING]
    schema: dict[str, Any] = {"type": "object", "additionalProperties": False}
    if needed:
        schema["required"] = needed
    schema["properties"] = {field.name: _schema(*_split(hints[field.name])) for field in fields(cls)}
    return schema


@functools.cache
def _hints(cls: Any) -> dict[str, Any]:
    return typing.get_type_hints(cls, include_extras=True)


def _split(hint: Any) -> tuple[Any, Rule | None]:
    if typing.get_origin(hint) is typing.Annotated:
        inner, rule = typing.get_args(hint)
        return inner, rule
    return hint, None


def _value(hint: Any, rule: Rule | None, value: object, problems: list[Problem], place: Place) -> Any:
    origin = typing.get_origin(hint)
    if origin is types.UnionType:
        hint = _branch(hint, value)
        origin = typing.get_origin(hint)
    if origin is tuple:
        return _items(typing.get_args(hint)[0], rule, value, problems, place)
    if origin is Mapping:
        return _table(typing.get_args(hint)[1], rule, value, problems, place)
    if is_dataclass(hint) and isinstance(hint, type):
        if isinstance(value, dict):
            return build(hint, value, problems, place)
        return _wrong("a table", value, problems, place)
    return _scalar(hint, rule, value, problems, place)


def _branch(hint: Any, value: object) -> Any:
    """The member of a union that the value's shape asks for; else the first, which then explains itself."""
    members = [member for member in typing.get_args(hint) if member is not types.NoneType]
    if isinstance(value, dict):
        return next((member for member in members if typing.get_origin(member) is Mapping), members[0])
    return members[0]


def _items(hint: Any, rule: Rule | None, value: object, problems: list[Problem], place: Place) -> Any:
    if not isinstance(value, list):
        return _wrong("a list", value, problems, place)
    if not value:
        problems.append(Problem(place, f"`{name_of(place)}` is empty: give at least one, or leave the key out"))
    found = tuple(_value(hint, rule, item, problems, (*place, index)) for index, item in enumerate(value))
    repeated = {item for item in found if isinstance(item, str) and found.count(item) > 1}
    problems.extend(Problem(place, f'`{name_of(place)}` has "{item}" twice') for item in sorted(repeated))
    return found


def _table(hint: Any, rule: Rule | None, value: object, problems: list[Problem], place: Place) -> Any:
    if not isinstance(value, dict):
        return _wrong("a table", value, problems, place)
    return {key: _value(hint, rule, item, problems, (*place, key)) for key, item in value.items()}


def _scalar(hint: Any, rule: Rule | None, value: object, problems: list[Problem], place: Place) -> Any:
    if typing.get_origin(hint) is typing.Literal:
        (only,) = typing.get_args(hint)
        if value == only and type(value) is type(only):
            return value
        return _wrong(f"{only!r}, the only one this version of kata knows", value, problems, place)
    if hint is int or hint is float:
        return _number(hint, value, problems, place)
    if not isinstance(value, str):
        return _wrong("a string", value, problems, place)
    if not value.strip():
        problems.append(Problem(place, f"`{name_of(place)}` is blank"))
        return None
    choices = tuple(hint) if isinstance(hint, enum.EnumType) else rule.choices if rule else ()
    if choices and value not in choices:
        meant = close_match(value, choices)
        text = f'did you mean "{meant}"?' if meant else "it is one of " + ", ".join(f'"{c}"' for c in choices)
        problems.append(Problem(place, f'`{name_of(place)}` cannot be "{value}"; {text}'))
        return None
    if rule and rule.pattern and not _matches(rule.pattern, value):
        problems.append(Problem(place, f"`{name_of(place)}` is {value!r}, but must be {rule.meaning}"))
        return None
    return hint(value)


def _matches(pattern: str, value: str) -> bool:
    import re

    return re.fullmatch(pattern, value) is not None


def _number(hint: type, value: object, problems: list[Problem], place: Place) -> Any:
    allowed = (int,) if hint is int else (int, float)
    kind = "a whole number" if hint is int else "a number"
    if isinstance(value, bool) or not isinstance(value, allowed):
        return _wrong(kind, value, problems, place)
    if not (math.isfinite(value) and value > 0):
        problems.append(Problem(place, f"`{name_of(place)}` is {value}, but must be above zero and finite"))
        return None
    return hint(value)


def _wrong(wanted: str, value: object, problems: list[Problem], place: Place) -> None:
    kinds = {
        bool: "a boolean",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        dict: "a table",
    }
    kind = kinds.get(type(value), "a date or time")
    if isinstance(value, (bool, int, float, str)):
        kind += f" ({str(value).lower() if isinstance(value, bool) else repr(value)})"
    problems.append(Problem(place, f"`{name_of(place)}` must be {wanted}, not {kind}"))


def _schema(hint: Any, rule: Rule | None) -> dict[str, Any]:
    said = {"description": rule.doc} if rule else {}
    origin = typing.get_origin(hint)
    inner = None if rule is None else Rule(doc="", choices=rule.choices, pattern=rule.pattern)
    if origin is types.UnionType:
        members = [member for member in typing.get_args(hint) if member is not types.NoneType]
        if len(members) == 1:
            return _schema(members[0], rule)
        return said | {"oneOf": [_schema(member, inner) for member in members]}
    if origin is tuple:
        items = _schema(typing.get_args(hint)[0], inner)
        unique = {"uniqueItems": True} if items.get("type") == "string" else {}
        return _described(said, {"type": "array", "items": items, "minItems": 1, **unique})
    if origin is Mapping:
        values = _schema(typing.get_args(hint)[1], inner)
        return _described(said, {"type": "object", "additionalProperties": values})
    if is_dataclass(hint) and isinstance(hint, type):
        return said | json_schema(hint)
    return _described(said, _scalar_schema(hint, rule))


def _scalar_schema(hint: Any, rule: Rule | None) -> dict[str, Any]:
    if typing.get_origin(hint) is typing.Literal:
        return {"const": typing.get_args(hint)[0]}
    if hint is int:
        return {"type": "integer", "exclusiveMinimum": 0}
    if hint is float:
        return {"type": "number", "exclusiveMinimum": 0}
    schema: dict[str, Any] = {"type": "string", "pattern": r"\S"}
    if isinstance(hint, enum.EnumType):
        schema = {"type": "string", "enum": list(map(str, hint))}
    elif rule and rule.choices:
        schema = {"type": "string", "enum": list(rule.choices)}
    elif rule and rule.pattern:
        schema["pattern"] = f"^(?:{rule.pattern})$"
    return schema


def _described(said: dict[str, str], schema: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if value} | schema
