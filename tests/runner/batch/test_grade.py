"""``kata grade`` as people type it: what it grades, what it keeps, what it tells, how it ends."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import need
from tests.runner.batch.conftest import BAD, GOOD, Desk, containers_left, left_running, same_but_for_times
from tests.runner.conftest import Kata

SLOW = "import time\n\n\ndef total(amounts):\n    time.sleep(1)\n    return sum(amounts)\n"
HOSTILE = {
    "ends": "import os\n\n\ndef total(amounts):\n    os._exit(0)\n",
    "floods": "def total(amounts):\n    while True:\n        print('x' * 10_000)\n",
    "eats": "def total(amounts):\n    return [bytearray(1 << 30) for _ in range(8)]\n",
    "kills": "import os\n\n\ndef total(amounts):\n    os.kill(-1, 9)\n",
    "raises": "raise SystemExit(0)\n",
}


def test_everybody_is_graded_and_what_does_not_fit_is_listed(desk: Desk) -> None:
    desk.hand_in("ada", GOOD)
    desk.hand_in("bo", BAD)
    desk.hand_in("cy", GOOD, name="other.py")
    desk.hand_in("di", "def total(:\n")
    (desk.handed_in / "README.md").write_text("x")
    desk.hand_in("ed", GOOD, exercise="ad-up")
    ended = desk.grade()
    assert ended.code == 0
    assert desk.verdicts() == {"ada": "passed", "bo": "failed", "cy": "invalid", "di": "failed"}
    assert "2 found that fit nowhere, and are not graded:" in ended.err
    assert "README.md: is a file where the layout {learner}/{exercise} has a folder" in ended.err
    assert 'handed-in/ed/ad-up: there is no exercise "ad-up" to grade; did they mean add-up?' in ended.err
    assert "bill.py is missing from handed-in/cy/add-up" in desk.reports()["cy", "add-up"].message


def test_a_usage_error_ends_with_2_and_grades_nothing(desk: Desk) -> None:
    desk.hand_in("ada", GOOD)
    for words, said in (
        (("--layout", "{group}"), "{group}"),
        (("--shard", "6/5"), "--shard 2/5"),
        (("--exercise", "add-upp"), "add-up"),
        (("--sandbox", "process"), "--trust-submissions"),
        (("--report", "csw=x"), "csv=x"),
        (("--jobs", "0"), "--jobs"),
    ):
        ended = desk.grade(*words)
        assert (ended.code, said in ended.err) == (2, True), (words, ended)
    assert not desk.results.exists()


def test_what_has_not_changed_is_not_graded_again_and_what_has_is(desk: Desk, tmp_path: Path) -> None:
    # The hidden tests run outside, so they can count how often they do.
    pack = Path(shutil.copytree(Path(__file__).parents[1] / "packs" / "mini", tmp_path / "counted"))
    log = tmp_path / "log"
    tests = pack / "algorithms" / "add-up" / "tests" / "test_bill.py"
    tests.write_text(
        f"from bill import total\n\n\ndef test_it():\n    open({str(log)!r}, 'a').write('x')\n"
        "    assert total([5]) == 5\n"
    )
    desk.hand_in("ada", GOOD)
    desk.hand_in("bo", GOOD)
    desk.hand_in("cy", BAD)
    assert desk.grade(KATA_EXERCISES=str(pack)).code == 0
    assert len(log.read_text()) == 2, "two learners with the same file have one result"
    first = desk.reports()
    assert desk.grade(KATA_EXERCISES=str(pack)).code == 0
    assert len(log.read_text()) == 2
    assert desk.reports() == first
    desk.hand_in("cy", GOOD + "# mine\n")
    desk.hand_in("ed", BAD)
    assert desk.grade(KATA_EXERCISES=str(pack)).code == 0
    assert len(log.read_text()) == 3
    assert desk.verdicts() == {"ada": "passed", "bo": "passed", "cy": "passed", "ed": "failed"}


def test_parts_of_a_batch_merged_are_the_whole(desk: Desk) -> None:
    for number in range(6):
        desk.hand_in(f"learner{number}", (GOOD, BAD)[number % 2] + f"# {number}\n")
    whole = desk.grade("--results", "whole.sqlite3")
    parts = [desk.grade("--shard", f"{part}/3", "--results", f"part{part}.sqlite3") for part in (1, 2, 3)]
    assert [ended.code for ended in (whole, *parts)] == [0, 0, 0, 0]
    merged = [desk.kata("merge", "all.sqlite3", *(f"part{part}.sqlite3" for part in (1, 2, 3))) for _ in range(2)]
    assert [ended.code for ended in merged] == [0, 0]
    assert "part1.sqlite3: 0 new results" in merged[1].err
    everything, one_run = desk.reports(desk.folder / "all.sqlite3"), desk.reports(desk.folder / "whole.sqlite3")
    assert same_but_for_times(everything, one_run) == []
    counts = [len(desk.reports(desk.folder / f"part{part}.sqlite3")) for part in (1, 2, 3)]
    assert sum(counts) == 6
    assert max(counts) < 6
    again = desk.kata("merge", "all.sqlite3", "all.sqlite3")
    assert (again.code, len(desk.reports(desk.folder / "all.sqlite3"))) == (0, 6)
    missing = desk.kata("merge", "all.sqlite3", "part4.sqlite3")
    assert (missing.code, "there is no such file of results" in missing.err) == (3, True)


def test_hostile_submissions_stop_nobody(desk: Desk) -> None:
    for name, code in HOSTILE.items():
        desk.hand_in(name, code)
        desk.hand_in(f"{name}-neighbour", GOOD + f"# {name}\n")
    ended = desk.grade("--jobs", "2")
    assert ended.code == 0, ended
    verdicts = desk.verdicts()
    assert {name: verdicts[f"{name}-neighbour"] for name in HOSTILE} == dict.fromkeys(HOSTILE, "passed")
    assert {name for name in HOSTILE if verdicts[name] in {"passed", "error"}} == set()


def test_a_failure_of_ours_is_tried_again_and_then_told_apart(desk: Desk, tmp_path: Path) -> None:
    pack = Path(shutil.copytree(Path(__file__).parents[1] / "packs" / "mini", tmp_path / "broken"))
    tried = tmp_path / "tried"
    tests = pack / "algorithms" / "add-up" / "tests" / "test_bill.py"
    tests.write_text(
        "import os\nfrom bill import total\n\n\ndef test_it():\n"
        f"    open({str(tried)!r}, 'a').write('x')\n"
        f"    if len(open({str(tried)!r}).read()) != int(os.environ['SUCCEEDS_AT']):\n        os._exit(9)\n"
        "    assert total([5]) == 5\n"
    )
    desk.hand_in("ada", GOOD)
    desk.hand_in("bo", "def turned(word):\n    return word[::-1]\n", exercise="turn-around", name="words.py")
    always = {"KATA_EXERCISES": str(pack)}
    ended = desk.grade(**always, SUCCEEDS_AT="99")
    assert ended.code == 3
    assert len(tried.read_text()) == 2
    assert desk.verdicts() == {"ada": "error", "bo": "passed"}
    assert "the process that graded it ended before it had a result" in ended.out
    again = desk.grade(**always, SUCCEEDS_AT="4")
    assert again.code == 0, "the next run tries it again, and the run itself tries it twice"
    assert len(tried.read_text()) == 4
    assert desk.verdicts() == {"ada": "passed", "bo": "passed"}


def test_hidden_tests_that_cannot_be_collected_are_ours_and_say_why(desk: Desk, tmp_path: Path) -> None:
    pack = Path(shutil.copytree(Path(__file__).parents[1] / "packs" / "mini", tmp_path / "broken"))
    (pack / "algorithms" / "add-up" / "tests" / "test_bill.py").write_text("def test_it(:\n")
    desk.hand_in("ada", GOOD)
    desk.hand_in("bo", "def turned(word):\n    return word[::-1]\n", exercise="turn-around", name="words.py")
    ended = desk.grade(KATA_EXERCISES=str(pack))
    assert ended.code == 3
    assert desk.verdicts() == {"ada": "error", "bo": "passed"}
    assert "SyntaxError" in desk.reports()["ada", "add-up"].message


def test_a_name_that_is_no_text_is_listed_and_stops_nobody(desk: Desk) -> None:
    desk.hand_in("ada", GOOD)
    folder = os.path.join(os.fsencode(desk.handed_in), b"b\xffo", b"add-up")  # noqa: PTH118 - bytes
    os.makedirs(folder)  # noqa: PTH103
    ended = desk.grade()
    assert ended.code == 0
    assert "its name is no text; rename it" in ended.err
    assert desk.verdicts() == {"ada": "passed"}


@pytest.mark.parametrize("backend", ["bubblewrap", "docker"])
def test_ctrl_c_ends_everything_and_a_second_run_goes_on(desk: Desk, home: Path, backend: str) -> None:
    need(backend)
    for number in range(4):
        desk.hand_in(f"learner{number}", GOOD + f"# {number}\n")
        desk.hand_in(f"slow{number}", SLOW + f"# {number}\n")
    words = ["grade", "handed-in", "--sandbox", backend, "--jobs", "2"]
    running = _started(desk.kata, *words)
    _wait_for_results(desk.results, 2)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130, (out, err)
    assert b"Traceback" not in err
    assert left_running(str(home)) == []
    assert backend != "docker" or containers_left() == []
    kept = desk.reports()
    assert 2 <= len(kept) < 8
    assert desk.kata(*words).code == 0
    finished = desk.reports()
    assert len(finished) == 8
    assert {key: finished[key] for key in kept} == kept, "what was finished is not graded again"
    assert set(desk.verdicts().values()) == {"passed"}


def test_a_full_disk_is_told_and_what_is_finished_is_kept(desk: Desk, home: Path) -> None:
    """On a file system of 64 KiB in memory, in namespaces of its own."""
    for number in range(30):
        desk.hand_in(f"learner{number:02}", GOOD.replace("return", f"print('{number:02}' * 2000)\n    return"))
    place, kept = desk.folder / "small", desk.folder / "kept"
    place.mkdir()
    kept.mkdir()
    bubblewrap = ["bwrap", "--dev-bind", "/", "/", "--size", str(64 << 10), "--tmpfs", str(place), "sh", "-c"]
    grading = f"{sys.executable} -m runner grade handed-in --sandbox process --trust-submissions"
    script = f"{grading} --results {place}/r.sqlite3; code=$?; cp {place}/r.sqlite3* {kept}; exit $code"
    done = subprocess.run(
        [*bubblewrap, script],
        cwd=desk.folder,
        env=desk.kata.environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 3, done
    assert "there is no room left for the results" in done.stderr
    assert "free some space and run the same command again: what is finished is kept" in done.stderr
    assert "Traceback" not in done.stderr
    reports = desk.reports(kept / "r.sqlite3")
    assert 0 < len(reports) < 30
    assert {report.verdict.value for report in reports.values()} == {"passed"}
    assert left_running(str(home)) == []


def test_feedback_for_an_exam_keeps_the_reasons_out_of_the_files(desk: Desk) -> None:
    desk.hand_in("ada", BAD)
    for feedback in ("full", "names", "score"):
        words = ("--feedback", feedback, "--report", f"jsonl={feedback}.jsonl")
        assert desk.grade(*words).code == 0
    full, names, score = ((desk.folder / f"{name}.jsonl").read_text() for name in ("full", "names", "score"))
    assert "test_amounts_are_added" in full
    assert "total([1, 2])" in full
    assert "test_amounts_are_added" in names
    assert "total([1, 2])" not in names
    assert "test_amounts_are_added" not in score


def _started(kata: Kata, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "runner", *words],
        cwd=kata.folder,
        env=kata.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def _wait_for_results(results: Path, count: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if results.exists():
            try:
                database = sqlite3.connect(f"file:{results}?mode=ro", uri=True)
                (found,) = database.execute("SELECT count(*) FROM graded").fetchone()
                database.close()
            except sqlite3.OperationalError:
                found = 0  # not made yet
            if found >= count:
                return
        time.sleep(0.02)
    raise AssertionError(f"there were no {count} results in time")
