"""Git inside the sandbox: from the allowed part of a ``.git`` to plain data and one pack.

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
from graders.git.trusted import ISOLATION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.git.allowed import Allowed
    from graders.git.snapshot import Changes, IndexEntry
    from sandbox.programs import Completed
    from sandbox.session import Session

REPOSITORY = "lib/repository.git"
"""Beside the working files, so that they are alone in their folder, as Git sees them."""
_ENVIRONMENT = dict(ISOLATION) | {"GIT_DIR": f"../{REPOSITORY}", "GIT_WORK_TREE": "."}
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
    """Lay out the clean ``.git`` in the sandbox, and have Git there read it.

    Args:
        session: a sandbox with the submission's files in ``work``. The ``.git`` among them is not looked at.
        allowed: what may be.

    Raises:
        SubmissionInvalid: Git cannot read it; the message says what is wrong.
        SessionEnded: it took too much of something.
        GitMissing: there is no Git in the sandbox.
    """
    session.put({f"{REPOSITORY}/{path}": data for path, data in allowed.repository.items()})
    # Git knows a repository by these two folders, which stay empty without objects or loose references.
    session.put({f"{REPOSITORY}/objects/info/kept": b"", f"{REPOSITORY}/refs/heads/.kept": b""})
    references = _git(session, "for-each-ref", "--format=%(objectname) %(refname)", *_SHARED)
    index = _git(session, "ls-files", "--stage", "-z")
    pack = _git(session, "pack-objects", "--all", "--reflog", "--indexed-objects", "--stdout", "-q")
    status = _git(
        session, "status", "--porcelain=v2", "-z", "--untracked-files=all", "--no-renames",
        "--ignore-submodules=all",
    )  # fmt: skip
    return TakenOut(
        references=parsing.references(references),
        index=parsing.index(index),
        changes=parsing.changes(status),
        pack=pack,
    )


_SHARED = ("refs/heads", "refs/tags", "refs/remotes", "refs/stash")


def _git(session: Session, *arguments: str) -> bytes:
    limits = session.limits
    try:
        completed = session.run(
            ["git", *arguments], env=_ENVIRONMENT, seconds=limits.seconds, output_bytes=limits.disk_bytes
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
    if match := _OBJECT.search(said):
        return f"The object {match[0]} is missing or corrupt: this repository is damaged. `git fsck` says more."
    if completed.signal is not None:
        return f"This repository cannot be read: `git {command}` was ended by signal {completed.signal}."
    last = said.strip().splitlines()[-1:] or ["it gave no reason"]
    return f"This repository cannot be read: `git {command}` said: {last[0][:200]}"
