"""One file out of a submission: a zip archive with its files, and the same bytes for the same submission."""

from __future__ import annotations

import os
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can hold: when a file was changed is nobody's business."""
_MODE = 0o100644


def pack(files: Mapping[str, bytes], target: Path) -> int:
    """Write the archive, whole or not at all; its size in bytes. Raises ``OSError``."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(files):
                entry = zipfile.ZipInfo(path, _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = _MODE << 16
                entry.create_system = 3  # Unix, whatever this is: the bytes are the same everywhere
                archive.writestr(entry, files[path])
        made.chmod(0o644)
        made.replace(target)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
    return target.stat().st_size
