"""The lists that Git prints, read strictly: inside the sandbox nothing is known to be Git's own word."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.errors import SubmissionInvalid
from graders.git.allowed import is_reference_name
from graders.git.names import check_path, shown
from graders.git.snapshot import Changes, IndexEntry, ReflogEntry

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_REFERENCES = 2_000
"""Branches, tags and the like. Each becomes a file of ours."""
MAX_INDEX_ENTRIES = 20_000
_OID = r"(?:[0-9a-f]{40}|[0-9a-f]{64})"
_REFERENCE = re.compile(rf"({_OID}) (refs/.+)")
_INDEX_LINE = re.compile(rf"(100644|100755|120000|160000) ({_OID}) ([0-3])\t(.+)", re.DOTALL)
_REFLOG_LINE = re.compile(rf"({_OID}) ({_OID}) ([^\t]*?) ?(\d{{1,12}}) [+-]\d{{4}}(?:\t(.*))?")
_ORDINARY = re.compile(r"1 (.)(.) \S+ \S+ \S+ \S+ \S+ \S+ (.+)", re.DOTALL)
_UNMERGED = re.compile(r"u .. \S+ \S+ \S+ \S+ \S+ \S+ \S+ \S+ (.+)", re.DOTALL)
_UNTRACKED = re.compile(r"\? (.+)", re.DOTALL)


def references(output: bytes) -> Mapping[str, str]:
    """``git for-each-ref --format='%(objectname) %(refname)'``."""
    found: dict[str, str] = {}
    lines = _text(output).split("\n")[:-1]
    if len(lines) > MAX_REFERENCES:
        raise SubmissionInvalid(f"This repository has more than {MAX_REFERENCES:,} branches and tags; delete some.")
    for line in lines:
        match = _REFERENCE.fullmatch(line)
        if not match or not is_reference_name(match[2]):
            raise SubmissionInvalid(
                f"This repository has a branch or a tag with a name that is not accepted: {shown(line)}"
            )
        found[match[2]] = match[1]
    return MappingProxyType(found)


def index(output: bytes) -> tuple[IndexEntry, ...]:
    """``git ls-files --stage -z``."""
    entries: dict[tuple[str, int], IndexEntry] = {}
    lines = _text(output).split("\0")[:-1]
    if len(lines) > MAX_INDEX_ENTRIES:
        raise SubmissionInvalid(f"More than {MAX_INDEX_ENTRIES:,} files are staged, too many for an exercise.")
    for line in lines:
        match = _INDEX_LINE.fullmatch(line)
        entry = match and IndexEntry(
            path=check_path(match[4]), mode=int(match[1], 8), oid=match[2], stage=int(match[3])
        )
        if not entry or entries.setdefault((entry.path, entry.stage), entry) is not entry:
            raise SubmissionInvalid(f"The index holds an entry that cannot be one: {shown(line)}")
    return tuple(entries.values())


def changes(output: bytes) -> Changes:
    """``git status --porcelain=v2 -z``, without renames."""
    staged, modified, unmerged, untracked = [], [], [], []
    for line in _text(output).split("\0")[:-1]:
        if match := _ORDINARY.fullmatch(line):
            if match[1] != ".":
                staged.append(check_path(match[3]))
            if match[2] != ".":
                modified.append(check_path(match[3]))
        elif match := _UNMERGED.fullmatch(line):
            unmerged.append(check_path(match[1]))
        elif match := _UNTRACKED.fullmatch(line):
            untracked.append(check_path(match[1]))
        else:
            raise SubmissionInvalid(f"Git reported a change that cannot be one: {shown(line)}")
    return Changes(staged=tuple(staged), modified=tuple(modified), unmerged=tuple(unmerged), untracked=tuple(untracked))


def reflog(content: bytes) -> tuple[ReflogEntry, ...]:
    """A file of ``.git/logs``, newest entry first. Lines that Git would not have written are left out, as Git does."""
    matches = (_REFLOG_LINE.fullmatch(line) for line in _text(content).split("\n"))
    entries = [
        ReflogEntry(old=match[1], new=match[2], committer=match[3], seconds=int(match[4]), message=match[5] or "")
        for match in matches
        if match
    ]
    return tuple(reversed(entries))


def _text(output: bytes) -> str:
    return output.decode("utf-8", "surrogateescape")
