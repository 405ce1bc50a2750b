"""References of an OpenAPI document: followed inside of it, refused where they lead out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import quote, unquote

from graders.documents.handed_in import fail

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graders.documents.yaml_data import Path, Yaml

MOST_STEPS = 20
_DATA = frozenset({"example", "examples", "default", "enum", "const"})
"""What stands below these is data, whatever its names are; so is what is below a name with ``x-``."""
_NAMED = frozenset({"properties", "patternProperties"})
"""What stands in these is called as the learner likes."""
_NOT_HERE = frozenset({"$id", "$schema", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$vocabulary"})
"""What would give a schema another base or another language: a document of one file needs none of them."""


def pointer(path: Path) -> str:
    """A place as a JSON Pointer (RFC 6901), as it stands in a fragment."""
    return "".join("/" + quote(str(part).replace("~", "~0").replace("/", "~1"), safe="~") for part in path)


class References:
    """The references of one document. The check fails, with the line, where one leads nowhere or out of it."""

    def __init__(self, yaml: Yaml, name: str) -> None:
        self._yaml = yaml
        self._name = name

    def check(self) -> None:
        """Fail the check unless every reference leads to a part of the document."""
        for path, reference, kind in self._all(self._yaml.data, (), in_schema=False):
            found = self._place(reference, path)
            if found[:-1] != ("components", kind):
                self.refuse(path, f"$ref has to be '#/components/{kind}/...' here; it is {str(reference)[:80]!r}")

    def follow(self, path: Path) -> tuple[Path, Any]:
        """What stands at a place, or what it refers to: where that is, and the part itself."""
        first, left, part = path, MOST_STEPS, self._at(path)
        while isinstance(part, dict) and "$ref" in part:
            if not left:
                self.refuse(first, "it refers to itself, or there are too many references in a row")
            left -= 1
            path = self._place(part["$ref"], path)
            part = self._at(path)
        return path, part

    def schema_place(self, path: Path, steps: Iterable[str | int]) -> Path:
        """Where a way through schemas ends in the document, as a validator tells it: without the references in it."""
        for step in steps:
            part = self._at(path)
            if isinstance(part, dict) and step not in part and "$ref" in part:
                path, _ = self.follow(path)
            path = (*path, step)
        return path

    def refuse(self, path: Path, why: str) -> NoReturn:
        """Fail the check for what stands at a place."""
        place = ".".join(map(str, path)) or "the whole file"
        fail("References lead to parts of the document.", f"{self._name}:{self._yaml.line(path)}: {place}: {why}")

    def _at(self, path: Path) -> Any:
        part = self._yaml.data
        try:
            for step in path:
                part = part[step]
        except (KeyError, IndexError, TypeError):
            return None  # there is nothing
        return part

    def _place(self, reference: object, path: Path) -> Path:
        """Where a reference leads, which stands at ``path``."""
        if not isinstance(reference, str) or not reference.startswith("#/"):
            self.refuse(path, f"$ref is '#/...', a place in this document; it is {str(reference)[:80]!r}")
        found: Path = ()
        part = self._yaml.data
        for text in unquote(reference[2:]).split("/"):
            word = text.replace("~1", "/").replace("~0", "~")
            step = int(word) if isinstance(part, list) and word.isascii() and word.isdigit() else word
            found = (*found, step)
            part = self._at(found)
            if part is None:
                self.refuse(path, f"there is no {reference[:80]}")
        return found

    def _all(self, part: Any, path: Path, *, in_schema: bool) -> Iterator[tuple[Path, object, str]]:
        """Every reference: where it stands, what it says, and what sort of part it must lead to."""
        if isinstance(part, list):
            for number, one in enumerate(part):
                yield from self._all(one, (*path, number), in_schema=in_schema)
        if not isinstance(part, dict):
            return
        named = bool(path) and path[-1] in _NAMED and in_schema
        if "$ref" in part and not named:
            yield path, part["$ref"], "schemas" if in_schema else _kind(path)
        for name, value in part.items():
            if name in _NOT_HERE and not named:
                self.refuse((*path, name), f"{name} is not followed here")
            if named or not (name in _DATA or name.startswith("x-")):
                inside = in_schema or name == "schema" or (*path, name) == ("components", "schemas")
                yield from self._all(value, (*path, name), in_schema=inside)


def _kind(path: Path) -> str:
    """What sort of part stands at a place that is in no schema."""
    if path[0] == "components":
        return str(path[1])
    if path[-1] == "requestBody":
        return "requestBodies"
    return "pathItems" if path[0] == "paths" and len(path) == 2 else str(path[-2])  # noqa: PLR2004 - paths, one of them
