"""The part of a learner's ``.git`` that may go anywhere at all: an allow-list.

git(1) advises against running Git in a repository that one does not trust: its configuration, hooks and
attributes start programs, and ``objects/info/alternates``, ``commondir`` or a ``.git`` file pull in the
objects of other repositories. So a new ``.git`` is laid out from what an honest one needs (references, objects,
index, reflogs, the exclude file) with a configuration of ours; the rest is never given to Git, not even in
the sandbox. The names are those of gitrepository-layout(5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.errors import SubmissionInvalid
from graders.git.names import is_plain
from graders.git.snapshot import State

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES = re.compile(
    r"""HEAD | packed-refs | index | sharedindex\.[0-9a-f]{40,64} | info/exclude
      | (logs/)? refs/ (heads|tags|remotes) /.+ | (logs/)? refs/stash | logs/HEAD
      | objects/ [0-9a-f]{2} / ([0-9a-f]{38}|[0-9a-f]{62})
      | objects/pack/pack- ([0-9a-f]{40}|[0-9a-f]{64}) \.(pack|idx)""",
    re.VERBOSE,
)
_SHA256_NAME = re.compile(r"objects/(?:[0-9a-f]{2}/[0-9a-f]{62}|pack/pack-[0-9a-f]{64}\.\w+)")
_HEAD = re.compile(rb"(?:ref: *(refs/[^\x00-\x20\x7f~^:?*\[\\]+)|([0-9a-f]{40}|[0-9a-f]{64}))\s*")
_NOT_A_REFERENCE = re.compile(r"\.\.|//|@\{|/\.|\.$|/$|\.lock(?:/|$)")

MAX_REFLOG_BYTES = 2 << 20
"""All reflogs together: years of work."""

_UNFINISHED = (
    ("rebase-merge/", State.REBASING),
    ("rebase-apply/applying", State.APPLYING),
    ("rebase-apply/", State.REBASING),
    ("MERGE_HEAD", State.MERGING),
    ("CHERRY_PICK_HEAD", State.CHERRY_PICKING),
    ("REVERT_HEAD", State.REVERTING),
    ("BISECT_LOG", State.BISECTING),
)
"""The files by which Git itself knows what it is in the middle of, in the order in which it looks."""

_REFUSED = (
    (
        "commondir",
        "This .git belongs to a linked worktree, and its history is elsewhere. Hand in the main repository.",
    ),
    (
        "shallow",
        "This is a shallow clone: its history is cut off. `git fetch --unshallow` brings in the rest.",
    ),
    (
        "reftable/",
        (
            "This repository keeps its references as a reftable, which cannot be read here. "
            "`git refs migrate --ref-format=files` changes that."
        ),
    ),
    (
        "objects/info/alternates",
        (
            "This repository borrows objects of another one (.git/objects/info/alternates). "
            "`git repack -a -d && rm .git/objects/info/alternates` makes it whole."
        ),
    ),
)

CONFIG = """\
[core]
\trepositoryFormatVersion = {version}
\tbare = false
\tfileMode = false
\tsymlinks = false
\tautoCRLF = input
\tcommitGraph = false
\tmultiPackIndex = false
\tfsmonitor = false
\tuntrackedCache = false
\tpreloadIndex = false
\thooksPath = /dev/null
\tattributesFile = /dev/null
\texcludesFile = /dev/null
[pack]
\tthreads = 1
\twindow = 0
[gc]
\tauto = 0
[protocol]
\tallow = never
[extensions]
\tobjectFormat = {object_format}
"""
"""The configuration inside. Permission bits and links do not survive handing in, and line endings are a
matter of the learner's system, so none of them counts as a change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What is left of a submission.

    Attributes:
        repository: the files of a clean ``.git``, by their paths in it.
        worktree: the working files, without any ``.git`` of their own.
        head: what HEAD names: a reference, or a commit.
        reflogs: full name of a reference to the text of its reflog.
        object_format: ``sha1`` or ``sha256``.
        state: what the learner is in the middle of.
    """

    repository: Mapping[str, bytes]
    worktree: Mapping[str, bytes]
    head: str
    reflogs: Mapping[str, bytes]
    object_format: str
    state: State


def allowed_part(files: Mapping[str, bytes]) -> Allowed:
    """Take what is allowed of the files that were handed in.

    Raises:
        SubmissionInvalid: there is no repository, or one that needs more than it may have.
    """
    handed_in = {path.removeprefix(".git/"): data for path, data in files.items() if path.startswith(".git/")}
    _refuse(files, handed_in)
    repository = {path: data for path, data in handed_in.items() if _NAMES.fullmatch(path)}
    sha256 = any(_SHA256_NAME.fullmatch(path) for path in repository)
    object_format = "sha256" if sha256 else "sha1"
    head = _head(handed_in.get("HEAD"))
    reflogs = {path.removeprefix("logs/"): data for path, data in repository.items() if path.startswith("logs/")}
    if sum(map(len, reflogs.values())) > MAX_REFLOG_BYTES:
        raise SubmissionInvalid(
            f"The reflogs of this repository are larger than {MAX_REFLOG_BYTES >> 20} MiB. "
            "`git reflog expire --expire=now --all` empties them."
        )
    config = CONFIG.format(version=1 if sha256 else 0, object_format=object_format)
    repository["config"] = (config if sha256 else config.partition("[extensions]")[0]).encode()
    return Allowed(
        repository=repository,
        worktree={path: data for path, data in files.items() if not _in_repository(path)},
        head=head,
        reflogs=reflogs,
        object_format=object_format,
        state=_state(handed_in),
    )


def is_reference_name(name: str) -> bool:
    """Whether Git takes it as the full name of a reference (git-check-ref-format(1))."""
    return (
        _HEAD.fullmatch(f"ref: {name}".encode("utf-8", "surrogateescape")) is not None
        and not _NOT_A_REFERENCE.search(name)
        and is_plain(name)
        and name == name.strip()
    )


def _refuse(files: Mapping[str, bytes], handed_in: Mapping[str, bytes]) -> None:
    if ".git" in files:
        raise SubmissionInvalid(
            "`.git` is a file that points to a repository elsewhere (a linked worktree or a submodule). "
            "Hand in the repository itself."
        )
    if not handed_in:
        nested = sorted(path for path in files if path.endswith("/.git/HEAD"))
        where = f" There is one in {nested[0].removesuffix('.git/HEAD')}, which is not looked at." if nested else ""
        raise SubmissionInvalid(f"This folder is not a Git repository: it has no .git.{where}")
    for name, reason in _REFUSED:
        found = [path for path in handed_in if path == name or (name.endswith("/") and path.startswith(name))]
        if any(handed_in[path].strip() for path in found):
            raise SubmissionInvalid(reason)


def _head(content: bytes | None) -> str:
    if content is None:
        raise SubmissionInvalid("This folder is not a Git repository: .git/HEAD is missing.")
    match = _HEAD.fullmatch(content)
    name = (match[1] or match[2]).decode("utf-8", "surrogateescape") if match else ""
    if not match or (match[1] and not is_reference_name(name)):
        raise SubmissionInvalid("This is not a working Git repository: .git/HEAD names neither a branch nor a commit.")
    return name


def _state(handed_in: Mapping[str, bytes]) -> State:
    for name, state in _UNFINISHED:
        if any(path == name or (name.endswith("/") and path.startswith(name)) for path in handed_in):
            return state
    return State.CLEAN


def _in_repository(path: str) -> bool:
    """Whether a path leads into a ``.git``, by whatever name a file system may know it."""
    return not {part.rstrip(". ").lower() for part in path.split("/")}.isdisjoint({".git", "git~1"})
