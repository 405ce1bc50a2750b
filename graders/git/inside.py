"""Git inside the sandbox: from the allowed part of a ``.git`` to plain data and one pack.

The index is made anew from what it lists (names, modes, objects, stages), for its other parts change what Git
says: marks that keep a changed file out of ``git status``, caches of what was true once.

A pack with the references beside it does what a bundle would, and more: ``git pack-objects`` takes the
objects of the index (all stages of a conflict) and of the reflogs in the same breath, where a bundle would need
commits and references made up to hold them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.errors import SubmissionInvalid
from graders.git import parsing
from graders.git.errors import GitMissing
from graders.git.packs import TOO_LARGE
from graders.git.trusted import ISOLATION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.git.allowed import Allowed
    from graders.git.snapshot import Changes, IndexEntry
    from sandbox.programs import Completed
    from sandbox.session import Session

WORKTREE = "work"
REPOSITORY = "lib/repository.git"
"""Beside the working files, so that they are alone in their folder, as Git sees them."""
_ENVIRONMENT = dict(ISOLATION) | {"GIT_DIR": f"../{REPOSITORY}", "GIT_WORK_TREE": "."}
_NEW_INDEX = {"GIT_INDEX_FILE": f"../{REPOSITORY}/index.new"}
_LIST_BYTES = 24 << 20
"""What a list that Git prints may come to; the number of its lines has a limit of its own."""
_BROKEN_REFERENCE = re.compile(r"(?:broken ref|missing object \S+ for|bad object|error:) (refs/\S+)")
_OBJECT = re.compile(r"[0-9a-f]{64}|[0-9a-f]{40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOut:
    """What comes out of the sandbox. The pack is not looked into yet."""

    references: Mapping[str, str]
    index: tuple[IndexEntry, ...]
    changes: Changes
    pack: bytes


def take_out(session: Session, allowed: Allowed) -> TakenOut:
    """Lay out the working files and the clean ``.git`` in the sandbox, and have Git there read them.

    Args:
        session: a sandbox with nothing of the submission in it.
        allowed: what may be.

    Raises:
        SubmissionInvalid: Git cannot read it; the message says what is wrong.
        SessionEnded: it took too much of something.
        GitMissing: there is no Git in the sandbox.
    """
    session.put({f"{WORKTREE}/{path}": data for path, data in allowed.worktree.items()})
    session.put({f"{REPOSITORY}/{path}": data for path, data in allowed.repository.items()})
    # Git knows a repository by these two folders, which stay empty without objects or loose references.
    session.put({f"{REPOSITORY}/objects/info/kept": b"", f"{REPOSITORY}/refs/heads/.kept": b""})
    most = f"--count={parsing.MAX_REFERENCES + 1}"
    references = parsing.references(_git(session, "for-each-ref", "--format=%(objectname) %(refname)", most, *_SHARED))
    listed = _git(session, "ls-files", "--stage", "-z")
    index = parsing.index(listed)
    _git(session, "update-index", "-z", "--index-info", stdin=listed, extra=_NEW_INDEX)
    pack = _git(
        session, "pack-objects", "--all", "--reflog", "--indexed-objects", "--stdout", "-q",
        extra=_NEW_INDEX, output_bytes=session.limits.disk_bytes,
    )  # fmt: skip
    status = _git(
        session, "status", "--porcelain=v2", "-z", "--untracked-files=all", "--no-renames",
        "--ignore-submodules=all", extra=_NEW_INDEX,
    )  # fmt: skip
    return TakenOut(references=references, index=index, changes=parsing.changes(status), pack=pack)


_SHARED = ("refs/heads", "refs/tags", "refs/remotes", "refs/stash")


def _git(
    session: Session,
    *arguments: str,
    stdin: bytes = b"",
    extra: Mapping[str, str] | None = None,
    output_bytes: int = _LIST_BYTES,
) -> bytes:
    try:
        completed = session.run(
            ["git", *arguments],
            stdin=stdin,
            env=_ENVIRONMENT | dict(extra or {}),
            seconds=session.limits.seconds,
            output_bytes=output_bytes,
        )
    except OSError as error:
        raise GitMissing("in the sandbox") from error
    said = completed.stderr.decode("utf-8", "replace")
    if match := _BROKEN_REFERENCE.search(said):
        raise SubmissionInvalid(f"The reference {match[1]} is broken: it does not name an object of this repository.")
    if completed.status != 0:
        raise SubmissionInvalid(_reason(completed, said, arguments[0]))
    return completed.stdout


def _reason(completed: Completed, said: str, command: str) -> str:
    """Why Git gave up, for a learner."""
    if re.search(r"bad index|index file corrupt|index uses|bad signature|smaller than expected", said):
        return "The index (.git/index) is corrupt. `git reset` makes a new one from the last commit."
    if "ut of memory" in said or "attempting to allocate" in said:
        return TOO_LARGE
    if match := _OBJECT.search(said):
        return f"The object {match[0]} is missing or corrupt: this repository is damaged. `git fsck` says more."
    if completed.signal is not None:
        return f"This repository cannot be read: `git {command}` was ended by signal {completed.signal}."
    last = said.strip().splitlines()[-1:] or ["it gave no reason"]
    return f"This repository cannot be read: `git {command}` said: {last[0][:200]}"
