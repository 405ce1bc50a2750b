"""Google's Cloud Storage as fake-gcs-server gives it, in memory, with its preconditions.

The server itself looks at the generation that an upload names, and at nothing else. In front of it, in the same
program, is one of ours (``sandbox/images/gcp/main.go``) that holds every request to its preconditions or refuses it.
Nobody is asked who they are.
"""

from __future__ import annotations

import http.client
from typing import TYPE_CHECKING

from sandbox.errors import SandboxFailed

if TYPE_CHECKING:
    from sandbox.services.place import Place

SERVER = "/opt/gcs/kata-gcs"
SECONDS = 10.0


def command(place: Place) -> list[str]:
    """How it is started."""
    return [SERVER, str(place.port)]


def reset(address: tuple[str, int]) -> None:
    """Have a new, empty storage take the place of the old one.

    Raises:
        SandboxFailed: it does not do as it is told.
    """
    connection = http.client.HTTPConnection(*address, timeout=SECONDS)
    try:
        connection.request("POST", "/reset", headers={"Connection": "close"})
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise SandboxFailed(f"Cloud Storage could not be brought back to its first state: {error}") from error
    finally:
        connection.close()
    if status != http.client.OK:
        raise SandboxFailed(f"Cloud Storage could not be brought back to its first state: it answered with {status}")
