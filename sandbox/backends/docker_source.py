"""Where the keepers of a batch come from: one process that has the SDK loaded and forks a keeper for each grading.

It also lends them networks. Half of a container's start is the making of its network namespace, so a batch has a few
idle containers without any network, made by us and with nothing of a learner's in them, whose namespace the real ones
join. One is lent to one keeper at a time, until all containers of that one are removed, and lent again only when it
says that there is no socket left in it, not even one that is still closing. So two submissions never share one, and
nothing of the one before can be met by the next.

Requests come as one message each on a ``SOCK_SEQPACKET`` socket that all gradings of a batch share: the identity of the
grading, with the descriptor of its line to the keeper. When the last of them is gone, everything here ends.
"""

from __future__ import annotations

import contextlib
import gc
import os
import selectors
import signal
import socket
import sys
from typing import Any, NoReturn

from sandbox import images
from sandbox.backends.docker_client import connect
from sandbox.backends.docker_keeper import Keeper, attached, configuration, removed, sweep
from sandbox.errors import SandboxUnavailable
from sandbox.leftovers import own_identity
from sandbox.spec import MIB, Limits

IMAGE = "base"
LIMITS = Limits(memory_bytes=32 * MIB, disk_bytes=1 * MIB, processes=8, open_files=32)
ANSWER_SECONDS = 5.0
_CLEAN = b"c"
_FREE, _USED = b"f", b"u"
_IDLE = """
import os
def used(name):
    try:
        with open("/proc/net/" + name) as file:
            return len(file.readlines()) > 1
    except OSError:
        return name in ("tcp", "udp", "unix")
NAMES = "tcp tcp6 udp udp6 udplite udplite6 raw raw6 icmp icmp6 unix packet".split()
while os.read(0, 1):
    os.write(1, b"u" if any(map(used, NAMES)) else b"f")
"""
"""What an idle container runs: when it is asked, it looks for sockets in its network namespace."""


class Network:
    """An idle container, whose network namespace is lent."""

    def __init__(self, client: Any) -> None:
        wanted = configuration(
            images.find(IMAGE).tag, LIMITS.as_dict(), ["python3", "-I", "-S", "-c", _IDLE], own_identity()
        )
        self.container: str = client.create_container_from_config(wanted)["Id"]
        try:
            self._stream = attached(client, self.container)
            self._stream.settimeout(ANSWER_SECONDS)
            client.start(self.container)
        except BaseException:
            removed(client, self.container)
            raise

    def is_unused(self) -> bool:
        """Whether there is no socket in it."""
        try:
            self._stream.sendall(b"?")
            return self._stream.recv(64)[-1:] == _FREE  # behind the header of the stream's frame
        except OSError:
            return False

    def remove(self, client: Any) -> None:
        """Remove the container."""
        self._stream.close()
        removed(client, self.container)


class Source:
    """Forks keepers, and keeps the networks.

    Args:
        requests: the socket that all gradings of the batch share.
        networks: how many there should be before the first is asked for.
    """

    def __init__(self, requests: socket.socket, networks: int) -> None:
        self._requests = requests
        self._networks = networks
        self._client: Any = None
        self._free: list[Network] = []
        self._lent: dict[int, Network | None] = {}
        """By the descriptor on which the end of a keeper is seen, what was lent to it."""

    def serve(self) -> None:
        """Fork until the last grading has gone."""
        with contextlib.suppress(SandboxUnavailable):  # each keeper finds that out, and says so
            self._client = connect()
            sweep(self._client)
        made = [self._new_network() for _ in range(self._networks)]
        self._free += [network for network in made if network is not None]
        selector = selectors.DefaultSelector()
        selector.register(self._requests, selectors.EVENT_READ)
        try:
            while True:
                for key, _ in selector.select():
                    if key.fd != self._requests.fileno():
                        selector.unregister(key.fd)
                        self._take_back(key.fd)
                        continue
                    owner, fds, _, _ = socket.recv_fds(self._requests, 1024, 1)
                    if not owner:
                        return
                    selector.register(self._fork(owner.decode(), fds[0]), selectors.EVENT_READ)
        finally:
            self._close(selector)

    def _fork(self, owner: str, line: int) -> int:
        """Start a keeper; the descriptor on which its end is seen."""
        network = self._network()
        ending, ended = os.pipe()
        self._disconnect()
        gc.freeze()
        if os.fork() == 0:
            os.close(ending)
            self._keep(socket.socket(fileno=line), owner, network, ended)
        os.close(line)
        os.close(ended)
        self._lent[ending] = network
        return ending

    def _keep(self, line: socket.socket, owner: str, network: Network | None, ended: int) -> NoReturn:
        """Be the keeper, and say so if all was removed."""
        try:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._requests.close()
            Keeper(line, owner, client=self._client, network=network.container if network else "").serve()
            os.write(ended, _CLEAN)
        finally:
            os._exit(0)

    def _network(self) -> Network | None:
        """One that nobody has; none where there is no image for one, or something else is in the way."""
        while self._free:
            network = self._free.pop()
            if network.is_unused():
                return network
            network.remove(self._client)
        return self._new_network()

    def _new_network(self) -> Network | None:
        from docker.errors import DockerException

        if self._client is None:
            return None
        try:
            return Network(self._client)
        except (DockerException, OSError):
            return None  # then a container gets a namespace of its own, which takes longer

    def _take_back(self, ending: int) -> None:
        """A keeper has ended; its network is free if everything of it is gone."""
        clean = os.read(ending, 1) == _CLEAN
        os.close(ending)
        network = self._lent.pop(ending)
        if network is not None and clean:
            self._free.append(network)
        elif network is not None:
            network.remove(self._client)

    def _disconnect(self) -> None:
        """Leave no connection to the engine open that a fork would share."""
        if self._client is not None:
            self._client.close()

    def _close(self, selector: selectors.BaseSelector) -> None:
        """Wait for the keepers, each of which ends with its grading, and remove the networks."""
        selector.unregister(self._requests)
        while selector.get_map():
            for key, _ in selector.select():
                selector.unregister(key.fd)
                self._take_back(key.fd)
        for network in self._free:
            network.remove(self._client)


def main() -> None:
    """Serve on the descriptor given as first argument, with as many networks to begin with as the second says."""
    os.setsid()  # Ctrl-C is for the run; its end is our signal
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # how a keeper ends is seen on its pipe
    import docker.errors  # noqa: F401 - loaded here once

    Source(socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2])).serve()
    os._exit(0)
