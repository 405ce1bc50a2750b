"""What the learner started from, to compare with: made anew from the exercise's ``starter/scenario.sh``."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.git import parsing
from graders.git.scenario import make_starter
from graders.git.trusted import git
from sandbox.leftovers import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The repository as it was handed out.

    Attributes:
        branches: name of a branch to the name of its last commit.
        tags: name of a tag to the name of its object.
        commits: the names of all commits that any reference reached.
        worktree: the working files.
    """

    branches: Mapping[str, str]
    tags: Mapping[str, str]
    commits: frozenset[str]
    worktree: Mapping[str, bytes]


def read_start(exercise_dir: Path, language: str) -> Start:
    """Build the starter in a temporary folder and look at it. Costs a few Git processes per commit of it."""
    with temporary_folder("start") as folder:
        worktree = folder / "repo"
        make_starter(exercise_dir, language, worktree)
        repository = worktree / ".git"
        listed = git("for-each-ref", "--format=%(objectname) %(refname)", directory=repository).stdout
        commits = git("rev-list", "--all", directory=repository).stdout
        files = {
            path.relative_to(worktree).as_posix(): path.read_bytes()
            for path in sorted(worktree.rglob("*"))
            if path.is_file() and repository not in path.parents
        }
    references = parsing.references(listed)
    return Start(
        branches=_below("refs/heads/", references),
        tags=_below("refs/tags/", references),
        commits=frozenset(commits.decode("ascii").split()),
        worktree=MappingProxyType(files),
    )


def _below(prefix: str, references: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(
        {name.removeprefix(prefix): oid for name, oid in references.items() if name.startswith(prefix)}
    )
