"""What was handed in, as plain data: references, index, reflogs, state and working files."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class State(enum.StrEnum):
    """What a repository is in the middle of, by the names that ``git status`` uses."""

    CLEAN = "clean"
    """Nothing was begun and left unfinished. The working files may still differ from the last commit."""
    MERGING = "merging"
    REBASING = "rebasing"
    APPLYING = "applying"
    CHERRY_PICKING = "cherry-picking"
    REVERTING = "reverting"
    BISECTING = "bisecting"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """One line of the index.

    ``stage`` is 0, or for a path in conflict 1 (the common ancestor), 2 (ours) or 3 (theirs); ``mode`` is
    0o100644, 0o100755, 0o120000 (a link) or 0o160000 (a submodule); ``oid`` names the staged content.
    """

    path: str
    mode: int
    oid: str
    stage: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflogEntry:
    """One movement of a reference, as ``git reflog`` shows it: from ``old`` to ``new``, and why."""

    old: str
    new: str
    committer: str
    seconds: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What ``git status`` lists, as paths.

    ``staged`` differs between the last commit and the index, ``modified`` between the index and the working
    files (a deleted file too), ``unmerged`` is in conflict, ``untracked`` is neither tracked nor ignored.
    """

    staged: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    unmerged: tuple[str, ...] = ()
    untracked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything of a repository but its objects.

    Attributes:
        head: the reference that HEAD names (``refs/heads/main``), or the name of a commit when it is detached.
        references: full name of a reference to the object it names.
        index: every entry of the index, conflict stages too.
        reflogs: full name of a reference (``HEAD``, ``refs/stash``) to its entries, newest first.
    """

    head: str
    references: Mapping[str, str]
    index: tuple[IndexEntry, ...]
    reflogs: Mapping[str, tuple[ReflogEntry, ...]]
    state: State
    changes: Changes
    worktree: Mapping[str, bytes]
