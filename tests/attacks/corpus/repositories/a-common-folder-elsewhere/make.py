from pathlib import Path

from tests.attacks.hostile_repository import elsewhere, starter


def make(folder: Path) -> None:
    right = elsewhere(folder)
    starter(folder)
    (folder / ".git" / "commondir").write_text(f"{right}/.git\n")
    place = folder / ".git" / "worktrees" / "w"
    place.mkdir(parents=True)
    (place / "gitdir").write_text(f"{right}/.git\n")
    (place / "commondir").write_text(f"{right}/.git\n")
    (place / "HEAD").write_text("ref: refs/heads/main\n")
