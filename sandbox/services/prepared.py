"""What a service starts from where there is no image: made once in a sandbox of its own, and kept on this machine.

It is made by the programs of the machine, in the same kind of sandbox that will use it: so it belongs to the right
user, and what a script does is shut in. A new version of a program, or of the script, makes it anew.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sandbox import cache
from sandbox.backends.machine import locate
from sandbox.errors import SandboxFailed, SandboxUnavailable, SessionEnded
from sandbox.opening import Opener
from sandbox.services import running
from sandbox.spec import MIB, Limits, SandboxSpec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sandbox.services import Service

READY = Path(__file__).parent / "ready"
"""The folder of the scripts."""
MOST_BYTES = 128 * MIB
_SECONDS = 120.0
_LIMITS = Limits(memory_bytes=1024 * MIB, disk_bytes=256 * MIB, processes=128, open_files=1024, file_bytes=MOST_BYTES)


def programs(service: Service) -> dict[str, str]:
    """The paths of a service's programs on this machine, links followed, by name.

    Raises:
        SandboxUnavailable: one is missing; the message says what to install.
    """
    found = {}
    for tool in service.tools:
        place = locate(tool, os.environ.get("PATH", os.defpath))
        if place is None:
            raise SandboxUnavailable(f"{service.title} is not installed here ({tool.advice}).")
        beside = os.path.join(os.path.dirname(os.path.realpath(place)), tool.name)  # noqa: PTH118, PTH120
        found[tool.name] = beside if os.access(beside, os.X_OK) else place  # a program may look at its own name
    return found


def archive(service: Service, backend: str) -> bytes:
    """What a service starts from, as a tar archive; from the cache of this machine where it is in it.

    Raises:
        SandboxUnavailable: a program is missing.
        SandboxFailed: it can't be made.
    """
    found = programs(service)
    script = (READY / f"{service.id}.sh").read_bytes()
    digest = hashlib.sha256(script)
    for place in found.values():
        status = os.stat(place)  # noqa: PTH116 - a path as text
        digest.update(f"{place}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    kept = cache.home() / f"service-{service.id}-{digest.hexdigest()[:16]}.tar"
    try:
        return kept.read_bytes()
    except OSError:  # not there yet
        made = _made(service, backend, script, found)
    cache.keep(kept, made)
    return made


def _made(service: Service, backend: str, script: bytes, found: Mapping[str, str]) -> bytes:
    opener = Opener(backend, SandboxSpec(limits=_LIMITS, tools=service.tools))
    try:
        session = opener()
        session.ready()
        session.put({"lib/ready.sh": script})
        given = running.module(service).preparing(found)
        done = session.run(
            ["sh", "../lib/ready.sh", f"{session.root}/work", *given], seconds=_SECONDS, output_bytes=MOST_BYTES
        )
    except (OSError, SessionEnded) as error:
        raise SandboxFailed(f"{service.title} could not be made ready: {error}") from error
    finally:
        opener.close()
    if done.status or done.signal or not done.stdout:
        said = done.stderr.decode("utf-8", "replace")[-2000:]
        raise SandboxFailed(f"{service.title} could not be made ready:\n{said}")
    return done.stdout
