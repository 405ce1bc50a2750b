"""What is wrong with an OpenAPI document, out of all that a validator says: one sentence, and where.

The published schemas often say "one of these". Which was meant is plain to people: a part without ``$ref`` is no
reference, and a parameter that says ``in: path`` is one of a path.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graders.documents.yaml_data import Path

SHOWN_CHARACTERS = 160
_QUOTED = re.compile(r"'([^']*)'")
_RANKS = ("enum", "const", "required", "additionalProperties", "unevaluatedProperties", "pattern", "type")
_UNKNOWN = frozenset({"additionalProperties", "unevaluatedProperties"})


def most_telling(errors: Iterable[Any]) -> tuple[Path, str] | None:
    """Where, and what is wrong; None where nothing is."""
    leaves = [leaf for error in errors for leaf in _leaves(error)]
    if not leaves:
        return None
    best = min(leaves, key=_rank)
    path: Path = tuple(best.absolute_path)
    if best.validator == "enum":
        same = [leaf for leaf in leaves if leaf.validator == "enum" and tuple(leaf.absolute_path) == path]
        known = dict.fromkeys(str(value) for leaf in same for value in leaf.validator_value)
        return path, f"{_short(best.instance)} is not one of {', '.join(known)}"
    quoted = _QUOTED.search(best.message)
    if quoted and best.validator == "required":
        return path, f"{quoted[1][:SHOWN_CHARACTERS]} is missing"
    if quoted and best.validator in _UNKNOWN:
        return (*path, quoted[1]), f"{quoted[1][:SHOWN_CHARACTERS]} is not known here"
    if best.validator == "type":
        return path, f"{_short(best.instance)} is not of the type {best.validator_value}"
    return path, best.message[:SHOWN_CHARACTERS]


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}..."


def _rank(leaf: Any) -> tuple[int, int]:
    """What is said of it, before how deep it lies: the deeper, the more telling."""
    rank = _RANKS.index(leaf.validator) if leaf.validator in _RANKS else len(_RANKS)
    return rank > _RANKS.index("type"), -len(leaf.absolute_path) * len(_RANKS) + rank


def _leaves(error: Any) -> Iterator[Any]:
    branches: dict[object, list[Any]] = {}
    for one in error.context:
        branches.setdefault(one.schema_path[0], []).append(one)
    kept = [errors for errors in branches.values() if not _is_reference(errors, error.instance)]
    if error.validator == "oneOf" and any(not _has_enum(errors) for errors in kept):
        kept = [errors for errors in kept if not _has_enum(errors)]
    if not kept:
        yield error
    for errors in kept:
        for one in errors:
            yield from _leaves(one)


def _is_reference(errors: Sequence[Any], instance: object) -> bool:
    """Whether these are the errors of something that is no reference, as one."""
    missing = any(one.validator == "required" and one.validator_value == ["$ref"] for one in errors)
    return missing and not (isinstance(instance, dict) and "$ref" in instance)


def _has_enum(errors: Sequence[Any]) -> bool:
    return any(one.validator == "enum" for one in errors)
