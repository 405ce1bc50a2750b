from pathlib import Path


def make(folder: Path) -> None:
    (folder / "itself").symlink_to(folder, target_is_directory=True)
    (folder / "one.py").symlink_to("two.py")
    (folder / "two.py").symlink_to("one.py")
    (folder / "three.py").symlink_to("nowhere.py")
