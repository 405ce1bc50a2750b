"""JSON by the C functions of the standard library's module, without that module.

``import json`` takes as long as all the rest of a driver's start, most of it for regular expressions that nothing
here needs. ``_json`` is built in; where it is missing, ``json`` itself does the work.

This file is also part of the program inside the sandbox: the standard library only, Python 3.9 or newer.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing costs 5 ms, and only a checker needs it
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NoReturn

fast: Any
try:
    import _json

    fast = _json
except ImportError:  # another implementation of Python
    fast = None


class _Settings:
    """What the scanner asks for: the attributes of a ``json.JSONDecoder``."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_float = float
    parse_int = int

    def __init__(self, parse_constant: Callable[[str], Any]) -> None:
        self.parse_constant = parse_constant


def _refuse(value: object) -> NoReturn:
    raise TypeError(f"JSON has no {type(value).__name__}")


def writer() -> Callable[[Any], str]:
    """A function that writes plain values as ASCII, without spaces.

    It raises ``ValueError`` for NaN and infinities, ``TypeError`` for what JSON does not have.
    """
    if fast is None:
        import json

        return json.JSONEncoder(ensure_ascii=True, check_circular=False, allow_nan=False, separators=(",", ":")).encode
    encode = fast.make_encoder(None, _refuse, fast.encode_basestring_ascii, None, ":", ",", False, False, False)
    return lambda value: "".join(encode(value, 0))


def reader(parse_constant: Callable[[str], Any]) -> Callable[[str, int], tuple[Any, int]]:
    """A function that reads the value which begins at a place of a text: the value, and where it ends.

    It raises ``ValueError`` or ``StopIteration`` for what is no JSON. NaN and infinities go to ``parse_constant``.
    """
    if fast is None:
        import json

        return json.JSONDecoder(parse_constant=parse_constant).raw_decode
    scan: Callable[[str, int], tuple[Any, int]] = fast.make_scanner(_Settings(parse_constant))
    return scan
