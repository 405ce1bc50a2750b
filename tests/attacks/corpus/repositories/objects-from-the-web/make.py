from pathlib import Path

from tests.attacks.hostile_repository import branch, configure, elsewhere, git, starter


def make(folder: Path) -> None:
    right = elsewhere(folder)
    starter(folder)
    for name in ("main", "add-pretzel"):
        branch(folder, git(right, "rev-parse", name), name)
    (folder / ".git" / "objects" / "info").mkdir(exist_ok=True)
    (folder / ".git" / "objects" / "info" / "http-alternates").write_text("http://127.0.0.1/objects\n")
    (folder / ".git" / "objects" / "pack").mkdir(exist_ok=True)
    (folder / ".git" / "objects" / "pack" / "pack-1.promisor").write_text("")
    configure(
        folder,
        f"[extensions]\npartialClone = origin\n[remote \"origin\"]\nurl = file://{right}\npromisor = true\n",
    )
