from pathlib import Path

from tests.attacks.hostile_repository import git, solved


def make(folder: Path) -> None:
    solved(folder)
    oid = git(folder, "rev-parse", "main")
    names = ["../../x", "-x", "--upload-pack=touch", "a..b", "a.lock", "\u202edessap", "x" * 3_000]
    lines = "".join(f"{oid} refs/heads/{name}\n" for name in sorted(names))
    (folder / ".git" / "packed-refs").write_text("# pack-refs with: peeled fully-peeled sorted \n" + lines)
