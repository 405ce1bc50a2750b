"""The folder of one user's data: progress, known packs, details of crashes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

VARIABLE = "KATA_HOME"


def data_home() -> Path:
    """``KATA_HOME``, or the place that the platform has for such data. It need not exist yet.

    Elsewhere than on macOS that is the XDG base directory specification's ``$XDG_DATA_HOME``, which must be
    absolute to count.
    """
    if chosen := os.environ.get(VARIABLE):
        return Path(chosen).absolute()
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "kata"
    shared = Path(os.environ.get("XDG_DATA_HOME", ""))
    return (shared if shared.is_absolute() else home / ".local" / "share") / "kata"
