"""A wrong answer, as the rules of ``graders.sql.advice`` look at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.sql.rows import Difference, nearest_pairs
from graders.sql.tokens import scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlglot import exp

    from graders.sql.engine import Rows
    from graders.sql.schema import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A wrong answer: both queries, both answers, and how these differ."""

    query: exp.Expression
    reference: exp.Expression | None
    text: str
    reference_text: str
    expected: Rows
    got: Rows
    difference: Difference

    @property
    def only_missing(self) -> bool:
        """Rows are missing, and the others are right."""
        return bool(self.difference.missing) and not self.difference.extra

    @property
    def only_extra(self) -> bool:
        """Every expected row is there, and others."""
        return bool(self.difference.extra) and not self.difference.missing

    def differing_values(self) -> Iterator[tuple[Value, Value]]:
        """Expected and given values that differ, in rows that seem to be meant as the same."""
        for wanted, came in nearest_pairs(self.difference.missing, self.difference.extra):
            yield from ((a, b) for a, b in zip(wanted, came, strict=True) if a != b)

    def says(self, word: str, *, reference: bool = False) -> bool:
        """Whether a keyword stands in the query (or the reference)."""
        text = self.reference_text if reference else self.text
        return any(token.is_word(word) for token in scan(text))
