"""The conditions of pipelines: ``github.ref == 'refs/heads/main' && success()``, ``$CI_COMMIT_BRANCH == "main"``.

A small language of comparisons, "and", "or", "not" and parentheses, with the names that a run gives values to. What is
not part of it is refused by name, so that a check never goes by a guess.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from graders.documents.handed_in import fail

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_CHARACTERS = 500
_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*'|\"[^\"]*\")|(?P<sign>==|!=|&&|\|\||[!(),])|(?P<name>\$?[A-Za-z_][\w.-]*))"
)
_FUNCTIONS = {
    "success": lambda: True,
    "always": lambda: True,
    "failure": lambda: False,
    "cancelled": lambda: False,
    "startsWith": lambda text, start: text.lower().startswith(start.lower()),
    "endsWith": lambda text, end: text.lower().endswith(end.lower()),
    "contains": lambda text, part: part.lower() in text.lower(),
}
_KNOWN = {"true": True, "false": False, "null": None}


def holds(condition: str, values: Mapping[str, str], *, may_lack: Sequence[str] = ("",)) -> bool:
    """Whether a condition holds. The check fails where it cannot be read.

    Args:
        condition: as it is written.
        values: the names that have a value.
        may_lack: a name that begins with one of these and has no value is empty; any other one is refused, for what it
            would be on the forge is not known here.
    """
    inner = condition.strip()
    if inner.startswith("${{") and inner.endswith("}}"):
        inner = inner[3:-2]
    return _Reading(inner, values, tuple(may_lack)).whole()


class _Reading:
    def __init__(self, text: str, values: Mapping[str, str], may_lack: tuple[str, ...]) -> None:
        self.text = text
        self.values = values
        self.may_lack = may_lack
        self.tokens: list[tuple[str, str]] = []
        position = 0
        while text[position:].strip() and len(text) <= MOST_CHARACTERS:
            match = _TOKEN.match(text, position)
            if match is None:
                self.refuse()
            self.tokens.append((str(match.lastgroup), match[str(match.lastgroup)]))
            position = match.end()
        if not self.tokens:
            self.refuse()

    def refuse(self) -> NoReturn:
        fail(
            "A condition uses comparisons with == and !=, &&, ||, !, parentheses and simple functions.",
            f"This one cannot be followed here: {self.text[:120]}",
        )

    def whole(self) -> bool:
        found = bool(self.any_of())
        if self.tokens:
            self.refuse()
        return found

    def next_is(self, *signs: str) -> str:
        if self.tokens and self.tokens[0][0] == "sign" and self.tokens[0][1] in signs:
            return self.tokens.pop(0)[1]
        return ""

    def any_of(self) -> object:
        found = self.all_of()
        while self.next_is("||"):
            found = self.all_of() or found
        return found

    def all_of(self) -> object:
        found = self.compared()
        while self.next_is("&&"):
            other = self.compared()
            found = found and other
        return found

    def compared(self) -> object:
        found = self.single()
        sign = self.next_is("==", "!=")
        if not sign:
            return found
        other = self.single()
        return ((found or "") == (other or "")) is (sign == "==")

    def single(self) -> object:
        if self.next_is("!"):
            return not self.single()
        if self.next_is("("):
            found = self.any_of()
            if not self.next_is(")"):
                self.refuse()
            return found
        if not self.tokens or self.tokens[0][0] == "sign":
            self.refuse()
        kind, text = self.tokens.pop(0)
        if kind == "text":
            return text[1:-1].replace("''", "'")
        if self.next_is("("):
            return self.called(text)
        return _KNOWN[text] if text in _KNOWN else self.value(text.lstrip("$"))

    def value(self, name: str) -> str:
        if name not in self.values and not name.startswith(self.may_lack):
            fail(
                "A condition uses names that have a value where it stands.",
                f"Nothing is known here of {name[:60]}, in: {self.text[:120]}",
            )
        return self.values.get(name, "")

    def called(self, name: str) -> object:
        given: list[str] = []
        while not self.next_is(")"):
            given.append(str(self.any_of() or ""))
            if not self.next_is(",") and (not self.tokens or self.tokens[0][1] != ")"):
                self.refuse()
        try:
            return _FUNCTIONS[name](*given)  # type: ignore[operator]
        except (KeyError, TypeError):
            self.refuse()
