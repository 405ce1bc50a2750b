"""A Dockerfile: read as Docker reads it, and judged by what follows from it. Nothing of it is run here.

What a build would do again after a change follows from the order of the instructions and from what each copies, as
Docker's own cache has it: an instruction is done again when its text, a file that it copies, or anything before it has
changed. Which files reach the image follows from ``COPY`` and ``.dockerignore``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from typing import TYPE_CHECKING

from graders.documents.dockerfile_reading import Instruction, read
from graders.documents.handed_in import Document, fail

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

IGNORE = ".dockerignore"
MOST_PATTERNS = 200
_SECRET = re.compile(r"(?i)(password|passwd|secret|token|api_?key|private_?key|credential)")
_ASSIGNED = re.compile(r"([A-Za-z_]\w*)=(\"[^\"]*\"|'[^']*'|\S+)")
_RULE = "Docker can read the Dockerfile."


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
            if stage.base not in names and _may_change(stage.base):
                yield Complaint(line=stage.line, said=f"FROM {stage.base} may be another image tomorrow")
            for one in stage.instructions:
                for image in one.sources:
                    if image not in names and not image.isdigit() and _may_change(image):
                        yield Complaint(line=one.line, said=f"from={image} may be another image tomorrow")

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
                seen = changed in self._chosen(one.looks_at, context)
                broken = broken or seen or any(again.get(source, False) for source in one.sources)
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
        return self._chosen(one.copies, context)

    def _chosen(self, named: Sequence[str], context: Sequence[str]) -> frozenset[str]:
        """The files of the context, as it is sent, that patterns name."""
        sources = [source.removeprefix("./").strip("/") for source in named]
        sent = [file for file in context if not self._ignored(file)]
        return frozenset(file for file in sent for source in sources if _names(source, file))

    def _ignored(self, file: str) -> bool:
        """Whether ``.dockerignore`` leaves a file out; the last pattern that fits decides."""
        out = False
        for line in self.text(IGNORE).splitlines()[:MOST_PATTERNS] if IGNORE in self.names else ():
            pattern = line.strip()
            if not pattern or pattern.startswith("#"):
                continue
            keep = pattern.startswith("!")
            if _names(pattern.lstrip("!").strip().removeprefix("./").strip("/"), file):
                out = not keep
        return out


def _may_change(image: str) -> bool:
    """Whether an image's name stands for whatever is newest."""
    tag = image.rpartition("/")[2].partition("@")[0].partition(":")[2]
    fixed = image == "scratch" or "@sha256:" in image
    return not fixed and (not tag or tag == "latest" or tag.startswith("latest-"))


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
