from pathlib import Path


def make(folder: Path) -> None:
    (folder / "Vault.py").write_text("double = lambda number: 2 * number")
