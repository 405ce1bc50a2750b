"""The header fields of a message: found whatever their case, several of one name kept in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pytest


class Headers(Mapping[str, str]):
    """Header fields of an answer, by name.

    Several fields of one name are one, joined by a comma, as HTTP has it. ``headers["ETag"]`` ends the check with a
    message where there is no such field; ``headers.get("ETag")`` gives None.

    Args:
        fields: names and values, in their order.
    """

    def __init__(self, fields: Sequence[tuple[str, str]]) -> None:
        self.fields = tuple(fields)
        """The fields one by one, as they were sent."""
        self._values: dict[str, list[str]] = {}
        for name, value in fields:
            self._values.setdefault(name.lower(), []).append(value)

    def __getitem__(self, name: str) -> str:
        value = self.get(name)
        if value is None:
            pytest.fail(f"The answer has no header {name}.", pytrace=False)
        return value

    def all(self, name: str) -> tuple[str, ...]:
        """The values of every field of that name: for ``Set-Cookie``, which is not to be joined."""
        return tuple(self._values.get(name.lower(), ()))

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]  # a string or None
        """The value, or the default where there is no such field."""
        values = self._values.get(name.lower())
        return default if values is None else ", ".join(values)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(name for name, _ in self.fields))

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"<headers {', '.join(self)}>"
