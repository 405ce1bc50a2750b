"""What a test expects of an answer: data that matches, headers, links; and the words where it does not."""

from __future__ import annotations

import re
from typing import Any

import pytest

from graders.http.headers import Headers
from graders.http.matching import mismatch
from graders.http.request import make_request
from graders.http.response import Response


def response(body: bytes = b"", status: int = 200, **fields: str) -> Response:
    headers = Headers([(name.replace("_", "-"), value) for name, value in fields.items()])
    request = make_request("GET", "/books")
    return Response(status=status, reason="Fine", headers=headers, body=body, seconds=0.1, request=request)


def failure(answer: Response, *args: Any, **expected: Any) -> str:
    with pytest.raises(pytest.fail.Exception) as caught:
        answer.expect(*args, **expected)
    return str(caught.value)


@pytest.mark.parametrize(
    ("gave", "expected"),
    [
        ({"id": 7, "title": "Emma"}, {"id": int, "title": "Emma"}),
        ({"id": 7, "more": 1}, {"id": 7, ...: ...}),
        ([1.0, 2.5], [1, float]),
        ({"at": "2025-05-01"}, {"at": re.compile(r"\d{4}-\d\d-\d\d")}),
        ([None, {"a": []}], [..., {"a": list}]),
        (True, bool),
    ],
)
def test_data_matches(gave: Any, expected: Any) -> None:
    assert mismatch(gave, expected) == ""


@pytest.mark.parametrize(
    ("gave", "expected", "said"),
    [
        (1, True, "1, expected true"),
        (True, int, "true, expected a whole number"),
        ({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}, "at a[1].b: 2, expected 3"),
        ({"a": 1}, {"b": 1}, 'there is no "b"'),
        ({"a": 1, "b": 2}, {"a": 1}, 'there is "b" too, which is not expected'),
        ([1, 2], [1], "2 items, expected 1"),
        ("x", re.compile("y"), '"x", expected a text that matches y'),
        ("1", int, '"1", expected a whole number'),
    ],
)
def test_data_that_does_not_match_is_told(gave: Any, expected: Any, said: str) -> None:
    assert mismatch(gave, expected) == said


def test_values_are_told_as_json_has_them() -> None:
    said = failure(
        response(b'{"ok": true, "by": null, "of": ["it\'s", 1.5]}'), 200, json={"ok": bool, "of": [...], ...: 1}
    )
    assert """  gave      {"ok": true, "by": null, "of": ["it's", 1.5]}\n""" in said
    assert """  expected  {"ok": true or false, "of": [anything], anything: 1}\n""" in said
    long = failure(response(b'["' + b"x" * 5000 + b'"]'), 200, json=[None])
    assert 'xxx"... (5,000 characters)]\n  expected  [null]' in long
    assert len(long) < 800


def test_nesting_beyond_all_measure_is_no_match() -> None:
    deep: Any = []
    for _ in range(80):
        deep = [deep]
    assert "nested deeper than 60 levels" in mismatch(deep, deep)


def test_what_is_as_expected_is_given_back() -> None:
    answer = response(b'{"id": 1}', status=201, Location="/books/1", Content_Type="application/json; charset=utf-8")
    headers: Any = {"location": re.compile("/books/[0-9]+"), "Content-Type": "application/json", "ETag": None}
    assert answer.expect((200, 201), "Made.", json={"id": int}, headers=headers) is answer


def test_all_that_is_wrong_is_told_at_once() -> None:
    said = failure(response(status=500, Location="/x"), 201, "It is made.", headers={"Location": "/y", "ETag": ...})
    assert said.split("\n") == [
        "It is made.",
        "GET /books",
        "  gave      500 Internal Server Error",
        "  expected  201 Created",
        "  gave      Location: /x",
        "  expected  Location: /y",
        "  gave      no header ETag",
        "  expected  ETag",
    ]


def test_a_body_is_told_where_it_differs() -> None:
    assert failure(response(b'{"id": 1}'), 200, json={"id": 2}).endswith("  at id: 1, expected 2")
    assert "a body that is no JSON: NaN is no JSON" in failure(response(b"NaN"), 200, json=1)
    assert "no body, where one of JSON is expected" in failure(response(), 200, json=1)
    assert failure(response(b"no"), 200, body="yes").endswith("  gave      'no'\n  expected  'yes'")


def test_links_are_found_by_their_relation() -> None:
    answer = response(Link='<a?p=1,2>; rel="first prev" , <b>;rel=next; title="x, y"')
    assert answer.links == {"first": "a?p=1,2", "prev": "a?p=1,2", "next": "b"}
    assert response().links == {}
    with pytest.raises(pytest.fail.Exception, match="cannot be read"):
        _ = response(Link="a?page=2; rel=next").links


def test_a_request_is_what_the_test_says() -> None:
    request = make_request("POST", "/a b", json={"x": "\u00e9"}, headers={"host": "other"}, params={"q": "1&2"})
    sent = request.encoded("127.0.0.1:80")
    assert sent.startswith(b"POST /a%20b?q=1%262 HTTP/1.1\r\n")
    assert b"Host:" not in sent
    assert sent.endswith('{"x": "é"}'.encode())
    with pytest.raises(ValueError, match="a raw connection"):
        make_request("GET", "/", headers={"A": "1\r\nB: 2"})
