"""YAML as plain data, with the line of each part, made from the parser's events and nothing else.

Only texts, numbers, truth values, nothing, lists and mappings come of it, as YAML 1.2's core schema has them: ``on``
is a text, and a tag can ask for no class. An alias that would multiply the document ("billion laughs") is refused
before it is followed. ``<<`` merges mappings, as pipelines use it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

from graders.documents.errors import LibraryMissing
from graders.documents.handed_in import fail

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_NODES = 20_000
DEEPEST = 50
_RULE = "{name} is YAML."
_CONSTANTS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "seq", "map")} | {"!"}
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]{1,30}|[0-9]{1,30}(\.[0-9]{0,30})?)([eE][-+]?[0-9]{1,2})?")

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Yaml:
    """A document: its data, and the line on which each part begins, by its path."""

    data: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of a part, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load(text: str, name: str) -> Yaml:
    """Read one document. The check fails, with the line, where it is none.

    Raises:
        LibraryMissing: the parser is not installed.
    """
    try:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import YAMLError
    except ImportError as missing:
        raise LibraryMissing("check-jsonschema") from missing
    reader = _Reader(name)
    try:
        return reader.read(YAML(typ="safe", pure=True).parse(text))
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{name}:{mark.line + 1}: " if mark is not None else f"{name}: "
        fail(_RULE.format(name=name), f"{place}{getattr(error, 'problem', None) or 'it cannot be read'}")
    except (RecursionError, ValueError, OverflowError):
        fail(_RULE.format(name=name), f"{name}: it cannot be read")


@dataclass(slots=True)
class _Node:
    """A value with its size in nodes; an alias gives the same value again."""

    value: Any
    size: int = 1


@dataclass(slots=True)
class _Reader:
    name: str
    total: int = 0
    anchors: dict[str, _Node] = field(default_factory=dict)
    lines: dict[Path, int] = field(default_factory=dict)

    def read(self, events: Iterator[Any]) -> Yaml:
        for event in events:
            kind = type(event).__name__
            if kind in {"StreamStartEvent", "DocumentStartEvent"}:
                continue
            if kind == "StreamEndEvent":
                return Yaml(None, self.lines)
            made = self.node(event, events, ())
            if type(next(events)).__name__ == "DocumentEndEvent" and type(next(events)).__name__ != "StreamEndEvent":
                fail(_RULE.format(name=self.name), f"{self.name} holds more than one document.")
            return Yaml(made.value, self.lines)
        return Yaml(None, self.lines)

    def node(self, event: Any, events: Iterator[Any], path: Path) -> _Node:
        """One value; ``events`` go on after it."""
        line = event.start_mark.line + 1
        self.lines.setdefault(path, line)
        if len(path) > DEEPEST:
            self.refuse(line, f"it is nested deeper than {DEEPEST} levels")
        kind = type(event).__name__
        if kind == "AliasEvent":
            if event.anchor not in self.anchors:
                self.refuse(line, f"nothing is called &{event.anchor}, or the alias is inside of it")
            made = self.anchors[event.anchor]
        else:
            if getattr(event, "tag", None) is not None and str(event.tag) not in _TAGS:
                self.refuse(line, f"the tag {str(event.tag)[:40]} is not accepted here")
            made = {"ScalarEvent": self.scalar, "SequenceStartEvent": self.sequence}.get(kind, self.mapping)(
                event, events, path
            )
            if event.anchor:
                self.anchors[event.anchor] = made
        self.total += made.size if kind == "AliasEvent" else 1
        if self.total > MOST_NODES:
            self.refuse(line, f"with its aliases it has more than {MOST_NODES} parts")
        return made

    def scalar(self, event: Any, _events: Iterator[Any], _path: Path) -> _Node:
        text = event.value
        return _Node(_plain(text) if event.implicit[0] and event.style in {None, ""} else text)

    def sequence(self, _start: Any, events: Iterator[Any], path: Path) -> _Node:
        items: list[Any] = []
        size = 1
        for event in events:
            if type(event).__name__ == "SequenceEndEvent":
                break
            made = self.node(event, events, (*path, len(items)))
            items.append(made.value)
            size += made.size
        return _Node(items, size)

    def mapping(self, _start: Any, events: Iterator[Any], path: Path) -> _Node:
        pairs: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        size = 1
        for event in events:
            if type(event).__name__ == "MappingEndEvent":
                break
            line = event.start_mark.line + 1
            key = getattr(event, "value", None)
            if type(event).__name__ != "ScalarEvent" or not isinstance(key, str):
                self.refuse(line, "a key must be a plain text")
            if key in pairs:
                self.refuse(line, f"the key {key[:60]} stands there twice")
            made = self.node(next(events), events, (*path, key))
            self.lines[*path, key] = line
            size += made.size
            if key == "<<":
                for one in made.value if isinstance(made.value, list) else [made.value]:
                    merged = {**(one if isinstance(one, dict) else {}), **merged}
            else:
                pairs[key] = made.value
        return _Node({**merged, **pairs}, size)

    def refuse(self, line: int, why: str) -> NoReturn:
        fail(_RULE.format(name=self.name), f"{self.name}:{line}: {why}.")


def _plain(text: str) -> Any:
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
