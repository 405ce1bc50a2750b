import os
from pathlib import Path


def make(folder: Path) -> None:
    here = os.open(folder, os.O_RDONLY)
    for _ in range(15):
        os.mkdir("d" * 255, dir_fd=here)
        below = os.open("d" * 255, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("f" * 252 + ".py", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
