from pathlib import Path


def make(folder: Path) -> None:
    for number in range(300):
        (folder / f"step_{number}.py").touch()
