from pathlib import Path

from tests.attacks.hostile_repository import git, solved


def make(folder: Path) -> None:
    solved(folder, "git-01", mutant="vague-message")
    (folder / ".gitignore").write_text((folder / ".gitignore").read_text() + ("*a" * 60 + "b\n") * 200 + "**/" * 500 + "x\n")
    (folder / ".gitattributes").write_text("[attr]one one\n" + ("*a" * 60 + "b text\n") * 200)
    git(folder, "add", ".gitignore")
    git(folder, "commit", "--quiet", "--amend", "--no-edit")
