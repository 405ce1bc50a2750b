"""The parts of an OpenAPI document that a test holds: operations, with schemas that judge real values."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.documents.openapi_references import pointer
from graders.documents.openapi_telling import SHOWN_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graders.documents.openapi_dialects import Dialect
    from graders.documents.openapi_references import References
    from graders.documents.web_client import Answer
    from graders.documents.yaml_data import Path, Yaml

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?")
_WORDS = {"true": True, "false": False}
_JSON = re.compile(r"application/(json|[\w.-]+\+json)")
_INNER = ("items", "prefixItems", "allOf", "anyOf", "oneOf", "if", "then", "else", "additionalProperties")
MOST_PARTS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What does not fit: the line of the document, and what it says there."""

    line: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """One document with what reads it."""

    name: str
    yaml: Yaml
    references: References
    dialect: Dialect

    def problem(self, path: Path, said: str) -> Problem:
        """A problem with what stands at a place."""
        return Problem(line=self.yaml.line(path), said=said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """A schema at a place of the document."""

    whole: Whole
    path: Path

    def problem(self, value: object, *, leaves_out: str = "") -> Problem | None:
        """Why a value does not fit; None if it does.

        Args:
            value: plain data, as JSON gives it.
            leaves_out: in 3.0, ``readOnly`` properties are required in answers alone, ``writeOnly`` ones in requests.
        """
        from referencing.exceptions import Unresolvable

        try:
            error = self.whole.dialect.first_problem(pointer(self.path), value, leaves_out=leaves_out)
        except RecursionError:
            self.whole.references.refuse(self.path, "the schema refers to itself without an end")
        except (re.error, ArithmeticError, Unresolvable) as broken:
            self.whole.references.refuse(self.path, f"the schema cannot be followed: {str(broken)[:SHOWN_CHARACTERS]}")
        if error is None:
            return None
        place = self.whole.references.schema_place(self.path, error.absolute_schema_path)
        where = ".".join(map(str, error.absolute_path))
        return self.whole.problem(place, f"{where}: {_short(error.message)}" if where else _short(error.message))

    def names(self) -> frozenset[str]:
        """The names of all properties that it describes, inner ones and those of what it refers to as well."""
        found: set[str] = set()
        seen: set[Path] = set()
        waiting = [self.path]
        while waiting and len(seen) < MOST_PARTS:
            path, part = self.whole.references.follow(waiting.pop())
            if path in seen or not isinstance(part, dict | list):
                continue
            seen.add(path)
            if isinstance(part, list):
                waiting += [(*path, number) for number in range(len(part))]
                continue
            properties = part.get("properties")
            if isinstance(properties, dict):
                found |= set(properties)
                waiting += [(*path, "properties", name) for name in properties]
            waiting += [(*path, key) for key in _INNER if key in part]
        return frozenset(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter: its ``name``, where it stands (``query``, ``path``, ``header``), whether it must be there."""

    name: str
    place: str
    required: bool
    line: int
    schema: Schema | None

    def problem(self, text: str) -> Problem | None:
        """Why a value, as it stands in an address, does not fit; lists are not taken apart."""
        if self.schema is None:
            return None
        values: list[object] = [text]
        if _NUMBER.fullmatch(text):
            values.append(json.loads(text))
        values += [_WORDS[text]] if text in _WORDS else []
        problems = [self.schema.problem(value) for value in values]
        return None if None in problems else problems[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a body may be: for each media type its schema, if it says one."""

    whole: Whole
    path: Path
    required: bool
    schemas: Mapping[str, Schema | None]

    def schema(self, media_type: str) -> Schema | None:
        """The schema of a media type; None if it has none, or is not named."""
        return self.schemas.get(media_type.partition(";")[0].strip().lower())

    def problem(self, media_type: str, body: bytes, *, leaves_out: str) -> Problem | None:
        """Why a body does not fit; None if it does."""
        kind = media_type.partition(";")[0].strip().lower()
        if not body:
            return self.whole.problem(self.path, "there is no body") if self.required else None
        if kind not in self.schemas:
            return self.whole.problem(self.path, f"{kind or 'a body without Content-Type'} is not described here")
        schema = self.schemas[kind]
        if schema is None or not _JSON.fullmatch(kind):
            return None
        try:
            value = json.loads(body)
        except (ValueError, RecursionError):
            return self.whole.problem(self.path, "the body is not JSON")
        return schema.problem(value, leaves_out=leaves_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What is said of one status: its ``content`` (None for no body), and ``headers`` as parameters."""

    status: str
    line: int
    content: Content | None
    headers: Sequence[Parameter]

    def problem(self, answer: Answer) -> Problem | None:
        """Why an answer does not fit; None if it does."""
        for header in self.headers:
            value = answer.headers.get(header.name.lower())
            if value is None and header.required:
                return Problem(line=header.line, said=f"the header {header.name} is required, and there is none")
            wrong = header.problem(value) if value is not None else None
            if wrong is not None:
                return Problem(line=wrong.line, said=f"header {header.name}: {wrong.said}")
        if self.content is None:
            said = f"a body ({answer.headers.get('content-type', 'of no type')}) is not described here"
            return Problem(line=self.line, said=said) if answer.body else None
        return self.content.problem(answer.headers.get("content-type", ""), answer.body, leaves_out="writeOnly")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method of one path.

    Attributes:
        method: in capital letters.
        path: the template, as ``/tools/{id}``.
        line: where it begins.
        parameters: its own, and those of its path.
        body: what it is sent; None if nothing is described.
        responses: by status, as it is written: ``200``, ``4XX``, ``default``.
    """

    method: str
    path: str
    line: int
    parameters: tuple[Parameter, ...]
    body: Content | None
    responses: Mapping[str, Response]

    def response(self, status: int) -> Response | None:
        """What is said of a status: by its number, by its hundred, by default."""
        names = (str(status), f"{status // 100}XX", "default")
        return next((self.responses[name] for name in names if name in self.responses), None)

    def takes(self, path: str, query: Mapping[str, str], media_type: str, body: bytes) -> Problem | None:
        """Why a request does not fit; None if it does. A parameter of the query that is not described does not."""
        given = {("path", name): value for name, value in self._in_path(path).items()}
        given |= {("query", name): value for name, value in query.items()}
        known = {(one.place, one.name): one for one in self.parameters}
        for place, name in given:
            if (place, name) not in known:
                return Problem(line=self.line, said=f"no parameter {name} in the {place} is described")
        for key, one in known.items():
            if key not in given and one.required and one.place in {"path", "query"}:
                return Problem(line=one.line, said=f"the parameter {one.name} is required")
            wrong = one.problem(given[key]) if key in given else None
            if wrong is not None:
                return Problem(line=wrong.line, said=f"parameter {one.name}: {wrong.said}")
        if self.body is None:
            return Problem(line=self.line, said="no body is described") if body else None
        return self.body.problem(media_type, body, leaves_out="readOnly")

    def _in_path(self, path: str) -> dict[str, str]:
        pairs = zip(self.path.split("/"), path.split("/"), strict=False)
        return {own[1:-1]: text for own, text in pairs if own.startswith("{") and own.endswith("}")}

    def fits(self, path: str) -> bool:
        """Whether a concrete path is one of this template."""
        parts, others = self.path.split("/"), path.split("/")
        return len(parts) == len(others) and all(
            bool(text) if own.startswith("{") else own == text for own, text in zip(parts, others, strict=True)
        )


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}..."
