"""YAML of a learner's as plain data."""

from __future__ import annotations

import time

import pytest

from graders.documents.yaml_data import load

failed = pytest.raises(pytest.fail.Exception)


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("", None),
        ("on: push\n", {"on": "push"}),
        ("[1, -2, 3.5, 1e3, 3.10, '3.10']", [1, -2, 3.5, 1000.0, 3.1, "3.10"]),
        ("[true, null, ~, yes, 0o17]", [True, None, None, "yes", "0o17"]),
        ("a: |\n  one\n  two\nb: >-\n  one\n  two\n", {"a": "one\ntwo\n", "b": "one two"}),
        ("a: &x {b: 1}\nc: *x\n", {"a": {"b": 1}, "c": {"b": 1}}),
        ("a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3\n", {"a": {"b": 1, "c": 2}, "d": {"b": 1, "c": 3}}),
        ("1: one\n", {"1": "one"}),
    ],
)  # fmt: skip
def test_yaml_becomes_plain_data(text: str, data: object) -> None:
    assert load(text, "ci.yml").data == data


def test_the_line_of_each_part_is_known() -> None:
    yaml = load("jobs:\n  one:\n    steps:\n      - run: a\n      - run: b\n", "ci.yml")
    assert [yaml.line(path) for path in (("jobs",), ("jobs", "one"), ("jobs", "one", "steps", 1))] == [1, 2, 5]
    assert yaml.line(("jobs", "one", "nothing")) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [1\nb: 2\n", "ci.yml:2: "),
        ("\ta: 1\n", "ci.yml:1: "),
        ("a: 1\na: 2\n", "ci.yml:2: the key a stands there twice."),
        ("a: !!python/object/apply:os.system [id]\n", "ci.yml:1: the tag"),
        ("a: !reference [b, c]\n", "ci.yml:1: the tag !reference is not accepted here."),
        ("a: *nobody\n", "ci.yml:1: nothing is called &nobody"),
        ("a: &a [*a]\n", "ci.yml:1: nothing is called &a, or the alias is inside of it."),
        ("[a]: 1\n", "a key must be a plain text."),
        ("a: 1\n---\nb: 2\n", "more than one document"),
        ("[" * 300 + "]" * 300, "nested deeper than 50 levels"),
        ("{" * 100_000, "ci.yml"),
    ],
)
def test_what_is_no_plain_yaml_is_refused_with_its_line(text: str, said: str) -> None:
    with failed as told:
        load(text, "ci.yml")
    assert str(told.value).startswith("Rule: ci.yml is YAML.")
    assert said in str(told.value)
    assert len(str(told.value)) < 500


def test_an_alias_that_multiplies_the_document_is_refused_at_once() -> None:
    laughs = ['a0: &a0 ["lol"]'] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    started = time.monotonic()
    with failed as told:
        load("\n".join(laughs), "ci.yml")
    assert "with its aliases it has more than 20000 parts" in str(told.value)
    assert time.monotonic() - started < 2
