# ruff: noqa: S608 - the SQL is the test's own
"""The query grader from end to end: each way of handing in something bad has its own verdict."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.graders.sql.conftest import REFERENCE
from tests.graders.sql.pairs import SHOP

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
TESTS = '''
import pytest

def test_columns(query):
    """The columns"""
    query.has_columns("name", "orders", "spent")

@pytest.mark.points(2)
def test_rows(query):
    """The rows"""
    query.agrees_with_reference(on=query.databases(childless="customers"), ordered_by="spent DESC")
'''
PROGRAM = """
import json, sys
from pathlib import Path
from graders.grading import Grading
from graders.run import carry_out
from sandbox.spec import Limits

folder, query = Path(sys.argv[1]), Path(sys.argv[2])
limits = Limits(seconds=1.5, total_seconds=30)
files = {"query.sql": query.read_bytes()} if query.is_file() else {}
outcome = carry_out(Grading(
    exercise_dir=folder, tests_dir=folder / "tests", grader="query", language="sqlite", files=files,
    handed_in=("query.sql",), seed=1, limits=limits, sandbox="process",
))
found = [[check.name, check.verdict, check.points, check.message] for check in outcome.checks]
print(json.dumps({"verdict": outcome.verdict, "message": outcome.message, "checks": found}))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An exercise of two checks."""
    for name in ("tests", "starter", "solution"):
        (tmp_path / name).mkdir()
    for name in ("tests", "starter"):
        (tmp_path / name / "shop.sql").write_text(SHOP)
    (tmp_path / "tests" / "test_query.py").write_text(TESTS)
    (tmp_path / "solution" / "query.sql").write_text(REFERENCE)
    return tmp_path


def graded(folder: Path, query: bytes | None) -> tuple[str, list[str], str]:
    """The verdict, the verdicts of the two checks, and what is said of the second."""
    handed_in = folder / "query.sql"
    if query is not None:
        handed_in.write_bytes(query)
    root = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, folder, handed_in], cwd=root, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    outcome = json.loads(run.stdout.splitlines()[-1])
    assert "Traceback" not in run.stdout
    return outcome["verdict"], [check[1] for check in outcome["checks"]], outcome["checks"][1][3]


def test_a_right_query_passes(folder: Path) -> None:
    assert graded(folder, REFERENCE.encode()) == ("passed", ["passed", "passed"], "")


def test_a_wrong_query_fails_with_a_counterexample(folder: Path) -> None:
    verdict, checks, message = graded(folder, REFERENCE.replace("LEFT JOIN", "JOIN").encode())
    assert (verdict, checks) == ("failed", ["passed", "failed"])
    assert "With these tables:" in message


@pytest.mark.parametrize(
    ("query", "verdict", "part"),
    [
        (f"{ENDLESS} SELECT count(*), 1, 2 FROM n", "time_limit", "earlier check"),
        (f"{ENDLESS} SELECT i, 1, 2 FROM n", "output_limit", "more than 10000 rows"),
        ("SELECT hex(randomblob(1000000000)), 1, 2", "failed", "more than a million bytes"),
        ("ATTACH 'other.db' AS other", "failed", "attach a database file"),
        ("DELETE FROM customers", "failed", "tries to delete"),
        ("SELECT 1; SELECT 2", "failed", "2 statements"),
        ("", "failed", "holds no statement"),
        ("-- only a comment", "failed", "holds no statement"),
        ("SELECT FROM customers", "failed", "line 1, column 8"),
        ("SELECT 'München'".encode("latin-1"), "invalid", "not text in UTF-8: see line 1"),
        ("SELECT 1".encode("utf-16"), "invalid", "saved as UTF-16"),
        (b"SELECT 1\0", "invalid", "NUL character"),
        (None, "invalid", "is missing"),
        (b"SELECT " + b"1 + " * 20_000 + b"1", "failed", "50000"),
    ],
)
def test_each_bad_submission_has_its_verdict(folder: Path, query: str | bytes | None, verdict: str, part: str) -> None:
    data = query.encode() if isinstance(query, str) else query
    _, checks, message = graded(folder, data)
    assert checks == [verdict, verdict]
    assert part in message


def test_a_byte_order_mark_is_no_part_of_the_query(folder: Path) -> None:
    assert graded(folder, b"\xef\xbb\xbf" + REFERENCE.encode())[0] == "passed"


def test_a_broken_exercise_is_no_fault_of_the_learner(folder: Path) -> None:
    (folder / "solution" / "query.sql").write_text("SELECT nonsense FROM nowhere")
    assert graded(folder, REFERENCE.encode())[0] == "error"
