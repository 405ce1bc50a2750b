"""The usual demands on a repository. Each fails the check with a sentence for the learner when it is not met."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from graders.git import history, messages
from graders.git.snapshot import State
from graders.git.view import Repository, Revision, fail

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import git

_FINISH = {
    State.MERGING: "A merge is still in progress: resolve the conflicts, `git add` the files, `git commit`.",
    State.REBASING: "A rebase is still in progress: `git rebase --continue` goes on with it.",
    State.APPLYING: "Patches are still being applied: `git am --continue` goes on with it.",
    State.CHERRY_PICKING: "A cherry-pick is still in progress: `git cherry-pick --continue` goes on with it.",
    State.REVERTING: "A revert is still in progress: `git revert --continue` goes on with it.",
    State.BISECTING: "A bisection is still in progress: `git bisect reset` ends it.",
}
_SHOWN = 8
_MARKERS = (b"<<<<<<< ", b"||||||| ", b">>>>>>> ")


class Expect:
    """``repository.expect``: read each method as the end of "we expect ..."."""

    def __init__(self, repository: Repository) -> None:
        self._of = repository

    def nothing_in_progress(self) -> None:
        """No merge, rebase or the like is unfinished."""
        if self._of.state in _FINISH:
            fail(_FINISH[self._of.state])

    def clean(self) -> None:
        """``git status`` would list nothing."""
        self.nothing_in_progress()
        changes = self._of.changes
        if changes.unmerged:
            fail(f"There are conflicts left: {_listed(changes.unmerged)}.")
        if changes.staged:
            fail(f"There are staged changes that are not committed: {_listed(changes.staged)}.")
        if changes.modified:
            fail(f"There are changes that are not committed: {_listed(changes.modified)}.")
        if changes.untracked:
            fail(f"There are files that are neither committed nor ignored: {_listed(changes.untracked)}.")

    def on_branch(self, name: str) -> None:
        """HEAD is on that branch."""
        current = self._of.current_branch
        if current is None:
            fail(f"You are on no branch (HEAD is detached). `git switch {name}` goes to {name}.")
        if current != name:
            fail(f"You are on the branch {current}; asked for: {name}. `git switch {name}` goes there.")

    def history_kept(self, *branches: str) -> None:
        """The commits of the start are still on their branches, unchanged; all branches where none is named."""
        start = self._of.start.branches
        for name in branches or tuple(start):
            there = {commit.hexsha for commit in self._of.commits(name)}
            if start[name] not in there:
                fail(
                    f"The commit {start[name][:7]}, which was the last one of {name} at the start, is not on {name} "
                    "any more: the history was rewritten (by an amended commit, a rebase or a reset)."
                )

    def linear(self, revision: Revision = "HEAD") -> None:
        """The history is a straight line: no merge since the start."""
        for commit in self._of.new_commits(revision):
            if len(commit.parents) > 1:
                fail(f"The history is not a straight line: {history.describe(commit)} is a merge.")

    def merged(self, branch: Revision, into: Revision) -> None:
        """Everything on a branch is part of another: by a merge commit, a fast-forward or whatever else."""
        if self._of.commits_between(into, branch):
            fail(self._not_merged(branch, into))

    def merge_commit(self, branch: Revision, into: str) -> git.Commit:  # noqa: RET503 - fail() never returns
        """A branch was merged into another by a merge commit of its own. Gives that commit."""
        tip = self._of.commit(branch)
        named = self._name(branch)
        line = self._of.commits(into, first_parent=True)
        for commit in reversed(line):
            if tip in commit.parents[1:] and commit.hexsha not in self._of.start.commits:
                return commit
        if self._was_part_of(tip, into):
            fail(f"{named} has no commit of its own, so there is nothing to merge.")
        if tip in line:
            fail(
                f"There is no merge commit for {named} on {into}: the line of {into} itself goes through its last "
                f"commit, as after a fast-forward, or when the work is done on {into}. "
                "`git merge --no-ff` makes a merge commit."
            )
        if self._of.is_ancestor(tip, into):
            fail(f"{named} is part of {into}, but no merge commit on {into} has its last commit as a parent.")
        if self._is_copied(tip, into):
            fail(
                f"{into} has the changes of {named}, but in an ordinary commit: that is a squash or a copy, not a "
                "merge. A merge commit has two parents, and the second is the branch's last commit."
            )
        fail(self._not_merged(branch, into))

    def both_sides_kept(self, merge: git.Commit, *, apart_from: Iterable[str] = ()) -> None:
        """A merge holds what each side added, and nothing that a side removed.

        Line by line: the merge must hold a line as often as both sides together, less the common ancestor.

        Args:
            merge: a merge of two commits.
            apart_from: paths where lines had to be combined, for the test to look at by itself.
        """
        ours, theirs = merge.parents[:2]
        bases = self._of.repo.merge_base(ours, theirs)
        paths = set(history.paths(ours)) | set(history.paths(theirs))
        for path in sorted(paths - set(apart_from)):
            base, one, other, merged = (
                history.line_counts(commit, path) for commit in (bases[0] if bases else None, ours, theirs, merge)
            )
            for line in one | other | base:
                same = one[line] == other[line]
                expected = one[line] if same else max(one[line] + other[line] - base[line], 0)
                if merged[line] < expected:
                    side = ours if one[line] >= other[line] else theirs
                    fail(
                        f"The merge {history.describe(merge)} lost a line of {path} "
                        f"that {history.describe(side)} has: {line[:80]!r}."
                    )
                if merged[line] > expected and base[line] > expected:
                    fail(
                        f"The merge {history.describe(merge)} brought back a line of {path} that a side "
                        f"had removed: {line[:80]!r}."
                    )

    def same_changes(self, before: Sequence[Revision], after: Sequence[Revision]) -> None:
        """Commits make the same changes in the same order as others did, whatever their parents are."""
        old = [self._of.commit(revision) for revision in before]
        new = [self._of.commit(revision) for revision in after]
        patches = {self._of.patch_id(commit): history.describe(commit) for commit in new}
        for commit in old:
            if self._of.patch_id(commit) not in patches:
                fail(f"No commit makes the change of {history.describe(commit)} any more, or it was altered.")
        if [self._of.patch_id(commit) for commit in old] != list(patches):
            told = ", ".join(history.describe(commit) for commit in new)
            fail(f"The commits are not the {len(old)} asked for, in their order: {told}.")

    # --- commits and their content --------------------------------------------------------------------

    def message(self, revision: Revision = "HEAD", rules: messages.MessageRules | None = None, **asked: Any) -> None:
        """A commit's message follows the rules: those given, or the usual ones with some changed by keyword."""
        commit = self._of.commit(revision)
        broken = messages.problems(self._of.message(commit), rules or messages.MessageRules(**asked))
        if broken:
            told = "\n".join(f"  - {problem}" for problem in broken)
            fail(f"The message of the commit {history.describe(commit)} breaks the rules:\n{told}")

    def no_conflict_markers(self, revision: Revision = "HEAD") -> None:
        """No file of a commit holds a line that a conflict left behind."""
        commit = self._of.commit(revision)
        for path in history.paths(commit):
            lines = (history.content(commit, path) or b"").split(b"\n")
            for number, line in enumerate(lines, start=1):
                if line.startswith(_MARKERS):
                    shown = line[:40].decode("utf-8", "replace").strip()
                    fail(f"A conflict marker is left in {path}, line {number}: {shown}")

    def never_committed(self, *patterns: str) -> None:
        """No commit of a branch or a tag holds such a path (``*.log``, ``.env``), not even one that was undone."""
        for path, commit in history.first_commits(self._of.all_commits()).items():
            for pattern in patterns:
                if fnmatchcase(path, pattern) or fnmatchcase(path.rpartition("/")[2], pattern):
                    fail(f"{path} is in the commit {history.describe(commit)}; it was not to be committed.")

    def ignored(self, *paths: str, revision: Revision = "HEAD") -> None:
        """The committed ``.gitignore`` ignores these paths, whether there are such files or not."""
        missed = [path for path in paths if path not in self._ignored(paths, revision)]
        if missed:
            fail(f"The committed .gitignore does not ignore {_listed(missed)}.")

    def not_ignored(self, *paths: str, revision: Revision = "HEAD") -> None:
        """The committed ``.gitignore`` does not ignore these paths."""
        caught = sorted(self._ignored(paths, revision))
        if caught:
            fail(f"The committed .gitignore ignores too much: also {_listed(caught)}.")

    def no_ignored_files(self, revision: Revision = "HEAD") -> None:
        """No file of a commit is one that its own ``.gitignore`` ignores."""
        caught = sorted(self._ignored(self._of.files(revision), revision))
        if caught:
            fail(f"Committed, though .gitignore ignores it: {_listed(caught)}. `git rm --cached` takes it out.")

    def _ignored(self, paths: Iterable[str], revision: Revision) -> frozenset[str]:
        try:
            return self._of.ignored(paths, revision)
        except TimeoutError as error:
            fail(str(error))

    def _not_merged(self, branch: Revision, into: Revision) -> str:
        missing = [history.describe(commit) for commit in self._of.commits_between(into, branch)]
        return f"{self._name(branch)} is not merged into {into}. Missing there: {_listed(missing)}."

    def _was_part_of(self, tip: git.Commit, into: str) -> bool:
        """Whether a commit was on a branch at the start already."""
        before = history.peel(self._of.repo, self._of.start.branches.get(into, ""))
        return before is not None and self._of.is_ancestor(tip, before)

    def _is_copied(self, tip: git.Commit, into: str) -> bool:
        """Whether an ordinary new commit made all files that the branch touched what they are on it."""
        touched = {path for commit in self._of.commits_between(into, tip) for path in history.changed_paths(commit)}
        return any(
            all(history.content(commit, path) == history.content(tip, path) for path in touched)
            for commit in self._of.new_commits(into, first_parent=True)
            if len(commit.parents) == 1
        )

    def _name(self, revision: Revision) -> str:
        """A revision for a sentence."""
        oid = revision if isinstance(revision, str) else revision.hexsha
        for name, tip in self._of.start.branches.items():
            if oid == tip:
                return f"{name} (as it was at the start)"
        return revision if isinstance(revision, str) else history.describe(revision)


def _listed(items: Sequence[str]) -> str:
    """Names for a sentence, the first few of many."""
    more = f" and {len(items) - _SHOWN} more" if len(items) > _SHOWN else ""
    return ", ".join(items[:_SHOWN]) + more
