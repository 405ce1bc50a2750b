from pathlib import Path

from tests.attacks.hostile_repository import git, loose, solved


def make(folder: Path) -> None:
    solved(folder, mutant="one-commit")
    right = git(folder, "rev-parse", "main^{tree}:README.md")
    loose(folder, "blob", b"another content\n", name=right)
