"""The table of images, and what the engine makes of it."""

from __future__ import annotations

import io
import re
import tarfile

import pytest

from sandbox import images
from sandbox.backends import create_backend
from sandbox.errors import SandboxUnavailable
from sandbox.languages import LANGUAGES, Language
from sandbox.session import Session
from sandbox.spec import Limits, SandboxSpec
from tests.conftest import need


@pytest.mark.parametrize("image", images.IMAGES.values(), ids=lambda image: image.name)
def test_a_dockerfile_is_complete_and_its_tag_is_its_content(image: images.Image) -> None:
    assert not re.search(r"@[a-z]+@", image.dockerfile)
    parent = image.needs.tag if image.needs else image.parent
    first = next(line for line in image.dockerfile.splitlines() if line.startswith("FROM "))
    assert first.partition(" AS ")[0] == f"FROM {parent}"
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


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
def test_an_image_of_a_language_has_its_programs_new_enough(language: Language) -> None:
    need("docker")
    spec = SandboxSpec(image=language.image, limits=language.enough(Limits()))
    backend = create_backend("docker")
    with Session(backend.start(spec), spec.limits) as session:
        session.ready()
        for tool in language.tools:
            said = session.run([tool.name, *tool.version])
            version = re.search(rb"\d+(\.\d+)*", said.stdout + said.stderr)
            assert version
            assert tuple(map(int, version[0].split(b"."))) >= tool.least
    backend.close()


def test_images_are_built_after_those_that_they_build_on() -> None:
    assert [image.name for image in images.with_parents(("ruby",))] == ["base", "ruby"]
    names = [image.name for image in images.with_parents(tuple(images.IMAGES))]
    assert names == list(images.IMAGES)


def test_certificates_are_in_the_build_and_not_in_the_tag() -> None:
    image = images.find("node")
    with tarfile.open(fileobj=io.BytesIO(image.context(b"-----BEGIN"))) as archive:
        assert sorted(archive.getnames()) == ["Dockerfile", images.CA_BUNDLE]
        member = archive.extractfile(images.CA_BUNDLE)
        assert member
        assert member.read() == b"-----BEGIN"


def test_an_image_that_is_not_built_says_how_to_build_it(monkeypatch: pytest.MonkeyPatch) -> None:
    need("docker")
    missing = images.Image(name="base", title="Never built", parent="debian:never", packages=())
    monkeypatch.setitem(images.IMAGES, "base", missing)
    backend = create_backend("docker")
    session = Session(backend.start(SandboxSpec()), SandboxSpec().limits)
    with pytest.raises(SandboxUnavailable, match="kata sandbox build"):
        session.ready()
    backend.close()
