from pathlib import Path

from tests.attacks.hostile_repository import git, solved


def make(folder: Path) -> None:
    solved(folder, "git-01", mutant="removes-the-secret-too-late")
    (folder / ".git" / "shallow").write_text(git(folder, "rev-parse", "HEAD") + "\n")
