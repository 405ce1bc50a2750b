"""The keeper: a child process that holds the Docker SDK and the containers of one run.

Why a process of its own: importing the SDK takes as long as importing pytest, and here both happen at once;
and when our run dies, even by SIGKILL, the keeper notices that its socket is closed, removes the containers
and ends. It answers requests (JSON lines) in the order in which they come:

    start   {id, image, limits, hidden...}  -> {id, digest} with the stream's descriptor, or {id, error, kind}
    kill    {id}                            -> nothing; the container is removed
    ask     {id}                            -> {id, state}: how the container ended
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import sys
from typing import Any

from sandbox.backends import covered, seccomp
from sandbox.backends.cgroup import OVERHEAD_BYTES
from sandbox.backends.docker_client import connect
from sandbox.errors import SandboxUnavailable
from sandbox.leftovers import identity, is_alive
from sandbox.spec import BUILD

MESSAGE_BYTES = 1 << 20
LABEL = "org.kata.owner"
"""The label that every container of ours carries: the identity of the process that wants it."""
NOT_FOUND, CONFLICT = 404, 409  # the status codes of HTTP
SHM_BYTES = 16 << 20
FILE_BYTES = 2048
"""For so many bytes of the disk there can be one file: a kibibyte of memory goes for each, however small it is."""


class Keeper:
    """Holds the containers of one run.

    Args:
        requests: the socket to the run.
        owner: the run's identity (see ``sandbox.leftovers``).
        client: a connection to the engine, if there is one already; then the sweeping has been done, too.
        network: the container whose network namespace is joined, which nobody else does meanwhile; empty for a
            namespace of each container's own.
    """

    def __init__(self, requests: socket.socket, owner: str, *, client: Any = None, network: str = "") -> None:
        self._requests = requests
        self._owner = owner
        self._client: Any = client
        self._sweeps = client is None
        self._network = network
        self._containers: dict[int, str] = {}

    def serve(self) -> None:
        """Answer until the run closes its end, then remove what is left."""
        try:
            with contextlib.suppress(SandboxUnavailable):
                self._client = self._client or connect()  # while the run still finds out what to ask for
            with self._requests.makefile("rb") as lines:
                for line in lines:
                    request = json.loads(line)
                    getattr(self, "_" + request.pop("do"))(**request)
        except ConnectionError:
            pass  # the run is gone: that is the signal to clean up
        finally:
            for number in list(self._containers):
                self._kill(id=number)

    def _start(self, *, id: int, **wanted: Any) -> None:  # noqa: A002 - the field's name in the message
        from docker.errors import APIError, DockerException, ImageNotFound

        try:
            if self._client is None:
                self._client = connect()
            digest, stream = self._create(id, **wanted)
        except SandboxUnavailable as error:
            self._answer(id=id, error=str(error), kind="unavailable")
        except ImageNotFound:
            advice = f"Docker works, but the sandbox image {wanted['image']} is not built. Run: {BUILD}"
            self._answer(id=id, error=advice, kind="unavailable")
        except (APIError, DockerException, OSError) as error:
            self._answer(id=id, error=f"Docker could not start the sandbox: {error}", kind="failed")
        else:
            fd = stream.detach()  # not close(): the response that it came with would keep it open
            self._answer(fds=[fd], id=id, digest=digest, container=self._containers[id])
            os.close(fd)
            if self._sweeps:
                sweep(self._client)

    def _create(self, number: int, *, image: str, limits: dict[str, Any], command: list[str]) -> Any:
        client = self._client
        wanted = configuration(image, limits, command, self._owner, network=self._network)
        container = client.create_container_from_config(wanted)["Id"]
        self._containers[number] = container
        stream = attached(client, container)
        client.start(container)
        return client.inspect_container(container)["Image"], stream

    def _kill(self, *, id: int) -> None:  # noqa: A002
        container = self._containers.pop(id, None)
        if container is not None:
            removed(self._client, container)

    def _ask(self, *, id: int) -> None:  # noqa: A002
        from docker.errors import NotFound

        state: dict[str, Any] = {}
        if id in self._containers:
            try:
                self._client.wait(self._containers[id], timeout=10)
                state = self._client.inspect_container(self._containers[id])["State"]
            except (NotFound, OSError):
                state = {}  # removed by somebody, or the engine does not answer
        self._answer(id=id, oom=bool(state.get("OOMKilled")), status=state.get("ExitCode"))

    def _answer(self, *, fds: list[int] | None = None, **answer: Any) -> None:
        socket.send_fds(self._requests, [json.dumps(answer).encode() + b"\n"], fds or [])


def attached(client: Any, container: str) -> socket.socket:
    """The stream of a container that is not started yet. Raises ``OSError``."""
    found = client.attach_socket(container, {"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1})
    stream = getattr(found, "_sock", found)
    if type(stream) is not socket.socket:
        raise OSError("an engine behind TLS or SSH can't hand over its stream; use a Unix or TCP socket")
    return stream


def removed(client: Any, container: str) -> None:
    """Remove a container, whatever runs in it."""
    from docker.errors import APIError, NotFound

    try:
        client.remove_container(container, force=True, v=True)
    except (NotFound, OSError):
        pass  # it has removed itself, or the engine is gone: then the next run's sweep finds it
    except APIError as error:
        if error.status_code != CONFLICT:  # its removal is already under way
            raise


def configuration(
    image: str, limits: dict[str, Any], command: list[str], owner: str, *, network: str = ""
) -> dict[str, Any]:
    """The container, as the engine's API wants it: nothing shared, nothing writable but memory, no rights.

    A network namespace that is joined is one without any network, too, and the host name comes with it.
    """
    alone = {"Hostname": "sandbox", "NetworkDisabled": True}
    memory = int(limits["memory_bytes"] + limits["disk_bytes"] + OVERHEAD_BYTES)
    disk = int(limits["disk_bytes"])
    mount = f"rw,exec,nosuid,nodev,uid=1000,gid=1000,mode=0755,size={disk},nr_inodes={disk // FILE_BYTES}"
    files = int(limits["open_files"])
    return {
        "Image": image,
        "Cmd": command,
        "User": "1000:1000",
        "WorkingDir": "/box",
        **({} if network else alone),
        "Env": ["LANG=C.UTF-8", "PATH=/usr/local/bin:/usr/bin:/bin"],
        "Labels": {LABEL: owner},
        "OpenStdin": True,
        "StdinOnce": True,
        "AttachStdin": True,
        "AttachStdout": True,
        "AttachStderr": True,
        "Tty": False,
        "HostConfig": {
            "NetworkMode": f"container:{network}" if network else "none",
            "ReadonlyRootfs": True,
            "Tmpfs": {"/box": mount, "/tmp": mount},  # noqa: S108 - inside the container
            "ShmSize": SHM_BYTES,
            "CapDrop": ["ALL"],
            "SecurityOpt": ["no-new-privileges", f"seccomp={seccomp.docker_profile()}"],
            "Memory": memory,
            "MemorySwap": memory,
            "PidsLimit": int(limits["processes"]) + 1,
            "NanoCpus": 1_000_000_000,
            "Ulimits": [
                {"Name": "nofile", "Soft": files, "Hard": files},
                {"Name": "core", "Soft": 0, "Hard": 0},
            ],
            "MaskedPaths": [*(f"/proc/{name}" for name in covered.PROC), *(f"/sys/{name}" for name in covered.SYS)],
            "IpcMode": "private",
            "LogConfig": {"Type": "none"},
        },
    }


def sweep(client: Any) -> list[str]:
    """Remove our containers whose run is gone; their ids."""
    from docker.errors import APIError

    removed = []
    for container in client.containers(all=True, filters={"label": LABEL}):
        if not is_alive(container["Labels"][LABEL]):
            try:
                client.remove_container(container["Id"], force=True, v=True)
            except APIError as error:
                if error.status_code not in {NOT_FOUND, CONFLICT}:  # gone, or going
                    raise
            removed.append(container["Id"])
    return removed


def main() -> None:
    """Serve on the descriptor given as first argument, for the process that started this one."""
    os.setsid()  # Ctrl-C is for the run; its end is our signal
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    requests = socket.socket(fileno=int(sys.argv[1]))
    Keeper(requests, identity(os.getppid())).serve()
    os._exit(0)


if __name__ == "__main__":
    main()
