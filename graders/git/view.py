"""The fixture's object: a repository that was handed in, and the questions that tests ask of it."""

from __future__ import annotations

import re
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn, TypeAlias

import git

from graders.git import history
from graders.git.ignoring import ignored_paths
from graders.git.trusted import git as run_git

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from graders.git.expect import Expect
    from graders.git.snapshot import Changes, IndexEntry, ReflogEntry, Snapshot, State
    from graders.git.start import Start

Revision: TypeAlias = "str | git.Commit"
"""A commit, or what names one: ``HEAD``, a branch, a tag, a full reference, or an object's name."""


def fail(message: str) -> NoReturn:
    """Fail the check with a text for the learner."""
    import pytest

    pytest.fail(message, pytrace=False)


class Repository:
    """A learner's repository, on a safe clone.

    Every question that has no answer (there is no such branch, no such file) fails the check with a sentence that
    says so, so that a test can be written as if all were there.

    Attributes:
        repo: the clone, opened with GitPython. It is bare: it has no working files and no index.
        start: what the learner started from.
    """

    def __init__(self, path: Path, snapshot: Snapshot, exercise_dir: Path, language: str) -> None:
        self.repo = git.Repo(path)
        self._path = path
        self._snapshot = snapshot
        self._exercise = (exercise_dir, language)

    def close(self) -> None:
        """End the processes that GitPython keeps to read objects."""
        self.repo.close()

    # --- what is there --------------------------------------------------------------------------------

    @cached_property
    def start(self) -> Start:
        """What the learner started from, made anew from ``starter/scenario.sh``."""
        from graders.git.start import read_start

        return read_start(*self._exercise)

    @property
    def expect(self) -> Expect:
        """The usual demands, each of which fails the check with a message when it is not met."""
        from graders.git.expect import Expect

        return Expect(self)

    @property
    def current_branch(self) -> str | None:
        """The branch that HEAD is on, born or not; None when HEAD is detached."""
        prefix = "refs/heads/"
        return self._snapshot.head.removeprefix(prefix) if self._snapshot.head.startswith(prefix) else None

    @property
    def head(self) -> git.Commit:
        """The commit that is checked out."""
        return self.commit("HEAD")

    @cached_property
    def branches(self) -> Mapping[str, git.Commit]:
        """Local branches and their last commits."""
        return self._commits_below("refs/heads/")

    @cached_property
    def remote_branches(self) -> Mapping[str, git.Commit]:
        """Remote-tracking branches, as ``origin/main``."""
        return self._commits_below("refs/remotes/")

    @cached_property
    def tags(self) -> Mapping[str, git.TagReference]:
        """Tags: ``.commit`` is what one names, ``.tag`` an annotated one's own object (message, tagger) or None."""
        prefix = "refs/tags/"
        names = [name.removeprefix(prefix) for name in self._snapshot.references if name.startswith(prefix)]
        return MappingProxyType({name: git.TagReference(self.repo, f"{prefix}{name}") for name in names})

    @cached_property
    def index(self) -> Mapping[str, IndexEntry]:
        """What is staged, by path. Paths in conflict are in ``unmerged``."""
        return MappingProxyType({entry.path: entry for entry in self._snapshot.index if entry.stage == 0})

    @cached_property
    def unmerged(self) -> Mapping[str, tuple[IndexEntry, ...]]:
        """Paths in conflict, each with its stages: 1 the common ancestor, 2 ours, 3 theirs."""
        found: dict[str, list[IndexEntry]] = {}
        for entry in self._snapshot.index:
            if entry.stage:
                found.setdefault(entry.path, []).append(entry)
        return MappingProxyType({path: tuple(entries) for path, entries in found.items()})

    @cached_property
    def stash(self) -> tuple[git.Commit, ...]:
        """What ``git stash list`` shows, newest first; a stash is a commit whose first parent is where it was made."""
        newest = self._snapshot.references.get("refs/stash")
        if newest is None:
            return ()
        entries = [entry.new for entry in self.reflog("refs/stash")] or [newest]
        return tuple(self.commit(oid) for oid in entries)

    def reflog(self, reference: str = "HEAD") -> tuple[ReflogEntry, ...]:
        """The reflog of ``HEAD``, a branch or a full reference, newest entry first."""
        reflogs = self._snapshot.reflogs
        return reflogs.get(reference) or reflogs.get(f"refs/heads/{reference}") or ()

    @property
    def worktree(self) -> Mapping[str, bytes]:
        """The working files as they were handed in: tracked, untracked and ignored, all but ``.git``."""
        return self._snapshot.worktree

    @property
    def state(self) -> State:
        """Whether a merge, a rebase or the like is unfinished."""
        return self._snapshot.state

    @property
    def changes(self) -> Changes:
        """What ``git status`` lists."""
        return self._snapshot.changes

    @property
    def staged(self) -> tuple[str, ...]:
        """Paths whose staged content is not that of the last commit."""
        return self.changes.staged

    @property
    def modified(self) -> tuple[str, ...]:
        """Paths whose working file is not what is staged, or is gone."""
        return self.changes.modified

    @property
    def untracked(self) -> tuple[str, ...]:
        """Working files that are neither tracked nor ignored."""
        return self.changes.untracked

    # --- questions ------------------------------------------------------------------------------------

    def commit(self, revision: Revision) -> git.Commit:
        """The commit that a revision names."""
        if isinstance(revision, git.Commit):
            return revision
        if revision == "HEAD" and self._snapshot.head.startswith("refs/"):
            revision = self._snapshot.head
            if revision not in self._snapshot.references:
                fail(f"There is no commit yet: the branch {revision.removeprefix('refs/heads/')} is empty.")
        for prefix in ("", "refs/heads/", "refs/tags/", "refs/remotes/"):
            if f"{prefix}{revision}" in self._snapshot.references:
                return self._peel(self._snapshot.references[f"{prefix}{revision}"], revision)
        if re.fullmatch("[0-9a-f]{40}|[0-9a-f]{64}", revision):
            return self._peel(revision, revision)
        if revision == "HEAD":
            return self._peel(self._snapshot.head, "HEAD")
        there = ", ".join(sorted(self.branches)) or "none"
        fail(f"There is no branch {revision}. The branches are: {there}.")

    def commits(self, revision: Revision = "HEAD", *, first_parent: bool = False) -> tuple[git.Commit, ...]:
        """All commits that a revision reaches, oldest first; only along first parents where asked for."""
        return history.reachable(self.commit(revision), first_parent=first_parent)

    def new_commits(self, revision: Revision = "HEAD", *, first_parent: bool = False) -> tuple[git.Commit, ...]:
        """Those of ``commits`` that were not there at the start, oldest first."""
        known = self.start.commits
        return history.reachable(self.commit(revision), first_parent=first_parent, stop_at=known)

    def commits_between(self, base: Revision, tip: Revision) -> tuple[git.Commit, ...]:
        """What ``git log base..tip`` shows, oldest first."""
        known = frozenset(commit.hexsha for commit in self.commits(base))
        return history.reachable(self.commit(tip), stop_at=known)

    def all_commits(self) -> tuple[git.Commit, ...]:
        """What any branch or tag reaches, parents before children."""
        tips = [
            *self.branches.values(),
            *self.remote_branches.values(),
            *(self.commit(name) for name in self.tags),
        ]
        found = {commit.hexsha: commit for tip in tips for commit in self.commits(tip)}
        return tuple(found.values())

    def is_ancestor(self, ancestor: Revision, of: Revision) -> bool:
        """Whether a commit is reached from another, or is it."""
        wanted = self.commit(ancestor).hexsha
        return any(commit.hexsha == wanted for commit in self.commits(of))

    def message(self, revision: Revision = "HEAD") -> str:
        """A commit's whole message, without trailing newlines."""
        return history.message(self.commit(revision))

    def files(self, revision: Revision = "HEAD") -> tuple[str, ...]:
        """The paths of all files in a commit, sorted."""
        return history.paths(self.commit(revision))

    def read(self, path: str, revision: Revision = "HEAD") -> str:
        """A file's text in a commit. ``read_bytes`` is for what is not text."""
        return self._text(self.read_bytes(path, revision), f"{path} in {revision}")

    def read_bytes(self, path: str, revision: Revision = "HEAD") -> bytes:
        """A file's content in a commit."""
        commit = self.commit(revision)
        content = history.content(commit, path)
        if content is None:
            there = ", ".join(self.files(commit)[:12]) or "nothing"
            fail(f"There is no file {path} in the commit {history.describe(commit)}. It holds: {there}.")
        return content

    def read_staged(self, path: str, *, stage: int = 0) -> bytes:
        """What is staged for a path; ``stage`` chooses a side of a conflict."""
        for entry in self._snapshot.index:
            if entry.path == path and entry.stage == stage:
                return history.blob_bytes(git.Blob(self.repo, bytes.fromhex(entry.oid), entry.mode, path))
        fail(f"{path} is not staged: `git add {path}` does that.")

    def changed_files(self, revision: Revision = "HEAD") -> tuple[str, ...]:
        """The paths that a commit changes against its first parent (all of its files where it has none)."""
        return history.changed_paths(self.commit(revision))

    def patch_id(self, revision: Revision) -> str:
        """The name of a commit's change, which stays when it is rebased or cherry-picked (git-patch-id(1))."""
        oid = self.commit(revision).hexsha
        options = ("--no-ext-diff", "--no-textconv", "--root", "--full-index", "--text")
        patch = run_git("diff-tree", "-p", *options, oid, directory=self._path).stdout
        named = run_git("patch-id", "--stable", directory=self._path, stdin=patch).stdout
        return named[: len(oid)].decode("ascii")

    def ignored(self, paths: Iterable[str], revision: Revision = "HEAD") -> frozenset[str]:
        """Those of some paths, there or not, that the ``.gitignore`` files of a commit ignore."""
        return ignored_paths(self.commit(revision), tuple(paths))

    # --- inside ---------------------------------------------------------------------------------------

    def _commits_below(self, prefix: str) -> Mapping[str, git.Commit]:
        found = {
            name.removeprefix(prefix): self._peel(oid, name)
            for name, oid in self._snapshot.references.items()
            if name.startswith(prefix)
        }
        return MappingProxyType(found)

    def _peel(self, oid: str, named: str) -> git.Commit:
        """The commit that an object is, or that a tag object leads to."""
        found = history.peel(self.repo, oid)
        if found is None:
            shown = f"The commit {oid[:7]}" if named == oid else named
            fail(f"{shown} is not in this repository, or is not a commit.")
        return found

    @staticmethod
    def _text(content: bytes, named: str) -> str:
        try:
            return content.decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError:
            fail(f"{named} is not UTF-8 text.")
