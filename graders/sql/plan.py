"""How a server means to carry out a statement: the answer of EXPLAIN, as data.

PostgreSQL's is a tree of nodes (https://www.postgresql.org/docs/15/using-explain.html), MariaDB's a nest of objects,
in which each ``table`` says how its rows are reached. Both become the same few facts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 60
_WHOLE = frozenset({"Seq Scan", "ALL", "index"})
"""Ways that look at every row, or at every entry of an index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How one table is reached.

    Attributes:
        table: its name.
        way: in the server's own words: ``Seq Scan``, ``Index Scan``, ``ref``, ``ALL``.
        index: the index that is used; empty if none is.
        rows: how many rows the server expects.
    """

    table: str
    way: str
    index: str = ""
    rows: int = 0

    @property
    def looks_at_all(self) -> bool:
        """Whether every row is looked at."""
        return self.way in _WHOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The plan of one statement: how each table is reached, in the plan's order, and what else is done.

    Attributes:
        steps: the tables.
        nodes: the kinds of all nodes, such as ``Sort`` and ``Hash Join``.
        cost: the server's own estimate of the whole, in its own unit.
    """

    steps: tuple[Step, ...]
    nodes: tuple[str, ...]
    cost: float

    def scans(self, table: str) -> tuple[Step, ...]:
        """How a table is reached; several times, if it is in the statement several times."""
        return tuple(step for step in self.steps if step.table == table)

    def scans_all(self, table: str) -> bool:
        """Whether every row of a table is looked at, somewhere in the plan."""
        return any(step.looks_at_all for step in self.scans(table))

    def uses_index(self, name: str | None = None, *, table: str | None = None) -> bool:
        """Whether an index is used: any, one of that name, or one of that table's."""
        return any(
            step.index and name in {None, step.index} and table in {None, step.table} and not step.looks_at_all
            for step in self.steps
        )

    def __str__(self) -> str:
        """The tables, a line each, for a message."""
        return "\n".join(
            f"{step.table}: {step.way}{f' with {step.index}' if step.index else ''}, about {step.rows} rows"
            for step in self.steps
        )


def parse(text: str) -> Plan:
    """The plan in what EXPLAIN answered. Raises ``ValueError`` for what is none."""
    try:
        told = json.loads(text)
    except RecursionError as error:
        raise ValueError("a plan without an end") from error
    if isinstance(told, list) and told and isinstance(told[0], dict) and isinstance(told[0].get("Plan"), dict):
        nodes = list(_nodes(told[0]["Plan"], DEEPEST))
        cost = nodes[0].get("Total Cost", 0.0)
        steps = tuple(_step(node, nodes[place:]) for place, node in enumerate(nodes) if "Relation Name" in node)
        kinds = tuple(str(node.get("Node Type", "")) for node in nodes)
        return Plan(steps=steps, nodes=kinds, cost=cost if isinstance(cost, int | float) else 0.0)
    if isinstance(told, dict) and isinstance(told.get("query_block"), dict):
        tables = list(_tables(told["query_block"], DEEPEST))
        cost = told["query_block"].get("cost", 0.0)
        steps = tuple(
            Step(
                table=str(table.get("table_name", "")),
                way=str(table.get("access_type", "")),
                index=str(table.get("key", "")),
                rows=_count(table.get("rows")),
            )
            for table in tables
        )
        ways = tuple(step.way for step in steps)
        return Plan(steps=steps, nodes=ways, cost=cost if isinstance(cost, int | float) else 0.0)
    raise ValueError("this is no plan")


def _nodes(node: dict[str, Any], depth: int) -> Iterator[dict[str, Any]]:
    """A node and all below it."""
    yield node
    below = node.get("Plans", ())
    for child in below if isinstance(below, list) and depth else ():
        if isinstance(child, dict):
            yield from _nodes(child, depth - 1)


def _step(node: dict[str, Any], onwards: list[dict[str, Any]]) -> Step:
    index = node.get("Index Name", "")
    if not index and node.get("Node Type") == "Bitmap Heap Scan":  # the index is named by a node below it
        index = next((below["Index Name"] for below in onwards if "Index Name" in below), "")
    return Step(
        table=str(node["Relation Name"]),
        way=str(node.get("Node Type", "")),
        index=str(index),
        rows=_count(node.get("Plan Rows")),
    )


def _tables(value: object, depth: int) -> Iterator[dict[str, Any]]:
    """Every ``table`` in MariaDB's answer, however deep."""
    if not depth:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "table" and isinstance(inner, dict):
                yield inner
            yield from _tables(inner, depth - 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _tables(inner, depth - 1)


def _count(value: object) -> int:
    return int(value) if isinstance(value, int | float) and 0 <= value < 2**53 else 0
