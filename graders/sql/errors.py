"""What can be wrong with a SQL exercise itself. Never held against a learner."""

from __future__ import annotations


class ExerciseInvalid(Exception):
    """An exercise's own data, reference query or test asks for what cannot be. For its author."""
