from pathlib import Path

from tests.attacks.hostile_repository import singer, solved


def make(folder: Path) -> None:
    solved(folder)
    (folder / ".GIT").mkdir()
    (folder / ".GIT" / "config").write_text(f"[core]\n\tfsmonitor = {singer(folder)}\n")
