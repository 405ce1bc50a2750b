from pathlib import Path

from tests.attacks.hostile_repository import solved


def make(folder: Path) -> None:
    solved(folder)
    heads = folder / ".git" / "refs" / "heads"
    (heads / "one").write_text("ref: refs/heads/two\n")
    (heads / "two").write_text("ref: refs/heads/one\n")
    (heads / "out").write_text("ref: ../../../../canary/canary.txt\n")
    (heads / "none").write_text("0" * 40 + "\n")
