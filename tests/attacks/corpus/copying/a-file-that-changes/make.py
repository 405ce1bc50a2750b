import contextlib
import os
import threading
import time
from pathlib import Path

SECONDS = 2.0


def make(folder: Path) -> None:
    target, aside = folder / "vault.py", folder / "aside"
    target.write_text("def double(number):\n    return 0\n")
    threading.Thread(target=swap, args=(target, aside, folder.parent / "pack" / "probes" / "vault" / "solution" / "vault.py"), daemon=True).start()


def swap(target: Path, aside: Path, reference: Path) -> None:
    until = time.monotonic() + SECONDS
    with contextlib.suppress(FileNotFoundError):  # the trial is over, and the folder gone
        while time.monotonic() < until:
            aside.symlink_to(reference)
            os.replace(aside, target)
            os.mknod(aside)
            os.truncate(aside, 1 << 40)
            os.replace(aside, target)
            os.mknod(aside)
            os.replace(aside, target)
