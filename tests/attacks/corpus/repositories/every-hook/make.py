from pathlib import Path

from tests.attacks.hostile_repository import HOOKS, configure, singer, solved


def make(folder: Path) -> None:
    solved(folder, mutant="one-commit")
    for place in ("hooks", "more-hooks"):
        (folder / ".git" / place).mkdir(exist_ok=True)
        for name in HOOKS:
            hook = folder / ".git" / place / name
            hook.write_bytes(singer(folder).read_bytes())
            hook.chmod(0o755)
    configure(folder, f"[core]\nhooksPath = {folder}/.git/more-hooks\n")
