"""What a hostile driver may say, and what becomes of it."""

from __future__ import annotations

import json
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.sql.engine import Refusal, RefusalKind, Rows, SandboxSqlite, limit_reached
from graders.sql.schema import load_script
from sandbox.errors import EndReason

SCHEMA, DATABASE = load_script("CREATE TABLE t (a)")


class BrokenRules(Exception):
    pass


class Liar:
    """Answers every request with the same, under the id that was asked for or another."""

    def __init__(self, result: object, *, number: Any = None, raw: bytes | None = None) -> None:
        self._result = result
        self._number = number
        self._raw = raw
        self._asked = 0

    def send(self, payload: bytes) -> None:
        self._asked = json.loads(payload)["id"]

    def receive(self) -> bytes:
        number = self._asked if self._number is None else self._number
        return self._raw or json.dumps({"jsonrpc": "2.0", "id": number, "result": self._result}).encode()

    def fail(self, message: str) -> NoReturn:
        raise BrokenRules(message)


def answers(result: object, *, count: int = 1, **options: Any) -> list[Rows | Refusal]:
    engine = SandboxSqlite(conversation=Liar(result, **options), schema=SCHEMA, seconds=1)
    return engine.ask("SELECT 1", [DATABASE] * count)()


def good(*rows: list[Any]) -> dict[str, Any]:
    return {"columns": ["a"], "rows": list(rows)}


def refusal(kind: str = "error", message: object = "", offset: object = None) -> dict[str, Any]:
    return {"kind": kind, "message": message, "offset": offset}


def test_rows_and_refusals_are_read() -> None:
    found = answers([good([1], [None], [{"blob": "00"}], [{"infinite": -1}]), refusal("syntax", "near", 3)], count=2)
    assert found == [
        Rows(columns=("a",), rows=((1,), (None,), (b"\0",), (float("-inf"),))),
        Refusal(kind=RefusalKind.SYNTAX, message="near", offset=3),
    ]


def test_a_limit_may_end_the_list_early() -> None:
    assert len(answers([refusal("time")], count=5)) == 1


@pytest.mark.parametrize(
    "result",
    [
        None,
        [],
        "rows",
        [good([1]), good([1])],
        [[]],
        [{"columns": ["a"]}],
        [{**good([1]), "more": 1}],
        [{"columns": [], "rows": []}],
        [{"columns": ["a"] * 1000, "rows": []}],
        [{"columns": [1], "rows": []}],
        [{"columns": ["\ud800"], "rows": []}],
        [good([1, 2])],
        [good([True])],
        [good([2**63])],
        [good([[1]])],
        [good(["\udfff"])],
        [good([{"blob": "0"}])],
        [good([{"blob": 1}])],
        [good([{"infinite": 2}])],
        [good([{"infinite": True}])],
        [good([{"blob": "00", "infinite": 1}])],
        [good([{"what": 1}])],
        [{"columns": ["a"], "rows": [[1]] * 10_001}],
        [{"columns": ["a"], "rows": {"0": [1]}}],
        [refusal("surprise")],
        [refusal(message=1)],
        [refusal(message="\ud800")],
        [refusal(offset=-1)],
        [refusal(offset=9)],
        [refusal(offset=True)],
    ],
)
def test_what_an_honest_driver_does_not_say_ends_the_session(result: object) -> None:
    with pytest.raises(BrokenRules, match="impossible answer"):
        answers(result)


@pytest.mark.parametrize("result", [[good([1])], [refusal("error")]])
def test_an_answer_for_each_database_is_owed(result: object) -> None:
    with pytest.raises(BrokenRules, match="fewer answers"):
        answers(result, count=2)


@pytest.mark.parametrize("number", [0, -1, True, 1.5, "1", [1]])
def test_an_answer_to_something_else_ends_the_session(number: Any) -> None:
    with pytest.raises(BrokenRules):
        answers([good([1])], number=number)


@pytest.mark.parametrize(
    "raw",
    [b"", b"[]", b"1", b"\xff", b"{" * 100_000, b"[" * 100_000, b'{"jsonrpc": "2.0", "id": NaN, "result": []}'],
)
def test_what_is_no_json_object_ends_the_session(raw: bytes) -> None:
    with pytest.raises(BrokenRules):
        answers(None, raw=raw or b" ")


def test_infinity_that_json_lacks_ends_the_session() -> None:
    with pytest.raises(BrokenRules):
        answers([good([float("inf")])])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["columns", "rows", "kind"]), inner),
    max_leaves=12,
)


@given(JSON)
def test_nothing_else_ever_comes_out(result: object) -> None:
    try:
        found = answers([result])
    except BrokenRules:
        return
    assert all(isinstance(answer, Rows | Refusal) for answer in found)


def test_a_request_id_cannot_be_guessed() -> None:
    seen = set()

    class Recorder(Liar):
        def send(self, payload: bytes) -> None:
            super().send(payload)
            seen.add(self._asked)

    for _ in range(20):
        SandboxSqlite(conversation=Recorder([good([1])]), schema=SCHEMA, seconds=1).ask("SELECT 1", [DATABASE])()
    assert len(seen) == 20


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (RefusalKind.TIME, EndReason.TIME_LIMIT),
        (RefusalKind.ROWS, EndReason.OUTPUT_LIMIT),
        (RefusalKind.BYTES, EndReason.OUTPUT_LIMIT),
        (RefusalKind.MEMORY, EndReason.MEMORY_LIMIT),
    ],
)
def test_each_limit_has_its_own_end(kind: RefusalKind, reason: EndReason) -> None:
    assert limit_reached(Refusal(kind=kind), seconds=4).reason is reason
