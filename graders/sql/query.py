"""The learner's query as a hidden test holds it: ask for rows, ask for agreement, ask how it is written."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import pytest

from graders.errors import ExerciseInvalid
from graders.sql.engine import Refusal, Rows
from graders.sql.features import Features, MadeDatabases
from graders.sql.generate import Generator
from graders.sql.judge import Counterexample, Judge, Question
from graders.sql.messages import wrong_on_database, wrong_on_sample
from graders.sql.refusals import explain
from graders.sql.show import label
from graders.sql.structure import Demand, Structure
from sandbox.errors import EndReason, SessionEnded

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from graders.sql.desk import SandboxServer
    from graders.sql.engine import SandboxSqlite
    from graders.sql.schema import Database, Row, Value
    from graders.sql.submission import SqlRun

    Given = Mapping[str, Sequence[Sequence[Value] | Mapping[str, Value]]]

DATABASES = 24
"""How many databases a check makes unless it says otherwise: more than a plausible mistake survives."""


def fail(message: str) -> NoReturn:
    """End the check with a text for the learner."""
    pytest.fail(message, pytrace=False)


class Query:
    """The learner's query, as a hidden test holds it.

    Attributes:
        text: as handed in.
        uses: questions about how it is written, answered with a bool: ``query.uses.join("left")``.
        requires: the same questions; a no ends the check.
        forbids: the same questions; a yes ends the check.
    """

    def __init__(self, run: SqlRun, *, engine: SandboxSqlite | SandboxServer, rng: random.Random) -> None:
        self.text = run.text
        self.uses, self.requires, self.forbids = (
            Structure(run.text, file=run.file, demand=demand, fail=fail, dialect=run.dialect)
            for demand in (Demand.ASK, Demand.REQUIRE, Demand.FORBID)
        )
        self._run = run
        self._rng = rng
        self._judge = Judge(run.text, engine=engine, bench=run.bench)

    # --- rows -----------------------------------------------------------------------------------------

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return self._sample().columns

    @property
    def rows(self) -> list[Row]:
        """Its rows on the exercise's own data, as tuples."""
        return list(self._sample().rows)

    @property
    def records(self) -> list[dict[str, Value]]:
        """Its rows on the exercise's own data, as dictionaries by column."""
        return self.on(self._run.exercise.sample).records

    def on(self, database: Given | None = None, /, **tables: Sequence[Sequence[Value] | Mapping[str, Value]]) -> Result:
        """What it gives on a database that is written down in the test.

        Args:
            database: the rows by table; a row is a tuple of all values, or a dictionary whose other values are
                NULL. Tables that are left out are empty.
            tables: the same, as keyword arguments.
        """
        given = self._database({**(database or {}), **tables})
        return Result(given, self._answer(given), self)

    # --- checks ---------------------------------------------------------------------------------------

    def has_columns(self, *names: str) -> None:
        """Fail unless these are the names of its columns, in this order and in any case."""
        got = self.columns
        if [name.lower() for name in got] != [name.lower() for name in names]:
            fail(
                f"The columns should be: {', '.join(names)}\nYour query gives:      {', '.join(map(label, got))}\n\n"
                "AS gives a column its name: SELECT price * 2 AS double_price"
            )

    def agrees_with_reference(
        self,
        on: Given | MadeDatabases | None = None,
        *,
        ordered_by: str | Sequence[str] = (),
        tolerance: float = 0.0,
    ) -> None:
        """Fail unless it gives the same rows as the reference query.

        Args:
            on: the exercise's own data; or ``query.databases(...)``; or one database, written as for ``on()``.
            ordered_by: the columns whose order counts, such as ``["spent DESC", "name"]``; rows that tie on all
                of them may come in any order. Without it, no order counts.
            tolerance: how far numbers may be apart beyond rounding errors of floats.
        """
        question = _question(ordered_by, tolerance)
        if on is None:
            self._check_sample(question)
            return
        found = self.counterexample(on, ordered_by=ordered_by, tolerance=tolerance)
        if found is not None:
            self._fail_on_database(found)

    def counterexample(
        self,
        on: Given | MadeDatabases,
        *,
        ordered_by: str | Sequence[str] = (),
        tolerance: float = 0.0,
    ) -> Counterexample | None:
        """A database on which it differs from the reference; None when it agrees on all.

        One that was made is made small first; one that is written down in the test stays as it is.
        """
        question = _question(ordered_by, tolerance)
        with self._timed():
            if isinstance(on, MadeDatabases):
                found = self._judge.first_wrong(on.databases, question)
                return found and self._judge.smallest(found, question, on.features)
            return self._judge.first_wrong([self._database(on)], question)

    def databases(
        self,
        count: int = DATABASES,
        *,
        empty: str | Sequence[str] = (),
        childless: str | Sequence[str] = (),
        ties: str | Sequence[str] = (),
        distinct: str | Sequence[str] = (),
        nulls: str | Sequence[str] = (),
        where: str | Sequence[str] = (),
        values: Mapping[str, Sequence[Value]] | None = None,
    ) -> MadeDatabases:
        """Small databases made from the schema, in all of which is what a check is about.

        Args:
            count: how many.
            empty: tables that have no rows.
            childless: tables with a row that no other table refers to.
            ties: columns (``"table.column"``) in which several rows have the same value.
            distinct: columns in which no value comes twice.
            nulls: columns in which some row has NULL.
            where: conditions of SQL that hold; the view ``expected`` has the rows of the reference.
            values: what certain columns hold, by ``"table.column"``.
        """
        features = Features(
            empty=_listed(empty),
            childless=_listed(childless),
            ties=_listed(ties),
            distinct=_listed(distinct),
            nulls=_listed(nulls),
            where=_listed(where),
            values=values,
        )
        run = self._run
        return Generator(run.bench, run.pools, rng=self._rng, features=features).databases(count)

    @property
    def expected_columns(self) -> tuple[str, ...]:
        """The names of the reference's columns."""
        return self._judge.expect(self._run.exercise.sample).columns

    def expect_rows(self, database: Database, expected: Rows, got: Rows, question: Question) -> None:
        """Fail unless ``got``, which came on ``database``, is what the test expected."""
        found = Counterexample.of(database, expected, got, question)
        if found is not None:
            self._fail_on_database(found)

    # --- how ------------------------------------------------------------------------------------------

    def _sample(self) -> Rows:
        if self._run.sample_answer is None:
            self._run.sample_answer = self._answer(self._run.exercise.sample)
        return self._run.sample_answer

    def _answer(self, database: Database) -> Rows:
        with self._timed():
            answer = self._judge.answer(database)
        if isinstance(answer, Refusal):
            fail(self._explained(answer))
        return answer

    def _check_sample(self, question: Question) -> None:
        sample = self._run.exercise.sample
        got = self._sample()
        found = Counterexample.of(sample, self._judge.expect(sample), got, question)
        if found is not None:
            fail(wrong_on_sample(found, data_name=self._run.exercise.data_name, advice=self._advice(found)))

    def _fail_on_database(self, found: Counterexample) -> NoReturn:
        refusal = self._explained(found.got) if isinstance(found.got, Refusal) else ""
        schema = self._run.exercise.schema
        fail(wrong_on_database(found, schema, refusal=refusal, advice=self._advice(found)))

    def _explained(self, refusal: Refusal) -> str:
        run = self._run
        return explain(refusal, run.text, run.file, run.exercise.schema, engine=run.title, dialect=run.dialect)

    def _advice(self, found: Counterexample) -> str:
        from graders.sql.advice import advise

        if found.difference is None or isinstance(found.got, Refusal):
            return ""
        reference = self._run.exercise.reference
        given = found.expected, found.got, found.difference
        return advise(self.text, reference, *given, dialect=self._run.dialect)

    def _database(self, given: Given) -> Database:
        schema = self._run.exercise.schema
        for name in given:
            schema.table(name)
        made: dict[str, tuple[Row, ...]] = {}
        for table in schema.tables:
            rows = given.get(table.name, ())
            made[table.name] = tuple(
                tuple(row.get(name) for name in table.column_names) if isinstance(row, Mapping) else tuple(row)
                for row in rows
            )
        if not self._run.bench.load(made):
            raise ExerciseInvalid(f"the schema does not allow this database of a test: {given}")
        return self._run.bench.database()

    @contextmanager
    def _timed(self) -> Iterator[None]:
        try:
            yield
        except SessionEnded as ended:
            if ended.reason in {EndReason.TIME_LIMIT, EndReason.MEMORY_LIMIT}:
                self._run.stalled = ended
            raise


class Result:
    """What the learner's query gives on one database.

    Attributes:
        columns: the names of the columns.
        rows: the rows, as tuples of None, int, float, str and bytes.
    """

    def __init__(self, database: Database, answer: Rows, query: Query) -> None:
        self.columns = answer.columns
        self.rows = list(answer.rows)
        self._database = database
        self._answer = answer
        self._query = query

    @property
    def records(self) -> list[dict[str, Value]]:
        """The rows as dictionaries by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def gives(self, *rows: Sequence[Value], ordered: bool = False, tolerance: float = 0.0) -> None:
        """Fail unless these are the rows; in this order, if ``ordered``."""
        columns = self.columns
        if rows and len(rows[0]) != len(columns):
            columns = self._query.expected_columns
        expected = Rows(columns=columns, rows=tuple(map(tuple, rows)))
        question = Question(ordered_by=columns if ordered else (), tolerance=tolerance)
        self._query.expect_rows(self._database, expected, self._answer, question)


def _question(ordered_by: str | Sequence[str], tolerance: float) -> Question:
    return Question(ordered_by=_listed(ordered_by), tolerance=tolerance)


def _listed(names: str | Sequence[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
