from pathlib import Path

from tests.attacks.hostile_repository import elsewhere


def make(folder: Path) -> None:
    solved = elsewhere(folder)
    (folder / "README.md").symlink_to(solved / "README.md")
    (folder / ".git").symlink_to(solved / ".git", target_is_directory=True)
