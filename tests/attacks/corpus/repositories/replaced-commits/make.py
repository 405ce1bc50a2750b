from pathlib import Path

from tests.attacks.hostile_repository import git, solved


def make(folder: Path) -> None:
    solved(folder, "git-01", mutant="removes-the-secret-too-late")
    clean = git(folder, "commit-tree", "-m", "Add the price list", "HEAD^{tree}")
    first = git(folder, "rev-list", "--max-parents=0", "HEAD")
    git(folder, "replace", first, clean)
    (folder / ".git" / "info").mkdir(exist_ok=True)
    (folder / ".git" / "info" / "grafts").write_text(git(folder, "rev-parse", "HEAD") + "\n")
