"""The table of images, and their Dockerfiles: rendered, named by content, built, listed, removed.

An image's tag is a hash of its Dockerfile, so a sandbox never runs on an image that the installed version
of kata did not describe, and an upgrade that changes nothing builds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sandbox.errors import SandboxFailed, SandboxUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable

REPOSITORY = "kata"
LABEL = "org.kata.image"
FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """One row of the table: what the Dockerfile template is filled with."""

    name: str
    title: str
    parent: str
    packages: tuple[str, ...]

    @property
    def dockerfile(self) -> str:
        """The text of its Dockerfile, from the template of its name."""
        return (
            (FOLDER / f"{self.name}.Dockerfile")
            .read_text(encoding="utf-8")
            .replace("@title@", self.title)
            .replace("@parent@", self.parent)
            .replace("@packages@", " ".join(self.packages))
        )

    @property
    def tag(self) -> str:
        """Repository and tag: the tag is the hash of the Dockerfile."""
        import hashlib

        return f"{REPOSITORY}-{self.name}:{hashlib.sha256(self.dockerfile.encode()).hexdigest()[:12]}"


IMAGES = {
    image.name: image
    for image in (
        Image(
            name="base",
            title="Debian with Python, Git and SQLite",
            parent="debian:bookworm-slim",
            packages=("git", "python3", "sqlite3"),
        ),
    )
}


def find(name: str) -> Image:
    """The image of that name. Raises ``SandboxUnavailable`` for an unknown one."""
    try:
        return IMAGES[name]
    except KeyError:
        known = ", ".join(IMAGES)
        raise SandboxUnavailable(f"there is no sandbox image named {name!r}; there are {known}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltImage:
    """What the Docker engine holds of ours: tag, digest, size, and whether the table still names it."""

    tag: str
    digest: str
    size_bytes: int
    current: bool


def build(image: Image, *, network: str | None = None, say: Callable[[str], None]) -> str:
    """Build an image with the Docker engine; its digest.

    Args:
        image: a row of the table.
        network: the network mode of the build (``host`` where the engine's own network has no way out).
        say: called with each line that the build prints.

    Raises:
        SandboxUnavailable: no Docker engine answers.
        SandboxFailed: the build failed; the message ends with its last lines.
    """
    import io

    from sandbox.backends.docker_client import connect

    client = connect()
    stream = client.build(
        fileobj=io.BytesIO(image.dockerfile.encode()),
        tag=image.tag,
        rm=True,
        forcerm=True,
        decode=True,
        network_mode=network,
        labels={LABEL: image.name},
    )
    last: list[str] = []
    for event in stream:
        for line in str(event.get("stream") or event.get("error") or "").splitlines():
            say(line)
            last = [*last[-9:], line]
        if "error" in event:
            raise SandboxFailed(f"the image {image.tag} could not be built:\n" + "\n".join(last))
    digest: str = client.inspect_image(image.tag)["Id"]
    return digest


def built() -> list[BuiltImage]:
    """Our images that the Docker engine holds. Raises ``SandboxUnavailable`` when no engine answers."""
    from sandbox.backends.docker_client import connect

    current = {image.tag for image in IMAGES.values()}
    rows: list[dict[str, Any]] = connect().images(filters={"label": LABEL})
    return [
        BuiltImage(tag=tag, digest=row["Id"], size_bytes=row["Size"], current=tag in current)
        for row in rows
        for tag in row["RepoTags"] or ()
    ]


def remove_outdated() -> list[str]:
    """Remove our images that the table no longer names; their tags."""
    from sandbox.backends.docker_client import connect

    client = connect()
    outdated = [image.tag for image in built() if not image.current]
    for tag in outdated:
        client.remove_image(tag)
    return outdated


__all__ = ["IMAGES", "BuiltImage", "Image", "SandboxUnavailable", "build", "built", "find", "remove_outdated"]
