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


def about_engine() -> str:
    """Which engine it is and what it adds to the walls, for a person; empty where none answers.

    An engine that runs as root makes containers whose root is the machine's, were there a way to become it.
    """
    try:
        client = connect()
    except SandboxUnavailable:
        return ""
    said = client.info()
    client.close()
    options = [option.partition("name=")[2].partition(",")[0] for option in said.get("SecurityOptions") or ()]
    apart = [name for name in ("rootless", "userns") if name in options]
    how = "its root is not the machine's" if apart else "its root is the machine's, as is usual"
    return f"Docker {said.get('ServerVersion')} ({how}), Linux {said.get('KernelVersion')}"
