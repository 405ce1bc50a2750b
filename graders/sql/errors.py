"""What can be wrong with a SQL exercise itself.

SandboxError (``sandbox.errors``)   ours, never the learner's
+-- ExerciseInvalid                 an exercise's data, reference query or test asks for what cannot be
"""

from __future__ import annotations

from sandbox.errors import SandboxError


class ExerciseInvalid(SandboxError):
    """An exercise's own data, reference query or test asks for what cannot be. For its author."""
