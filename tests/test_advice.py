"""``auto`` never waits for an image: it takes the next sandbox, and says what building it would give."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graders.grading import Grading, Sessions
from sandbox import images
from sandbox.errors import SandboxUnavailable
from sandbox.spec import BUILD, Limits
from tests.conftest import need


@pytest.fixture
def grading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Grading:
    """One that asks for an image that was never built."""
    need("docker")
    missing = images.Image(name="base", title="Never built", parent="debian:never", packages=())
    monkeypatch.setitem(images.IMAGES, "base", missing)
    return Grading(
        exercise_dir=tmp_path,
        tests_dir=tmp_path,
        grader="repository",
        language="git",
        files={},
        handed_in=(),
        seed=1,
        limits=Limits(),
    )


def test_without_the_image_the_next_sandbox_is_taken_and_the_command_is_named(grading: Grading) -> None:
    sessions = Sessions(grading)
    try:
        backend = sessions.current().info.backend
        assert backend != "docker"
        assert BUILD in sessions.advice
    finally:
        sessions.close()


def test_docker_asked_for_by_name_is_not_replaced(grading: Grading) -> None:
    sessions = Sessions(replace(grading, sandbox="docker"))
    with pytest.raises(SandboxUnavailable, match=BUILD):
        sessions.current()
    sessions.close()
