"""The Docker SDK's client, with its errors turned into ours."""

from __future__ import annotations

from typing import Any

from sandbox.errors import SandboxUnavailable

ADVICE = "Is the Docker engine running, and may this user talk to it? `docker info` should answer."
TIMEOUT_SECONDS = 120


def connect() -> Any:
    """A low-level client of the engine that the environment names (``DOCKER_HOST`` and its relatives).

    Raises:
        SandboxUnavailable: no engine answers.
    """
    import docker
    from docker.errors import DockerException

    try:
        return docker.APIClient(timeout=TIMEOUT_SECONDS, version="auto", **docker.utils.kwargs_from_env())
    except DockerException as error:
        raise SandboxUnavailable(f"No Docker engine answers ({error}). {ADVICE}") from None
