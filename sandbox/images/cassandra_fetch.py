"""Fetches the server's libraries from Maven Central while the image is built, and checks each by its sum.

Called with the list, each line a SHA-256 and a path in the repository, and with the folder that is to be made.
"""

from __future__ import annotations

import hashlib
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

REPOSITORY = "https://repo1.maven.org/maven2/"
AT_ONCE = 8
TRIES = 3
SECONDS = 60


def fetch(line: str, folder: Path) -> None:
    """Put one library into the folder. Exits where it is not what the list says."""
    digest, path = line.split()
    for left in reversed(range(TRIES)):
        try:
            with urllib.request.urlopen(REPOSITORY + path, timeout=SECONDS) as answer:  # noqa: S310 - https, above
                content = answer.read()
            break
        except OSError as error:
            if not left:
                raise SystemExit(f"{path} cannot be fetched: {error}") from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise SystemExit(f"{path} is not the file whose sum is known")
    (folder / Path(path).name).write_bytes(content)


def main() -> None:
    """Fetch all of the list."""
    lines = Path(sys.argv[1]).read_text(encoding="ascii").splitlines()
    folder = Path(sys.argv[2])
    folder.mkdir(parents=True)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda line: fetch(line, folder), lines))


if __name__ == "__main__":
    main()
