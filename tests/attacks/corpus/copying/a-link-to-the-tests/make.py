from pathlib import Path


def make(folder: Path) -> None:
    (folder / "hidden.py").symlink_to(folder.parent / "pack" / "probes" / "vault" / "tests" / "test_vault.py")
