"""The examples of docstrings, run in the sandbox; what they came to, as plain data."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sandbox.drivers import Program
from sandbox.errors import ProtocolError
from sandbox.protocol import parse_object

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graders.quality_rules.documented import Example
    from sandbox.session import Session

Answer = tuple[str, str | None]


@lru_cache(maxsize=1)
def _program() -> Program:
    source = (Path(__file__).parent / "inside_doctests.py").read_bytes()
    return Program({"doctests.py": source}, ("{python}", "-I", "-S", "../lib/doctests.py"))


def answers(session: Session, groups: Sequence[Sequence[Example]]) -> list[list[Answer]]:
    """For each example what it printed and raised. A program that answers anything else ends its session.

    Args:
        session: the sandbox with the learner's files.
        groups: the examples of each docstring, those of one file together.

    Raises:
        SessionEnded: the deadline passed, or the learner's code ended the program.
    """
    modules = [
        (file.removesuffix(".py").replace("/", "."), [[example.source for example in group] for group in of_file])
        for file, of_file in groupby(groups, lambda group: group[0].file)
    ]
    connection = session.load(_program())
    connection.send(json.dumps({"modules": modules}).encode())
    payload = connection.receive()
    try:
        return _read(parse_object(payload).get("answers"), groups)
    except (ProtocolError, ValueError) as error:
        connection.fail(f"The examples were answered with something else than answers: {error}.")


def _read(found: Any, groups: Sequence[Sequence[Example]]) -> list[list[Answer]]:
    if type(found) is not list or len(found) != len(groups):
        raise ValueError("not an answer for each docstring")
    read = []
    for group, answered in zip(groups, found, strict=True):
        if type(answered) is not list or len(answered) != len(group):
            raise ValueError("not an answer for each example")
        read.append([_answer(item) for item in answered])
    return read


def _answer(item: Any) -> Answer:
    if type(item) is not list or len(item) != 2 or type(item[0]) is not str:  # noqa: PLR2004 - printed and raised
        raise ValueError("an answer of another form")
    if item[1] is not None and type(item[1]) is not str:
        raise ValueError("an answer of another form")
    return item[0], item[1]
