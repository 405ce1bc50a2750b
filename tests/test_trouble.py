"""When things are missing, broken or full: a clear message, the right exit code, nothing lost, no traceback."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox import leftovers
from tests.commandline import Said, command, environment, kata
from tests.conftest import GIT, need

NO_DOCKER = "unix:///nonexistent/docker.sock"
SOLVED = "def two_sum(amounts, total):\n    return None\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def workspace(tmp_path: Path, home: Path) -> Path:
    """A started exercise."""
    assert kata("start", "algo-01", "--dir", "here", home=home, folder=tmp_path).code == 0
    return tmp_path / "here"


@pytest.fixture
def without_bubblewrap(tmp_path: Path) -> str:
    """A PATH with Python and Git and no bubblewrap."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("git", "sh"):
        found = shutil.which(name)
        if found:
            (folder / name).symlink_to(found)
    (folder / "python3").symlink_to(sys.executable)
    return str(folder)


def backend_of(said: Said) -> str:
    return str(json.loads(said.out)["sandbox"]["backend"])


def test_without_docker_bubblewrap_is_taken(workspace: Path, home: Path) -> None:
    need("bubblewrap")
    said = kata("check", "--format", "json", home=home, folder=workspace, env={"DOCKER_HOST": NO_DOCKER})
    assert (said.code, backend_of(said)) == (1, "bubblewrap")


def test_without_docker_and_bubblewrap_a_plain_process_is_taken_and_says_so(
    workspace: Path, home: Path, without_bubblewrap: str
) -> None:
    settings = {"DOCKER_HOST": NO_DOCKER, "PATH": without_bubblewrap}
    said = kata("check", "--format", "json", home=home, folder=workspace, env=settings)
    assert (said.code, backend_of(said)) == (1, "process")
    shown = kata("check", home=home, folder=workspace, env=settings)
    assert "process" in shown.out


def test_docker_asked_for_where_none_answers_is_our_failure(workspace: Path, home: Path) -> None:
    said = kata("check", "--sandbox", "docker", home=home, folder=workspace, env={"DOCKER_HOST": NO_DOCKER})
    assert said.code == 3
    assert "No Docker engine answers" in said.out + said.err
    assert "docker info" in said.out + said.err


def test_bubblewrap_asked_for_where_there_is_none_is_our_failure(
    workspace: Path, home: Path, without_bubblewrap: str
) -> None:
    said = kata("check", "--sandbox", "bubblewrap", home=home, folder=workspace, env={"PATH": without_bubblewrap})
    assert said.code == 3
    assert "apt install bubblewrap" in said.out + said.err


def test_a_sandbox_nobody_knows_is_a_usage_error(workspace: Path, home: Path) -> None:
    said = kata("check", "--sandbox", "chroot", home=home, folder=workspace)
    assert said.code == 2
    assert "bubblewrap" in said.err


def test_an_unknown_exercise_gets_a_suggestion(tmp_path: Path, home: Path) -> None:
    said = kata("start", "sql-1", home=home, folder=tmp_path)
    assert said.code == 2
    assert "sql-01" in said.err


def test_a_deleted_file_is_invalid_and_says_how_to_get_it_back(workspace: Path, home: Path) -> None:
    (workspace / "two_sum.py").unlink()
    said = kata("check", home=home, folder=workspace)
    assert said.code == 1
    assert "two_sum.py" in said.out
    assert "kata reset" in said.out


def test_a_link_out_of_the_workspace_is_refused_by_name(workspace: Path, home: Path) -> None:
    (workspace / "two_sum.py").unlink()
    (workspace / "two_sum.py").symlink_to("/etc/passwd")
    said = kata("check", "--format", "json", home=home, folder=workspace)
    assert (said.code, json.loads(said.out)["verdict"]) == (1, "invalid")
    assert "two_sum.py" in said.out
    assert "root:" not in said.out


@pytest.mark.parametrize(
    "content", [b"\x7fELF\x00\x01\x02" * 100, "def two_sum(a, t):\n    return 'café'\n".encode("latin-1"), b""]
)
def test_a_binary_a_latin_1_or_an_empty_solution_does_not_pass(workspace: Path, home: Path, content: bytes) -> None:
    (workspace / "two_sum.py").write_bytes(content)
    said = kata("check", home=home, folder=workspace)
    assert said.code == 1
    assert "two_sum" in said.out


@pytest.mark.parametrize("language", ["sql-01", "git-01"])
def test_a_binary_file_in_place_of_the_work_does_not_pass(tmp_path: Path, home: Path, language: str) -> None:
    if language == "git-01" and GIT is None:
        pytest.skip("git is not installed")
    assert kata("start", language, "--dir", "here", home=home, folder=tmp_path).code == 0
    target = tmp_path / "here" / ("query.sql" if language == "sql-01" else "repo/.git/HEAD")
    target.write_bytes(b"\x00\xff\xfe" * 50)
    assert kata("check", home=home, folder=tmp_path / "here").code == 1


def test_a_broken_manifest_gets_all_its_problems_at_once(tmp_path: Path, home: Path) -> None:
    pack = tmp_path / "pack" / "bad-01"
    pack.mkdir(parents=True)
    (pack / "exercise.toml").write_text('format_version = 1\ntitle = 7\nlevl = "easy"\nskill = "nothing"\n')
    said = kata("start", "bad-01", "--exercises", str(pack.parent), home=home, folder=tmp_path)
    assert said.code == 3
    for word in ("exercise.toml:2", "title", "levl", "level", "grader", "kata verify"):
        assert word in said.err


def test_a_manifest_that_is_not_toml_is_told_with_its_line(tmp_path: Path, home: Path) -> None:
    pack = tmp_path / "pack" / "bad-01"
    pack.mkdir(parents=True)
    (pack / "exercise.toml").write_text("title = \n")
    said = kata("start", "bad-01", "--exercises", str(pack.parent), home=home, folder=tmp_path)
    assert said.code == 3
    assert "line 1" in said.err or "exercise.toml:1" in said.err


def unprivileged() -> bool:
    return os.geteuid() != 0


def test_a_read_only_folder_takes_no_workspace_and_says_so(tmp_path: Path, home: Path) -> None:
    folder = read_only(tmp_path)
    said = kata("start", "algo-01", "--dir", str(folder / "here"), home=home, folder=tmp_path)
    assert said.code in {2, 3}
    assert "here" in said.err


def test_a_check_in_a_read_only_workspace_works(workspace: Path, home: Path, tmp_path: Path) -> None:
    folder = read_only(tmp_path)
    said = kata("check", "--format", "json", home=folder / "home", folder=workspace)
    assert said.code == 1
    assert json.loads(said.out)["verdict"] == "failed"
    assert "not remembered" in said.err


def read_only(tmp_path: Path) -> Path:
    """A folder in which nothing can be made, even by root: one of the kernel's own."""
    if unprivileged():
        folder = tmp_path / "read-only"
        folder.mkdir(mode=0o500)
        return folder
    return Path("/proc/self")


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A tiny file system with no room left."""
    place = tmp_path / "full"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a small file system can be mounted by root only")
    try:
        (place / "fill").write_bytes(b"x" * 60_000)
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_keeps_a_check_from_being_remembered_and_no_more(
    workspace: Path, home: Path, full_disk: Path
) -> None:
    said = kata("check", "--format", "json", home=full_disk / "home", folder=workspace)
    assert said.code == 1
    assert json.loads(said.out)["verdict"] == "failed"
    assert "not remembered" in said.err


def test_a_full_disk_for_temporary_files_is_passed_over(workspace: Path, home: Path, full_disk: Path) -> None:
    with (full_disk / "rest").open("wb", buffering=0) as rest:
        try:
            while True:
                rest.write(b"x" * 512)
        except OSError:
            pass
    said = kata("check", "--sandbox", "process", home=home, folder=workspace, env={"TMPDIR": str(full_disk)})
    assert said.code == 1
    assert "NotImplementedError" in said.out, "the solution ran"


def test_a_full_disk_takes_no_workspace_and_leaves_nothing_half_made(home: Path, full_disk: Path) -> None:
    (full_disk / "more").write_bytes(b"")
    with (full_disk / "rest").open("wb", buffering=0) as rest:
        try:
            while True:
                rest.write(b"x" * 512)
        except OSError:
            pass
    said = kata("start", "algo-01", "--dir", str(full_disk / "here"), home=home, folder=full_disk)
    assert said.code in {2, 3}
    assert "space" in said.err.lower()


HANGING = "import time\ndef two_sum(amounts, total):\n    open('started', 'w').close()\n    time.sleep({marker})\n"


ENDINGS = [(signal.SIGKILL, 0.1), (signal.SIGKILL, 1.0), (signal.SIGINT, 0.5), (signal.SIGTERM, 1.0)]
"""Signals, and seconds into the run: nothing outside tells how far it has come, and no moment is exempt."""


@pytest.mark.parametrize(("ending", "seconds"), ENDINGS, ids=lambda value: getattr(value, "name", value))
def test_a_run_that_is_ended_leaves_nothing_behind(
    workspace: Path, home: Path, backend_name: str, ending: signal.Signals, seconds: float
) -> None:
    """Ctrl-C and SIGTERM clean up at once; what SIGKILL leaves is gone by the end of the next run."""
    temporary = workspace.parent / "temporary"
    temporary.mkdir()
    (workspace / "two_sum.py").write_text(HANGING.format(marker=3600))
    words = ("check", "--sandbox", backend_name)
    env = environment(home, {"TMPDIR": str(temporary)})
    run = subprocess.Popen(
        command(*words), cwd=workspace, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    until(lambda: children(run.pid), "the sandbox is started")
    started = children(run.pid)
    time.sleep(seconds)
    assert run.poll() is None, "it hangs in a check"
    os.kill(run.pid, ending)
    out, err = run.communicate(timeout=15)
    assert b"Traceback" not in out + err
    if ending is not signal.SIGKILL:
        assert run.returncode == 130
        assert list(temporary.iterdir()) == []
    until(lambda: not any(map(alive, started)), f"the processes of {backend_name} are gone")
    (workspace / "two_sum.py").write_text(SOLVED)
    assert kata(*words, home=home, folder=workspace, env={"TMPDIR": str(temporary)}).code == 1
    until(lambda: not list(temporary.iterdir()), "the temporary folders are gone")
    if backend_name == "docker":
        until(lambda: not containers(), "the containers are gone")


def children(pid: int) -> list[str]:
    """The identities of all processes that came from that one."""
    found: list[str] = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
            except OSError:
                continue
            if int(parent) == pid:
                found += [leftovers.identity(int(entry.name)), *children(int(entry.name))]
    return found


def alive(identity: str) -> bool:
    return leftovers.is_alive(identity)


def containers() -> list[str]:
    """Our containers that belong to no running process."""
    from sandbox.backends.docker_client import connect
    from sandbox.backends.docker_keeper import LABEL

    client = connect()
    rows = client.containers(all=True, filters={"label": LABEL})
    client.close()
    return [row["Id"] for row in rows if not leftovers.is_alive(row["Labels"][LABEL])]


def until(condition: object, what: str, seconds: float = 15.0) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.02)


@pytest.mark.parametrize("sandbox", ["process", "auto"])
def test_a_machine_without_descriptors_is_told_without_a_traceback(workspace: Path, home: Path, sandbox: str) -> None:
    """Whatever it is that fails first, it is our failure and is told in a sentence."""
    script = 'ulimit -n 9; exec "$@"'
    env = environment(home, {"DOCKER_HOST": NO_DOCKER})
    done = subprocess.run(
        ["sh", "-c", script, "sh", *command("check", "--sandbox", sandbox)],
        cwd=workspace,
        env=env,
        capture_output=True,
        timeout=60,
        check=False,
    )
    said = Said(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert said.code == 3
    assert said.out + said.err
