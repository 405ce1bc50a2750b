"""The table of images, and what the engine makes of it."""

from __future__ import annotations

import pytest

from sandbox import images
from sandbox.backends import create_backend
from sandbox.errors import SandboxUnavailable
from sandbox.session import Session
from sandbox.spec import SandboxSpec
from tests.conftest import need


@pytest.mark.parametrize("image", images.IMAGES.values(), ids=lambda image: image.name)
def test_a_dockerfile_is_complete_and_its_tag_is_its_content(image: images.Image) -> None:
    assert "@" not in image.dockerfile
    assert image.dockerfile.splitlines()[1] == f"FROM {image.parent}"
    name, _, tag = image.tag.partition(":")
    assert name == f"kata-{image.name}"
    assert len(tag) == 12


def test_an_unknown_image_is_named_with_the_known_ones() -> None:
    with pytest.raises(SandboxUnavailable, match="base"):
        images.find("desktop")


def test_a_built_image_is_listed_with_its_digest_and_is_current() -> None:
    need("docker")
    rows = {row.tag: row for row in images.built()}
    row = rows[images.find("base").tag]
    assert row.current
    assert row.digest.startswith("sha256:")
    assert row.size_bytes > 0


def test_the_base_image_has_what_exercises_count_on() -> None:
    need("docker")
    backend = create_backend("docker")
    with Session(backend.start(SandboxSpec()), SandboxSpec().limits) as session:
        session.ready()
        for program in (["python3", "--version"], ["git", "--version"], ["sqlite3", "--version"]):
            assert session.run(program).status == 0, program
    backend.close()


def test_an_image_that_is_not_built_says_how_to_build_it(monkeypatch: pytest.MonkeyPatch) -> None:
    need("docker")
    missing = images.Image(name="base", title="Never built", parent="debian:never", packages=())
    monkeypatch.setitem(images.IMAGES, "base", missing)
    backend = create_backend("docker")
    session = Session(backend.start(SandboxSpec()), SandboxSpec().limits)
    with pytest.raises(SandboxUnavailable, match="kata sandbox build"):
        session.ready()
    backend.close()
