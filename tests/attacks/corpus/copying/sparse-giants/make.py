from pathlib import Path


def make(folder: Path) -> None:
    for name in ("one.py", "two.py"):
        with (folder / name).open("wb") as file:
            file.truncate(10**12)
