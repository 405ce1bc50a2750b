"""Which names a repository may give to its files and branches.

Git takes nearly any bytes for a path. What people give is text on one line that can be seen, and only such names go
on from here: into messages, lists and files of ours. A name with a line break could write lines of a report.
"""

from __future__ import annotations

from graders.errors import SubmissionInvalid

LONGEST_NAME = 255
"""Bytes of a file's or a folder's own name: what file systems take."""
LONGEST_PATH = 1_000
"""Bytes of a whole path, or of a branch's full name."""
_SHOWN = 80


def is_plain(name: str) -> bool:
    """Whether all of a name can be seen, and it is no longer than a path may be."""
    return name.isprintable() and len(name.encode("utf-8", "surrogateescape")) <= LONGEST_PATH


def check_path(path: str) -> str:
    """The path, if it is plain.

    Raises:
        SubmissionInvalid: it is not.
    """
    if not is_plain(path):
        raise SubmissionInvalid(
            f"This repository has a file whose name is too long or has characters that are not accepted: {shown(path)}"
        )
    return path


def shown(name: str) -> str:
    """Any name for a message: in ASCII, and not endless."""
    text = ascii(name)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."
