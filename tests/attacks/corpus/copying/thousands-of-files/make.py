from pathlib import Path


def make(folder: Path) -> None:
    (folder / "data").mkdir()
    for number in range(25_000):
        (folder / "data" / str(number)).touch()
