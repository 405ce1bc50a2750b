"""Questions about how a query is written, for tests that ask for a certain way to write it.

What can be told exactly from tokens is told from them, for importing sqlglot takes as long as all checks of an
exercise; the rest asks the tree. Rules guard nothing: what a query may do is the engine's business.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from graders.errors import ExerciseInvalid
from graders.sql import tree
from graders.sql.tokens import Token, TokenKind, scan

if TYPE_CHECKING:
    from collections.abc import Callable

AFTER_ITEMS = ("FROM", "WHERE", "GROUP", "ORDER", "LIMIT", "UNION", "INTERSECT", "EXCEPT")
"""What may follow a column that is named ``over``."""
JOIN_KINDS = ("left", "right", "full", "inner", "cross", "natural")


class Demand(enum.Enum):
    """What to do with the answer to a question."""

    ASK = "ask"
    REQUIRE = "require"
    FORBID = "forbid"


class Structure:
    """``query.uses``, ``query.requires`` and ``query.forbids``: the same questions with three uses.

    ``uses`` answers with a bool; ``requires`` and ``forbids`` end the check with a sentence.

    Args:
        text: the query.
        file: its name.
        demand: what to do with an answer.
        fail: ends the check with a message.
        dialect: the query's SQL, as sqlglot names it.
    """

    def __init__(
        self, text: str, *, file: str, demand: Demand, fail: Callable[[str], None], dialect: str = "sqlite"
    ) -> None:
        self._text = text
        self._file = file
        self._demand = demand
        self._fail = fail
        self._dialect = dialect
        self._tokens = scan(text)

    def window_function(self, name: str | None = None) -> bool:
        """A window function, ``f(...) OVER ...``; with ``name``, this one."""
        found = any(name is None or called == name.lower() for called in self._windows())
        return self._judge(found, f"the window function {name.upper()} ... OVER" if name else "a window function")

    def aggregate(self, name: str) -> bool:
        """A call of a function, ``sum`` or ``count`` for instance."""
        return self._judge(name.lower() in self._calls(), f"{name.upper()}()")

    def cte(self, *, recursive: bool = False) -> bool:
        """A common table expression, ``WITH name AS (...)``."""
        found = any(
            token.is_word("WITH") and (not recursive or following.is_word("RECURSIVE"))
            for before, token, following in self._windows_of_three()
            if before is None or before.text in {"(", ";"} or before.is_word("EXPLAIN")
        )
        return self._judge(found, "a recursive WITH" if recursive else "a WITH (common table expression)")

    def join(self, kind: str | None = None) -> bool:
        """A join; with ``kind`` (``left``, ``right``, ``full``, ``inner``, ``cross``, ``natural``), such a one."""
        if kind is not None and kind.lower() not in JOIN_KINDS:
            raise ExerciseInvalid(f"{kind!r} is no kind of join; there are {', '.join(JOIN_KINDS)}")
        kinds = self._join_kinds()
        found = bool(kinds) if kind is None else any(kind.lower() in words for words in kinds)
        return self._judge(found, f"a {kind.upper()} JOIN" if kind else "a JOIN")

    def subquery(self) -> bool:
        """A SELECT in parentheses, other than the body of a WITH."""
        found = any(
            token.is_word("SELECT", "VALUES", "WITH")
            and before is not None
            and before.text == "("
            and not self._begins_cte(number - 1)
            for number, (before, token, _) in enumerate(self._windows_of_three())
        )
        return self._judge(found, "a subquery")

    def group_by(self) -> bool:
        """GROUP BY."""
        return self._judge(self._pair("GROUP", "BY"), "GROUP BY")

    def having(self) -> bool:
        """HAVING."""
        return self._judge(self._word("HAVING"), "HAVING")

    def distinct(self) -> bool:
        """DISTINCT, anywhere."""
        return self._judge(self._word("DISTINCT"), "DISTINCT")

    def limit(self) -> bool:
        """LIMIT, anywhere."""
        return self._judge(self._word("LIMIT"), "LIMIT")

    def order_by(self) -> bool:
        """ORDER BY of the whole query, not of a subquery or a window."""
        depth = 0
        found = False
        for _, token, following in self._windows_of_three():
            depth += (token.text == "(") - (token.text == ")")
            found = found or (depth == 0 and token.is_word("ORDER") and following.is_word("BY"))
        return self._judge(found, "ORDER BY at its end")

    def union(self) -> bool:
        """UNION, INTERSECT or EXCEPT."""
        return self._judge(self._word("UNION", "INTERSECT", "EXCEPT"), "UNION, INTERSECT or EXCEPT")

    def table(self, name: str) -> bool:
        """A table that is read, under whatever alias. Where the parser gives up, a name that stands anywhere counts."""
        parsed = tree.parse(self._text, self._dialect)
        found = name.lower() in (self._names() if parsed is None else tree.base_tables(parsed))
        return self._judge(found, f"the table {name}")

    def select_star(self) -> bool:
        """``SELECT *`` or ``SELECT t.*``, except in EXISTS, where it means nothing."""
        return self._judge(self._selects_star(), "SELECT *: name the columns")

    # --- how the answers are found --------------------------------------------------------------------

    def _judge(self, found: bool, what: str) -> bool:
        if self._demand is Demand.REQUIRE and not found:
            self._fail(f"The task asks for {what}; {self._file} has none.")
        if self._demand is Demand.FORBID and found:
            self._fail(f"The task asks to do without {what}.")
        return found

    def _word(self, *words: str) -> bool:
        return any(token.is_word(*words) for token in self._tokens)

    def _pair(self, first: str, second: str) -> bool:
        return any(token.is_word(first) and after.is_word(second) for _, token, after in self._windows_of_three())

    def _windows_of_three(self) -> list[tuple[Token | None, Token, Token]]:
        """Each token with the one before and the one after it; an empty symbol stands after the last."""
        nothing = Token(TokenKind.SYMBOL, "", len(self._text))
        after = (*self._tokens[1:], nothing)
        return list(zip((None, *self._tokens), self._tokens, after, strict=False))

    def _names(self) -> set[str]:
        return {token.value.lower() for token in self._tokens if token.kind in (TokenKind.WORD, TokenKind.NAME)}

    def _calls(self) -> set[str]:
        return {
            token.value.lower()
            for _, token, after in self._windows_of_three()
            if token.kind in (TokenKind.WORD, TokenKind.NAME) and after.text == "("
        }

    def _windows(self) -> list[str]:
        """The names of the functions before an OVER. ``) OVER`` and a name or parenthesis is nothing else in SQL."""
        found = []
        for number, (before, token, after) in enumerate(self._windows_of_three()):
            named = after.kind in (TokenKind.WORD, TokenKind.NAME) and not after.is_word(*AFTER_ITEMS)
            begins = after.text == "(" or named
            if token.is_word("OVER") and before is not None and before.text == ")" and begins:
                found.append(self._called_before(number - 1))
        return found

    def _called_before(self, closing: int) -> str:
        """The function whose call ends with the parenthesis at ``closing``, a FILTER (...) in between left out."""
        depth = 0
        for number in range(closing, 0, -1):
            text = self._tokens[number].text
            depth += (text == ")") - (text == "(")
            if depth == 0:
                name = self._tokens[number - 1]
                return self._called_before(number - 2) if name.is_word("FILTER") else name.value.lower()
        return ""

    def _join_kinds(self) -> list[set[str]]:
        """The words before each JOIN. A bare JOIN is an inner one; so is a comma, which is no JOIN here."""
        kinds = []
        for number, token in enumerate(self._tokens):
            if not token.is_word("JOIN"):
                continue
            words = set()
            for before in reversed(self._tokens[max(0, number - 3) : number]):
                if not before.is_word("NATURAL", "LEFT", "RIGHT", "FULL", "INNER", "CROSS", "OUTER"):
                    break
                words.add(before.text.lower())
            kinds.append(words if words & {"left", "right", "full", "cross"} else words | {"inner"})
        return kinds

    def _begins_cte(self, number: int) -> bool:
        """Whether the parenthesis at a place opens the body of a WITH: ``name AS (`` or ``AS [NOT] MATERIALIZED (``."""
        before = list(self._tokens[max(0, number - 3) : number])
        while before and before[-1].is_word("MATERIALIZED", "NOT"):
            before.pop()
        return bool(before) and before[-1].is_word("AS")

    def _selects_star(self) -> bool:
        in_exists: list[bool] = [False]
        for before, token, _ in self._windows_of_three():
            if token.text == "(":
                in_exists.append(before is not None and before.is_word("EXISTS"))
            elif token.text == ")" and len(in_exists) > 1:
                in_exists.pop()
            elif token.text == "*" and before is not None and not in_exists[-1] and _begins_item(before):
                return True
        return False


def _begins_item(token: Token) -> bool:
    """Whether a star after this token is a list of columns, and no multiplication or ``count(*)``."""
    return token.is_word("SELECT", "DISTINCT", "ALL") or token.text in {",", "."}
