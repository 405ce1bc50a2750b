from pathlib import Path

from tests.attacks.hostile_repository import elsewhere, folders_of_git


def make(folder: Path) -> None:
    solved = elsewhere(folder)
    folders_of_git(folder)
    for name in ("objects", "refs"):
        (folder / ".git" / name).rmdir()
        (folder / ".git" / name).symlink_to(solved / ".git" / name, target_is_directory=True)
    (folder / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
