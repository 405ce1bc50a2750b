from pathlib import Path

from tests.attacks.hostile_repository import branch, commit, delta_pack, git, solved, tree


def make(folder: Path) -> None:
    solved(folder)
    blob = delta_pack(folder, levels=12)
    parent = git(folder, "rev-parse", "main")
    branch(folder, commit(folder, tree(folder, ("100644", b"grown", blob)), parent))
