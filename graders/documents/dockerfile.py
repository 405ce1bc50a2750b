"""A Dockerfile: read as Docker reads it, and judged by what follows from it. Nothing of it is run here.

What a build would do again after a change follows from the order of the instructions and from what each copies, as
Docker's own cache has it: an instruction is done again when its text, a file that it copies, or anything before it has
changed. Which files reach the image follows from ``COPY`` and ``.dockerignore``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from typing import TYPE_CHECKING

from graders.documents.handed_in import Document, fail

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

IGNORE = ".dockerignore"
MOST_INSTRUCTIONS = 200
KEYWORDS = frozenset(
    {
        *("FROM", "RUN", "CMD", "LABEL", "EXPOSE", "ENV", "ADD", "COPY", "ENTRYPOINT", "VOLUME", "USER", "WORKDIR"),
        *("ARG", "ONBUILD", "STOPSIGNAL", "HEALTHCHECK", "SHELL"),
    }
)
_SECRET = re.compile(r"(?i)(password|passwd|secret|token|api_?key|private_?key|credential)")
_ASSIGNED = re.compile(r"([A-Za-z_]\w*)=(\"[^\"]*\"|'[^']*'|\S+)")
_FLAG = re.compile(r"--([a-z-]+)(?:=(\S+))?\s+")
_RULE = "Docker can read the Dockerfile."


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One instruction.

    Attributes:
        line: where it begins.
        keyword: in capital letters.
        flags: ``from``, ``chown`` and the like.
        text: what stands after keyword and flags, with continued lines in one.
    """

    line: int
    keyword: str
    flags: dict[str, str]
    text: str

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
        return self.words[:-1]

    def __str__(self) -> str:
        return f"{self.keyword} {self.text}"[:100]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """From one ``FROM`` to the next: the image or stage that it begins with, its name, what follows."""

    base: str
    name: str
    line: int
    instructions: tuple[Instruction, ...]

    def all(self, *keywords: str) -> tuple[Instruction, ...]:
        """The instructions with these keywords."""
        return tuple(one for one in self.instructions if one.keyword in keywords)


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A rule that is broken: where, and what it says there."""

    line: int
    said: str


class Dockerfile(Document):
    """A Dockerfile that was handed in, and its ``.dockerignore``, if that is handed in too."""

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """Its stages; the check fails, with the line, where Docker could not read it."""
        found: list[Stage] = []
        inside: list[Instruction] = []
        for one in read(self.text(), self.name):
            if one.keyword != "FROM":
                if not found and one.keyword != "ARG":
                    fail(_RULE, f"{self.name}:{one.line}: {one.keyword} stands before the first FROM.")
                inside.append(one)
                continue
            found = [*found[:-1], _with(found[-1], inside)] if found else found
            words = one.words
            named = words[2] if len(words) == 3 and words[1].upper() == "AS" else ""  # noqa: PLR2004 - image AS name
            if not words or (len(words) > 1 and not named):
                fail(_RULE, f"{self.name}:{one.line}: {one} is not FROM image, nor FROM image AS name.")
            found.append(Stage(base=words[0], name=named, line=one.line, instructions=()))
            inside = []
        if not found:
            fail(_RULE, f"{self.name} has no FROM.")
        return (*found[:-1], _with(found[-1], inside))

    @property
    def final(self) -> Stage:
        """The last stage: what becomes the image."""
        return self.stages[-1]

    @property
    def lineage(self) -> tuple[Instruction, ...]:
        """The instructions that the image is made by: those of the last stage, after those of stages it begins with."""
        named = {stage.name: stage for stage in self.stages if stage.name}
        stage, found = self.final, list(self.final.instructions)
        seen = {id(stage)}
        while stage.base in named and id(named[stage.base]) not in seen:
            stage = named[stage.base]
            seen.add(id(stage))
            found = [*stage.instructions, *found]
        return tuple(found)

    # --- what follows from it -------------------------------------------------------------------------

    def unpinned(self) -> Iterator[Complaint]:
        """Images that are taken as they happen to be: without a tag, or by ``latest``."""
        names = {stage.name for stage in self.stages}
        for stage in self.stages:
            tag = stage.base.rpartition("/")[2].partition("@")[0].partition(":")[2]
            if stage.base in names or stage.base == "scratch" or "@sha256:" in stage.base:
                continue
            if not tag or tag == "latest" or tag.startswith("latest-"):
                yield Complaint(line=stage.line, said=f"FROM {stage.base} may be another image tomorrow")

    def user(self) -> str:
        """Who the image's program runs as; ``root`` if nobody is named."""
        users = [one.text.partition(":")[0].strip() for one in self.lineage if one.keyword == "USER"]
        return "root" if not users or users[-1] in {"", "0", "root"} else users[-1]

    def secrets(self) -> Iterator[Complaint]:
        """Variables of the build or the image that hold what looks like a secret, in any stage: layers keep them."""
        for stage in self.stages:
            for one in stage.all("ENV", "ARG", "LABEL"):
                pairs = _ASSIGNED.findall(one.text)
                if one.keyword == "ENV" and not pairs and " " in one.text:
                    pairs = [tuple(one.text.split(None, 1))]
                for name, value in pairs:
                    if _SECRET.search(name) and value.strip("\"'") and not value.startswith("$"):
                        yield Complaint(line=one.line, said=f"{one.keyword} {name} is kept in the image")

    def start(self) -> Instruction | None:
        """What starts the program: the last ENTRYPOINT, else the last CMD."""
        found = [one for one in self.lineage if one.keyword == "ENTRYPOINT"]
        found = found or [one for one in self.lineage if one.keyword == "CMD"]
        return found[-1] if found else None

    def done_again(self, changed: str, context: Sequence[str]) -> tuple[Instruction, ...]:
        """The instructions that a build does again when one file of the context has changed, in all stages.

        Args:
            changed: the file.
            context: all files beside the Dockerfile.
        """
        again: dict[str, bool] = {}
        found: list[Instruction] = []
        for number, stage in enumerate(self.stages):
            broken = again.get(stage.base, False)
            for one in stage.instructions:
                source = one.flags.get("from", "")
                broken = broken or changed in self.taken(one, context) or again.get(source, False)
                if broken:
                    found.append(one)
            again[stage.name or str(number)] = again[str(number)] = broken
        return tuple(found)

    def in_image(self, context: Sequence[str]) -> frozenset[str]:
        """The files of the context that are in the image, copied from it or by way of another stage."""
        found = {file for one in self.lineage for file in self.taken(one, context)}
        for one in self.lineage:
            source = one.flags.get("from", "")
            for number, stage in enumerate(self.stages):
                if source and source in {stage.name, str(number)}:
                    found |= {file for other in stage.instructions for file in self.taken(other, context)}
        return frozenset(found)

    def taken(self, one: Instruction, context: Sequence[str]) -> frozenset[str]:
        """The files of the context that one instruction copies."""
        sources = [source.removeprefix("./").strip("/") for source in one.copies]
        sent = [file for file in context if not self._ignored(file)]
        return frozenset(file for file in sent for source in sources if _names(source, file))

    def _ignored(self, file: str) -> bool:
        """Whether ``.dockerignore`` leaves a file out; the last pattern that fits decides."""
        out = False
        for line in self.text(IGNORE).splitlines()[:MOST_INSTRUCTIONS] if IGNORE in self.names else ():
            pattern = line.strip()
            if not pattern or pattern.startswith("#"):
                continue
            keep = pattern.startswith("!")
            if _names(pattern.lstrip("!").strip().removeprefix("./").strip("/"), file):
                out = not keep
        return out


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
        flags, rest = _flags(rest.strip())
        if not rest:
            fail(_RULE, f"{name}:{start}: {keyword.upper()} has nothing after it.")
        count += 1
        if count > MOST_INSTRUCTIONS:
            fail(_RULE, f"{name} has more than {MOST_INSTRUCTIONS} instructions.")
        yield Instruction(line=start, keyword=keyword.upper(), flags=flags, text=rest)
        if keyword.upper() in {"RUN", "COPY"} and (here := re.search(r"<<-?['\"]?(\w+)['\"]?", rest)):
            while number < len(lines) and lines[number].strip() != here[1]:
                number += 1
            number += 1


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


def _flags(rest: str) -> tuple[dict[str, str], str]:
    flags: dict[str, str] = {}
    while match := _FLAG.match(rest):
        flags[match[1]] = match[2] or ""
        rest = rest[match.end() :]
    return flags, rest.strip()


def _with(stage: Stage, instructions: Iterable[Instruction]) -> Stage:
    return Stage(base=stage.base, name=stage.name, line=stage.line, instructions=tuple(instructions))


def _names(pattern: str, file: str) -> bool:
    """Whether a pattern of Docker's names a file, or a folder above it."""
    if pattern in {"", "."}:
        return True
    wanted, have = re.sub(r"(\*\*/)+", "**/", pattern).split("/"), file.split("/")
    if wanted[0] == "**":
        rest = "/".join(wanted[1:])
        return any(_names(rest, "/".join(have[start:])) for start in range(len(have)))
    return len(wanted) <= len(have) and all(fnmatchcase(part, one) for one, part in zip(wanted, have, strict=False))
