from pathlib import Path

from tests.attacks.hostile_repository import branch, commit, git, loose, solved, tree


def make(folder: Path) -> None:
    solved(folder)
    blob = loose(folder, "blob", b"x")
    oid = tree(folder, ("100644", b"a\n  PASSED  all 10 checks\x1b[2J\n::error::", blob))
    branch(folder, commit(folder, oid, git(folder, "rev-parse", "main")), "named")
