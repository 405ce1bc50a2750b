"""What a prompt of the grader ``function`` may say in the learner's own language.

One ``prompt.md`` serves all languages of an exercise: names, literals, calls and what is raised are spelled here.
The value in an example is what the reference in Python gives, so that it cannot be wrong.
"""

from __future__ import annotations

import json
import re
import runpy
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from graders.errors import ExerciseInvalid
from sandbox.languages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

PYTHON, JAVASCRIPT, JAVA, RUBY = "python", "javascript", "java", "ruby"
_ERRORS: Mapping[str, Mapping[str, str]] = {
    JAVASCRIPT: {"ValueError": "RangeError", "TypeError": "TypeError", "Exception": "Error"},
    JAVA: {
        "ValueError": "IllegalArgumentException",
        "KeyError": "NoSuchElementException",
        "IndexError": "IndexOutOfBoundsException",
        "RuntimeError": "IllegalStateException",
        "ZeroDivisionError": "ArithmeticException",
        "StopIteration": "NoSuchElementException",
    },
    RUBY: {"ValueError": "ArgumentError", "Exception": "StandardError"},
}
"""What stands for an exception of Python's where it has another name; the drivers read it back the same way."""
_NOTHING = {PYTHON: "None", JAVASCRIPT: "null", JAVA: "null", RUBY: "nil"}


def prompt_functions(exercise_dir: Path, language: str, files: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The names that ``prompt.md`` may use.

    Args:
        exercise_dir: the exercise's folder.
        language: what the prompt is made for.
        files: what is handed in, by language.
    """
    words = Words(exercise_dir, language, files)
    row = LANGUAGES[language]
    return {
        "file": files[language][0],
        "files": list(files[language]),
        "fence": language,
        "title": row.title,
        "name": row.spelled,
        "error": lambda name: _ERRORS.get(language, {}).get(name, name),
        "value": words.value,
        "call": words.call,
        "example": words.example,
        "signature": words.signature,
    }


class Words:
    """Spells things for one exercise in one language."""

    def __init__(self, exercise_dir: Path, language: str, files: Mapping[str, Sequence[str]]) -> None:
        several = len(files) > 1
        self._language = LANGUAGES[language]
        starter = exercise_dir / "starter"
        self._starter = [(starter / language if several else starter) / file for file in files[language]]
        solution = exercise_dir / "solution"
        self._reference = [(solution / PYTHON if several else solution) / file for file in files.get(PYTHON, ())]
        self._names = cache(lambda: _names_of(self._reference))

    def value(self, value: Any) -> str:
        """A value as a literal."""
        return _LITERALS[self._language.id](value, "")

    def call(self, name: str, *args: Any) -> str:
        """A call of a function with these arguments."""
        write = _LITERALS[self._language.id]
        types = self._types(name, len(args))
        given = ", ".join(write(value, kind) for value, kind in zip(args, types, strict=True))
        return f"{self._language.spelled(name)}({given})"

    def example(self, name: str, *args: Any) -> str:
        """A call, and what it gives: the value comes from the reference.

        Raises:
            ExerciseInvalid: there is no reference in Python, or it has no such function.
        """
        function = self._names().get(name)
        if not callable(function):
            raise ExerciseInvalid(f"the reference in Python has no function {name}")
        call = self.call(name, *args)
        result = function(*args)
        language = self._language.id
        if language == PYTHON:
            return f">>> {call} is None\nTrue" if result is None else f">>> {call}\n{result!r}"
        mark = "# =>" if language == RUBY else "//"
        return f"{call}  {mark} {_LITERALS[language](result, 'result')}"

    def signature(self, name: str) -> str:
        """The line of the starter that begins a function, a method or a class.

        Raises:
            ExerciseInvalid: there is no such line.
        """
        spelled = re.escape(self._language.spelled(name))
        defines = re.compile(rf"\bclass {spelled}\b|\binterface {spelled}\b|\brecord {spelled}\b|\b{spelled} ?[(=]")
        bare = re.compile(rf"\bdef (self\.)?{spelled}\b")
        for file in self._starter:
            for line in file.read_text(encoding="utf-8").splitlines():
                code = line.strip()
                if not code.startswith(("#", "*", "//", "/*")) and (defines.search(code) or bare.search(code)):
                    return re.sub(r"^export (default )?", "", code.rstrip("{: ")).strip()
        raise ExerciseInvalid(f"no line of the starter in {self._language.title} defines {name}")

    def _types(self, name: str, count: int) -> list[str]:
        """The declared types of a function's parameters, in a language that declares them."""
        if self._language.id != JAVA:
            return [""] * count
        inside = self.signature(name).partition("(")[2].rpartition(")")[0]
        while (shorter := re.sub(r"<[^<>]*>", "", inside)) != inside:  # Map<String, List<String>> has commas of its own
            inside = shorter
        declared = [part.strip().rpartition(" ")[0] for part in inside.split(",")]
        if len(declared) != count:
            raise ExerciseInvalid(f"{name} takes {len(declared)} arguments in the starter in Java, not {count}")
        return declared


def _names_of(files: Sequence[Path]) -> dict[str, Any]:
    """What the reference defines. It is the author's own program, and runs here as an import would."""
    names: dict[str, Any] = {}
    for file in files:
        sys.path.insert(0, str(file.parent))
        try:
            names |= runpy.run_path(str(file), run_name="reference")
        finally:
            sys.path.remove(str(file.parent))
    return names


def _python(value: Any, _: str) -> str:
    return repr(value)


def _javascript(value: Any, _: str) -> str:
    if isinstance(value, dict):
        pairs = ", ".join(f"{_key(key)}: {_javascript(item, _)}" for key, item in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, (set, frozenset)):
        return f"new Set([{_joined(_javascript, value)}])"
    if isinstance(value, (list, tuple)):
        return f"[{_joined(_javascript, value)}]"
    return _scalar(value, JAVASCRIPT)


def _ruby(value: Any, _: str) -> str:
    if isinstance(value, dict):
        pairs = ", ".join(f"{_ruby(key, _)} => {_ruby(item, _)}" for key, item in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, (set, frozenset)):
        return f"Set[{_joined(_ruby, value)}]"
    if isinstance(value, (list, tuple)):
        return f"[{_joined(_ruby, value)}]"
    return _scalar(value, RUBY)


def _java(value: Any, declared: str) -> str:
    """A literal of the declared type; of a result, as Java prints it."""
    if declared == "result":
        return _java_printed(value)
    if isinstance(value, dict):
        return f"Map.of({', '.join(_java(part, '') for pair in value.items() for part in pair)})"
    if isinstance(value, (set, frozenset)):
        return f"Set.of({_joined(_java, value)})"
    if isinstance(value, (list, tuple)):
        if declared.endswith("[]"):
            return f"new {declared} {_java_array(value)}"
        return f"List.of({_joined(_java, value)})"
    if declared in {"long", "Long"} and isinstance(value, int):
        return f"{value}L"
    if declared in {"char", "Character"} and isinstance(value, str):
        return f"'{value}'"
    return _scalar(value, JAVA)


def _java_array(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return f"{{{', '.join(map(_java_array, value))}}}"
    return _scalar(value, JAVA)


def _java_printed(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_java_printed(key)}={_java_printed(item)}' for key, item in value.items())}}}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return f"[{_joined(lambda item, _: _java_printed(item), value)}]"
    return _scalar(value, JAVA)


def _joined(write: Callable[[Any, str], str], values: Any) -> str:
    ordered = sorted(values) if isinstance(values, (set, frozenset)) else values
    return ", ".join(write(item, "") for item in ordered)


def _key(key: Any) -> str:
    """A key of an object literal, without quotes where none are needed."""
    return key if isinstance(key, str) and re.fullmatch(r"[A-Za-z_$][\w$]*", key) else _javascript(key, "")


def _scalar(value: Any, language: str) -> str:
    if value is None:
        return _NOTHING[language]
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        text = json.dumps(value, ensure_ascii=False)
        return text.replace("#", "\\#") if language == RUBY and "#{" in text else text
    if isinstance(value, (int, float)):
        return repr(value)
    raise ExerciseInvalid(f"a {type(value).__name__} has no literal in {LANGUAGES[language].title}")


_LITERALS: Mapping[str, Callable[[Any, str], str]] = {
    PYTHON: _python,
    JAVASCRIPT: _javascript,
    JAVA: _java,
    RUBY: _ruby,
}
