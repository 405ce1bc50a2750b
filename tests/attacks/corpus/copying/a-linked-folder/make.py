from pathlib import Path


def make(folder: Path) -> None:
    (folder / "known").symlink_to(folder.parent / "pack" / "probes" / "vault" / "solution", target_is_directory=True)
