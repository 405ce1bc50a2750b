"""The schemas of OpenAPI 3.0 and 3.1: what a document must look like, and what a value must.

The documents' schemas are the published ones, as openapi-spec-validator ships them; that package is looked into and
not imported. Nothing is fetched: a validator knows this document and JSON Schema's own meta-schema.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graders.documents.errors import LibraryMissing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VERSIONS = ("3.0", "3.1")
_PACKAGE = "openapi_spec_validator"
_META = "https://json-schema.org/draft/2020-12/schema"
_DOCUMENT = "urn:kata:document"
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
_WHOLE = {"int32": 2**31, "int64": 2**63}


@lru_cache(maxsize=2)
def document_validator(version: str) -> Any:
    """What holds a whole document against the published schema.

    Raises:
        LibraryMissing: the schemas are not installed.
    """
    found = find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise LibraryMissing("openapi-spec-validator")
    file = Path(found.origin).parent / "resources" / "schemas" / f"v{version}" / "schema.json"
    schema = json.loads(file.read_text(encoding="utf-8"))
    from jsonschema import Draft4Validator, Draft202012Validator

    if version == "3.0":
        return Draft4Validator(schema)
    # The published schema leaves open what dialect a Schema Object is in; it is OpenAPI's, over that of 2020-12.
    schema["$defs"]["schema"] = {"$ref": _META}
    return Draft202012Validator(_with_schemas(schema))


def _with_schemas(schema: Any) -> Any:
    if isinstance(schema, dict):
        if schema.get("$dynamicRef") == "#meta":
            return {"$ref": "#/$defs/schema"}
        return {name: _with_schemas(value) for name, value in schema.items()}
    return [_with_schemas(value) for value in schema] if isinstance(schema, list) else schema


class Dialect:
    """How the schemas of one document judge values.

    Args:
        document: the whole document, for its references.
        version: ``3.0`` or ``3.1``.
    """

    def __init__(self, document: Mapping[str, Any], version: str) -> None:
        from referencing import Registry
        from referencing.jsonschema import DRAFT4, DRAFT202012

        resource = (DRAFT4 if version == "3.0" else DRAFT202012).create_resource(document)
        self._registry: Any = Registry().with_resource(_DOCUMENT, resource)
        self._version = version

    def first_problem(self, pointer: str, value: object, *, leaves_out: str = "") -> Any:
        """The most telling error of a value under the schema at a place of the document; None if there is none.

        Args:
            pointer: the schema's place, as ``/components/schemas/Tool``.
            value: plain data.
            leaves_out: ``readOnly`` or ``writeOnly``: in 3.0, a property so marked is not required.
        """
        from jsonschema.exceptions import best_match

        validator = _validators(self._version, leaves_out)
        schema = {"$ref": f"{_DOCUMENT}#{pointer}"}
        return best_match(validator(schema, registry=self._registry, format_checker=_formats()).iter_errors(value))


@lru_cache(maxsize=4)
def _validators(version: str, leaves_out: str) -> Any:
    from jsonschema import Draft4Validator, Draft202012Validator, validators

    if version != "3.0":
        return Draft202012Validator
    extended: Any = validators.extend  # it has no types
    plain = Draft4Validator.VALIDATORS

    def of_type(validator: Any, types: Any, value: Any, schema: Any) -> Iterator[Any]:
        """``nullable`` adds null to a ``type`` beside it, and does nothing else (the specification's 3.0.3)."""
        if value is not None or schema.get("nullable") is not True:
            yield from plain["type"](validator, types, value, schema)

    def required(validator: Any, names: Any, value: Any, schema: Any) -> Iterator[Any]:
        properties = schema.get("properties", {})
        kept = [name for name in names if not properties.get(name, {}).get(leaves_out)] if leaves_out else names
        yield from plain["required"](validator, kept, value, schema)

    return extended(Draft4Validator, {"type": of_type, "required": required})


@lru_cache(maxsize=1)
def _formats() -> Any:
    """The formats that are looked at; any other one says nothing."""
    from jsonschema import FormatChecker

    made = FormatChecker(formats=("date", "email", "ipv4", "ipv6", "uuid"))
    made.checks("date-time")(_is_instant)
    for name, bound in _WHOLE.items():
        made.checks(name)(lambda value, bound=bound: not isinstance(value, int) or -bound <= value < bound)
    return made


def _is_instant(value: object) -> bool:
    if not isinstance(value, str):
        return True
    if not _INSTANT.fullmatch(value):
        return False
    try:
        dt.datetime.fromisoformat(value.upper())
    except ValueError:
        return False
    return True
