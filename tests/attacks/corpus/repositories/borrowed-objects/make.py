from pathlib import Path

from tests.attacks.hostile_repository import branch, elsewhere, git, starter


def make(folder: Path) -> None:
    right = elsewhere(folder)
    starter(folder)
    place = folder / ".git" / "objects" / "info"
    place.mkdir(exist_ok=True)
    (place / "alternates").write_text(f"{right}/.git/objects\n")
    for name in ("main", "add-pretzel"):
        branch(folder, git(right, "rev-parse", name), name)
