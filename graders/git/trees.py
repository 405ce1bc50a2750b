"""How many files a clone's trees stand for: a tree of ten trees, ten levels deep, is ten thousand million files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graders.errors import SubmissionInvalid
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


class _Extent(NamedTuple):
    paths: int
    depth: int


def check_trees(repository: Path) -> None:
    """Check every tree of a repository, so that whoever lists one is safe.

    Raises:
        SubmissionInvalid: a tree holds more than ``MAX_PATHS`` files or is deeper than ``MAX_DEPTH``, or all
            trees together are larger than ``MAX_TREE_BYTES``.
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


def _measure(root: bytes, trees: Mapping[bytes, list[tuple[bool, bytes]]], extents: dict[bytes, _Extent]) -> None:
    """Fill ``extents`` for a tree and all below it, children first; a tree cannot hold itself."""
    waiting = [root]
    while waiting:
        name = waiting[-1]
        below = [child for is_tree, child in trees[name] if is_tree]
        missing = [child for child in below if child not in extents]
        if missing and name not in extents:
            waiting.extend(missing)
            continue
        waiting.pop()
        if name in extents:
            continue
        files = sum(not is_tree for is_tree, _ in trees[name])
        extent = _Extent(
            files + sum(extents[child].paths for child in below),
            1 + max((extents[child].depth for child in below), default=0),
        )
        if extent.paths > MAX_PATHS:
            raise SubmissionInvalid(f"A commit holds more than {MAX_PATHS:,} files, too many for an exercise.")
        if extent.depth > MAX_DEPTH:
            raise SubmissionInvalid(f"A commit's folders are nested more than {MAX_DEPTH} deep.")
        extents[name] = extent


def _trees(output: bytes) -> Iterator[tuple[bytes, Iterator[tuple[bool, bytes]]]]:
    """The trees in the output of ``git cat-file --batch``, by name."""
    at = 0
    while at < len(output):
        end = output.index(b"\n", at)
        name, _, size = output[at:end].split(b" ")
        start, at = end + 1, end + 2 + int(size)
        yield name, _entries(output[start : at - 1], len(name) // 2)


def _entries(tree: bytes, hash_bytes: int) -> Iterator[tuple[bool, bytes]]:
    """Whether each entry of a tree is a tree itself, and the name of its object."""
    at = 0
    while at < len(tree):
        end = tree.index(b"\0", at) + 1
        yield tree.startswith(b"40000 ", at), tree[end : end + hash_bytes].hex().encode()
        at = end + hash_bytes
