"""Files for other systems, one for each submission: ``DIR/<learner>/<exercise>/results.json``."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from graders.outcome import Verdict
from runner.gradebook import FOLDERS
from runner.renderers import View, renderer

if TYPE_CHECKING:
    from pathlib import Path

    from runner.gradebook import Gradebook

PLAIN = frozenset("-_.@ +")
"""What stands in the name of a folder as it is, beside letters and digits; a dot or a space not at its ends."""
LONGEST_BYTES = 180
"""Of a folder's name; systems take 255."""
DIGEST_CHARACTERS = 16


def write(folder: Path, name: str, book: Gradebook) -> int:
    """Write a file for each submission that was graded; one that could not be has none, for it has no grade.

    Args:
        folder: where to; it and what is missing below it is made.
        name: one of ``FOLDERS``.
        book: what there is.

    Returns:
        How many files were written.
    """
    count = 0
    for graded in book.graded:
        place = folder / folder_name(graded.handed.learner) / folder_name(graded.handed.exercise)
        file = place / FOLDERS[name]
        if graded.report.verdict is Verdict.ERROR:
            file.unlink(missing_ok=True)  # what an earlier run left is not the grade of this submission
            continue
        place.mkdir(parents=True, exist_ok=True)
        file.write_text(renderer(name).render(book.told(graded), View()), encoding="utf-8", newline="")
        count += 1
    return count


def folder_name(text: str) -> str:
    """A name as one folder, never another folder than below: letters and digits stay, others become ``%XX``.

    Two names never become the same.
    """
    ends = {0, len(text) - 1}
    kept = (char.isalnum() or (char in PLAIN and not (char in ". " and at in ends)) for at, char in enumerate(text))
    name = "".join(char if keep else _encoded(char) for char, keep in zip(text, kept, strict=True)) or "%"
    if len(name.encode()) > LONGEST_BYTES:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_CHARACTERS]
        start = name.encode()[: LONGEST_BYTES - len(digest) - 2].decode(errors="ignore")
        name = f"{start}%-{digest}"
    return name


def _encoded(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))
