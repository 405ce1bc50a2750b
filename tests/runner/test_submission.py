from __future__ import annotations

import os
import socket
import stat
import threading
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


def test_a_missing_file_is_told_with_what_the_caller_advises(exercise: Exercise, folder: Path) -> None:
    (folder / "bill.py").unlink()
    assert refusal(exercise, folder) == f"bill.py is missing from {folder}"
    with pytest.raises(SubmissionInvalid, match=r"; bake a new one$"):
        Submission.read(exercise, folder, "python", advice="bake a new one")


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


def test_links_that_would_not_be_handed_in_stay_behind(exercise: Exercise, folder: Path) -> None:
    (folder / "passwd").symlink_to("/etc/passwd")
    (folder / "folder").symlink_to("/etc")
    (folder / "loop").symlink_to(folder)
    (folder / ".#bill.py").symlink_to("ada@desk.4711")  # an editor's lock
    assert names(exercise, folder) == {"bill.py"}


@pytest.mark.parametrize("target", ["/etc/passwd", "nowhere", "helper.py", "/proc/self/environ", "/etc"])
def test_a_link_that_would_be_a_module_is_refused(exercise: Exercise, folder: Path, target: str) -> None:
    (folder / "helper.py").symlink_to(target)
    assert refusal(exercise, folder) == (
        f"helper.py in {folder} is a link; links are not followed, put the file itself there"
    )


def test_a_pipe_in_place_of_a_file_is_refused_without_waiting(exercise: Exercise, folder: Path) -> None:
    (folder / "bill.py").unlink()
    os.mkfifo(folder / "bill.py")
    assert "is not a regular file" in refusal(exercise, folder)


def test_a_folder_in_place_of_a_file_is_refused(exercise: Exercise, folder: Path) -> None:
    (folder / "bill.py").unlink()
    (folder / "bill.py").mkdir()
    assert refusal(exercise, folder) == f"bill.py in {folder} is a folder, not a file; put the file itself there"


def test_a_file_in_place_of_a_folder_is_refused(exercise: Exercise, folder: Path) -> None:
    (folder / "src").touch()
    nested = replace(exercise, files={"python": ("src/bill.py",)})
    assert refusal(nested, folder) == f"src/ in {folder} is a file, and a folder is expected there"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes devices")
def test_a_device_is_refused_unopened(exercise: Exercise, folder: Path) -> None:
    (folder / "bill.py").unlink()
    os.mknod(folder / "bill.py", 0o600 | stat.S_IFCHR, os.makedev(1, 5))  # zeros without end
    assert "is not a regular file" in refusal(exercise, folder)


def test_sockets_and_pipes_beside_the_work_stay_behind(exercise: Exercise, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        here = os.open(folder, os.O_RDONLY)
        try:
            listener.bind(f"/proc/self/fd/{here}/s" if Path("/proc/self/fd").exists() else str(folder / "s"))
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


def test_a_hard_link_is_refused(exercise: Exercise, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.py").write_text("PASSWORD = 1")
    os.link(tmp_path / "secret.py", folder / "helper.py")
    assert "helper.py in " in refusal(exercise, folder)
    assert "is a hard link: the same file has another name elsewhere; put a copy there" in refusal(exercise, folder)


def test_an_authors_own_folder_may_be_hard_links(exercise: Exercise, tmp_path: Path) -> None:
    """Installers of packages make them."""
    file = exercise.solution_dir("python") / "bill.py"
    os.link(file, tmp_path / "cache")
    assert Submission.read(exercise, file.parent, "python").files["bill.py"] == file.read_bytes()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Bill.py", "bill.py"),
        ("caf\u00e9.py", "cafe\u0301.py"),
        ("Money/cents.py", "money/euros.py"),
        ("stra\u00dfe.py", "STRASSE.py"),
    ],
)
def test_two_names_that_some_systems_take_for_one_are_refused(
    exercise: Exercise, folder: Path, first: str, second: str
) -> None:
    for name in (first, second):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    assert "are the same name to some systems" in refusal(exercise, folder)


def test_a_name_that_no_system_could_lay_out_is_refused(exercise: Exercise, folder: Path) -> None:
    where = folder
    for _ in range(3):
        where /= "d" * 250
        where.mkdir()
    (where / ("f" * 252 + ".py")).touch()
    assert "bytes long with its folders, and 1,000 are accepted" in refusal(exercise, folder)


def test_a_file_that_keeps_changing_is_read_once_and_within_its_limit(exercise: Exercise, folder: Path) -> None:
    outside = folder.parent / "secret.py"
    outside.write_text("secret")
    target = folder / "bill.py"
    over = threading.Event()

    def swap() -> None:
        aside = folder / "aside"
        while not over.is_set():
            aside.symlink_to(outside)
            aside.rename(target)
            aside.write_bytes(b"x" * 700)
            aside.rename(target)
            with target.open("ab") as file:
                file.write(b"y" * 400)

    swapping = threading.Thread(target=swap)
    swapping.start()
    refusals: list[str] = []
    try:
        for _ in range(300):
            try:
                taken = Submission.read(exercise, folder, "python", size=FAST).files["bill.py"]
            except SubmissionInvalid as error:
                refusals.append(str(error))
            else:
                assert set(taken) <= set(b"xyd") | set(b"def total(amounts): ...\n")
                assert len(taken) <= FAST.file_bytes
    finally:
        over.set()
        swapping.join()
    assert all("is a link" in text or "is larger than" in text for text in refusals)


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


def test_a_link_inside_a_repositorys_own_folder_is_refused(git_exercise: Exercise, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "objects").symlink_to("/somewhere")
    with pytest.raises(SubmissionInvalid, match=r"\.git/objects in .* is a link, and .* must hold its files itself"):
        Submission.read(git_exercise, tmp_path, "git")


def test_objects_that_a_local_clone_shares_are_taken(git_exercise: Exercise, tmp_path: Path) -> None:
    (tmp_path / ".git" / "objects" / "ab").mkdir(parents=True)
    (tmp_path / ".git" / "objects" / "ab" / ("c" * 38)).write_bytes(b"object")
    os.link(tmp_path / ".git" / "objects" / "ab" / ("c" * 38), tmp_path / ".git" / "objects" / "ab" / ("d" * 38))
    assert len(Submission.read(git_exercise, tmp_path, "git").files) == 2


def test_another_name_for_the_repositorys_own_folder_is_refused(git_exercise: Exercise, tmp_path: Path) -> None:
    for name in (".git", ".GIT"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "HEAD").write_text("ref: refs/heads/main\n")
    with pytest.raises(SubmissionInvalid, match="are the same name to some systems"):
        Submission.read(git_exercise, tmp_path, "git")


@pytest.mark.parametrize("kind", ["file", "link"])
def test_a_repository_that_points_elsewhere_is_refused(git_exercise: Exercise, tmp_path: Path, kind: str) -> None:
    if kind == "file":
        (tmp_path / ".git").write_text("gitdir: /somewhere/else\n")
    else:
        (tmp_path / ".git").symlink_to("/somewhere")
    with pytest.raises(SubmissionInvalid, match="points elsewhere"):
        Submission.read(git_exercise, tmp_path, "git")
