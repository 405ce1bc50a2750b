"""Every exception of this package; all of them are ours or an author's, never a learner's.

    SandboxError (``sandbox.errors``)
    +-- GitError
        +-- GitMissing          there is no Git on this machine, or in the sandbox
        +-- GitTooSlow          Git on our side did not end, though what it reads is limited in size
        +-- ScenarioFailed      a ``scenario.sh`` of an exercise did not run to its end

A repository that cannot be read is a ``graders.errors.SubmissionInvalid``.
"""

from __future__ import annotations

from sandbox.errors import SandboxError


class GitError(SandboxError):
    """Something about Git that is no learner's doing."""


class GitMissing(GitError):
    """There is no Git on this machine, or in the sandbox."""

    def __init__(self, where: str = "on PATH") -> None:
        super().__init__(
            f"Git was not found {where}. Exercises on repositories need it: install it (https://git-scm.com), "
            "then try again."
        )


class GitTooSlow(GitError):
    """Git on our side did not end in time."""


class ScenarioFailed(GitError):
    """A ``scenario.sh`` did not run to its end; the message says which and what it printed."""
