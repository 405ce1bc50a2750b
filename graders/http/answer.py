"""Reads one HTTP/1.1 answer from bytes that a hostile server may have made (RFC 9112), and gives it or says what it is.

A client for people is lenient where two readings are possible; here that would be an answer which a proxy and a
browser take for two different ones. So a second length, a length beside chunks, a folded header or bytes after the
end are told as what they are. Everything is bounded: lines, fields, interim answers, chunks, what a body unpacks to.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.bounded import bounded
from graders.http.errors import NoAnswer
from graders.http.headers import Headers
from graders.http.reading import BODY_BYTES
from sandbox.spec import KIB, amount

if TYPE_CHECKING:
    from graders.http.reading import Reader

LINE_BYTES = 16 * KIB
HEADER_BYTES = 64 * KIB
FIELDS = 100
INTERIM_ANSWERS = 8
FINAL = 200
"""Below it, an answer is an interim one, and the final one follows."""
SWITCHED = 101
BODILESS = frozenset({204, 304})
SHOWN_CHARACTERS = 60
_STATUS_LINE = re.compile(rb"HTTP/1\.([01]) ([1-5][0-9]{2})(?: ([\t\x20-\x7e\x80-\xff]*))?")
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*?)[ \t]*")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;.*)?")
_LENGTH = re.compile(r"[0-9]{1,15}")
_GZIP, _ZLIB, _DEFLATE = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered: status, reason phrase, header fields, the unpacked body."""

    status: int
    reason: str
    headers: Headers
    body: bytes


def read_answer(reader: Reader, method: str) -> Answer:
    """The next answer.

    Args:
        reader: what it is read from; its deadline is set.
        method: what was asked: the answer to ``HEAD`` has no body.

    Raises:
        NoAnswer: there is none, or it can't be read; the text says why.
    """
    for _ in range(INTERIM_ANSWERS):
        status, reason = _status_line(reader)
        headers = Headers(_fields(reader))
        if status >= FINAL or status == SWITCHED:
            body = b"" if _has_no_body(method, status) else _unpacked(_body(reader, headers), headers, reader)
            return Answer(status=status, reason=reason, headers=headers, body=body)
    raise NoAnswer(f"{INTERIM_ANSWERS} interim answers (1xx) and no final one", came=reader.came)


def _has_no_body(method: str, status: int) -> bool:
    return method == "HEAD" or status in BODILESS or status < FINAL


def _status_line(reader: Reader) -> tuple[int, str]:
    try:
        line = reader.line(LINE_BYTES)
    except NoAnswer as problem:
        if problem.closed and problem.came:
            raise NoAnswer(_no_http(problem.came), came=problem.came, closed=True) from None
        raise
    found = _STATUS_LINE.fullmatch(line)
    if not found:
        raise NoAnswer(_no_http(line), came=reader.came)
    return int(found[2]), (found[3] or b"").decode("latin-1")


def _no_http(line: bytes) -> str:
    return f"no HTTP answer; it begins {bounded(line, limit=SHOWN_CHARACTERS)}"


def _fields(reader: Reader) -> list[tuple[str, str]]:
    """Header fields up to the empty line."""
    fields: list[tuple[str, str]] = []
    size = 0
    while line := reader.line(LINE_BYTES):
        size += len(line)
        if len(fields) == FIELDS or size > HEADER_BYTES:
            raise NoAnswer(f"more than {FIELDS} headers, or {amount(HEADER_BYTES)} of them", came=reader.came)
        found = _FIELD.fullmatch(line)
        if not found:
            shown = bounded(line, limit=SHOWN_CHARACTERS)
            raise NoAnswer(f"an answer with a line among its headers that is none: {shown}", came=reader.came)
        fields.append((found[1].decode("ascii"), found[2].decode("latin-1")))
    return fields


def _body(reader: Reader, headers: Headers) -> bytes:
    lengths = set(headers.all("Content-Length"))
    coding = headers.get("Transfer-Encoding")
    if coding is not None and lengths:
        raise NoAnswer("both Content-Length and Transfer-Encoding, so nobody knows where it ends", came=reader.came)
    if coding is not None:
        if coding.strip().lower() != "chunked":
            raise NoAnswer(f"an unknown Transfer-Encoding, {bounded(coding)}", came=reader.came)
        return _chunks(reader)
    if not lengths:
        return reader.rest()
    length = lengths.pop()
    if lengths or not _LENGTH.fullmatch(length):
        shown = bounded(headers["Content-Length"], limit=SHOWN_CHARACTERS)
        raise NoAnswer(f"a Content-Length that is no single number: {shown}", came=reader.came)
    if int(length) > BODY_BYTES:
        raise NoAnswer(f"a Content-Length of {int(length):,}; up to {amount(BODY_BYTES)} are read", came=reader.came)
    return reader.exactly(int(length))


def _chunks(reader: Reader) -> bytes:
    body = bytearray()
    while True:
        line = reader.line(LINE_BYTES)
        found = _CHUNK_SIZE.fullmatch(line)
        if not found:
            shown = bounded(line, limit=SHOWN_CHARACTERS)
            raise NoAnswer(f"a chunk that does not begin with its size, but {shown}", came=reader.came)
        size = int(found[1], 16)
        if size == 0:
            _fields(reader)  # trailers
            return bytes(body)
        if len(body) + size > BODY_BYTES:
            raise NoAnswer(f"chunks of more than {amount(BODY_BYTES)} together", came=reader.came)
        body += reader.exactly(size)
        if reader.line(LINE_BYTES):
            raise NoAnswer("a chunk that is longer than its size says", came=reader.came)


def _unpacked(body: bytes, headers: Headers, reader: Reader) -> bytes:
    """The body without its ``Content-Encoding``, if it is one that is known; never more than ``BODY_BYTES``."""
    coding = (headers.get("Content-Encoding") or "").strip().lower()
    if coding in {"gzip", "x-gzip"}:
        formats: tuple[int, ...] = (_GZIP,)
    elif coding == "deflate":
        formats = (_ZLIB, _DEFLATE)  # what the name means, and what many take it for
    else:
        return body
    for wbits in formats:
        unpacker = zlib.decompressobj(wbits)
        try:
            data = unpacker.decompress(body, BODY_BYTES + 1)
        except zlib.error:
            continue
        if len(data) > BODY_BYTES:
            raise NoAnswer(f"a body that unpacks to more than {amount(BODY_BYTES)}", came=reader.came)
        if unpacker.eof:
            return data
    raise NoAnswer(f"a body that is not {coding}, though its Content-Encoding says so", came=reader.came)
