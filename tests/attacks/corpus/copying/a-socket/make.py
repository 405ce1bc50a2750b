import os
import socket
from pathlib import Path


def make(folder: Path) -> None:
    here = os.open(folder, os.O_RDONLY)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(f"/proc/self/fd/{here}/helper.py")
    finally:
        os.close(here)
