"""Azure's blob storage as Azurite gives it: its blob service alone, in memory, from one file made for the image.

Its account and key are the ones that Azurite is known by, so they are no secret. Whoever asks must sign with the key,
or hold a link with a shared access signature; versions of the interface are not checked.
"""

from __future__ import annotations

import http.client
from typing import TYPE_CHECKING

from sandbox.errors import SandboxFailed

if TYPE_CHECKING:
    from sandbox.services.place import Place

ACCOUNT = "devstoreaccount1"
KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
START = "/opt/azurite/start.js"
SECONDS = 10.0
_HEAP_MIB = 160


def command(place: Place) -> list[str]:
    """How it is started."""
    return ["node", "--no-warnings", f"--max-old-space-size={_HEAP_MIB}", START, str(place.port)]


def reset(address: tuple[str, int]) -> None:
    """Have a new storage take the place of the old one, with its leases and settings.

    Raises:
        SandboxFailed: it does not do as it is told.
    """
    connection = http.client.HTTPConnection(*address, timeout=SECONDS)
    try:
        connection.request("POST", "/reset", headers={"Connection": "close"})
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise SandboxFailed(f"Azurite could not be brought back to its first state: {error}") from error
    finally:
        connection.close()
    if status != http.client.OK:
        raise SandboxFailed(f"Azurite could not be brought back to its first state: it answered with {status}")
