"""What is finished is kept, once, whatever happens."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from graders.outcome import Check, Verdict
from runner.batch.model import Graded, Handed
from runner.batch.store import Store, grader_version, key_of
from runner.errors import StoreUnusable
from runner.report import ExerciseInfo, Report

ROOT = Path(__file__).parents[3]


def report(verdict: Verdict = Verdict.PASSED, *, score: float = 1.0) -> Report:
    check = Check(name="test_it", title="It", verdict=verdict, points=score, max_points=1.0, message="m\x1b\ud800")
    return Report(
        exercise=ExerciseInfo(id="sql-01", version="0123456789ab", title="T", skill="databases"),
        verdict=verdict,
        score=score,
        max_score=1.0,
        checks=(check,),
        seed=7,
        seconds=0.5,
    )


def graded(learner: str = "ada", key: str = "k1", *, exercise: str = "sql-01", of: Report | None = None) -> Graded:
    handed = Handed(learner=learner, exercise=exercise, place=Path("in") / learner)
    return Graded(handed=handed, language="sqlite", report=of or report(), key=key)


def rows(file: Path, table: str) -> int:
    with sqlite3.connect(file) as database:
        (count,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - a test's own word
    database.close()
    return int(count)


def test_a_result_comes_back_as_it_was(tmp_path: Path) -> None:
    store = Store(tmp_path / "new folder" / "r.sqlite3")
    store.keep(graded())
    assert store.known("k1") == report()
    assert store.known("k2") is None
    (one,) = store.all()
    assert (one.handed.learner, one.handed.exercise, one.language, one.key) == ("ada", "sql-01", "sqlite", "k1")
    assert one.report == report()
    store.close()


def test_the_same_result_is_kept_once_and_the_latest_of_a_learner_counts(tmp_path: Path) -> None:
    store = Store(tmp_path / "r.sqlite3")
    for _ in range(3):
        store.keep(graded("ada", "k1"))
        store.keep(graded("bo", "k1"))
    store.keep(graded("ada", "k2", of=report(Verdict.FAILED, score=0)))
    assert [(one.handed.learner, one.report.verdict) for one in store.all()] == [
        ("ada", Verdict.FAILED),
        ("bo", Verdict.PASSED),
    ]
    store.close()
    assert rows(tmp_path / "r.sqlite3", "results") == 2


def test_an_error_of_ours_is_noted_and_is_no_result(tmp_path: Path) -> None:
    store = Store(tmp_path / "r.sqlite3")
    store.keep(graded(of=report(Verdict.ERROR, score=0)))
    assert store.known("k1") is None
    assert [one.report.verdict for one in store.all()] == [Verdict.ERROR]
    store.keep(graded())
    assert [one.report.verdict for one in store.all()] == [Verdict.PASSED]
    store.close()


def test_a_key_depends_on_everything_that_a_grade_depends_on() -> None:
    base = {"exercise": "sql-01 1", "language": "sqlite", "image": "docker sha256:1", "seed": 1}
    files = {"a": b"1", "b": b"2"}
    first = key_of(files, **base)  # type: ignore[arg-type]
    assert key_of(dict(reversed(files.items())), **base) == first  # type: ignore[arg-type]
    others = [key_of(files, **{**base, name: value}) for name, value in (("exercise", "sql-01 2"), ("language", "x"))]  # type: ignore[arg-type]
    others += [key_of(files, **{**base, name: value}) for name, value in (("image", "y"), ("seed", 2))]  # type: ignore[arg-type]
    others += [key_of(changed, **base) for changed in ({"a": b"1"}, {"a": b"12", "b": b""}, {"ab": b"1", "": b"2"})]  # type: ignore[arg-type]
    assert len({first, *others}) == 8
    assert len(grader_version()) == 16


def test_what_was_kept_survives_a_kill_at_any_moment(tmp_path: Path) -> None:
    file = tmp_path / "r.sqlite3"
    program = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from runner.batch.store import Store
from tests.runner.batch.test_store import graded
store = Store(Path({str(file)!r}))
for number in range(10**6):
    store.keep(graded("learner%d" % number, "k%d" % number))
    print(number, flush=True)
"""
    for _ in range(3):
        with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as running:
            assert running.stdout is not None
            told = [running.stdout.readline() for _ in range(20)]
            os.kill(running.pid, signal.SIGKILL)
        store = Store(file)
        kept = {one.key for one in store.all()}
        assert {f"k{line.strip()}" for line in told} <= kept
        assert all(store.known(key) == report() for key in kept)
        store.close()
    assert rows(file, "results") == rows(file, "graded") == len(kept)


def test_several_processes_write_at_once(tmp_path: Path) -> None:
    file = tmp_path / "r.sqlite3"
    program = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from runner.batch.store import Store
from tests.runner.batch.test_store import graded
store = Store(Path({str(file)!r}))
for number in range(20):
    store.keep(graded(sys.argv[1] + str(number), sys.argv[1] + str(number)))
store.close()
"""
    several = [subprocess.Popen([sys.executable, "-c", program, name]) for name in "abc"]
    assert [one.wait(timeout=60) for one in several] == [0, 0, 0]
    assert rows(file, "results") == 60


def test_stores_are_merged_and_nothing_is_doubled(tmp_path: Path) -> None:
    one, two = Store(tmp_path / "1.sqlite3"), Store(tmp_path / "2.sqlite3")
    one.keep(graded("ada", "k1"))
    one.keep(graded("bo", "k2", of=report(Verdict.ERROR, score=0)))
    two.keep(graded("bo", "k2"))
    two.keep(graded("cy", "k1"))
    two.close()
    assert one.take_in(tmp_path / "2.sqlite3") == 1
    assert one.take_in(tmp_path / "2.sqlite3") == 0
    assert [(each.handed.learner, each.report.verdict) for each in one.all()] == [
        ("ada", Verdict.PASSED),
        ("bo", Verdict.PASSED),
        ("cy", Verdict.PASSED),
    ]
    with pytest.raises(StoreUnusable, match="no such file"):
        one.take_in(tmp_path / "3.sqlite3")
    one.close()


def test_a_file_of_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("this is no database, and long enough to be looked at " * 20)
    with pytest.raises(StoreUnusable, match="cannot be used"):
        Store(text)
    other = tmp_path / "other.sqlite3"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE mine (x)")
    database.close()
    with pytest.raises(StoreUnusable, match="something else"):
        Store(other)
    newer = tmp_path / "newer.sqlite3"
    with sqlite3.connect(newer) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(StoreUnusable, match="newer kata"):
        Store(newer)
    assert text.read_text().startswith("this is no database")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnusable):
        Store(tmp_path / "file" / "r.sqlite3")
