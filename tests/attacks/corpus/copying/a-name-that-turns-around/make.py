from pathlib import Path


def make(folder: Path) -> None:
    (folder / "pass\u202eyp.dessap\u200b.py").write_text("")
