"""One HTTP answer out of any bytes: read as it is meant, or told as what it is; never anything else."""

from __future__ import annotations

import socket
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.http.answer import Answer, read_answer
from graders.http.errors import NoAnswer
from graders.http.reading import BODY_BYTES, Reader


@contextmanager
def reader_of(data: bytes) -> Iterator[Reader]:
    near, far = socket.socketpair()
    with near, far:
        far.sendall(data)
        far.shutdown(socket.SHUT_WR)
        reader = Reader(near)
        reader.begin(5)
        yield reader


def read(data: bytes, method: str = "GET") -> Answer:
    with reader_of(data) as reader:
        return read_answer(reader, method)


@pytest.mark.parametrize(
    ("data", "status", "body"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, b"ok"),
        (b"HTTP/1.0 200 OK\r\n\r\nuntil the end", 200, b"until the end"),
        (b"HTTP/1.1 200\nContent-Length: 2\n\nok", 200, b"ok"),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n", 201, b""),
        (b"HTTP/1.1 204 No Content\r\n\r\n", 204, b""),
        (b"HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n", 304, b""),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\ncontent-length: 2\r\n\r\nok", 200, b"ok"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nok\r\n0\r\nX-T: 1\r\n\r\n", 200, b"ok"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n" + zlib.compress(b"packed"),
            200,
            b"packed",
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nas it is", 200, b"as it is"),
    ],
)
def test_an_answer_is_read(data: bytes, status: int, body: bytes) -> None:
    answer = read(data)
    assert (answer.status, answer.body) == (status, body)


def test_an_answer_to_head_has_no_body() -> None:
    assert read(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", "HEAD").body == b""


def test_fields_are_found_in_any_case_and_joined() -> None:
    headers = read(b"HTTP/1.1 200 OK\r\nVary: a\r\nVARY:b \r\nSet-Cookie: x=1\r\n\r\n").headers
    assert headers["vary"] == "a, b"
    assert headers.all("set-cookie") == ("x=1",)
    assert headers.get("ETag") is None
    assert list(headers) == ["Vary", "VARY", "Set-Cookie"]
    with pytest.raises(pytest.fail.Exception, match="no header ETag"):
        headers["ETag"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the connection was closed"),
        (b"HTTP/1.1 200", "no HTTP answer; it begins"),
        (b"HTTP/2 200 OK\r\n\r\n", "no HTTP answer; it begins"),
        (b"HTTP/1.1 99 Low\r\n\r\n", "no HTTP answer; it begins"),
        (b"HTTP/1.1 200 OK\r\nName : x\r\n\r\n", "a line among its headers"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "no single number"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok", "no single number"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", "an unknown Transfer-Encoding"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", "does not begin with its size"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nok\r\n", "longer than its size"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nplain", "not gzip"),
    ],
)
def test_what_is_no_answer_is_told(data: bytes, said: str) -> None:
    with pytest.raises(NoAnswer, match=said):
        read(data)


def test_a_body_may_be_as_large_as_allowed_and_no_larger() -> None:
    packer = zlib.compressobj(wbits=31)
    body = packer.compress(bytes(BODY_BYTES)) + packer.flush()
    assert len(read(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + body).body) == BODY_BYTES
    packer = zlib.compressobj(wbits=31)
    body = packer.compress(bytes(BODY_BYTES + 1)) + packer.flush()
    with pytest.raises(NoAnswer, match="unpacks to more than 4 MiB"):
        read(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + body)


PIECES = st.sampled_from(
    [
        b"HTTP/1.1 ",
        b"200 OK\r\n",
        b"100 Continue\r\n\r\n",
        b"\r\n",
        b"\n",
        b"Content-Length: ",
        b"Transfer-Encoding: chunked\r\n",
        b"Content-Encoding: gzip\r\n",
        b"5",
        b"0\r\n\r\n",
        b"hello",
        b": ",
        b"\x00\xff",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.binary(max_size=20), max_size=20).map(b"".join), st.sampled_from(["GET", "HEAD"]))
def test_any_bytes_are_an_answer_or_none(data: bytes, method: str) -> None:
    try:
        status = read(data, method).status
    except NoAnswer:
        status = 599
    assert 101 <= status <= 599
