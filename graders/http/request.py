"""A request as a test makes it."""

from __future__ import annotations

import json as json_text
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Params = Mapping[str, object] | Sequence[tuple[str, object]]

UNTOUCHED = "/%?=&;:@!$'()*+,~-._[]#"
WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is sent.

    Attributes:
        method: ``GET``, ``POST`` and so on.
        target: the path with its query.
        headers: what the test said, and the body's ``Content-Type``.
        body: the body's bytes.
    """

    method: str
    target: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    @property
    def line(self) -> str:
        """``GET /books?page=2``."""
        return f"{self.method} {self.target}"

    def encoded(self, host: str, *, keep_alive: bool = False) -> bytes:
        """The bytes to send. A header that the test gave is never added to."""
        given = {name.lower() for name, _ in self.headers}
        fields = [("Host", host), ("User-Agent", "kata"), ("Accept", "*/*")]
        fields += [("Connection", "keep-alive" if keep_alive else "close")]
        if self.body or self.method in WITH_BODY:
            fields += [("Content-Length", str(len(self.body)))]
        sent = [*((name, value) for name, value in fields if name.lower() not in given), *self.headers]
        lines = [f"{self.line} HTTP/1.1", *(f"{name}: {value}" for name, value in sent), "", ""]
        return "\r\n".join(lines).encode("latin-1") + self.body


def make_request(
    method: str,
    path: str,
    *,
    json: object = ...,
    body: bytes | str = b"",
    headers: Mapping[str, str] | None = None,
    params: Params | None = None,
) -> Request:
    """A request from what a test gives.

    Args:
        method: the method.
        path: the path, which may have a query; other characters than ASCII are escaped.
        json: a value to send as JSON; ``None`` is sent as ``null``.
        body: the body as it is to be sent, if not ``json``.
        headers: names and values.
        params: the query, as names and values.

    Raises:
        ValueError: a line break in a name, a value, the method or the path: send such bytes over a raw connection.
    """
    target = quote(path, safe=UNTOUCHED)
    if params:
        pairs = params.items() if hasattr(params, "items") else params
        target += ("&" if "?" in target else "?") + urlencode([(name, str(value)) for name, value in pairs])
    given = dict(headers or {})
    data = body.encode() if isinstance(body, str) else bytes(body)
    if json is not ...:
        data = json_text.dumps(json, ensure_ascii=False).encode()
        if "content-type" not in {name.lower() for name in given}:
            given["Content-Type"] = "application/json"
    for text in (method, target, *given, *given.values()):
        if "\r" in text or "\n" in text:
            raise ValueError(f"a line break in {text!r}; a raw connection (service.connect()) sends any bytes")
    return Request(method=method, target=target, headers=tuple(given.items()), body=data)
