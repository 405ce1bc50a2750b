"""The formats that a document may be written in: which class reads each, and which programs that takes."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from sandbox.spec import Tool

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.documents.handed_in import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format.

    Attributes:
        id: as it is written in ``languages`` of an ``exercise.toml``.
        title: as people write it.
        reader: the class of the fixture, as ``module:class``.
        image: the image that holds the programs which read and serve it.
        tools: those programs, on a machine without the image.
        package: what of the extra ``kata-runner[servers]`` a test of it needs beside kata; empty if nothing.
    """

    id: str
    title: str
    reader: str
    image: str = "base"
    tools: tuple[Tool, ...] = ()
    package: str = ""

    @property
    def document(self) -> type[Document]:
        """The class of the fixture."""
        module, _, name = self.reader.partition(":")
        found: type[Document] = getattr(import_module(module), name)
        return found


def _tool(name: str, package: str, *version: str, fedora: str = "") -> Tool:
    advice = f"on Debian and Ubuntu: apt install {package}; on Fedora: dnf install {fedora or package}"
    return Tool(name=name, version=version, least=(1,), advice=advice)


_SCHEMAS = "check_jsonschema"
_NGINX = _tool("nginx", "nginx-light", "-v", fedora="nginx")
_OPENSSL = _tool("openssl", "openssl", "version")

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        one.id: one
        for one in (
            Format(
                id="nginx",
                title="nginx",
                reader="graders.documents.nginx:NginxDocument",
                image="web",
                tools=(_NGINX, _OPENSSL),
                package="httpx",
            ),
            Format(
                id="haproxy",
                title="HAProxy",
                reader="graders.documents.haproxy:HaproxyDocument",
                image="web",
                tools=(_tool("haproxy", "haproxy", "-v"),),
                package="httpx",
            ),
            Format(
                id="bind",
                title="BIND",
                reader="graders.documents.bind:BindDocument",
                image="web",
                tools=(
                    _tool("named", "bind9", "-v", fedora="bind"),
                    _tool("named-checkzone", "bind9-utils", "-v", fedora="bind-utils"),
                ),
                package="dns",
            ),
            Format(id="dockerfile", title="Dockerfile", reader="graders.documents.dockerfile:Dockerfile"),
            Format(
                id="github", title="GitHub Actions", reader="graders.documents.github:GitHubWorkflow", package=_SCHEMAS
            ),
            Format(
                id="gitlab",
                title="GitLab CI",
                reader="graders.documents.gitlab:GitLabPipeline",
                package=_SCHEMAS,
            ),
            Format(
                id="bitbucket",
                title="Bitbucket Pipelines",
                reader="graders.documents.bitbucket:BitbucketPipeline",
                package=_SCHEMAS,
            ),
            Format(
                id="openapi",
                title="OpenAPI",
                reader="graders.documents.openapi:OpenApiDocument",
                package="openapi_spec_validator",
            ),
            Format(
                id="yaml",
                title="YAML",
                reader="graders.documents.yaml_document:YamlDocument",
                package=_SCHEMAS,
            ),
        )
    }
)
