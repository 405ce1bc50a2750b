from pathlib import Path

from tests.attacks.hostile_repository import git, solved


def make(folder: Path) -> None:
    solved(folder)
    oid = git(folder, "rev-parse", "main")
    lines = "".join(f"{oid} refs/heads/a{number:06}\n" for number in range(200_000))
    (folder / ".git" / "packed-refs").write_text("# pack-refs with: peeled fully-peeled sorted \n" + lines)
