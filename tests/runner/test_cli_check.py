"""``kata check`` and ``kata watch`` as people type them: real gradings of a small exercise."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from runner.progress import Progress
from runner.report import report_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.runner.conftest import Ended, Kata

    Background = Callable[..., subprocess.Popen[bytes]]

GOOD = "def total(amounts):\n    return sum(amounts)\n"
BAD = "def total(amounts):\n    return len(amounts)\n"


@pytest.fixture
def workspace(kata: Kata) -> Path:
    assert kata("start", "add-up").code == 0
    return kata.folder / "add-up"


@pytest.fixture
def background(kata: Kata) -> Iterator[Background]:
    """Starts the command in a session of its own, and leaves none running."""
    with contextlib.ExitStack() as stack:

        def start(*arguments: str, folder: Path, variables: dict[str, str], **streams: Any) -> subprocess.Popen[Any]:
            process: subprocess.Popen[Any] = subprocess.Popen(
                [sys.executable, "-m", "runner", *arguments],
                cwd=folder,
                env=kata.environment(**variables),
                start_new_session=True,
                **streams,
            )
            stack.enter_context(process)
            stack.callback(process.kill)
            return process

        yield start


def check(kata: Kata, *arguments: str, folder: Path | None = None, **variables: str) -> Ended:
    return kata("check", *arguments, "--sandbox", "process", folder=folder, **variables)


def test_a_right_solution_passes_with_0_and_is_remembered(kata: Kata, workspace: Path) -> None:
    (workspace / "bill.py").write_text(GOOD)
    ended = check(kata, folder=workspace)
    assert (ended.code, ended.err) == (0, "")
    assert "PASSED" in ended.out
    (attempt,) = Progress().attempts()
    assert (attempt.exercise, attempt.language, attempt.score, attempt.max_score) == ("add-up", "python", 3, 3)
    assert attempt.passed
    assert "x add-up" in kata("list", PYTHONIOENCODING="ascii").out
    assert "add-up" not in kata("list", "--todo").out
    assert kata("next").out.startswith("algo-01: ")  # the easiest that is left of the skill in progress
    assert "return sum(amounts)" in kata("solution", folder=workspace).out


def test_the_starter_does_not_pass_and_ends_with_1(kata: Kata, workspace: Path) -> None:
    ended = check(kata, folder=workspace)
    assert (ended.code, ended.err) == (1, "")
    assert "Amounts are added" in ended.out
    assert not Progress().passed()
    assert "begun: add-up" in kata("progress").out


def test_check_works_from_a_subfolder_and_from_beside(kata: Kata, workspace: Path) -> None:
    (workspace / "bill.py").write_text(GOOD)
    (workspace / "notes").mkdir()
    assert check(kata, folder=workspace / "notes").code == 0
    assert check(kata, "add-up").code == 0


def test_any_folder_can_be_handed_in(kata: Kata, tmp_path: Path) -> None:
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "bill.py").write_text(GOOD)
    assert check(kata, "add-up", "--submission", str(tmp_path / "ada")).code == 0


def test_json_is_one_object_and_nothing_else(kata: Kata, workspace: Path) -> None:
    (workspace / "bill.py").write_text('print(\'{"verdict": "passed"}\')\n' + BAD)
    ended = check(kata, "--format", "json", "--seed", "7", folder=workspace)
    assert (ended.code, ended.err) == (1, "")
    report = json.loads(ended.out)
    jsonschema.validate(report, report_schema())
    assert (report["verdict"], report["seed"]) == ("failed", 7)
    assert report["exercise"]["id"] == "add-up"


def test_junit_is_xml(kata: Kata, workspace: Path) -> None:
    ended = check(kata, "--format", "junit", folder=workspace)
    assert list(ET.fromstring(ended.out).iter("testcase"))  # noqa: S314  # our own output


def test_a_driver_that_is_broken_is_our_bug_and_no_fault_of_the_solution(
    kata: Kata, workspace: Path, home: Path
) -> None:
    code = """
import sandbox.drivers
from runner import cli
def broken():
    raise NameError("a driver is broken")
sandbox.drivers.python_program = broken
cli.program()
"""
    done = subprocess.run(
        [sys.executable, "-c", code, "check", "--sandbox", "process"],
        cwd=workspace,
        env=kata.environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 3
    assert done.stdout == ""
    assert done.stderr.startswith("error: this is a bug in kata")
    assert "Traceback" not in done.stderr
    (file,) = (home / "crashes").iterdir()
    assert "NameError: a driver is broken" in file.read_text()
    assert Progress().attempts() == ()


def test_a_missing_file_is_invalid_and_no_attempt(kata: Kata, workspace: Path) -> None:
    (workspace / "bill.py").unlink()
    ended = check(kata, folder=workspace)
    assert ended.code == 1
    assert "bill.py is missing from" in ended.out
    assert "kata reset" in ended.out
    assert Progress().attempts() == ()
    report = json.loads(check(kata, "--format", "json", folder=workspace).out)
    jsonschema.validate(report, report_schema())
    assert report["verdict"] == "invalid"


def test_reset_is_advised_only_where_it_would_bring_the_file_back(kata: Kata, workspace: Path) -> None:
    (workspace / "bill.py").unlink()
    handed_in = check(kata, "add-up", "--submission", ".", folder=kata.folder)
    assert "bill.py is missing from" in handed_in.out
    assert "kata reset" not in handed_in.out
    assert kata("start", "api-01", "--lang", "python").code == 0
    other = check(kata, "--lang", "javascript", folder=kata.folder / "api-01")
    said = " ".join(other.out.split())
    assert "this workspace is one for python; `kata start api-01 --lang javascript` makes one for javascript" in said
    assert "kata reset" not in said


def test_a_link_out_of_the_workspace_is_invalid(kata: Kata, workspace: Path) -> None:
    (workspace / "bill.py").unlink()
    (workspace / "bill.py").symlink_to("/etc/passwd")
    ended = check(kata, folder=workspace)
    assert ended.code == 1
    assert "is a link; links are not followed" in ended.out.replace("\n    ", " ")
    assert "root:" not in ended.out


@pytest.mark.parametrize("content", [b"\x00\x01\x02\xff" * 50, "x = 'caf\xe9'\n".encode("latin-1")])
def test_a_file_that_is_no_text_gets_a_verdict_and_no_traceback_of_ours(
    kata: Kata, workspace: Path, content: bytes
) -> None:
    (workspace / "bill.py").write_bytes(content)
    ended = check(kata, folder=workspace)
    assert (ended.code, ended.err) == (1, "")


def test_a_store_that_cannot_be_used_costs_one_line(kata: Kata, workspace: Path, home: Path) -> None:
    (workspace / "bill.py").write_text(GOOD)
    shutil.rmtree(home, ignore_errors=True)
    home.write_text("a file in the folder's place")
    ended = check(kata, folder=workspace)
    assert ended.code == 0
    (line,) = ended.err.splitlines()
    assert line.startswith("warning: this attempt is not remembered: ")


def test_a_sandbox_that_cannot_be_had_is_our_failure(kata: Kata, workspace: Path) -> None:
    ended = kata("check", "--sandbox", "docker", folder=workspace, DOCKER_HOST="unix:///nowhere/docker.sock")
    assert ended.code == 3
    assert "kata doctor" in ended.out
    assert Progress().attempts() == ()


def test_stopping_a_check_ends_with_130_and_leaves_nothing(workspace: Path, background: Background) -> None:
    running = workspace.parent / "running"
    (workspace / "bill.py").write_text(f"open({str(running)!r}, 'w').close()\nimport time\ntime.sleep(60)\n")
    temporary = workspace.parent / "tmp"
    temporary.mkdir()
    for number in (signal.SIGINT, signal.SIGTERM):
        process = background(
            *("check", "--sandbox", "process"),
            folder=workspace,
            variables={"TMPDIR": str(temporary)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        wait_until(running.exists)
        process.send_signal(number)
        _, err = process.communicate(timeout=30)
        assert (process.returncode, err) == (130, b"\nstopped\n")
        assert not list(temporary.iterdir())
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)
        running.unlink()


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


class Screen:
    """What a command has shown, waited for."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.text = ""

    def wait_for(self, words: str) -> str:
        """Everything up to and with the words; it is then taken away."""
        end = time.monotonic() + 30
        while words not in self.text:
            ready, _, _ = select.select([self.descriptor], [], [], max(0.0, end - time.monotonic()))
            assert ready, self.text
            self.text += os.read(self.descriptor, 65536).decode()
        shown, _, self.text = self.text.partition(words)
        return shown + words


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """A terminal: our end, and the one a command is given."""
    ours, theirs = pty.openpty()
    yield ours, theirs
    os.close(ours)
    os.close(theirs)


def test_watch_checks_after_every_save_and_ends_cleanly(
    workspace: Path, background: Background, terminal: tuple[int, int]
) -> None:
    ours, theirs = terminal
    process = background(
        *("watch", "--sandbox", "process"),
        folder=workspace,
        variables={"TERM": "xterm"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    screen = Screen(ours)
    first = screen.wait_for("Waiting for a change")
    assert "\x1b[2J" in first  # it is a terminal, so it was cleared
    assert "NOT YET" in first
    (workspace / "bill.py").write_text(GOOD)
    assert "PASSED" in screen.wait_for("Waiting for a change")
    replacement = workspace / "bill.py.swp"  # as editors do that write aside and rename
    replacement.write_text(BAD)
    replacement.rename(workspace / "bill.py")
    assert "NOT YET" in screen.wait_for("Waiting for a change")
    process.send_signal(signal.SIGINT)
    screen.wait_for("No longer watching.")
    assert process.wait(timeout=30) == 0
    assert [attempt.passed for attempt in Progress().attempts()] == [False, True, False]


def test_watch_does_not_clear_what_is_no_terminal(workspace: Path, background: Background) -> None:
    process = background(
        *("watch", "--sandbox", "process"),
        folder=workspace,
        variables={},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    shown = Screen(process.stdout.fileno()).wait_for("Waiting for a change")
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0
    assert "\x1b[" not in shown
