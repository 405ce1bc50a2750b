from pathlib import Path

from tests.attacks.hostile_repository import git, solved


def make(folder: Path) -> None:
    solved(folder)
    git(folder, "repack", "-a", "-d", "--quiet")
    for path in (folder / ".git" / "objects" / "pack").iterdir():
        path.chmod(0o644)
        content = bytearray(path.read_bytes())
        content[len(content) // 2 : len(content) // 2 + 40] = bytes(40)
        path.write_bytes(content)
