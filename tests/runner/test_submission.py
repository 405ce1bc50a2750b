from __future__ import annotations

import os
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from graders.errors import SubmissionInvalid
from runner.manifest import Exercise, load
from runner.submission import SMALL, Submission

FAST = replace(SMALL, files=5, total_bytes=2000, file_bytes=1000, depth=3, entries=40)


@pytest.fixture
def exercise(pack: Path) -> Exercise:
    return load(pack / "algorithms" / "add-up")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "handed-in"
    made.mkdir()
    (made / "bill.py").write_text("def total(amounts): ...\n")
    return made


def refusal(exercise: Exercise, folder: Path) -> str:
    with pytest.raises(SubmissionInvalid) as raised:
        Submission.read(exercise, folder, "python", size=FAST)
    return str(raised.value)


def names(exercise: Exercise, folder: Path) -> set[str]:
    return set(Submission.read(exercise, folder, "python", size=FAST).files)


def test_the_named_file_is_taken_as_bytes(exercise: Exercise, folder: Path) -> None:
    content = 'caf\xe9 = "\xff\x00"'.encode("latin-1")
    (folder / "bill.py").write_bytes(content)
    taken = Submission.read(exercise, folder, "python")
    assert taken.files == {"bill.py": content}
    assert taken.language == "python"
    assert taken.source == folder


def test_modules_that_the_learner_added_are_taken(exercise: Exercise, folder: Path) -> None:
    (folder / "money").mkdir()
    (folder / "money" / "__init__.py").touch()
    (folder / "money" / "cents.py").write_text("x = 1\n")
    assert names(exercise, folder) == {"bill.py", "money/__init__.py", "money/cents.py"}


def test_what_is_not_of_the_language_stays_behind(exercise: Exercise, folder: Path) -> None:
    for name in ("README.md", ".kata.json", "notes.txt", "data.csv", "module.pyc", "conftest.py", "pytest.ini"):
        (folder / name).write_text("x")
    for name in ("__pycache__", ".venv", "node_modules", ".git", ".kata-backups", "venv"):
        (folder / name).mkdir()
        (folder / name / "hidden.py").write_text("x")
    assert names(exercise, folder) == {"bill.py"}


def test_a_virtual_environment_of_any_name_stays_behind(exercise: Exercise, folder: Path) -> None:
    (folder / "my-env").mkdir()
    (folder / "my-env" / "pyvenv.cfg").touch()
    (folder / "my-env" / "site.py").touch()
    assert names(exercise, folder) == {"bill.py"}


def test_a_missing_file_is_told_with_how_to_bring_it_back(exercise: Exercise, folder: Path) -> None:
    (folder / "bill.py").unlink()
    assert refusal(exercise, folder) == (
        f"bill.py is missing from {folder}; `kata reset` brings the starter back and keeps your files"
    )


def test_a_link_in_place_of_a_named_file_is_refused(exercise: Exercise, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.py").write_text("secret")
    (folder / "bill.py").unlink()
    (folder / "bill.py").symlink_to(tmp_path / "elsewhere.py")
    assert "bill.py in " in refusal(exercise, folder)
    assert "is a link; links are not followed" in refusal(exercise, folder)


def test_a_link_on_the_way_to_a_named_file_is_refused(exercise: Exercise, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "bill.py").write_text("secret")
    (folder / "src").symlink_to(tmp_path / "elsewhere")
    nested = replace(exercise, files={"python": ("src/bill.py",)})
    assert "src/ in " in refusal(nested, folder)
    assert "is a link" in refusal(nested, folder)


def test_other_links_stay_behind(exercise: Exercise, folder: Path) -> None:
    (folder / "helper.py").symlink_to("/etc/passwd")
    (folder / "folder").symlink_to("/etc")
    (folder / "loop").symlink_to(folder)
    assert names(exercise, folder) == {"bill.py"}


def test_a_pipe_in_place_of_a_file_is_refused_without_waiting(exercise: Exercise, folder: Path) -> None:
    (folder / "bill.py").unlink()
    os.mkfifo(folder / "bill.py")
    assert "is not a regular file" in refusal(exercise, folder)


def test_a_folder_in_place_of_a_file_is_refused(exercise: Exercise, folder: Path) -> None:
    (folder / "bill.py").unlink()
    (folder / "bill.py").mkdir()
    assert "is not a regular file" in refusal(exercise, folder)


def test_sockets_and_pipes_beside_the_work_stay_behind(exercise: Exercise, folder: Path) -> None:
    os.mkfifo(folder / "pipe.py")
    with socket.socket(socket.AF_UNIX) as listener:
        here = os.open(folder, os.O_RDONLY)
        try:
            listener.bind(f"/proc/self/fd/{here}/s.py" if Path("/proc/self/fd").exists() else str(folder / "s.py"))
        finally:
            os.close(here)
        assert names(exercise, folder) == {"bill.py"}


def test_a_file_that_is_too_large_is_refused(exercise: Exercise, folder: Path) -> None:
    with (folder / "bill.py").open("wb") as file:
        file.truncate(10**12)  # sparse: it takes no space, and would take all memory
    assert "bill.py in " in refusal(exercise, folder)
    assert "is larger than" in refusal(exercise, folder)


def test_a_file_of_exactly_the_limit_is_taken(exercise: Exercise, folder: Path) -> None:
    (folder / "bill.py").write_bytes(b"#" * FAST.file_bytes)
    assert names(exercise, folder) == {"bill.py"}
    (folder / "bill.py").write_bytes(b"#" * (FAST.file_bytes + 1))
    assert "is larger than" in refusal(exercise, folder)


def test_too_much_together_is_refused(exercise: Exercise, folder: Path) -> None:
    for number in range(3):
        (folder / f"part{number}.py").write_bytes(b"#" * 900)
    assert "are together larger than" in refusal(exercise, folder)


def test_too_many_files_are_refused(exercise: Exercise, folder: Path) -> None:
    for number in range(6):
        (folder / f"part{number}.py").touch()
    assert "has more than 5 files to hand in" in refusal(exercise, folder)


def test_too_many_names_to_look_at_are_refused(exercise: Exercise, folder: Path) -> None:
    for number in range(60):
        (folder / f"photo{number}.jpg").touch()
    assert "holds more than 40 files and folders; is it the folder of this exercise?" in refusal(exercise, folder)


def test_folders_that_are_nested_too_deep_are_refused(exercise: Exercise, folder: Path) -> None:
    (folder / "a/b/c/d/e").mkdir(parents=True)
    assert "is nested deeper than 3 folders" in refusal(exercise, folder)


@pytest.mark.parametrize("name", ["new\nline.py", "bell\a.py", "turn\u202earound.py", "back\\slash.py"])
def test_names_that_would_be_read_differently_are_refused(exercise: Exercise, folder: Path, name: str) -> None:
    (folder / name).touch()
    message = refusal(exercise, folder)
    assert "has characters that are not accepted" in message
    assert message.replace(str(folder), "").isprintable()


def test_a_name_that_is_not_utf8_is_refused(exercise: Exercise, folder: Path) -> None:
    with open(os.fsencode(folder) + b"/caf\xe9.py", "wb"):  # noqa: PTH123  # pathlib takes no bytes
        pass
    assert "has characters that are not accepted" in refusal(exercise, folder)


def test_a_folder_that_is_not_there_is_told(exercise: Exercise, tmp_path: Path) -> None:
    assert "cannot be read: No such file or directory" in refusal(exercise, tmp_path / "nowhere")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_told(exercise: Exercise, folder: Path) -> None:
    (folder / "bill.py").chmod(0)
    assert "cannot be read: Permission denied" in refusal(exercise, folder)


@pytest.fixture
def git_exercise() -> Exercise:
    from runner.catalog import Catalog

    return Catalog.open().find("git-01")


def test_a_repository_is_taken_whole(git_exercise: Exercise, tmp_path: Path) -> None:
    (tmp_path / ".git" / "refs" / "heads").mkdir(parents=True)
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    (tmp_path / ".gitignore").write_text("*.log\n")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "x.pyc").write_bytes(b"\x00")
    (tmp_path / "link").symlink_to("/etc/passwd")
    taken = Submission.read(git_exercise, tmp_path, "git")
    assert set(taken.files) == {".git/HEAD", ".gitignore", "__pycache__/x.pyc"}


@pytest.mark.parametrize("kind", ["file", "link"])
def test_a_repository_that_points_elsewhere_is_refused(git_exercise: Exercise, tmp_path: Path, kind: str) -> None:
    if kind == "file":
        (tmp_path / ".git").write_text("gitdir: /somewhere/else\n")
    else:
        (tmp_path / ".git").symlink_to("/somewhere")
    with pytest.raises(SubmissionInvalid, match="points elsewhere"):
        Submission.read(git_exercise, tmp_path, "git")
