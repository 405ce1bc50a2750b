"""Which paths a commit's ``.gitignore`` files ignore, by Git's own word.

The patterns are the learner's, so Git matches them in a folder that holds nothing else, for a limited time.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from graders.git import history
from graders.git.errors import GitMissing
from graders.git.trusted import environment
from sandbox.leftovers import temporary_folder

if TYPE_CHECKING:
    import git

SECONDS = 5.0
"""Matching takes milliseconds; patterns that need more are made to."""


def ignored_paths(commit: git.Commit, paths: tuple[str, ...]) -> frozenset[str]:
    """Those of ``paths`` (relative, there or not) that are ignored.

    Raises:
        TimeoutError: the patterns are made to take for ever.
    """
    with temporary_folder("ignore") as folder:
        worktree = folder / "tree"
        worktree.mkdir()
        for path in history.paths(commit):
            rules = history.content(commit, path) if path.rpartition("/")[2] == ".gitignore" else None
            if rules is not None:
                target = worktree / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(rules)
        asked = b"".join(path.encode("utf-8", "surrogateescape") + b"\0" for path in paths)
        try:
            done = subprocess.run(
                ["git", "check-ignore", "--no-index", "--stdin", "-z"],
                input=asked,
                capture_output=True,
                check=False,
                cwd=worktree,
                timeout=SECONDS,
                env=environment() | {"GIT_DIR": str(commit.repo.git_dir), "GIT_WORK_TREE": str(worktree)},
            )
        except FileNotFoundError:
            raise GitMissing from None
        except subprocess.TimeoutExpired:
            raise TimeoutError("Git could not match the patterns of .gitignore in time.") from None
    return frozenset(done.stdout.decode("utf-8", "surrogateescape").split("\0")[:-1])
