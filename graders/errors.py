"""Every exception of this package.

SubmissionInvalid (Exception)       what was handed in is missing or cannot be read: verdict ``invalid``
SandboxError (``sandbox.errors``)   ours, never the learner's: verdict ``error``
+-- ExerciseInvalid                 an exercise's data, reference or test asks for what cannot be
"""

from __future__ import annotations

from sandbox.errors import SandboxError


class SubmissionInvalid(Exception):
    """What was handed in cannot be graded; the message says what is missing or wrong, and what to do."""


class ExerciseInvalid(SandboxError):
    """An exercise's own data, reference or test asks for what cannot be. For its author."""
