"""The fixtures that every hidden test may take, whatever its grader."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from graders.grading import Grading, Sessions
    from sandbox.session import Session

SESSIONS: pytest.StashKey[Sessions] = pytest.StashKey()
"""Where the core plugin keeps the sessions of the run, for the plugins of graders."""


@pytest.fixture(scope="session")
def grading(pytestconfig: pytest.Config) -> Grading:
    """What is graded: the submission, the exercise's folders, the limits."""
    return pytestconfig.stash[SESSIONS].grading


@pytest.fixture
def session(pytestconfig: pytest.Config) -> Session:
    """The live sandbox, with the submission's files in it."""
    return pytestconfig.stash[SESSIONS].current()


@pytest.fixture
def rng(grading: Grading, request: pytest.FixtureRequest) -> random.Random:
    """Random choices that the run's seed and the test's name decide, and nothing else."""
    return random.Random(f"{grading.seed}/{request.node.nodeid}")  # noqa: S311 - to be repeatable
