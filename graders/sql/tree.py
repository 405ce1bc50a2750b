"""A query as sqlglot's tree, for rules and advice. Never for judging rows, and never for safety.

sqlglot is imported here and in no other module of this package, and late: it takes 120 milliseconds.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from graders.errors import TooLong
from graders.sql.bounded_time import processor_seconds
from graders.sql.tokens import scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlglot import exp

MAX_CHARS = 20_000
MAX_DEPTH = 60
"""Parentheses and CASEs in each other. The parser takes memory and time for depth, and people don't nest so."""


PARSE_SECONDS = 0.5
"""Processor time. A long query of a person takes some 20 milliseconds."""


def parse(text: str, dialect: str) -> exp.Expression | None:
    """The tree of a query; None when it is too large, or when sqlglot cannot read what the engine could."""
    return _parsed(text, dialect)[0]


def parse_complaint(text: str, dialect: str, line: int) -> str:
    """What sqlglot expected, when it stumbles in this line too; empty otherwise.

    An engine says where it stopped, and seldom what is missing.
    """
    return next((said for at, said in _parsed(text, dialect)[1] if at == line and said.startswith("Expecting")), "")


@lru_cache(maxsize=8)
def _parsed(text: str, dialect: str) -> tuple[exp.Expression | None, tuple[tuple[object, str], ...]]:
    """The tree, or where the parser stumbled and what it said there."""
    if len(text) > MAX_CHARS or depth(text) > MAX_DEPTH:
        return None, ()
    from sqlglot import parse_one
    from sqlglot.errors import ParseError, SqlglotError

    try:
        with processor_seconds(PARSE_SECONDS):
            return parse_one(text, read=dialect), ()  # type: ignore[return-value]  # one statement is one expression
    except ParseError as error:
        said = [(found.get("line"), str(found.get("description") or "").rstrip(".")) for found in error.errors]
        return None, tuple(said)
    except (SqlglotError, RecursionError, TooLong):
        return None, ()


def depth(text: str) -> int:
    """How deep a text nests."""
    now = deepest = 0
    for token in scan(text):
        if token.text == "(" or token.is_word("CASE"):
            now += 1
            deepest = max(deepest, now)
        elif token.text == ")" or token.is_word("END"):
            now -= 1
    return deepest


def selects(tree: exp.Expression) -> Iterator[exp.Select]:
    """Every SELECT in a tree, the outermost first."""
    from sqlglot import exp

    yield from tree.find_all(exp.Select)


def joins(select: exp.Select) -> list[exp.Join]:
    """The joins of one SELECT, not of those inside it."""
    return list(select.args.get("joins") or [])


def source(select: exp.Select) -> exp.Expression | None:
    """What stands first after FROM."""
    found = select.args.get("from_") or select.args.get("from")  # renamed in sqlglot 28
    return None if found is None else found.this


def is_outer(join: exp.Join) -> bool:
    """Whether a join keeps rows of its left side that have no partner."""
    return join.side.upper() in {"LEFT", "FULL"}


def aggregates(expression: exp.Expression) -> list[exp.AggFunc]:
    """The aggregates of an expression that are not window functions, nor inside another SELECT."""
    from sqlglot import exp

    return [
        function
        for function in expression.find_all(exp.AggFunc)
        if function.find_ancestor(exp.Window, exp.Select) is expression.find_ancestor(exp.Window, exp.Select)
    ]


def base_tables(tree: exp.Expression) -> set[str]:
    """The names of the tables that a query reads, in lower case; names of its own WITH left out."""
    from sqlglot import exp

    own = {cte.alias.lower() for cte in tree.find_all(exp.CTE)}
    return {table.name.lower() for table in tree.find_all(exp.Table)} - own
