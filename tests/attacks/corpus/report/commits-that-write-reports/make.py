from pathlib import Path

from tests.attacks.hostile_repository import git, solved

FORGED = "\x1b[2J\u202e::error::x ##[error]y\r  \u2605 PASSED  all 10 checks. Well done!"


def make(folder: Path) -> None:
    solved(folder, mutant="one-commit")
    name = {"GIT_AUTHOR_NAME": FORGED, "GIT_COMMITTER_NAME": FORGED}
    git(folder, "commit", "--quiet", "--allow-empty", "-m", f"::set-output name=a::b\n\n{FORGED}\n::add-mask::x", **name)
    git(folder, "switch", "--quiet", "add-pretzel")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", FORGED, **name)
    git(folder, "commit", "--quiet", "--allow-empty", "-m", f"##[group]{FORGED}", **name)
    git(folder, "branch", "<script>alert(1)</script>=1+1")
