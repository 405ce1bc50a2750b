"""The safe clone: a fresh bare repository outside the sandbox, and everything known beside it.

The way of a submission: its files -> the allow-list (``allowed``) -> Git in a sandbox (``inside``) -> a pack,
measured (``packs``) -> ``git index-pack --strict`` here, which names every object by its own content and
refuses malformed ones (it is what ``fetch.fsckObjects`` switches on) -> references, set by Git.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.errors import SubmissionInvalid
from graders.git import parsing
from graders.git.allowed import allowed_part
from graders.git.inside import take_out
from graders.git.packs import measure
from graders.git.snapshot import Snapshot
from graders.git.trees import check_trees
from graders.git.trusted import git

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sandbox.session import Session

_CONFIG = """\
[core]
\trepositoryFormatVersion = {version}
\tbare = true
\tcommitGraph = false
\thooksPath = /dev/null
\tattributesFile = /dev/null
\texcludesFile = /dev/null
[gc]
\tauto = 0
[protocol]
\tallow = never
[attr]
\ttree = refs/none
[log]
\tmailmap = false
"""
"""Ours. The last two keep files of the learner's commits from changing what Git shows of other files and commits."""
_SHA256 = "[extensions]\n\tobjectFormat = sha256\n"


def clone(files: Mapping[str, bytes], session: Session, destination: Path) -> Snapshot:
    """Make a bare clone of a repository that was handed in.

    Args:
        files: the submission, ``.git/...`` included.
        session: a sandbox with nothing of the submission in it yet.
        destination: the folder of the new bare repository; it must not exist.

    Returns:
        All that a bare repository does not hold.

    Raises:
        SubmissionInvalid: it is not a repository, damaged, or too large.
        SessionEnded: reading it took too much of something.
    """
    allowed = allowed_part(files)
    taken = take_out(session, allowed)
    measure(taken.pack, object_format=allowed.object_format, max_bytes=session.limits.disk_bytes)
    _lay_out(destination, allowed.head, sha256=allowed.object_format == "sha256")
    _unpack(destination, taken.pack)
    check_trees(destination)
    _set_references(destination, taken.references)
    return Snapshot(
        head=allowed.head,
        references=taken.references,
        index=taken.index,
        reflogs=MappingProxyType({name: parsing.reflog(text) for name, text in allowed.reflogs.items()}),
        state=allowed.state,
        changes=taken.changes,
        worktree=MappingProxyType(dict(allowed.worktree)),
    )


def _lay_out(destination: Path, head: str, *, sha256: bool) -> None:
    """What ``git init --bare`` would make, without its templates and without starting it."""
    for folder in ("objects/info", "objects/pack", "refs/heads", "refs/tags"):
        (destination / folder).mkdir(parents=True)
    config = _CONFIG.format(version=1 if sha256 else 0) + (_SHA256 if sha256 else "")
    (destination / "config").write_text(config, encoding="utf-8")
    name = f"ref: {head}" if head.startswith("refs/") else head
    (destination / "HEAD").write_bytes(name.encode("utf-8", "surrogateescape") + b"\n")


def _unpack(destination: Path, pack: bytes) -> None:
    done = git("index-pack", "--strict", "--stdin", directory=destination, stdin=pack)
    if done.returncode == 0:
        return
    said = done.stderr.decode("utf-8", "replace")
    if match := re.search(r"object ([0-9a-f]{40,64}): (\w+): (.*)", said):
        reason = f"the object {match[1]} is malformed ({match[3]})."
    elif match := re.search(r"[0-9a-f]{40,64}", said):
        reason = f"the object {match[0]} is missing or corrupt."
    else:
        reason = (said.strip().splitlines() or ["Git gave no reason."])[-1][:200]
    raise SubmissionInvalid(f"This repository is damaged: {reason} `git fsck` says more.")


def _set_references(destination: Path, references: Mapping[str, str]) -> None:
    """One transaction: Git checks every name, that its object is there, and that a branch names a commit."""
    commands = "".join(f"create {name}\0{oid}\0" for name, oid in references.items())
    done = git(
        "update-ref",
        "--stdin",
        "-z",
        directory=destination,
        stdin=commands.encode("utf-8", "surrogateescape"),
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise SubmissionInvalid(f"This repository is damaged: a reference cannot be set. Git said: {said[:300]}")
