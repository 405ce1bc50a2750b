"""The table of images, and their Dockerfiles: rendered, named by content, built, listed, removed.

An image's tag is a hash of its Dockerfile, so a sandbox never runs on an image that the installed version
of kata did not describe, and an upgrade that changes nothing builds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sandbox.errors import SandboxFailed, SandboxUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

REPOSITORY = "kata"
LABEL = "org.kata.image"
FOLDER = Path(__file__).parent
CA_BUNDLE = "ca-bundle.pem"
OIDC_PROVIDER = FOLDER.parent / "services" / "oidc_provider"
JAVA_DRIVER = FOLDER.parent / "drivers" / "java"


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """One row of the table: what the Dockerfile template is filled with.

    Attributes:
        name: by which exercises and languages ask for it.
        title: what is in it.
        parent: the image it builds on: another row by its name, or one from elsewhere.
        packages: the Debian packages added.
        template: the name of its Dockerfile.
        files: what the build needs beside it: path below ``sandbox/`` to the name in the build.
        offers: the Python packages in its folder ``sandbox.spec.PACKAGES``, as solutions import them.
    """

    name: str
    title: str
    parent: str
    packages: tuple[str, ...]
    template: str = "packages"
    files: Mapping[str, str] = field(default_factory=dict)
    offers: tuple[str, ...] = ()

    @property
    def needs(self) -> Image | None:
        """The row that it builds on."""
        return IMAGES.get(self.parent)

    @property
    def dockerfile(self) -> str:
        """The text of its Dockerfile."""
        needs = self.needs
        return (
            (FOLDER / f"{self.template}.Dockerfile")
            .read_text(encoding="utf-8")
            .replace("@title@", self.title)
            .replace("@parent@", needs.tag if needs else self.parent)
            .replace("@packages@", " ".join(self.packages))
        )

    @property
    def tag(self) -> str:
        """Repository and tag: the tag is the hash of the Dockerfile and what is copied in."""
        import hashlib

        digest = hashlib.sha256(self.dockerfile.encode())
        for path, name in self.files.items():
            digest.update(name.encode() + b"\0" + (FOLDER.parent / path).read_bytes())
        return f"{REPOSITORY}-{self.name}:{digest.hexdigest()[:12]}"

    def context(self, ca_bundle: bytes = b"") -> bytes:
        """What the engine is sent for a build: the Dockerfile, the files, and certificates to trust meanwhile."""
        import io
        import tarfile

        contents = {name: (FOLDER.parent / path).read_bytes() for path, name in self.files.items()}
        contents |= {"Dockerfile": self.dockerfile.encode(), CA_BUNDLE: ca_bundle}
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as archive:
            for name, content in contents.items():
                entry = tarfile.TarInfo(name)
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
        return packed.getvalue()


IMAGES: dict[str, Image] = {
    image.name: image
    for image in (
        Image(
            name="base",
            title="Debian with Python, Git and SQLite",
            parent="debian:bookworm-slim",
            # A container without any network has an empty /etc/hosts; the library resolves localhost all the same.
            packages=("git", "libnss-myhostname", "python3", "sqlite3"),
            template="base",
        ),
        Image(
            name="node",
            title="the base with Node.js",
            parent="base",
            packages=("python3-pip",),
            template="node",
        ),
        Image(
            name="java",
            title="the base with Java and its compiler",
            parent="base",
            packages=("openjdk-17-jdk-headless",),
            template="java",
            files={
                "images/java_rehearsal.py": "rehearsal.py",
                **{f"drivers/java/{path.name}": f"driver/{path.name}" for path in sorted(JAVA_DRIVER.glob("*.java"))},
            },
        ),
        Image(name="ruby", title="the base with Ruby", parent="base", packages=("ruby",)),
        Image(
            name="postgresql",
            title="the base with PostgreSQL",
            parent="base",
            packages=("postgresql-15",),
            template="postgresql",
            files={"services/ready/postgresql.sh": "ready.sh"},
        ),
        Image(
            name="mysql",
            title="the base with MariaDB",
            parent="base",
            packages=("mariadb-server",),
            template="mysql",
            files={"services/ready/mysql.sh": "ready.sh"},
        ),
        Image(
            name="mongodb",
            title="the base with FerretDB, which is MongoDB-compatible",
            parent="base",
            packages=("ca-certificates", "python3-pip"),
            template="mongodb",
        ),
        Image(
            name="aws",
            title="the base with moto, which answers as AWS does, and boto3",
            parent="base",
            packages=("python3-pip",),
            template="aws",
            files={"images/aws_serve.py": "serve.py"},
            offers=("boto3", "botocore"),
        ),
        Image(
            name="cassandra",
            title="the base with Cassandra",
            parent="base",
            packages=("ca-certificates", "openjdk-17-jdk-headless", "python3-pip"),
            template="cassandra",
            files={
                **{
                    f"images/cassandra/{name}": name
                    for name in (
                        "cassandra.yaml",
                        "jars.txt",
                        "java.options",
                        "logback.xml",
                        "start.sh",
                    )
                },
                "images/cassandra_fetch.py": "fetch.py",
                "images/cassandra_rehearsal.py": "rehearsal.py",
                "services/ready/cassandra.sh": "ready.sh",
            },
        ),
        Image(
            name="azure",
            title="Node.js with Azurite, which answers as Azure's blob storage does, and its Python package",
            parent="node",
            packages=("python3-pip",),
            template="azure",
            files={
                f"images/azure/{name}": f"azure/{name}"
                for name in ("azurite.js", "package.json", "package-lock.json", "start.js")
            },
            offers=("azure.core", "azure.storage.blob"),
        ),
        Image(
            name="oidc",
            title="the base with Node.js and an OpenID Connect provider",
            parent="node",
            packages=("python3-pip",),
            template="oidc",
            files={
                f"services/oidc_provider/{path.name}": f"provider/{path.name}"
                for path in sorted(OIDC_PROVIDER.glob("*.*"))
            },
        ),
        Image(
            name="gcp",
            title="the base with fake-gcs-server, which answers as Google's Cloud Storage does, and its Python package",
            parent="base",
            packages=("ca-certificates", "python3-pip"),
            template="gcp",
            files={
                f"images/gcp/{name}": f"gcp/{name}"
                for name in ("fake-gcs-server.patch", "go.mod", "main.go", "pubsub.go", "storage.go")
            },
            offers=("google.api_core", "google.auth", "google.cloud.storage"),
        ),
        Image(name="redis", title="the base with Redis", parent="base", packages=("redis-server",)),
        Image(
            name="web",
            title="the base with nginx, HAProxy, BIND and OpenSSL",
            parent="base",
            packages=("nginx-light", "haproxy", "bind9", "bind9-utils", "openssl"),
        ),
    )
}
"""Each after the one that it builds on."""


def find(name: str) -> Image:
    """The image of that name. Raises ``SandboxUnavailable`` for an unknown one."""
    try:
        return IMAGES[name]
    except KeyError:
        known = ", ".join(IMAGES)
        raise SandboxUnavailable(f"there is no sandbox image named {name!r}; there are {known}") from None


def with_parents(names: Sequence[str]) -> list[Image]:
    """The images of those names and those that they build on, each after its parent."""
    wanted: set[str] = set()
    for name in names:
        image: Image | None = find(name)
        while image is not None:
            wanted.add(image.name)
            image = image.needs
    return [image for image in IMAGES.values() if image.name in wanted]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltImage:
    """What the Docker engine holds of ours: tag, digest, size, and whether the table still names it."""

    tag: str
    digest: str
    size_bytes: int
    current: bool


def build(
    image: Image,
    *,
    network: str | None = None,
    ca_bundle: bytes = b"",
    arguments: Mapping[str, str] | None = None,
    say: Callable[[str], None],
) -> str:
    """Build an image with the Docker engine, on a parent that is there; its digest.

    Args:
        image: a row of the table.
        network: the network mode of the build (``host`` where the engine's own network has no way out).
        ca_bundle: certificates, as PEM, that downloads trust besides the usual ones. No image keeps them.
        arguments: what the Dockerfile's ``ARG`` lines are given.
        say: called with each line that the build prints.

    Raises:
        SandboxUnavailable: no Docker engine answers.
        SandboxFailed: the build failed; the message ends with its last lines.
    """
    import io

    from sandbox.backends.docker_client import connect

    client = connect()
    stream = client.build(
        fileobj=io.BytesIO(image.context(ca_bundle)),
        custom_context=True,
        tag=image.tag,
        rm=True,
        forcerm=True,
        decode=True,
        network_mode=network,
        buildargs=dict(arguments or {}),
        labels={LABEL: image.name},
    )
    last: list[str] = []
    for event in stream:
        for line in str(event.get("stream") or event.get("error") or "").splitlines():
            say(line)
            last = [*last[-9:], line]
        if "error" in event:
            raise SandboxFailed(f"the image {image.tag} could not be built:\n" + "\n".join(last))
    for stage in client.images(filters={"label": f"{LABEL}={image.name}", "dangling": True}, quiet=True):
        client.remove_image(stage)  # what only fetched something for the image, or an earlier try at it
    digest: str = client.inspect_image(image.tag)["Id"]
    return digest


def built() -> list[BuiltImage]:
    """Our images that the Docker engine holds. Raises ``SandboxUnavailable`` when no engine answers."""
    from sandbox.backends.docker_client import connect

    current = {image.tag for image in IMAGES.values()}
    rows: list[dict[str, Any]] = connect().images(filters={"label": LABEL, "dangling": False})
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
