"""A learner's server's answer, as a test holds it."""

from __future__ import annotations

import json as json_text
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NoReturn

from graders.bounded import bounded, counted
from graders.http.failure import ExchangeFailed
from graders.http.matching import as_json, mismatch, wanted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import EllipsisType

    from graders.http.headers import Headers
    from graders.http.request import Request

Expected = "str | re.Pattern[str] | EllipsisType | None"
_LINK = re.compile(r"\s*<([^<>]*)>((?:\s*;\s*[\w!#$%&'*+.^`|~-]+\s*=\s*(?:\"[^\"]*\"|[^\s\";,]+))*)\s*(?:,|$)")
_RELATION = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s\";,]+))", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Response:
    """One answer.

    Attributes:
        status: ``200``, ``404`` and so on.
        reason: the words after it.
        headers: the header fields.
        body: the body's bytes, unpacked.
        seconds: from the first byte sent to the last one received.
        request: what it is the answer to.
    """

    status: int
    reason: str
    headers: Headers
    body: bytes
    seconds: float
    request: Request

    @property
    def text(self) -> str:
        """The body as text. What is not UTF-8 ends the check with a message."""
        try:
            return self.body.decode("utf-8")
        except UnicodeDecodeError:
            self.fail("a body that is not UTF-8 text")

    def json(self) -> Any:
        """The value of a JSON body. What is no JSON ends the check with a message."""
        if not self.body:
            self.fail("no body, where one of JSON is expected")
        try:
            return json_text.loads(self.body.decode("utf-8"), parse_constant=_no_number)
        except UnicodeDecodeError:
            self.fail("a body that is not UTF-8 text, which JSON has to be")
        except (ValueError, RecursionError) as problem:
            self.fail(f"a body that is no JSON: {bounded(str(problem))[1:-1]}")

    @property
    def content_type(self) -> str:
        """The media type in lower case, without parameters; empty where none is said."""
        return (self.headers.get("Content-Type") or "").partition(";")[0].strip().lower()

    @property
    def links(self) -> dict[str, str]:
        """The targets of its ``Link`` headers by their relations (RFC 8288): ``links["next"]``.

        A header that can't be read ends the check with a message.
        """
        found: dict[str, str] = {}
        text = self.headers.get("Link") or ""
        position = 0
        while position < len(text):
            link = _LINK.match(text, position)
            if not link:
                self.fail(f"a Link header that cannot be read: {bounded(text)}", 'like <https://...>; rel="next"')
            relation = _RELATION.search(link[2])
            for name in ((relation[1] or relation[2] or "") if relation else "").lower().split():
                found.setdefault(name, link[1])
            position = link.end()
        return found

    def expect(
        self,
        status: int | tuple[int, ...],
        rule: str = "",
        *,
        json: Any = ...,
        headers: Mapping[str, str | re.Pattern[str] | EllipsisType | None] | None = None,
        body: bytes | str | None = None,
    ) -> Response:
        """Go on if the answer is this one; else end the check with all that is not as expected.

        Args:
            status: the status, or the statuses that are all right.
            rule: the rule of the task that is checked, as a sentence; the message begins with it.
            json: the value of the body. In it ``...`` stands for anything, a type for anything of that type, a
                compiled pattern for a text that matches, and an object with a key ``...`` may have more keys.
            headers: for names: the value, a pattern, ``...`` for any value, None for no such header. A
                ``Content-Type`` without parameters is compared without them.
            body: the body's bytes or text.

        Returns:
            The answer itself.
        """
        statuses = (status,) if isinstance(status, int) else status
        lines: list[str] = []
        if self.status not in statuses:
            lines += _gave(_status(self.status), " or ".join(map(_status, statuses)))
        for name, value in (headers or {}).items():
            lines += self._header(name, value)
        if not lines or self.status in statuses:
            lines += self._content(json, body)
        if lines:
            raise _failure([*([rule] if rule else []), bounded(self.request.line)[1:-1], *lines], self)
        return self

    def _header(self, name: str, expected: Any) -> list[str]:
        gave = self.headers.get(name)
        if expected is None:
            return [] if gave is None else _gave(f"{name}: {bounded(gave)[1:-1]}", f"no header {name}")
        if gave is None:
            return _gave(f"no header {name}", name if expected is ... else f"{name}: {_field(expected)}")
        if expected is ... or _is_field(name, gave, expected):
            return []
        return _gave(f"{name}: {bounded(gave)[1:-1]}", f"{name}: {_field(expected)}")

    def _content(self, json: Any, body: bytes | str | None) -> list[str]:
        if body is not None:
            data = body.encode() if isinstance(body, str) else body
            return [] if self.body == data else _gave(_bytes(self.body), _bytes(data))
        if json is ...:
            return []
        value = self.json()
        where = mismatch(value, json)
        if not where:
            return []
        return [*_gave(as_json(value), wanted(json)), f"  {where}"]

    def fail(self, gave: str, expected: str = "") -> NoReturn:
        """End the check: the request was answered with this."""
        raise _failure([bounded(self.request.line)[1:-1], *_gave(gave, expected)], self)

    def __repr__(self) -> str:
        kind = f", {self.content_type}" if self.content_type else ""
        return f"<{_status(self.status)}{kind}, {counted(len(self.body), 'byte')}>"


def _failure(lines: list[str], response: Response) -> ExchangeFailed:
    return ExchangeFailed("\n".join(lines), response)


def _gave(gave: str, expected: str) -> list[str]:
    return [f"  gave      {gave}", *([f"  expected  {expected}"] if expected else [])]


def _status(status: int) -> str:
    """``404 Not Found``, whatever words the server gave it."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _field(expected: Any) -> str:
    return f"a value that matches {expected.pattern}" if isinstance(expected, re.Pattern) else str(expected)


def _is_field(name: str, gave: str, expected: Any) -> bool:
    if isinstance(expected, re.Pattern):
        return expected.fullmatch(gave) is not None
    if name.lower() == "content-type":
        if ";" not in expected:
            gave = gave.partition(";")[0].strip()
        return bool(gave.lower() == expected.lower())
    return bool(gave == expected)


def _bytes(data: bytes) -> str:
    if not data:
        return "no body"
    try:
        return bounded(data.decode("utf-8"))
    except UnicodeDecodeError:
        return bounded(data)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
