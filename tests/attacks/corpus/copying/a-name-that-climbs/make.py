from pathlib import Path


def make(folder: Path) -> None:
    (folder / "tools\\..\\..\\tests\\more.py").write_text("")
