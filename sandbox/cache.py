"""What takes long to make and can be made again, kept on this machine from one run to the next."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path


def home() -> Path:
    """The folder for it: that of the platform."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "kata"
    shared = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (shared if shared.is_absolute() else Path.home() / ".cache") / "kata"


def keep(place: Path, content: bytes) -> None:
    """Put a file into the cache, whole or not at all."""
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(place)
    except OSError:  # a home that cannot be written: the next run makes it again
        return
