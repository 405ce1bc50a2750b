from pathlib import Path

from tests.attacks.hostile_repository import branch, commit, git, loose, solved, tree


def make(folder: Path) -> None:
    solved(folder)
    blob = loose(folder, "blob", bytes(256 << 20))
    parent = git(folder, "rev-parse", "main")
    branch(folder, commit(folder, tree(folder, ("100644", b"zeros", blob)), parent))
