import os
from pathlib import Path


def make(folder: Path) -> None:
    os.link(folder.parent / "canary" / "canary.txt", folder / "canary.py")
