"""Walks through the commits and trees of a clone, which is limited in size and known to be well formed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    import git

_SHOWN_SUBJECT = 60


def reachable(tip: git.Commit, *, first_parent: bool = False, stop_at: Collection[str] = ()) -> tuple[git.Commit, ...]:
    """The commits that a commit reaches, itself too, parents before children.

    Args:
        tip: where to start.
        first_parent: go along first parents only.
        stop_at: names of commits that are left out, with all that they reach.
    """
    ordered: dict[str, git.Commit] = {}
    entered: set[str] = set()
    waiting = [tip]
    while waiting:
        commit = waiting[-1]
        if commit.hexsha in stop_at or commit.hexsha in ordered:
            waiting.pop()
        elif commit.hexsha in entered:
            ordered[waiting.pop().hexsha] = commit
        else:
            entered.add(commit.hexsha)
            parents = commit.parents[:1] if first_parent else commit.parents
            waiting.extend(reversed(parents))
    return tuple(ordered.values())


def peel(repo: git.Repo, oid: str) -> git.Commit | None:
    """The commit that an object is or a tag leads to; None when it is another kind of object, or not there."""
    import git

    found: object
    if not oid:
        return None
    try:
        found = git.Object.new_from_sha(repo, bytes.fromhex(oid))
        while isinstance(found, git.TagObject):
            found = found.object
    except ValueError:  # what GitPython raises for an object that is not there
        return None
    return found if isinstance(found, git.Commit) else None


def message(commit: git.Commit) -> str:
    """A commit's message as text, whatever encoding it claims."""
    text = commit.message
    return (text if isinstance(text, str) else text.decode("utf-8", "replace")).rstrip("\n")


def describe(commit: git.Commit) -> str:
    """A commit for a sentence: ``1a2b3c4 "Add the price list"``."""
    subject = message(commit).partition("\n")[0]
    shown = subject if len(subject) <= _SHOWN_SUBJECT else f"{subject[: _SHOWN_SUBJECT - 3]}..."
    return f'{commit.hexsha[:7]} "{shown}"'


def paths(commit: git.Commit) -> tuple[str, ...]:
    """The paths of all files of a commit, sorted."""
    return tuple(sorted(path for path, _ in _blobs(commit)))


def content(commit: git.Commit, path: str) -> bytes | None:
    """A file of a commit, or None when it is not there or not a file."""
    import git

    try:
        found = commit.tree.join(path)
    except KeyError:
        return None
    return blob_bytes(found) if isinstance(found, git.Blob) else None


def blob_bytes(blob: git.Blob) -> bytes:
    """A file's content. GitPython does not say what its streams give, hence this one place."""
    data: bytes = blob.data_stream.read()
    return data


def changed_paths(commit: git.Commit) -> tuple[str, ...]:
    """The paths whose content or mode differs from the first parent's, sorted."""
    after = dict(_blobs(commit))
    before = dict(_blobs(commit.parents[0])) if commit.parents else {}
    return tuple(sorted(path for path in before | after if before.get(path) != after.get(path)))


def line_counts(commit: git.Commit | None, path: str) -> Counter[str]:
    """How often each line stands in a file of a commit; nothing where there is no commit or no such file.

    Empty lines, and spaces at the end of a line, do not count.
    """
    data = content(commit, path) if commit is not None else None
    lines = (data or b"").decode("utf-8", "replace").splitlines()
    return Counter(line.rstrip() for line in lines if line.strip())


def first_commits(commits: Iterable[git.Commit]) -> dict[str, git.Commit]:
    """Every path that any of some commits holds, with the first of them that does. Equal folders are read once."""
    found: dict[str, git.Commit] = {}
    seen: set[tuple[str, str]] = set()
    for commit in commits:
        waiting = [commit.tree]
        while waiting:
            tree = waiting.pop()
            if (tree.hexsha, str(tree.path)) in seen:
                continue
            seen.add((tree.hexsha, str(tree.path)))
            for entry in tree:
                if entry.type == "tree":
                    waiting.append(entry)
                else:
                    found.setdefault(str(entry.path), commit)
    return found


def _blobs(commit: git.Commit) -> Iterator[tuple[str, tuple[str, int]]]:
    """Every file and submodule of a commit: its path, and the name and mode of its content."""
    waiting = [commit.tree]
    while waiting:
        for entry in waiting.pop():
            if entry.type == "tree":
                waiting.append(entry)
            else:
                yield str(entry.path), (entry.hexsha, entry.mode)
