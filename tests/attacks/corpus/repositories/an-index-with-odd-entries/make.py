from pathlib import Path

from tests.attacks.hostile_repository import git, index, solved


def make(folder: Path) -> None:
    solved(folder)
    blob = git(folder, "rev-parse", "main:README.md")
    paths = sorted([b".git/config", b"../README.md", b"/etc/passwd", b".GIT/config"])
    index(folder, *((0o100644, blob, path) for path in paths for _ in range(2)))
