from pathlib import Path


def make(folder: Path) -> None:
    for name, target in {"environ.py": "environ", "memory.py": "mem", "first.py": "fd/3", "root.py": "root"}.items():
        (folder / name).symlink_to(f"/proc/self/{target}")
