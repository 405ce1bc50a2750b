from pathlib import Path

from tests.attacks.hostile_repository import starter


def make(folder: Path) -> None:
    starter(folder)
    (folder / ".git" / "HEAD").write_text(f"ref: refs/heads/../../../../{folder.parent.name}/canary/canary.txt\n")
