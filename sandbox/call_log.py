"""What a test asked of a solution and what came back, to be told when a comparison fails.

A call is kept as the messages that it crossed in: that costs nothing while tests pass, and shows arguments
as they were then, whatever was done to them later.
"""

from __future__ import annotations

import reprlib
from typing import Any

from sandbox.leaves import Malformed
from sandbox.values import Decoder, from_bytes, from_trusted

MAX_TEXT = 200
_shown = reprlib.Repr()
_shown.maxlist = _shown.maxtuple = _shown.maxdict = _shown.maxset = _shown.maxfrozenset = 12
_shown.maxstring = _shown.maxother = 80


class _Name:
    """Stands for something that crossed by handle."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


class _Reader:
    """Reads values to be shown: what crossed by handle is a name."""

    private = False

    def read(self, _: Decoder, tag: str, content: Any, __: int) -> Any:
        """A name for it."""
        if isinstance(content, list):
            names = [part for part in content if isinstance(part, str)]
            if names:
                return _Name(names[-1] if tag in {"class", "function", "global"} else f"<{names[-1]}>")
        return _Name("<object>")

    def write(self, *_: Any) -> Any:
        """Nothing is written here."""
        raise NotImplementedError


class Call:
    """One thing that a test asked of a solution.

    Attributes:
        outcome: the very object that the test got, or the exception that was raised.
        raised: whether it was raised.
    """

    __slots__ = ("_label", "_reply", "_request", "outcome")

    def __init__(self, label: str, request: bytes, reply: bytes, outcome: Any) -> None:
        self._label = label
        self._request = request
        self._reply = reply
        self.outcome = outcome

    @property
    def raised(self) -> bool:
        """Whether the solution raised ``outcome``, or ended without a reply."""
        return not self._reply or "error" in from_bytes(self._reply)

    @property
    def asked(self) -> str:
        """The call as a person would write it, bounded: ``two_sum([2, 7], 9)``."""
        request = from_trusted(self._request)
        params, method = request["params"], request["method"]
        name = params.get("name", "")
        decoder = Decoder(_Reader())
        given = [_text(decoder, node) for node in params.get("args", ())]
        flat = params.get("kwargs", [])
        given += [f"{key}={_text(decoder, node)}" for key, node in zip(flat[::2], flat[1::2], strict=True)]
        subject = f"{self._label}.{name}" if name and self._label else name or self._label
        return f"{subject}({', '.join(given)})" if method in {"call", "invoke", "special"} else subject


def _text(decoder: Decoder, node: Any) -> str:
    try:
        text = _shown.repr(decoder.decode(node))
    except Malformed:  # a part of an argument, as in a reply's ``seen``
        text = "..."
    return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}..."
