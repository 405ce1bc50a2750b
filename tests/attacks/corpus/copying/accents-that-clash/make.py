from pathlib import Path


def make(folder: Path) -> None:
    (folder / "caf\u00e9.py").write_text("")
    (folder / "cafe\u0301.py").write_text("")
