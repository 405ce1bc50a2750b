"""``jsonl``: a ``kata.graded/v1`` object on a line for each submission, with its report.

Strings are exact here, whatever they hold, with JSON's own escapes; a program that shows them makes them harmless.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from runner.feedback import FEEDBACK
from runner.renderers.text import json_text
from runner.report import report_schema

if TYPE_CHECKING:
    from runner.gradebook import Gradebook

SCHEMA = "kata.graded/v1"


def render(book: Gradebook, /) -> str:
    """The lines, in ASCII."""
    lines = (
        {
            "schema": SCHEMA,
            "learner": graded.handed.learner,
            "language": graded.language,
            "key": graded.key,
            "feedback": book.feedback,
            "report": json.loads(book.told(graded).to_json()),
        }
        for graded in book.graded
    )
    return "".join(json_text(line) + "\n" for line in lines)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one line."""
    report = report_schema()
    dialect = report.pop("$schema")
    properties: dict[str, Any] = {
        "schema": {"const": SCHEMA},
        "learner": {"description": "Whose it is: the name of the folder, file or archive.", "type": "string"},
        "language": {"description": "What it was solved in.", "type": "string"},
        "key": {
            "description": "A hash of what the result depends on; empty where it is not kept.",
            "type": "string",
        },
        "feedback": {"description": "How much of the report is told.", "enum": list(FEEDBACK)},
        "report": report,
    }
    return {
        "$schema": dialect,
        "$id": "urn:kata:graded:v1",
        "title": SCHEMA,
        "description": "One submission of a batch and what it came to.",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
