"""Runs the examples of docstrings: a whole program of its own, sent into the sandbox as text.

One message in: the modules with the sources of their examples. One message out: what each example printed and raised.
It decides nothing. What it says is compared outside, and is as much the learner's word as any answer.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import struct
import sys
import traceback
from typing import Any

HEADER = struct.Struct(">I")
MOST_CHARACTERS = 10_000


def receive(fd: int) -> Any:
    """One message."""
    data = b""
    while len(data) < HEADER.size or len(data) < HEADER.size + HEADER.unpack_from(data)[0]:
        more = os.read(fd, 1 << 16)
        if not more:
            sys.exit(1)
        data += more
    return json.loads(data[HEADER.size :])


def send(fd: int, message: object) -> None:
    """One message."""
    text = json.dumps(message).encode()
    data = HEADER.pack(len(text)) + text
    while data:
        data = data[os.write(fd, data) :]


def run(names: dict[str, Any], source: str) -> tuple[str, str | None]:
    """What one example printed, and what it raised."""
    printed = io.StringIO()
    raised = None
    with contextlib.redirect_stdout(printed):
        try:
            exec(compile(source, "<example>", "single"), names)  # noqa: S102 - as doctest does; it is in a sandbox
        except BaseException as error:  # noqa: BLE001 - whatever an example raises is what it came to
            raised = last_line(error)
    return printed.getvalue()[:MOST_CHARACTERS], raised


def last_line(error: BaseException) -> str:
    """The line of a traceback that doctest compares."""
    return traceback.format_exception_only(type(error), error)[-1].strip()[:MOST_CHARACTERS]


def main() -> None:
    """Answer one message."""
    sys.path.insert(0, str(os.getcwd()))  # noqa: PTH109 - as Python does for a script
    answers = []
    for module, groups in receive(3)["modules"]:
        names: dict[str, Any] = {}
        failed = None
        try:
            names = vars(importlib.import_module(module))
        except BaseException as error:  # noqa: BLE001 - the module is the learner's
            failed = last_line(error)
        for sources in groups:
            own = {**names, "__name__": "__main__"}
            answers.append([("", failed) if failed else run(own, source) for source in sources])
    send(4, {"answers": answers})


if __name__ == "__main__":
    main()
