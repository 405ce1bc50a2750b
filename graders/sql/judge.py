"""Runs the learner's query and the reference on the same databases, and finds the smallest that tells them apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graders.errors import ExerciseInvalid
from graders.sql.engine import LIMITS, ON_ANY_DATA, Refusal, Rows, limit_reached
from graders.sql.rows import Difference, compare
from graders.sql.shrink import shrink, size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graders.sql.desk import SandboxServer
    from graders.sql.engine import Answer, SandboxSqlite
    from graders.sql.features import Features
    from graders.sql.schema import Database
    from graders.sql.workbench import Workbench

SHRINK_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What counts when two answers are compared. See ``graders.sql.rows.compare``."""

    ordered_by: tuple[str, ...] = ()
    tolerance: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterexample:
    """A database on which a query goes wrong.

    ``got`` is what the query gave there, or why it gave nothing; ``difference`` is None in the latter case.
    """

    database: Database
    expected: Rows
    got: Answer
    difference: Difference | None

    @staticmethod
    def of(database: Database, expected: Rows, got: Answer, question: Question) -> Counterexample | None:
        """An answer as a counterexample, if it is wrong."""
        difference = None
        if isinstance(got, Rows):
            difference = compare(expected, got, ordered_by=question.ordered_by, tolerance=question.tolerance)
            if difference is None:
                return None
        return Counterexample(database=database, expected=expected, got=got, difference=difference)

    @property
    def kind(self) -> object:
        """What is wrong, roughly: shrinking keeps it."""
        if self.difference is not None:
            return self.difference.kind
        return self.got.kind if isinstance(self.got, Refusal) else None


class Judge:
    """One learner's query against one reference.

    Args:
        text: the learner's query.
        engine: where the learner's runs.
        bench: where the reference runs.
    """

    def __init__(self, text: str, *, engine: SandboxSqlite | SandboxServer, bench: Workbench) -> None:
        self._text = text
        self._engine = engine
        self._bench = bench

    def answer(self, database: Database) -> Answer:
        """What the learner's query gives on one database.

        Raises:
            SessionEnded: it goes over a limit.
        """
        (answer,) = self._engine.ask(self._text, [database])()
        return self._within_limits(answer)

    def expect(self, database: Database) -> Rows:
        """What the reference gives. Raises ``ExerciseInvalid`` when the schema does not allow the database."""
        if not self._bench.load(database):
            raise ExerciseInvalid(f"the schema does not allow a database of the tests: {database}")
        return self._bench.expected()

    def first_wrong(self, databases: Sequence[Database], question: Question) -> Counterexample | None:
        """The smallest of these databases on which the query goes wrong, as it is; None when it is right on all.

        Raises:
            SessionEnded: it goes over a limit before it is wrong.
        """
        finish = self._engine.ask(self._text, databases)
        expected = [self.expect(database) for database in databases]
        wrong: list[Counterexample] = []
        for database, wanted, answer in zip(databases, expected, finish(), strict=False):
            if isinstance(answer, Refusal) and answer.kind in LIMITS and wrong:
                break
            found = Counterexample.of(database, wanted, self._within_limits(answer), question)
            if found is not None:
                wrong.append(found)
        return min(wrong, key=lambda found: size(found.database), default=None)

    def smallest(self, found: Counterexample, question: Question, features: Features) -> Counterexample:
        """The same mistake on a database that is as small as can be had in a moment.

        It keeps what the check is about: a check on cancelled orders shows one.
        """
        if isinstance(found.got, Refusal) and found.got.kind in ON_ANY_DATA:
            return found
        engine = replace(self._engine, seconds=min(self._engine.seconds, SHRINK_SECONDS))

        def shows(databases: Sequence[Database]) -> list[bool]:
            allowed = [self._bench.load(database) and features.hold(database, self._bench) for database in databases]
            chosen = [database for database, is_allowed in zip(databases, allowed, strict=True) if is_allowed]
            if not chosen:
                return allowed
            finish = engine.ask(self._text, chosen)
            expected = [self.expect(database) for database in chosen]
            kinds = [
                None if made is None else made.kind
                for database, wanted, answer in zip(chosen, expected, finish(), strict=False)
                for made in [Counterexample.of(database, wanted, answer, question)]
            ]
            left = iter(kinds)
            return [is_allowed and next(left, None) == found.kind for is_allowed in allowed]

        database = shrink(found.database, self._bench.schema, shows, seconds=SHRINK_SECONDS)
        return Counterexample.of(database, self.expect(database), self.answer(database), question) or found

    def _within_limits(self, answer: Answer) -> Answer:
        if isinstance(answer, Refusal) and answer.kind in LIMITS:
            raise limit_reached(answer, seconds=self._engine.seconds)
        return answer
