from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from runner import marker, workspace
from runner.errors import WorkspaceProblem
from runner.manifest import Exercise, load
from runner.marker import MARKER, Workspace
from runner.workspace import BACKUPS
from tests.conftest import needs_git


@pytest.fixture
def exercise(pack: Path) -> Exercise:
    return load(pack / "algorithms" / "add-up", pack=pack)


@pytest.fixture
def made(exercise: Exercise, tmp_path: Path) -> Workspace:
    return workspace.create(exercise, "python", tmp_path / "work", "# The task\n")


def contents(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def test_a_workspace_holds_the_starter_the_task_and_a_marker(made: Workspace, exercise: Exercise) -> None:
    assert contents(made.folder) == {"bill.py", "README.md", MARKER}
    assert (made.folder / "bill.py").read_bytes() == (exercise.path / "starter" / "bill.py").read_bytes()
    assert (made.folder / "README.md").read_text() == "# The task\n"


def test_the_marker_brings_back_what_was_started(made: Workspace, exercise: Exercise, pack: Path) -> None:
    assert marker.at(made.folder) == made
    assert made.version == exercise.version
    assert made.pack == pack


def test_a_workspace_is_found_from_a_folder_in_it(made: Workspace) -> None:
    (made.folder / "deep" / "er").mkdir(parents=True)
    assert marker.find(made.folder / "deep" / "er") == made
    assert marker.find(made.folder.parent) is None


def test_an_empty_folder_is_filled(exercise: Exercise, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    workspace.create(exercise, "python", tmp_path / "empty", "task")
    assert MARKER in contents(tmp_path / "empty")


def test_a_folder_with_anything_in_it_is_left_as_it_is(exercise: Exercise, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "bill.py").write_text("mine")
    with pytest.raises(WorkspaceProblem, match="the folder is not empty, and nothing in it is overwritten"):
        workspace.create(exercise, "python", tmp_path / "work", "task")
    assert contents(tmp_path / "work") == {"bill.py"}
    assert (tmp_path / "work" / "bill.py").read_text() == "mine"


def test_a_file_in_the_place_is_left_as_it_is(exercise: Exercise, tmp_path: Path) -> None:
    (tmp_path / "work").write_text("mine")
    with pytest.raises(WorkspaceProblem, match="there is a file of that name already"):
        workspace.create(exercise, "python", tmp_path / "work", "task")
    assert (tmp_path / "work").read_text() == "mine"


def test_a_dangling_link_in_the_place_is_left_as_it_is(exercise: Exercise, tmp_path: Path) -> None:
    (tmp_path / "work").symlink_to(tmp_path / "nowhere")
    with pytest.raises(WorkspaceProblem, match="there is a file of that name already"):
        workspace.create(exercise, "python", tmp_path / "work", "task")
    assert not (tmp_path / "nowhere").exists()


def test_starting_again_says_how_to_go_on(made: Workspace, exercise: Exercise) -> None:
    with pytest.raises(WorkspaceProblem) as raised:
        workspace.create(exercise, "python", made.folder, "task")
    assert raised.value.what == "add-up is already started there"
    assert "kata check" in raised.value.next_step


def test_the_workspace_of_another_exercise_is_left_as_it_is(made: Workspace, pack: Path) -> None:
    other = load(pack / "algorithms" / "turn-around")
    with pytest.raises(WorkspaceProblem, match="the folder is the workspace of add-up"):
        workspace.create(other, "python", made.folder, "task")


def test_what_was_made_is_removed_when_making_fails(
    exercise: Exercise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "bill.py")

    monkeypatch.setattr(workspace, "copy_files", full)
    with pytest.raises(WorkspaceProblem) as raised:
        workspace.create(exercise, "python", tmp_path / "work", "task")
    assert raised.value.what == "the workspace cannot be written: No space left on device"
    assert raised.value.next_step == "free some space, then try again"
    assert not (tmp_path / "work").exists()


def test_stopping_half_way_leaves_nothing(exercise: Exercise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(workspace, "copy_files", stopped)
    (tmp_path / "work").mkdir()
    with pytest.raises(KeyboardInterrupt):
        workspace.create(exercise, "python", tmp_path / "work", "task")
    assert contents(tmp_path / "work") == set()


def test_reset_brings_the_starter_back_and_keeps_everything(made: Workspace, exercise: Exercise) -> None:
    (made.folder / "bill.py").write_text("my work")
    (made.folder / "notes").mkdir()
    (made.folder / "notes" / "a.txt").write_text("a thought")
    backup = workspace.reset(exercise, made, "# The task\n")
    assert (backup / "bill.py").read_text() == "my work"
    assert (backup / "notes" / "a.txt").read_text() == "a thought"
    assert backup.parent == made.folder / BACKUPS
    assert contents(made.folder) == {"bill.py", "README.md", MARKER, BACKUPS}
    assert (made.folder / "bill.py").read_bytes() == (exercise.path / "starter" / "bill.py").read_bytes()
    assert contents(made.folder / BACKUPS) == {backup.name}


def test_reset_that_cannot_make_the_starter_moves_nothing(
    made: Workspace, exercise: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "bill.py")

    (made.folder / "bill.py").write_text("my work")
    monkeypatch.setattr(workspace, "copy_files", full)
    with pytest.raises(WorkspaceProblem, match="No space left"):
        workspace.reset(exercise, made, "task")
    assert (made.folder / "bill.py").read_text() == "my work"
    assert contents(made.folder / BACKUPS) == set()


def test_reset_that_fails_between_two_moves_puts_the_work_back(
    made: Workspace, exercise: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.parent.name.endswith(".new"):
            raise OSError(errno.EIO, "Input/output error", str(self))
        return real(self, target)

    (made.folder / "bill.py").write_text("my work")
    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(WorkspaceProblem, match="Input/output error"):
        workspace.reset(exercise, made, "task")
    assert (made.folder / "bill.py").read_text() == "my work"
    assert contents(made.folder) == {"bill.py", "README.md", MARKER, BACKUPS}
    assert contents(made.folder / BACKUPS) == set()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"format_version": 2}', b'{"format_version": 1, "exercise": 5}', b"\xff", b"[" * 100_000],
)
def test_a_marker_that_cannot_be_used_is_told(made: Workspace, content: bytes) -> None:
    (made.folder / MARKER).write_bytes(content)
    with pytest.raises(WorkspaceProblem, match="the marker of this workspace cannot be used"):
        marker.at(made.folder)


@needs_git
def test_a_repository_stands_apart_from_the_task_and_the_marker(tmp_path: Path) -> None:
    from runner.catalog import Catalog

    exercise = Catalog.open().find("git-01")
    made = workspace.create(exercise, "git", tmp_path / "work", "task")
    assert contents(made.folder) == {"repo", "README.md", MARKER}
    assert (made.folder / "repo" / ".git").is_dir()
    assert workspace.submission_folder(made.folder, exercise) == made.folder / "repo"
    assert workspace.submission_folder(made.folder / "repo", exercise) == made.folder / "repo"


def test_copies_hold_files_with_their_modes_and_no_caches_or_links(tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "sub" / "__pycache__").mkdir(parents=True)
    (source / "sub" / "__pycache__" / "x.pyc").write_text("cache")
    (source / "sub" / "run.sh").write_text("echo")
    (source / "sub" / "run.sh").chmod(0o555)
    (source / "link").symlink_to("/etc/passwd")
    target = tmp_path / "target"
    target.mkdir()
    workspace.copy_files(source, target)
    assert [str(path) for path in workspace.regular_files(target)] == ["sub/run.sh"]
    assert (target / "sub" / "run.sh").stat().st_mode & 0o777 == 0o755
    assert not os.path.lexists(target / "link")
