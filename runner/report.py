"""What one grading came to: the data behind every screen, file and gradebook.

The JSON form is ``kata.report/v1``. Its schema, its writer and its reader all follow from the types below, so
that none of them can say something else than the others. A field that is added comes with the schema of the
version that added it; the schema is closed, so a misspelt field never passes for a missing one.

Text in a report is kept as it came, whatever a solution wrote: what shows it makes it harmless for the place
where it goes (``runner.renderers.text``). The JSON itself is plain ASCII on one line.
"""

from __future__ import annotations

import enum
import json
import math
import types
import typing
from collections import Counter
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, NoReturn

from graders.outcome import Check, Verdict
from runner import __version__
from runner.errors import NOT_PASSED, OURS, PASSED, ReportFormatError
from runner.renderers.text import json_text
from sandbox.session import SandboxInfo  # noqa: TC001  # the schema is made from it at run time
from sandbox.spec import Limits

SCHEMA = "kata.report/v1"
NOT_RUN = "Not run"
"""How the message of a check begins that was not run; its seconds are 0."""
_EXACT = 2**53
"""Whole numbers up to here are the same number in every reader of JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseInfo:
    """Which exercise was graded. ``version`` is a short hash of its content."""

    id: str
    version: str
    title: str
    skill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One grading of one submission.

    Attributes:
        exercise: what was graded.
        verdict: how the whole of it ended.
        score: the points that were earned.
        max_score: the points that could be earned.
        checks: in the order in which they ran; ``was_run`` tells those that grading ended before.
        sandbox: where it ran; None when nothing was run (a file was missing, no sandbox could be had).
        seed: random values of the same seed are the same values.
        seconds: wall time of the whole grading.
        message: plain text about the whole (which file is missing, why there is no sandbox); often empty.
        kata_version: what graded it.

    Raises:
        ValueError: a number is infinite or not a number.
    """

    exercise: ExerciseInfo
    verdict: Verdict
    score: float
    max_score: float
    checks: tuple[Check, ...] = ()
    sandbox: SandboxInfo | None = None
    seed: int
    seconds: float
    message: str = ""
    kata_version: str = __version__

    def __post_init__(self) -> None:
        """Refuse numbers that JSON cannot carry."""
        numbers = [self.score, self.max_score, self.seconds]
        for check in self.checks:
            numbers += (check.points, check.max_points, check.seconds)
        if self.sandbox:
            numbers += self.sandbox.limits.as_dict().values()
        if not all(map(math.isfinite, numbers)):
            raise ValueError("a report's points and seconds are finite numbers")

    @property
    def exit_code(self) -> int:
        """What a program that made this report ends with: 0 passed, 1 not passed, 3 ours."""
        return {Verdict.PASSED: PASSED, Verdict.ERROR: OURS}.get(self.verdict, NOT_PASSED)

    @property
    def labels(self) -> tuple[str, ...]:
        """A name for people for each check: its title, with the parameters where several share a title."""
        titles = [check.title or check.name for check in self.checks]
        shared = {title for title, count in Counter(titles).items() if count > 1}
        return tuple(
            f"{title} [{_parameters(check.name)}]" if title in shared else title
            for title, check in zip(titles, self.checks, strict=True)
        )

    def to_json(self) -> str:
        """The report as one ``kata.report/v1`` object on one line, in ASCII, without a newline at the end."""
        return json_text({"schema": SCHEMA, **_plain(self)})

    @classmethod
    def from_json(cls, text: str) -> Report:
        """The report that ``to_json`` wrote.

        Raises:
            ReportFormatError: the text is not a ``kata.report/v1`` object.
        """
        try:
            data = json.loads(text, parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            raise ReportFormatError(f"not JSON: {error}") from error
        if not isinstance(data, dict) or data.pop("schema", None) != SCHEMA:
            raise ReportFormatError(f'not a report: "schema" is not "{SCHEMA}"')
        try:
            return typing.cast("Report", _build(cls, data, "report"))
        except (ValueError, OverflowError) as error:
            raise ReportFormatError(str(error)) from error


def was_run(check: Check) -> bool:
    """Whether a check was run at all: grading can end before its turn comes."""
    return check.seconds > 0 or not check.message.startswith(NOT_RUN)


def report_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of ``kata.report/v1``, made from the types."""
    schema = _schema_of(Report)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:kata:report:v1",
        "title": SCHEMA,
        **schema,
        "properties": {"schema": {"const": SCHEMA}, **schema["properties"]},
        "required": ["schema", *schema["required"]],
    }


def _parameters(name: str) -> str:
    """``test_ties[march]`` -> ``march``; the whole name when it has no parameters."""
    _, bracket, rest = name.partition("[")
    return rest.removesuffix("]") if bracket else name


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _plain(value: object) -> Any:
    """Dataclasses as objects, tuples as arrays, enums as their values; whole floats as whole numbers."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    return value


def _hints(kind: Any) -> dict[str, Any]:
    """The fields and their types. ``SandboxInfo`` has imported ``Limits`` for type checkers only."""
    return typing.get_type_hints(kind, localns={"Limits": Limits})


def _schema_of(kind: Any) -> dict[str, Any]:
    if is_dataclass(kind):
        hints = _hints(kind)
        return {
            "description": (kind.__doc__ or "").partition("\n")[0],
            "type": "object",
            "properties": {name: _schema_of(hint) for name, hint in hints.items()},
            "required": list(hints),
            "additionalProperties": False,
        }
    if isinstance(kind, types.UnionType):
        return {"anyOf": [_schema_of(option) for option in typing.get_args(kind)]}
    if typing.get_origin(kind) is tuple:
        return {"type": "array", "items": _schema_of(typing.get_args(kind)[0])}
    if issubclass(kind, enum.StrEnum):
        return {"enum": [member.value for member in kind]}
    names = {str: "string", bool: "boolean", int: "integer", float: "number", types.NoneType: "null"}
    return {"type": names[kind]}


def _build(kind: Any, data: object, place: str) -> object:
    """A value of that type from JSON data, by the same rules as ``_schema_of``."""
    if is_dataclass(kind):
        return _build_object(kind, data, place)
    if isinstance(kind, types.UnionType):
        options = typing.get_args(kind)
        return None if data is None and types.NoneType in options else _build(options[0], data, place)
    if typing.get_origin(kind) is tuple:
        if not isinstance(data, list):
            raise ReportFormatError(f"{place} is not an array")
        item = typing.get_args(kind)[0]
        return tuple(_build(item, each, f"{place}[{index}]") for index, each in enumerate(data))
    if issubclass(kind, enum.StrEnum):
        if data not in [member.value for member in kind]:
            raise ReportFormatError(f"{place} is not one of {', '.join(kind)}")
        return kind(data)
    if kind in {int, float} and isinstance(data, int | float) and not isinstance(data, bool):
        if kind is int and isinstance(data, float) and not data.is_integer():
            raise ReportFormatError(f"{place} is not a whole number")
        return kind(data)
    if type(data) is not kind:
        raise ReportFormatError(f"{place} is not of type {kind.__name__}")
    return data


def _build_object(kind: Any, data: object, place: str) -> object:
    hints = _hints(kind)
    if not isinstance(data, dict) or set(data) != set(hints):
        raise ReportFormatError(f"{place} is not an object with exactly {', '.join(hints)}")
    return kind(**{name: _build(hint, data[name], f"{place}.{name}") for name, hint in hints.items()})
