"""Small databases made from a schema, in which wrong queries show.

Each has a few rows a table: some parents without children, some values that repeat, some NULLs where the
schema allows them, now and then an empty table. What the schema forbids (keys, CHECKs) SQLite itself refuses
while a database is made. A check may ask that certain things are in every one of its databases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.errors import ExerciseInvalid
from graders.sql.features import Features, MadeDatabases
from graders.sql.schema import Affinity
from graders.sql.values import Pool

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

    from graders.sql.schema import Column, Database, ForeignKey, Row, Table, Value
    from graders.sql.values import Pools
    from graders.sql.workbench import Workbench

TRIES = 60
"""Databases made for each one that is asked for, before the wish is called impossible."""
PARENT_ROWS, CHILD_ROWS = 5, 8


class Generator:
    """Makes databases on a workbench. The same seed makes the same ones.

    Args:
        workbench: where they are made; it is left holding the last one.
        pools: what the columns may hold.
        rng: where chance comes from.
        features: what every database must have.
    """

    def __init__(self, workbench: Workbench, pools: Pools, *, rng: random.Random, features: Features) -> None:
        self._bench = workbench
        self._schema = workbench.schema
        features.check(self._schema)
        self._features = features
        self._rng = rng
        self._pools = dict(pools)
        for path, values in (features.values or {}).items():
            table, _, column = path.partition(".")
            self._pools[table, column] = Pool(list(values), [])

    def databases(self, count: int) -> MadeDatabases:
        """So many databases, all different from each other as far as that can be had.

        Raises:
            ExerciseInvalid: what every database must have seems impossible.
        """
        found: list[Database] = []
        for _ in range(count * TRIES):
            if len(found) == count:
                break
            made = self._make()
            if self._features.hold(made, self._bench) and made not in found:
                found.append(made)
        if not found:
            raise ExerciseInvalid(f"no database of {count * TRIES} had what the check asks for: {self._features}")
        return MadeDatabases(databases=tuple(found), features=self._features)

    def _make(self) -> Database:
        self._bench.clear()
        made: dict[str, tuple[Row, ...]] = {}
        for table in self._schema.tables:
            self._fill(table, made)
            made[table.name] = tuple(self._bench.rows_of(table))
        return made

    def _fill(self, table: Table, made: Mapping[str, tuple[Row, ...]]) -> None:
        count = self._row_count(table)
        parents = {key: self._parents(key, made) for key in table.foreign_keys if key.table != table.name}
        columns = {column.name: self._values(table, column, count) for column in table.columns}
        rows: list[list[Value]] = []
        for number in range(count):
            chosen = {name: values[number] for name, values in columns.items()}
            for key in table.foreign_keys:
                candidates = parents.get(key)
                if candidates is None:  # to its own table: one of the rows before
                    candidates = [tuple(row) for row in rows]
                self._refer(table, key, candidates, chosen)
            rows.append([chosen[name] for name in table.column_names])
        self._bench.insert_all(table.name, rows)

    def _row_count(self, table: Table) -> int:
        if table.name in self._features.empty:
            return 0
        most = CHILD_ROWS if table.foreign_keys else PARENT_ROWS
        wanted = any(path.partition(".")[0] == table.name for path in (*self._features.ties, *self._features.nulls))
        return self._rng.randint(2 if wanted or table.name in self._features.childless else 0, most)

    def _parents(self, key: ForeignKey, made: Mapping[str, tuple[Row, ...]]) -> list[Row]:
        """The rows that may be referred to: often not all, so that some stay without children."""
        rows = list(made[key.table])
        if rows and (key.table in self._features.childless or self._rng.random() < 0.5):  # noqa: PLR2004  (every other time)
            self._rng.shuffle(rows)
            rows = rows[: max(1, self._rng.randint(1, len(rows)) - 1)]
        if len(rows) == 1 and len(made[key.table]) == 1 and key.table in self._features.childless:
            return []
        return rows

    def _refer(self, table: Table, key: ForeignKey, parents: list[Row], chosen: dict[str, Value]) -> None:
        """Let a row refer to a parent; to none if there is none, or now and then where NULL is allowed."""
        nullable = not any(table.columns[table.position(name)].not_null for name in key.columns)
        if not parents or (nullable and self._rng.random() < 0.2):  # noqa: PLR2004  (one in five)
            chosen.update(dict.fromkeys(key.columns))
            return
        parent = self._rng.choice(parents)
        target = self._schema.table(key.table)
        for name, reference in zip(key.columns, key.references, strict=True):
            chosen[name] = parent[target.position(reference)]

    def _values(self, table: Table, column: Column, count: int) -> list[Value]:
        """A column's values, before references are filled in."""
        path = f"{table.name}.{column.name}"
        pool = self._pools[table.name, column.name]
        if (column.name,) in table.unique or path in self._features.distinct:
            return self._distinct(path, column, pool.values, count)
        source = pool.special if pool.special and self._rng.random() < 0.5 else pool.values  # noqa: PLR2004  (every other time)
        size = 2 if path in self._features.ties else self._rng.choice((1, 2, 3, 4, 6, 8))
        some = self._rng.sample(source, min(size, len(source)))
        values = [self._rng.choice(some) for _ in range(count)]
        if not column.not_null:
            wanted = path in self._features.nulls
            rate = self._rng.choice((0.3, 0.6)) if wanted else self._rng.choice((0.0, 0.0, 0.3))
            values = [None if self._rng.random() < rate else value for value in values]
        return values

    def _distinct(self, path: str, column: Column, pool: Sequence[Value], count: int) -> list[Value]:
        """Values that differ, every other time in ascending order, as ids and days usually come."""
        if path in (self._features.values or {}):
            return [*self._rng.sample(pool, min(count, len(pool))), *[pool[0]] * (count - len(pool))]
        ascending = self._rng.random() < 0.5  # noqa: PLR2004  (every other time)
        if column.affinity is Affinity.INTEGER:
            numbers = self._rng.sample(range(1, count + 4), count)
            return [*sorted(numbers)] if ascending else [*numbers]
        texts = [str(value) for value in self._rng.sample(pool, min(count, len(pool)))]
        texts += [f"{texts[0]} {number}" for number in range(2, 2 + count - len(texts))]
        return [*sorted(texts)] if ascending else [*texts]
