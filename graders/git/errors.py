"""Every exception of this package; all of them are ours or an author's, never a learner's.

    GitError (Exception)
    +-- GitMissing          there is no Git on this machine
    +-- ScenarioFailed      a ``scenario.sh`` of an exercise did not run to its end

A repository that cannot be read is a ``graders.errors.SubmissionInvalid``.
"""

from __future__ import annotations


class GitError(Exception):
    """Something about Git that is no learner's doing."""


class GitMissing(GitError):
    """There is no Git on this machine."""

    def __init__(self) -> None:
        super().__init__(
            "Git was not found on PATH. Exercises on repositories need it: install it (https://git-scm.com), "
            "then try again."
        )


class ScenarioFailed(GitError):
    """A ``scenario.sh`` did not run to its end; the message says which and what it printed."""
