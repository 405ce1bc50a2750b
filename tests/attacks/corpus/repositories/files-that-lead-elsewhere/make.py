from pathlib import Path

from tests.attacks.hostile_repository import branch, commit, loose, solved, tree


def make(folder: Path) -> None:
    solved(folder)
    blob = loose(folder, "blob", b"[core]\n\tfsmonitor = touch\n")
    inner = tree(folder, ("100644", b"config", blob))
    oid = tree(folder, ("40000", b"..", inner), ("40000", b".GIT", inner), ("40000", b".git", inner), ("40000", b"git~1", inner))
    branch(folder, commit(folder, oid), "elsewhere")
