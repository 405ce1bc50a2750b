from pathlib import Path

from tests.attacks.hostile_repository import solved


def make(folder: Path) -> None:
    solved(folder, mutant="one-commit")
    inside = folder / ".git"
    (inside / "logs" / "refs").mkdir(parents=True, exist_ok=True)
    for name in ("index.lock", "HEAD.lock", "refs/heads/main.lock", "config.lock", "gc.pid", "packed-refs.lock", "shallow.lock"):
        (inside / name).write_text("x")
    (inside / "logs" / "HEAD").write_bytes(b"\xff\x00nonsense\n" * 5_000 + b"1 " * 50_000)
    (inside / "logs" / "refs" / "stash").write_text(f"{'0' * 40} {'1' * 40} A <a@b.c> 1 +0000\tWIP\n")
    for name in ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "BISECT_LOG", "ORIG_HEAD", "FETCH_HEAD"):
        (inside / name).write_text("\x1b[2J\n")
