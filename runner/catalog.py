"""Where exercises are found: packs that are asked for, then the built-in ones.

A pack is a folder of exercise folders, directly or by skill; one exercise folder alone is a pack too. The
first pack that has an id wins. Ids are folder names, so finding one exercise opens no manifest but its own.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from runner.errors import ManifestInvalid, UnknownExercise, UsageProblem
from runner.manifest import MANIFEST, Exercise, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VARIABLE = "KATA_EXERCISES"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An exercise folder that was found and not yet read.

    Attributes:
        path: the folder; its name is the exercise's id.
        skill: the skill folder it stands in, if it stands in one.
        pack: the pack, or None for the built-in exercises.
    """

    path: Path
    skill: str | None
    pack: Path | None

    def load(self) -> Exercise:
        """The exercise. Raises ``ManifestInvalid``."""
        return load(self.path, skill=self.skill, pack=self.pack)


class Catalog:
    """The exercises of several packs, the first pack first."""

    def __init__(self, packs: Iterable[Path], *, builtin: Path | None) -> None:
        self._packs = tuple(packs)
        self._builtin = builtin

    @classmethod
    def open(cls, packs: Iterable[Path] = ()) -> Catalog:
        """The packs given, those of ``KATA_EXERCISES``, and the built-in exercises.

        Raises:
            UsageProblem: a pack is not there or holds no exercise.
        """
        named = [(Path(text), VARIABLE) for text in os.environ.get(VARIABLE, "").split(os.pathsep) if text]
        asked = [(pack, "--exercises") for pack in packs]
        for pack, said_by in (*asked, *named):
            if not pack.is_dir():
                raise UsageProblem(f"{said_by} names a folder that is not there", where=str(pack))
            if next(_entries(pack, pack), None) is None:
                raise UsageProblem(
                    f"{said_by} names a folder without exercises",
                    where=str(pack),
                    next_step=f"a pack is a folder of exercise folders, each with an {MANIFEST}",
                )
        return cls((pack.resolve() for pack, _ in (*asked, *named)), builtin=builtin_folder())

    @property
    def packs(self) -> tuple[Path, ...]:
        """The packs besides the built-in exercises, in the order they are searched."""
        return self._packs

    def entries(self) -> dict[str, Entry]:
        """Every exercise by id, in the order of packs, skills and ids, without reading a manifest."""
        found: dict[str, Entry] = {}
        for entry in self._all():
            found.setdefault(entry.path.name, entry)
        return found

    def find(self, exercise_id: str) -> Exercise:
        """The exercise of that id.

        Raises:
            UnknownExercise: there is none.
            ManifestInvalid: there is one, and it is broken.
        """
        entries = self.entries()
        if exercise_id not in entries:
            raise UnknownExercise(exercise_id, list(entries))
        return entries[exercise_id].load()

    def load_all(self) -> tuple[list[Exercise], list[ManifestInvalid]]:
        """All exercises that can be read, and what is wrong with the others."""
        exercises: list[Exercise] = []
        problems: list[ManifestInvalid] = []
        for entry in self.entries().values():
            try:
                exercises.append(entry.load())
            except ManifestInvalid as problem:
                problems.append(problem)
        return exercises, problems

    def _all(self) -> Iterator[Entry]:
        for pack in self._packs:
            yield from _entries(pack, pack)
        if self._builtin is not None:
            yield from _entries(self._builtin, None)


def builtin_folder() -> Path | None:
    """The folder of the exercises that come with kata, which stands beside this package."""
    folder = Path(__file__).parent.parent / "exercises"
    return folder if folder.is_dir() else None


def _entries(folder: Path, pack: Path | None) -> Iterator[Entry]:
    if (folder / MANIFEST).is_file():
        yield Entry(path=folder.resolve(), skill=None, pack=pack)
        return
    for child in _folders(folder):
        if (child / MANIFEST).is_file():
            yield Entry(path=child, skill=None, pack=pack)
            continue
        for grandchild in _folders(child):
            if (grandchild / MANIFEST).is_file():
                yield Entry(path=grandchild, skill=child.name, pack=pack)


def _folders(folder: Path) -> list[Path]:
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if entry.is_dir() and not entry.name.startswith((".", "__")))
    return [folder / name for name in names]
