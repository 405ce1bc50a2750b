"""OpenAPI documents: held against the published schema, and real answers held against them."""

from __future__ import annotations

import json
import sys
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest

from graders.documents.errors import LibraryMissing
from graders.documents.openapi_dialects import document_validator
from graders.documents.web_client import Answer

if TYPE_CHECKING:
    from graders.documents.openapi import OpenApiDocument
    from tests.graders.documents.conftest import HandIn

failed = pytest.raises(pytest.fail.Exception)
TOOL = (
    "{type: object, required: [id, lent_to], "
    "properties: {id: {type: integer}, lent_to: NULLABLE, note: {type: string}}}"
)
NULLABLE = {"3.0.3": "{type: string, nullable: true}", "3.1.0": "{type: [string, 'null']}"}
DOCUMENT = """\
openapi: VERSION
info: {title: Tools, version: '1'}
paths:
  /tools/{id}:
    parameters:
      - $ref: '#/components/parameters/id'
    get:
      parameters:
        - {name: full, in: query, schema: {type: boolean}}
      responses:
        200:
          description: The tool.
          headers:
            ETag: {required: true, schema: {type: string, pattern: '^"'}}
          content:
            application/json: {schema: {$ref: '#/components/schemas/Tool'}}
        404: {$ref: '#/components/responses/Missing'}
    put:
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Tool'}}}
      responses:
        204: {description: Done.}
  /tools/mine:
    get:
      responses:
        default: {description: Whatever.}
components:
  parameters:
    id: {name: id, in: path, required: true, schema: {type: integer, minimum: 1}}
  responses:
    Missing: {description: Not there.}
  schemas:
    Tool: TOOL
"""
VERSIONS = tuple(NULLABLE)


def text(version: str = "3.1.0") -> str:
    return DOCUMENT.replace("TOOL", TOOL).replace("NULLABLE", NULLABLE[version]).replace("VERSION", version)


def changed(old: str, new: str, version: str = "3.1.0") -> str:
    whole = text(version)
    assert old in whole
    return whole.replace(old, new)


def answer(status: int, value: object = None, **headers: str) -> Answer:
    body = b"" if value is None else json.dumps(value).encode()
    found = {"content-type": "application/json", **headers} if body else headers
    return Answer(asked="", status=status, headers=MappingProxyType(found), body=body, server=mock.sentinel.server)


@pytest.fixture
def read(hand_in: HandIn) -> Any:
    """A function that hands in a document."""

    def read(whole: str) -> OpenApiDocument:
        document: OpenApiDocument = hand_in("openapi", {"openapi.yaml": whole})
        return document

    return read


@pytest.mark.parametrize("version", VERSIONS)
def test_a_document_gives_its_operations(read: Any, version: str) -> None:
    document = read(text(version))
    document.accepted()
    assert [(one.method, one.path) for one in document.operations] == [
        ("GET", "/tools/{id}"),
        ("PUT", "/tools/{id}"),
        ("GET", "/tools/mine"),
    ]
    found = document.operation("GET", "/tools/7")
    assert [(one.name, one.place, one.required) for one in found.parameters] == [
        ("id", "path", True),
        ("full", "query", False),
    ]
    assert list(found.responses) == ["200", "404"]
    assert found.responses["200"].content.schema("application/json; charset=utf-8").names() == {"id", "lent_to", "note"}


def test_a_path_as_it_stands_comes_before_one_with_a_name(read: Any) -> None:
    document = read(text())
    assert document.operation("GET", "/tools/mine").path == "/tools/mine"
    assert document.operation("PUT", "/tools/mine") is None
    assert document.operation("GET", "/tools/") is None


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("openapi: ", "openapi: 2.", 1, "it has to be a version such as 3.1.0"),
        ("description: Done.", "text: Done.", 23, "paths./tools/{id}.put.responses.204: description is missing"),
        ("    put:", "    putt:", 18, "putt is not known here"),
        ("in: query", "in: querry", 9, "'querry' is not one of"),
        ("{type: boolean}", "{type: bool}", 9, "'bool' is not one of array, boolean"),
        ("required: [id, lent_to]", "required: yes", 34, "'yes' is not of the type array"),
        (
            "'#/components/schemas/Tool'}}}\n",
            "'#/components/schemas/Tol'}}}\n",
            21,
            "there is no #/components/",
        ),
        ("'#/components/responses/Missing'", "'other.yaml#/Missing'", 17, "a place in this document"),
        ("'#/components/responses/Missing'", "'https://host.example/x.yaml'", 17, "a place in this document"),
        ("'#/components/responses/Missing'", "'file:///etc/passwd'", 17, "a place in this document"),
        ("'#/components/responses/Missing'", "'#/components/schemas/Tool'", 17, "'#/components/responses/...' here"),
        ("'#/components/parameters/id'", "'#/info'", 6, "'#/components/parameters/...' here"),
        ("name: id, in: path, required: true,", "name: id, in: query,", 7, "what {id} in the path is"),
        ("name: id,", "name: no,", 7, "no parameter says what {id}"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(  # noqa: PLR0917 - a row of the table above
    read: Any, version: str, old: str, new: str, line: int, said: str
) -> None:
    with failed as told:
        _ = read(changed(old, new, version)).operations
    assert f"openapi.yaml:{line}: " in str(told.value)
    assert said in str(told.value)


@pytest.mark.parametrize("whole", ["", "[]", "openapi: 3.1", "openapi: [3]", "openapi: 3.1.0", "- a: b: c"])
def test_what_is_no_document_is_refused(read: Any, whole: str) -> None:
    with failed as told:
        read(whole).accepted()
    assert "Rule: openapi.yaml is " in str(told.value)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("given", "line", "said"),
    [
        (answer(200, {"id": 1, "lent_to": "ada"}, etag='"a"'), 0, ""),
        (answer(200, {"id": 1, "lent_to": None, "note": "x"}, etag='"a"'), 0, ""),
        (answer(404), 0, ""),
        (answer(200, {"id": 1, "lent_to": None}), 14, "the header ETag is required"),
        (answer(200, {"id": 1, "lent_to": None}, etag="a"), 14, "header ETag: 'a' does not match"),
        (answer(200, {"id": "1", "lent_to": None}, etag='"a"'), 34, "id: '1' is not of type 'integer'"),
        (answer(200, {"id": 1}, etag='"a"'), 34, "'lent_to' is a required property"),
        (answer(200, {"id": 1, "lent_to": None, "note": None}, etag='"a"'), 34, "note: None is not of type 'string'"),
        (answer(200, etag='"a"'), 15, "there is no body"),
        (answer(404, {"error": "x"}), 17, "a body (application/json) is not described here"),
        (answer(500), 7, "GET /tools/{id} does not describe the status 500"),
    ],
)
def test_an_answer_fits_or_is_told(read: Any, version: str, given: Answer, line: int, said: str) -> None:
    document = read(text(version))
    wrong = document.problem("GET", "/tools/7?full=true", given)
    assert ((wrong.line, wrong.said[: len(said)]) if wrong else (0, "")) == (line, said)
    if wrong is not None:
        with failed as told:
            document.expect_true("GET", "/tools/7", given)
        assert f"openapi.yaml:{line}: {said}" in str(told.value)


@pytest.mark.parametrize(
    ("method", "address", "body", "said"),
    [
        ("GET", "/tools/7", b"", ""),
        ("GET", "/tools/7?full=true", b"", ""),
        ("GET", "/tools/7?full=1", b"", "parameter full: 1 is not of type 'boolean'"),
        ("GET", "/tools/0", b"", "parameter id: 0 is less than the minimum of 1"),
        ("GET", "/tools/x", b"", "parameter id: 'x' is not of type 'integer'"),
        ("GET", "/tools/7?colour=red", b"", "no parameter colour in the query is described"),
        ("GET", "/tools/7", b"{}", "no body is described"),
        ("GET", "/elsewhere", b"", "GET /elsewhere is not described"),
        ("PUT", "/tools/7", b'{"id": 1, "lent_to": null}', ""),
        ("PUT", "/tools/7", b"", "there is no body"),
        ("PUT", "/tools/7", b"{", "the body is not JSON"),
        ("PUT", "/tools/7", b"[" * 100_000, "the body is not JSON"),
        ("PUT", "/tools/7", b"[]", "[] is not of type 'object'"),
    ],
)
def test_a_request_fits_or_is_told(read: Any, method: str, address: str, body: bytes, said: str) -> None:
    wrong = read(text()).takes(method, address, body=body)
    assert (wrong.said if wrong else "") == said


def test_a_body_of_another_type_does_not_fit(read: Any) -> None:
    wrong = read(text()).takes("PUT", "/tools/7", body=b"{}", media_type="text/plain")
    assert wrong.said == "text/plain is not described here"


def test_what_is_read_only_is_required_in_answers_alone(read: Any) -> None:
    whole = changed("id: {type: integer},", "id: {type: integer, readOnly: true},", "3.0.3")
    document = read(whole)
    assert document.takes("PUT", "/tools/7", body=b'{"lent_to": null}') is None
    assert document.problem("GET", "/tools/7", answer(200, {"lent_to": None}, etag='"a"')) is not None


@pytest.mark.parametrize(
    ("schema", "value", "fits"),
    [
        ("{type: string, format: date-time}", "2025-05-02T10:00:00Z", True),
        ("{type: string, format: date-time}", "2025-05-02", False),
        ("{type: string, format: date-time}", "2025-13-02T10:00:00Z", False),
        ("{type: string, format: date}", "2025-05-02", True),
        ("{type: string, format: date}", "2.5.2025", False),
        ("{type: integer, format: int32}", 2**31, False),
        ("{type: integer, format: whatever}", 2**31, True),
        ("{enum: [a, b]}", "c", False),
    ],
)
def test_formats_count(read: Any, schema: str, value: object, fits: bool) -> None:
    whole = changed(f"Tool: {TOOL.replace('NULLABLE', NULLABLE['3.1.0'])}", f"Tool: {schema}")
    found = read(whole).operation("GET", "/tools/7").responses["200"].content.schema("application/json")
    assert (found.problem(value) is None) is fits


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ("{$ref: '#/components/schemas/Tool'}", "refers to itself"),
        ("{allOf: [{$ref: '#/components/schemas/Tool'}]}", "refers to itself"),
        ("{pattern: '('}", "cannot be followed"),
        ("{$id: 'https://host.example/', type: object}", "$id is not followed here"),
        ("{$schema: 'http://json-schema.org/draft-04/schema#'}", "$schema is not followed here"),
        ("{$dynamicRef: '#x'}", "$dynamicRef is not followed here"),
        ("{multipleOf: 0}", "Tool.multipleOf"),
    ],
)
def test_a_schema_that_leads_nowhere_fails_its_check_and_not_ours(read: Any, schema: str, said: str) -> None:
    whole = changed(f"Tool: {TOOL.replace('NULLABLE', NULLABLE['3.1.0'])}", f"Tool: {schema}")
    with failed as told:
        read(whole).takes("PUT", "/tools/7", body=b'"x"')
    assert said in str(told.value)


def test_a_schema_may_call_a_property_as_it_likes(read: Any) -> None:
    whole = changed(
        "note: {type: string}",
        "$id: {type: string}, $ref: {type: string}, example: {$ref: '#/components/schemas/Note'}",
    )
    whole = whole.replace("  schemas:\n", "  schemas:\n    Note: {type: integer}\n")
    document = read(whole)
    assert document.takes("PUT", "/tools/7", body=b'{"id": 1, "lent_to": null, "$ref": "x", "example": 5}') is None
    assert document.takes("PUT", "/tools/7", body=b'{"id": 1, "lent_to": null, "example": "5"}') is not None


def test_a_service_is_started_and_its_answers_are_held_against_the_document(read: Any) -> None:
    document = read(text())
    server = (
        "import http.server, os\nclass H(http.server.BaseHTTPRequestHandler):\n def do_GET(self):\n"
        "  self.send_response(404); self.end_headers()\n"
        "http.server.HTTPServer(('127.0.0.1', int(os.environ['PORT'])), H).serve_forever()\n"
    )
    document.put({"service.py": server})
    site = document.service(["{python}", "service.py"], port=8731)
    document.expect_true("GET", "/tools/7", site.get("/tools/7"))


def test_without_the_schemas_one_line_says_what_to_install() -> None:
    document_validator.cache_clear()
    with mock.patch.dict(sys.modules, {"openapi_spec_validator": None}), pytest.raises(LibraryMissing) as told:
        document_validator("3.1")
    assert "openapi-spec-validator" in str(told.value)
