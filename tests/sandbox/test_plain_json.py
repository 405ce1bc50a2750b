"""JSON without the module: the same as the module's own, whichever of the two does it."""

from __future__ import annotations

import json
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox import plain_json

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def refuse(name: str) -> NoReturn:
    raise ValueError(name)


@pytest.fixture(params=["built in", "module"])
def which(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "module":
        monkeypatch.setattr(plain_json, "fast", None)
    return str(request.param)


@given(plain)
def test_what_is_written_is_read_back(value: Any) -> None:
    text = plain_json.writer()(value)
    assert text == json.dumps(value, separators=(",", ":"))
    assert plain_json.reader(refuse)(text, 0) == (value, len(text))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [-float("inf")]])
def test_numbers_that_json_lacks_are_not_written(which: str, value: object) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        plain_json.writer()(value)


@pytest.mark.parametrize("value", [b"bytes", {1}, object(), [1j]])
def test_what_is_not_plain_is_not_written(which: str, value: object) -> None:
    with pytest.raises(TypeError):
        plain_json.writer()(value)


@pytest.mark.parametrize("text", ["", "{", "[1,", "{'a': 1}", "nul", '"\n"', '{"a" 1}', "\x00", "]"])
def test_what_is_no_json_is_not_read(which: str, text: str) -> None:
    with pytest.raises((ValueError, StopIteration)):
        plain_json.reader(refuse)(text, 0)


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", "-Infinity"])
def test_constants_that_json_lacks_are_refused(which: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"NaN|Infinity"):
        plain_json.reader(refuse)(text, 0)


def test_text_after_the_value_is_left(which: str) -> None:
    assert plain_json.reader(refuse)('{"a": [1, 2.5, null]} rest', 0) == ({"a": [1, 2.5, None]}, 21)
