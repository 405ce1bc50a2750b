"""Submissions that answer nothing and would still like to score.

Two kinds, with two rules. A *forger* attacks the comparison: it agrees with whatever it is compared with, or
prints a report of its own and leaves. It must earn nothing: a check that it passes compares nothing. A
*constant* gives one honest answer to every question. A check whose right answer happens to be that one is
passed fairly, so a constant may earn up to a third of the points; more means that the checks can be passed
without doing the task, and cases that ask for another answer belong in the same check. A query that lists the
rows of the sample is right on the sample, whatever it earns there; on other data it must fail. A document may say
nothing, or yes to everything (``runner.authoring.false_documents``): it has a constant's share.

None may pass an exercise. Cheats are made from the names in the reference solution alone, so they know no more
than a learner does who has read the prompt.
"""

from __future__ import annotations

import ast
import contextlib
import sqlite3
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from graders.called import CALLED
from graders.errors import ExerciseInvalid
from graders.sql.exercise import SAMPLE, written_sample
from graders.sql.link import DIALECTS
from runner.authoring import false_servers
from runner.authoring.false_documents import false_documents
from runner.authoring.imitations import CONSTANTS, FORGERIES, imitate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from runner.manifest import Exercise

SUITE_SHARE = 1 / 2
"""The share of all points that tests may earn which check nothing: they pass on every right version."""
CONSTANT_SHARE = 1 / 3
"""The share of all points that one answer to every question may earn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cheat:
    """One such submission.

    Attributes:
        name: what it does, in a word or two.
        files: what it hands in.
        share: the share of all points that it may earn.
        why: what a larger share says about the checks.
    """

    name: str
    files: Mapping[str, bytes]
    share: float
    why: str


def cheats(exercise: Exercise, language: str, reference: Mapping[str, bytes]) -> tuple[Cheat, ...]:
    """The cheats for an exercise, made from its reference solution's files; none for a kind without any."""
    if exercise.grader == "test_suite":
        return tuple(_suite_cheats(reference))
    if exercise.grader in CALLED:
        return tuple(_function_cheats(language, reference))
    if exercise.grader == "query":
        return tuple(_query_cheats(exercise, language, reference))
    if exercise.grader == "service":
        return tuple(_service_cheats(exercise, language, reference))
    if exercise.grader == "document":
        return tuple(_document_cheats(exercise, language, reference))
    return ()


_SQLITE_TABLES = "SELECT * FROM sqlite_master;\n"
_FORGED = "a check passes without comparing what came back with a value of its own (compare types too)"
_CONSTANT = "too many checks are passed by one answer to every question; put cases with other answers into them"


def _function_cheats(language: str, reference: Mapping[str, bytes]) -> Iterator[Cheat]:
    for answers, share, why in ((FORGERIES, 0.0, _FORGED), (CONSTANTS, CONSTANT_SHARE, _CONSTANT)):
        for answer in answers:
            made = {path: imitate(language, source, answer) for path, source in reference.items()}
            files = {path: content for path, content in made.items() if content is not None}
            if len(files) == len(reference):
                yield Cheat(name=answer, files=files, share=share, why=why)


def _service_cheats(exercise: Exercise, language: str, reference: Mapping[str, bytes]) -> Iterator[Cheat]:
    main = exercise.files[language][0]
    for name in (*false_servers.CONSTANTS, false_servers.LEAVES):
        program = false_servers.false_server(language, name)
        if program is not None:
            share = 0.0 if name == false_servers.LEAVES else CONSTANT_SHARE
            yield Cheat(name=name, files={**reference, main: program}, share=share, why=_CONSTANT)


_EMPTY = "too many checks are passed by a document that says nothing of the task; ask for what it must do as well"


def _document_cheats(exercise: Exercise, language: str, reference: Mapping[str, bytes]) -> Iterator[Cheat]:
    prompt = exercise.prompt_file.read_text(encoding="utf-8") if exercise.prompt_file.is_file() else ""
    for name, files in false_documents(language, exercise.files[language], reference, prompt):
        yield Cheat(name=name, files=files, share=CONSTANT_SHARE, why=_EMPTY)


_VAIN = "too many checks are passed by tests that check nothing; ask for more wrong versions to be caught"
_SUITES = {
    "tests that check nothing": "    pass\n",
    "tests that always fail": "    raise AssertionError\n",
    "a report that is printed": "    print('FAILED test_it.py::test_it - assert 1 == 2\\n1 failed in 0.01s')\n",
    "tests that leave with a failure": "    import os\n    os._exit(1)\n",
}


def _suite_cheats(reference: Mapping[str, bytes]) -> Iterator[Cheat]:
    """The reference's test functions with other bodies; what else it hands in stays."""
    for name, body in _SUITES.items():
        files = {path: _with_bodies(path, content, body) for path, content in reference.items()}
        yield Cheat(name=name, files=files, share=SUITE_SHARE, why=_VAIN)


def _with_bodies(path: str, content: bytes, body: str) -> bytes:
    if not PurePosixPath(path).name.startswith("test_"):
        return content
    tree = ast.parse(content)
    names = [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test")]
    return "\n\n".join(f"def {name}():\n{body}" for name in dict.fromkeys(names)).encode()


def _query_cheats(exercise: Exercise, language: str, reference: Mapping[str, bytes]) -> Iterator[Cheat]:
    if language == "cql":
        yield from _cql_cheats(reference)
        return
    on_server = language in DIALECTS
    queries = {
        "no rows": "SELECT NULL WHERE 1 = 0;\n",
        "one row of nothing": "SELECT NULL;\n",
        "the list of tables": "SELECT * FROM information_schema.tables;\n" if on_server else _SQLITE_TABLES,
    }
    for name, text in queries.items():
        files = dict.fromkeys(reference, text.encode())
        yield Cheat(name=name, files=files, share=CONSTANT_SHARE, why=_CONSTANT)
    if on_server and not (exercise.tests_dir / SAMPLE).is_file():
        return  # what is handed in is no query, or its rows on the sample are nowhere written down
    if on_server:
        sample = written_sample(exercise.path)
        listed = _listed(sample.columns, sample.rows)
    else:
        listed = _listed_answer(exercise, reference[exercise.files[language][0]])
    files = dict.fromkeys(reference, listed.encode())
    yield Cheat(name="the rows of the sample, listed", files=files, share=1.0, why=_CONSTANT)


def _cql_cheats(reference: Mapping[str, bytes]) -> Iterator[Cheat]:
    """The server's own tables in place of all files, and in place of the queries alone."""
    for name, kept in (("the server's own tables", ()), ("right tables, none of them asked", (b"CREATE", b"INSERT"))):
        files = {
            path: content if any(word in content for word in kept) else _OWN_TABLES
            for path, content in reference.items()
        }
        yield Cheat(name=name, files=files, share=CONSTANT_SHARE, why=_CONSTANT)


_OWN_TABLES = b"SELECT keyspace_name, table_name FROM system_schema.tables;\n"


def _listed_answer(exercise: Exercise, query: bytes) -> str:
    """A query that looks at no table and gives what the reference gives on the exercise's own data.

    Raises:
        ExerciseInvalid: the data cannot be loaded, or the reference query does not run on it.
    """
    (data,) = exercise.tests_dir.glob("*.sql")
    try:
        with contextlib.closing(sqlite3.connect(":memory:")) as connection:
            connection.executescript(data.read_text(encoding="utf-8"))
            cursor = connection.execute(query.decode("utf-8"))
            columns = [column[0] for column in cursor.description]
            rows = cursor.fetchall()
    except sqlite3.Error as error:
        raise ExerciseInvalid(f"the reference query does not run on {data.name}: {error}") from error
    return _listed(columns, rows)


def _listed(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    names = ['"' + column.replace('"', '""') + '"' for column in columns]
    lines = [
        "SELECT " + ", ".join(f"{_literal(value)} AS {name}" for value, name in zip(row, names, strict=True))
        for row in rows
    ]
    return "\nUNION ALL ".join(lines) + ";\n"


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    return repr(value) if isinstance(value, int | float) else "'" + str(value).replace("'", "''") + "'"
