from pathlib import Path

from tests.attacks.hostile_repository import elsewhere, git


def make(folder: Path) -> None:
    right = elsewhere(folder)
    (folder / ".git").write_text(f"gitdir: {right}/.git\n")
    for path in git(right, "ls-files").splitlines():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes((right / path).read_bytes())
