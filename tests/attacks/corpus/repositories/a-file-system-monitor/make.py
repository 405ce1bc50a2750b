from pathlib import Path

from tests.attacks.hostile_repository import configure, git, solved


def make(folder: Path) -> None:
    solved(folder, mutant="one-commit")
    git(folder, "update-index", "--fsmonitor-valid", "README.md")
    configure(
        folder,
        """
[core]
fsmonitor = @sing@
fsmonitorHookVersion = 2
""",
    )
