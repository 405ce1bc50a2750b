from pathlib import Path


def make(folder: Path) -> None:
    (folder / "vault.py").symlink_to(folder.parent / "pack" / "probes" / "vault" / "solution" / "vault.py")
