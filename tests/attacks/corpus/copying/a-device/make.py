import os
import stat
from pathlib import Path


def make(folder: Path) -> None:
    if os.geteuid() == 0:
        os.mknod(folder / "vault.py", 0o600 | stat.S_IFCHR, os.makedev(1, 5))
    else:
        (folder / "vault.py").symlink_to("/dev/zero")
