"""What a prompt says in the learner's own language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graders.errors import ExerciseInvalid
from graders.function_prompt import prompt_functions

FILES = {
    "python": ("two_sum.py",),
    "javascript": ("two-sum.js",),
    "java": ("TwoSum.java",),
    "ruby": ("two_sum.rb",),
}
STARTERS = {
    "python": "def two_sum(amounts, total):\n    pass\n",
    "javascript": "// twoSum(a, b) is yours\nexport function twoSum(amounts, total) {\n}\n",
    "java": (
        "class TwoSum {\n    static int[] twoSum(int[] amounts, long total) { return null; }\n"
        "    static String count(Map<String, Integer> words, List<String> names, char sign) { return null; }\n}\n"
    ),
    "ruby": "def two_sum(amounts, total)\nend\n",
}
REFERENCE = """
def two_sum(amounts, total):
    return None if total > 99 else (0, 1)

def count(words, names, sign):
    return {"a": 1.5, "b c": [True]}
"""


@pytest.fixture
def exercise(tmp_path: Path) -> Path:
    for language, files in FILES.items():
        folder = tmp_path / "starter" / language
        folder.mkdir(parents=True)
        (folder / files[0]).write_text(STARTERS[language])
    (tmp_path / "solution" / "python").mkdir(parents=True)
    (tmp_path / "solution" / "python" / "two_sum.py").write_text(REFERENCE)
    return tmp_path


def words(exercise: Path, language: str) -> dict[str, Any]:
    return prompt_functions(exercise, language, FILES)


@pytest.mark.parametrize(
    ("language", "signature", "called"),
    [
        ("python", "def two_sum(amounts, total)", "two_sum([2, 7], 9)"),
        ("javascript", "function twoSum(amounts, total)", "twoSum([2, 7], 9)"),
        ("java", "static int[] twoSum(int[] amounts, long total)", "twoSum(new int[] {2, 7}, 9L)"),
        ("ruby", "def two_sum(amounts, total)", "two_sum([2, 7], 9)"),
    ],
)
def test_a_signature_and_a_call_are_as_that_language_writes_them(
    exercise: Path, language: str, signature: str, called: str
) -> None:
    said = words(exercise, language)
    if language == "java":
        signature += " { return null; }"
    assert said["signature"]("two_sum") == signature
    assert said["call"]("two_sum", [2, 7], 9) == called
    assert said["file"] == FILES[language][0]


@pytest.mark.parametrize(
    ("language", "found", "nothing"),
    [
        ("python", ">>> two_sum([2, 7], 9)\n(0, 1)", ">>> two_sum([1], 100) is None\nTrue"),
        ("javascript", "twoSum([2, 7], 9)  // [0, 1]", "twoSum([1], 100)  // null"),
        ("java", "twoSum(new int[] {2, 7}, 9L)  // [0, 1]", "twoSum(new int[] {1}, 100L)  // null"),
        ("ruby", "two_sum([2, 7], 9)  # => [0, 1]", "two_sum([1], 100)  # => nil"),
    ],
)
def test_an_example_has_the_value_that_the_reference_gives(
    exercise: Path, language: str, found: str, nothing: str
) -> None:
    example = words(exercise, language)["example"]
    assert example("two_sum", [2, 7], 9) == found
    assert example("two_sum", [1], 100) == nothing


@pytest.mark.parametrize(
    ("language", "literal"),
    [
        ("python", "{'a': [None, True], 'b c': 'x\"y'}"),
        ("javascript", '{ a: [null, true], "b c": "x\\"y" }'),
        ("java", 'Map.of("a", List.of(null, true), "b c", "x\\"y")'),
        ("ruby", '{ "a" => [nil, true], "b c" => "x\\"y" }'),
    ],
)
def test_a_value_is_a_literal_of_that_language(exercise: Path, language: str, literal: str) -> None:
    assert words(exercise, language)["value"]({"a": [None, True], "b c": 'x"y'}) == literal


def test_java_follows_the_declared_types(exercise: Path) -> None:
    said = words(exercise, "java")
    assert said["call"]("count", {"a": 1}, ["b"], "+") == 'count(Map.of("a", 1), List.of("b"), \'+\')'
    assert said["example"]("count", {}, [], "+") == 'count(Map.of(), List.of(), \'+\')  // {"a"=1.5, "b c"=[true]}'
    with pytest.raises(ExerciseInvalid, match="two_sum takes 2 arguments in the starter in Java, not 1"):
        said["call"]("two_sum", [1])


def test_a_text_of_ruby_is_never_a_program(exercise: Path) -> None:
    assert words(exercise, "ruby")["value"]("#{exit}") == '"\\#{exit}"'


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("python", "ValueError"),
        ("javascript", "RangeError"),
        ("java", "IllegalArgumentException"),
        ("ruby", "ArgumentError"),
    ],
)
def test_an_exception_has_its_name_there(exercise: Path, language: str, word: str) -> None:
    error = words(exercise, language)["error"]
    assert error("ValueError") == word
    assert error("InsufficientFunds") == "InsufficientFunds"


def test_names_are_spelled_by_convention(exercise: Path) -> None:
    assert words(exercise, "java")["name"]("first_and_last2_place") == "firstAndLast2Place"
    assert words(exercise, "javascript")["name"]("LRUCache") == "LRUCache"
    assert words(exercise, "ruby")["name"]("two_sum") == "two_sum"


def test_what_is_not_there_is_the_authors_to_mend(exercise: Path) -> None:
    said = words(exercise, "ruby")
    with pytest.raises(ExerciseInvalid, match="no line of the starter in Ruby defines nothing"):
        said["signature"]("nothing")
    with pytest.raises(ExerciseInvalid, match="has no function nothing"):
        said["example"]("nothing")
    with pytest.raises(ExerciseInvalid, match="a object has no literal in Ruby"):
        said["value"](object())
