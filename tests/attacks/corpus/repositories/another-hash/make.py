from pathlib import Path

from tests.attacks.hostile_repository import elsewhere, git


def make(folder: Path) -> None:
    right = elsewhere(folder)
    git(folder, "init", "--quiet", "--initial-branch=main", "--template=", "--object-format=sha256")
    for path in git(right, "ls-files").splitlines():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes((right / path).read_bytes())
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "Add everything")
    git(folder, "branch", "add-pretzel")
