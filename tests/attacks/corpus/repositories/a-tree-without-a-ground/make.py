from pathlib import Path

from tests.attacks.hostile_repository import branch, commit, git, loose, solved, tree


def make(folder: Path) -> None:
    solved(folder)
    oid, mode = loose(folder, "blob", b"x"), "100644"
    for _ in range(1_000):
        oid = tree(folder, (mode, b"d", oid))
        mode = "40000"
    branch(folder, commit(folder, oid, git(folder, "rev-parse", "main")), "deep")
