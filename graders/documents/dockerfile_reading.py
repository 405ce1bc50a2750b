"""Reads a Dockerfile as Docker does: continued lines, comments, flags, mounts and heredocs."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.documents.handed_in import fail

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MOST_INSTRUCTIONS = 200
KEYWORDS = frozenset(
    {
        *("FROM", "RUN", "CMD", "LABEL", "EXPOSE", "ENV", "ADD", "COPY", "ENTRYPOINT", "VOLUME", "USER", "WORKDIR"),
        *("ARG", "ONBUILD", "STOPSIGNAL", "HEALTHCHECK", "SHELL"),
    }
)
_HAVE_BODIES = frozenset({"RUN", "COPY", "ADD"})
_HERE = re.compile(r"\d*<<(-?)([A-Za-z_][\w.-]*|'[\w.-]+'|\"[\w.-]+\")")
_QUOTED = re.compile(r"(?<!<<)(?<!<<-)(\"[^\"]*\"|'[^']*')")
_FLAG = re.compile(r"--([a-z-]+)(?:=(\S+))?\s+")
_RULE = "Docker can read the Dockerfile."


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One instruction.

    Attributes:
        line: where it begins.
        keyword: in capital letters.
        flags: ``from``, ``chown`` and the like; of several ``mount`` the last.
        text: what stands after keyword and flags, with continued lines in one; of a ``RUN <<EOF`` with what follows,
            comments left out.
        mounts: what each ``--mount`` says: ``type``, ``from``, ``source``, ``target``.
    """

    line: int
    keyword: str
    flags: dict[str, str]
    text: str
    mounts: tuple[Mapping[str, str], ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The parts of a list: of the JSON form, or of the plain one."""
        listed = self.listed
        return tuple(self.text.split()) if listed is None else listed

    @property
    def listed(self) -> tuple[str, ...] | None:
        """The parts of the form ``["program", "argument"]``; None if it is in the shell's form."""
        if not self.text.startswith("["):
            return None
        try:
            found = json.loads(self.text)
        except (ValueError, RecursionError):
            return None
        return tuple(found) if isinstance(found, list) and all(isinstance(one, str) for one in found) else None

    @property
    def copies(self) -> tuple[str, ...]:
        """What of the build's context it takes; nothing if it copies from another stage, or is none of that kind."""
        if self.keyword not in {"COPY", "ADD"} or "from" in self.flags:
            return ()
        return tuple(word for word in self.words[:-1] if not _HERE.fullmatch(word))

    @property
    def looks_at(self) -> tuple[str, ...]:
        """What of the build's context it copies, or has before it while it runs (``--mount=type=bind``)."""
        bound = [mount for mount in self.mounts if mount.get("type", "bind") == "bind" and "from" not in mount]
        return (*self.copies, *(mount.get("source", mount.get("src", ".")) for mount in bound))

    @property
    def sources(self) -> tuple[str, ...]:
        """The stages and images that it takes files from."""
        found = [self.flags.get("from", ""), *(mount.get("from", "") for mount in self.mounts)]
        return tuple(source for source in found if source)

    def __str__(self) -> str:
        return f"{self.keyword} {self.text}".replace("\n", "; ")[:100]


def read(text: str, name: str) -> Iterator[Instruction]:
    """The instructions of a Dockerfile; the check fails where a line is none."""
    lines = text.splitlines()
    number = count = 0
    while number < len(lines):
        start, number, whole = _joined(lines, number)
        if not whole:
            continue
        keyword, _, rest = whole.partition(" ")
        if keyword.upper() not in KEYWORDS:
            fail(_RULE, f"{name}:{start}: {keyword[:40]} is no instruction.")
        flags, mounts, rest = _flags(rest.strip())
        if not rest:
            fail(_RULE, f"{name}:{start}: {keyword.upper()} has nothing after it.")
        count += 1
        if count > MOST_INSTRUCTIONS:
            fail(_RULE, f"{name} has more than {MOST_INSTRUCTIONS} instructions.")
        bodies: list[str] = []
        for mark in _here_marks(rest) if keyword.upper() in _HAVE_BODIES else ():
            body, number = _body(lines, number, mark)
            if number > len(lines):
                fail(_RULE, f"{name}:{start}: <<{mark.word} has no line {mark.word} at its end.")
            bodies += body
        text = "\n".join([rest, *bodies]) if keyword.upper() == "RUN" else rest
        yield Instruction(line=start, keyword=keyword.upper(), flags=flags, text=text, mounts=mounts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """One ``<<EOF``: the word at the end, and whether tabs before it count for nothing."""

    word: str
    tabs: bool


def _here_marks(rest: str) -> list[_Mark]:
    """The heredocs that begin on a line, in order; what stands in quotes begins none."""
    plain = _QUOTED.sub("''", rest)
    found = [_HERE.fullmatch(word) for word in plain.split()] if not rest.startswith("[") else []
    return [_Mark(word=match[2].strip("'\""), tabs=bool(match[1])) for match in found if match]


def _body(lines: Sequence[str], number: int, mark: _Mark) -> tuple[list[str], int]:
    """The lines of a heredoc without comments, and where the next line is; beyond the last if it has no end."""
    found: list[str] = []
    for line in lines[number:]:
        number += 1
        if (line.lstrip("\t") if mark.tabs else line) == mark.word:
            return found, number
        if line.strip() and not line.lstrip().startswith("#"):
            found.append(line.strip())
    return found, len(lines) + 1


def _joined(lines: Sequence[str], number: int) -> tuple[int, int, str]:
    """One instruction out of its lines: where it begins, where the next may, its text. Comments in it are left out."""
    start = number + 1
    parts: list[str] = []
    while number < len(lines):
        line = lines[number].strip()
        number += 1
        if line.startswith("#") or (parts and not line):
            continue
        parts.append(line.removesuffix("\\").strip())
        if not line.endswith("\\"):
            break
    return start, number, " ".join(part for part in parts if part)


def _flags(rest: str) -> tuple[dict[str, str], tuple[Mapping[str, str], ...], str]:
    """The flags of an instruction, its mounts taken apart, and what stands after them."""
    flags: dict[str, str] = {}
    mounts: list[Mapping[str, str]] = []
    while match := _FLAG.match(rest):
        flags[match[1]] = match[2] or ""
        if match[1] == "mount":
            pairs = [part.partition("=") for part in flags["mount"].split(",")]
            mounts.append({key: value for key, _, value in pairs})
        rest = rest[match.end() :]
    return flags, tuple(mounts), rest.strip()
