import os
from pathlib import Path


def make(folder: Path) -> None:
    descriptor = os.open(os.fsencode(folder) + b"/caf\xff\xfe.py", os.O_CREAT | os.O_WRONLY)
    os.close(descriptor)
