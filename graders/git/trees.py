"""How many files a clone's trees stand for: a tree of ten trees, ten levels deep, is ten thousand million files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graders.errors import SubmissionInvalid
from graders.git.names import LONGEST_NAME, LONGEST_PATH, is_plain, shown
from graders.git.trusted import git

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MAX_PATHS = 20_000
"""Files in one commit."""
MAX_DEPTH = 64
"""Folders in folders."""
MAX_TREE_BYTES = 8 << 20
"""All trees of all commits together, as Git stores them."""


class _Entry(NamedTuple):
    is_tree: bool
    length: int
    """Of its name, in bytes."""
    child: bytes


class _Extent(NamedTuple):
    paths: int
    depth: int
    longest: int
    """Bytes of the longest path."""


def check_trees(repository: Path) -> None:
    """Check every tree of a repository, so that whoever lists one is safe.

    Raises:
        SubmissionInvalid: a tree holds more than ``MAX_PATHS`` files or is deeper than ``MAX_DEPTH``, or all
            trees together are larger than ``MAX_TREE_BYTES``, or a file has a name that is not taken.
    """
    listing = git(
        "cat-file",
        "--batch-all-objects",
        "--batch-check=%(objecttype) %(objectname) %(objectsize)",
        directory=repository,
    ).stdout
    found = [line.split(b" ") for line in listing.split(b"\n") if line.startswith(b"tree ")]
    if sum(int(size) for _, _, size in found) > MAX_TREE_BYTES:
        raise SubmissionInvalid("This repository's folders hold too many files for an exercise.")
    if not found:
        return
    names = [name for _, name, _ in found]
    output = git("cat-file", "--batch", directory=repository, stdin=b"\n".join(names) + b"\n").stdout
    trees = {name: list(entries) for name, entries in _trees(output)}
    extents: dict[bytes, _Extent] = {}
    for name in trees:
        _measure(name, trees, extents)


def _measure(root: bytes, trees: Mapping[bytes, list[_Entry]], extents: dict[bytes, _Extent]) -> None:
    """Fill ``extents`` for a tree and all below it, children first; a tree cannot hold itself."""
    waiting = [root]
    while waiting:
        name = waiting[-1]
        below = [entry for entry in trees[name] if entry.is_tree]
        missing = [entry.child for entry in below if entry.child not in extents]
        if missing and name not in extents:
            waiting.extend(missing)
            continue
        waiting.pop()
        if name in extents:
            continue
        lengths = [entry.length + (1 + extents[entry.child].longest if entry.is_tree else 0) for entry in trees[name]]
        extent = _Extent(
            len(lengths) - len(below) + sum(extents[entry.child].paths for entry in below),
            1 + max((extents[entry.child].depth for entry in below), default=0),
            max(lengths, default=0),
        )
        if extent.paths > MAX_PATHS:
            raise SubmissionInvalid(f"A commit holds more than {MAX_PATHS:,} files, too many for an exercise.")
        if extent.depth > MAX_DEPTH:
            raise SubmissionInvalid(f"A commit's folders are nested more than {MAX_DEPTH} deep.")
        if extent.longest > LONGEST_PATH:
            raise SubmissionInvalid(f"A commit holds a file whose path has more than {LONGEST_PATH:,} bytes.")
        extents[name] = extent


def _trees(output: bytes) -> Iterator[tuple[bytes, Iterator[_Entry]]]:
    """The trees in the output of ``git cat-file --batch``, by name."""
    at = 0
    while at < len(output):
        end = output.index(b"\n", at)
        name, _, size = output[at:end].split(b" ")
        start, at = end + 1, end + 2 + int(size)
        yield name, _entries(output[start : at - 1], len(name) // 2)


def _entries(tree: bytes, hash_bytes: int) -> Iterator[_Entry]:
    """The entries of a tree, each of a name that is taken."""
    at = 0
    while at < len(tree):
        name_at, end = tree.index(b" ", at) + 1, tree.index(b"\0", at)
        name = tree[name_at:end].decode("utf-8", "surrogateescape")
        if not is_plain(name) or end - name_at > LONGEST_NAME:
            raise SubmissionInvalid(
                f"A commit holds a file whose name is too long or has characters that are not accepted: {shown(name)}"
            )
        child = tree[end + 1 : end + 1 + hash_bytes].hex().encode()
        yield _Entry(tree.startswith(b"40000 ", at), end - name_at, child)
        at = end + 1 + hash_bytes
