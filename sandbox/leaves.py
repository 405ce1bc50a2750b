"""The values without parts that cross, beyond what JSON has: how each is written and read.

``WRITERS`` maps an exact type to the function that writes its node, ``READERS`` a tag to the function that
reads one. Types of modules that cost time to import are only known once something has imported them.

This file is also part of the program inside the sandbox: the standard library only, Python 3.9 or newer.
"""

from __future__ import annotations

import sys
from binascii import a2b_base64, b2a_base64

TYPE_CHECKING = False  # typing costs 5 ms, and only a checker needs it
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MAX_INT_DIGITS = 1 << 20
"""The most hexadecimal digits of an integer."""
MAX_DECIMAL_DIGITS = 10_000
MAX_EXPONENT = 10_000
"""The largest power of ten in a ``Decimal``: as an integer, 1E1000000 has a million digits."""
MAX_FRACTION_DIGITS = 1 << 14
"""The most hexadecimal digits of either part of a ``Fraction``, which is reduced as it is made."""


class Malformed(Exception):
    """What came from the far side is no value."""


class Unsendable(TypeError):
    """A value cannot cross: it is too large, too deep, or bound to its own process."""


def text_node(value: str) -> Any:
    """The node of a text that is not all ASCII."""
    try:
        value.encode()
    except UnicodeEncodeError:  # lone surrogates: JSON would join two of them into one character
        return {"codepoints": [ord(character) for character in value]}
    return value


def hex_digits(value: int) -> str:
    """An integer of any size. Raises ``Unsendable`` beyond the cap."""
    if value.bit_length() > 4 * MAX_INT_DIGITS:
        raise Unsendable(f"an integer of {value.bit_length()} bits is too large to cross")
    return f"{value:x}"


def _decimal(value: Any) -> Any:
    text = str(value)
    if len(text) > MAX_DECIMAL_DIGITS or abs(value.adjusted()) > MAX_EXPONENT:
        raise Unsendable(f"a Decimal of more than {MAX_EXPONENT} digits is too large to cross")
    return {"Decimal": text}


def _fraction(value: Any) -> Any:
    parts = [hex_digits(value.numerator), hex_digits(value.denominator)]
    if max(map(len, parts)) > MAX_FRACTION_DIGITS:
        raise Unsendable(f"a Fraction of more than {MAX_FRACTION_DIGITS} hexadecimal digits is too large to cross")
    return {"Fraction": parts}


def _zone(value: Any) -> Any:
    """A time zone: null, seconds from UTC (with a name when it has one of its own), or a zone's key."""
    import datetime as dt

    if value is None:
        return None
    if type(value) is dt.timezone:
        offset = value.utcoffset(None)
        named = value.tzname(None) != dt.timezone(offset).tzname(None)
        return [offset / dt.timedelta(microseconds=1), value.tzname(None) if named else None]
    key = getattr(value, "key", None)
    if type(value).__module__ in {"zoneinfo", "zoneinfo._zoneinfo"} and type(key) is str:
        return key
    raise Unsendable(f"a time with a {type(value).__name__} cannot cross; use datetime.timezone or zoneinfo")


WRITERS: dict[type, Callable[[Any], Any]] = {
    bytes: lambda value: {"bytes": b2a_base64(value, newline=False).decode()},
    complex: lambda value: {"complex": [repr(value.real), repr(value.imag)]},
    range: lambda value: {"range": [hex_digits(value.start), hex_digits(value.stop), hex_digits(value.step)]},
    type(...): lambda _: {"constant": "Ellipsis"},
    type(NotImplemented): lambda _: {"constant": "NotImplemented"},
}

_PATHS: dict[str, Callable[[Any], Any]] = dict.fromkeys(
    ("PosixPath", "PurePosixPath"), lambda value: {"Path": str(value)}
)
"""A path crosses as a pure one: what it names is in another file system."""

LAZY: dict[str, dict[str, Callable[[Any], Any]]] = {
    "decimal": {"Decimal": _decimal},
    "fractions": {"Fraction": _fraction},
    "datetime": {
        "date": lambda value: {"date": value.isoformat()},
        "time": lambda value: {"time": [value.replace(tzinfo=None).isoformat(), value.fold, _zone(value.tzinfo)]},
        "datetime": lambda value: {
            "datetime": [value.replace(tzinfo=None).isoformat(), value.fold, _zone(value.tzinfo)]
        },
        "timedelta": lambda value: {"timedelta": [value.days, value.seconds, value.microseconds]},
        "timezone": lambda value: {"timezone": _zone(value)},
    },
    "pathlib": _PATHS,
    "pathlib._local": _PATHS,
    "zoneinfo": {"ZoneInfo": lambda value: {"timezone": _zone(value)}},
}
"""The types of modules that are only looked at once something has imported them."""


def learn(kind: type) -> Callable[[Any], Any] | None:
    """Note how a type of ``LAZY`` is written, if it is the real one."""
    write = LAZY[kind.__module__].get(kind.__name__)
    if write is None or getattr(sys.modules.get(kind.__module__), kind.__name__, None) is not kind:
        return None
    WRITERS[kind] = write
    return write


def _strings(content: Any, count: int) -> Any:
    if type(content) is not list or len(content) != count or any(type(item) is not str for item in content):
        raise Malformed("fields of the wrong shape")
    return content


_CONSTANTS = {"Ellipsis": ..., "NotImplemented": NotImplemented}


def malformed(what: str) -> Any:
    """Say that something else stands where a value of this kind belongs."""
    raise Malformed(f"no {what} where one belongs")


def _read_int(text: Any) -> int:
    if type(text) is not str or len(text) > MAX_INT_DIGITS + 1:
        raise Malformed("no integer")
    return int(text, 16)


def _read_codepoints(content: Any) -> str:
    if type(content) is not list or any(type(point) is not int for point in content):
        raise Malformed("no text")
    return "".join(map(chr, content))


def _read_float(text: Any) -> float:
    if text not in {"nan", "inf", "-inf"}:
        raise Malformed("no special float")
    return float(text)


def _read_decimal(text: Any) -> Any:
    from decimal import Decimal

    if type(text) is not str or len(text) > MAX_DECIMAL_DIGITS:
        raise Malformed("no Decimal")
    value = Decimal(text)
    if abs(value.adjusted()) > MAX_EXPONENT:
        raise Malformed("a Decimal that is too large")
    return value


def _read_fraction(content: Any) -> Any:
    from fractions import Fraction

    above, below = _strings(content, 2)
    if max(len(above), len(below)) > MAX_FRACTION_DIGITS:
        raise Malformed("a Fraction that is too large")
    return Fraction(_read_int(above), _read_int(below))


def _read_zone(zone: Any) -> Any:
    import datetime as dt

    if zone is None:
        return None
    if type(zone) is str:
        import zoneinfo

        return zoneinfo.ZoneInfo(zone)
    microseconds, name = zone
    offset = dt.timedelta(microseconds=microseconds)
    return dt.timezone(offset) if name is None else dt.timezone(offset, name)


def _read_moment(kind: str, content: Any) -> Any:
    import datetime as dt

    text, fold, zone = content
    return getattr(dt, kind).fromisoformat(text).replace(fold=fold, tzinfo=_read_zone(zone))


def _read_date(text: Any) -> Any:
    import datetime as dt

    return dt.date.fromisoformat(text)


def _read_timedelta(content: Any) -> Any:
    import datetime as dt

    if type(content) is not list or any(type(part) is not int for part in content):
        raise Malformed("no timedelta")
    return dt.timedelta(*content)


def _read_constant(name: Any) -> Any:
    return _CONSTANTS[name] if type(name) is str and name in _CONSTANTS else malformed("constant")


def _read_path(text: Any) -> Any:
    import pathlib

    return pathlib.PurePosixPath(text) if type(text) is str else malformed("path")


READERS: dict[str, Callable[[Any], Any]] = {
    "int": _read_int,
    "float": _read_float,
    "codepoints": _read_codepoints,
    "bytes": lambda content: a2b_base64(content) if type(content) is str else malformed("bytes"),
    "complex": lambda content: complex(*map(float, _strings(content, 2))),
    "range": lambda content: range(*map(_read_int, _strings(content, 3))),
    "constant": _read_constant,
    "Decimal": _read_decimal,
    "Fraction": _read_fraction,
    "date": _read_date,
    "time": lambda content: _read_moment("time", content),
    "datetime": lambda content: _read_moment("datetime", content),
    "timedelta": _read_timedelta,
    "timezone": _read_zone,
    "Path": _read_path,
}
