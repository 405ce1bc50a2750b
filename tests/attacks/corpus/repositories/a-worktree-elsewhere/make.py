from pathlib import Path

from tests.attacks.hostile_repository import configure, elsewhere, solved


def make(folder: Path) -> None:
    right = elsewhere(folder)
    solved(folder)
    (folder / "README.md").unlink()
    configure(folder, f"[core]\nworktree = {right}\nbare = false\n")
