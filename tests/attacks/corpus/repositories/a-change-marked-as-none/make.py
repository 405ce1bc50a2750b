from pathlib import Path

from tests.attacks.hostile_repository import git, solved


def make(folder: Path) -> None:
    solved(folder)
    git(folder, "update-index", "--assume-unchanged", "README.md")
    git(folder, "update-index", "--skip-worktree", "data/prices.csv")
    (folder / "README.md").write_text("not finished\n")
    (folder / "data" / "prices.csv").unlink()
