"""Which names of files may be handed in, and how a name stands in a message.

A name is printed, put into archives and laid out on other file systems, and each of them reads some names in its
own way. So a name that is not plain text, or that two systems would not tell apart from another, is not taken.
"""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

from graders.errors import SubmissionInvalid
from runner.renderers.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 1_000
"""Bytes of a whole name, folders included. Systems take 4,096 with the place where it is laid out before it."""
_SHOWN = 120
_NOT_TAKEN = frozenset("\\\n\t")
"""A backslash leads into a folder elsewhere; the others are visible in a text, and not in a name."""


def check_name(name: str) -> None:
    """Refuse a name that a terminal, an archive or another system would read differently.

    Raises:
        SubmissionInvalid: it is such a name.
    """
    if visible(name) != name or not _NOT_TAKEN.isdisjoint(name):
        raise SubmissionInvalid(f"the file name {shown(name)} has characters that are not accepted; rename the file")
    size = len(os.fsencode(name))
    if size > LONGEST:
        raise SubmissionInvalid(
            f"the file name {shown(name)} is {size:,} bytes long with its folders, and {LONGEST:,} are accepted;"
            " give the folders shorter names, or fewer of them"
        )


def check_clashes(names: Iterable[str]) -> None:
    """Refuse names that are one to a system that looks at neither case nor the way an accent is written.

    Inside ``.git`` names are Git's own affair; but another name for ``.git`` itself is refused.

    Raises:
        SubmissionInvalid: there are two such names.
    """
    known: dict[str, str] = {}
    for name in names:
        parts = [".git"] if name.startswith(".git/") else name.split("/")
        for count in range(1, len(parts) + 1):
            path = "/".join(parts[:count])
            other = known.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
            if other != path:
                alike = unicodedata.normalize("NFC", path) == unicodedata.normalize("NFC", other)
                one, two = map(ascii if alike else shown, (other, path))
                raise SubmissionInvalid(f"{one} and {two} are the same name to some systems; rename one of them")


def shown(name: str) -> str:
    """A name for a message: as it is, or with everything that cannot be seen spelled out, and not endless."""
    text = name if visible(name) == name and _NOT_TAKEN.isdisjoint(name) else ascii(name)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."
