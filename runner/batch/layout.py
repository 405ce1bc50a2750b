"""Who handed in what: a pattern of folder names, matched against what is there.

``{learner}/{exercise}`` is a folder for each learner with a folder, a file or an archive for each exercise.
Segments may hold ``{learner}``, ``{exercise}`` and ``{language}`` with plain text around them, or be ``*`` for a
folder that says nothing. Without ``{exercise}`` there must be one exercise that all submissions are for. Nothing
of a submission is opened here, and no link is followed.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from runner.batch.model import Handed, Misfit
from runner.errors import UsageProblem, close_match
from runner.file_names import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

ARCHIVES = (".kata.zip", ".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".bundle")
"""The endings of files that hold a whole submission; ``.bundle`` is one of Git's."""
FIELDS = ("learner", "exercise", "language")
_FIELD = re.compile(r"\{([a-z]+)\}")
_IGNORED = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX", ".git", ".gitignore", ".gitattributes"})
"""What systems and Git leave beside submissions."""
GUESSES = ("{learner}/{exercise}", "{exercise}/{learner}", "{learner}-{exercise}")
"""The layouts that are tried, in this order, where none is named and the exercise is part of it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A pattern, ready to match.

    Attributes:
        pattern: as it was written.
        segments: regular expressions for each folder on the way, the submission's own name last: one that knows the
            exercises, for a name with a dash in it to be taken apart rightly, and one for what they do not match.
    """

    pattern: str
    segments: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]

    @classmethod
    def parse(cls, pattern: str, wanted: Sequence[str]) -> Layout:
        """Read a pattern.

        Args:
            pattern: as it was written.
            wanted: the ids of the exercises.

        Raises:
            UsageProblem: it has no ``{learner}``, an unknown field, or a field twice.
        """
        parts = [part for part in pattern.split("/") if part not in {"", "."}]
        fields = [field for part in parts for field in _FIELD.findall(part)]
        for field in fields:
            if field not in FIELDS:
                raise UsageProblem(f"--layout has an unknown field {{{field}}}", next_step=f"there are {_all_fields()}")
            if fields.count(field) > 1:
                raise UsageProblem(f"--layout has {{{field}}} twice")
        if "learner" not in fields:
            raise UsageProblem("--layout has no {learner}", next_step="for example: --layout '{learner}/{exercise}'")
        ids = "|".join(map(re.escape, wanted))
        return cls(pattern, tuple((_segment(part, ids), _segment(part, ".+?")) for part in parts))

    @property
    def names_exercise(self) -> bool:
        """Whether it says which exercise a submission is for."""
        return "{exercise}" in self.pattern


def _segment(part: str, exercise: str) -> re.Pattern[str]:
    if part == "*":
        return re.compile(r".+", re.DOTALL)
    text = ""
    for index, piece in enumerate(_FIELD.split(part)):
        if index % 2:
            text += f"(?P<{piece}>{exercise if piece == 'exercise' else '.+?'})"
        else:
            text += re.escape(piece).replace(r"\*", ".*")
    return re.compile(text, re.DOTALL)


def _all_fields() -> str:
    return ", ".join(f"{{{name}}}" for name in FIELDS)


@dataclass(frozen=True, slots=True)
class Found:
    """What a layout makes of a folder."""

    layout: Layout
    handed: tuple[Handed, ...]
    misfits: tuple[Misfit, ...]


def find(root: Path, *, pattern: str | None, exercises: Sequence[str], known: Collection[str]) -> Found:
    """Find the submissions below a folder.

    Args:
        root: the folder.
        pattern: the layout; None to find out which of the usual ones fits best.
        exercises: only these; all that are known without any.
        known: the ids of all exercises.

    Raises:
        UsageProblem: the folder is not there, the pattern makes no sense, or nothing fits any of the usual ones.
    """
    if not root.is_dir():
        raise UsageProblem("there is no such folder of submissions", where=str(root))
    wanted = tuple(exercises) or tuple(known)
    if pattern is not None:
        return _match(root, _checked(Layout.parse(pattern, wanted), exercises), wanted)
    tried = [_match(root, Layout.parse(guess, wanted), wanted) for guess in GUESSES]
    best = max(tried, key=lambda found: len(found.handed))
    if not best.handed and len(exercises) == 1:
        best = _match(root, Layout.parse("{learner}", wanted), wanted)
    if not best.handed:
        raise UsageProblem(
            "no submission was found",
            where=str(root),
            next_step="say how the folders are laid out, for example --layout '{learner}/{exercise}';"
            " with one --exercise, a folder or a file for each learner will do",
        )
    return best


def _checked(layout: Layout, exercises: Sequence[str]) -> Layout:
    if not layout.names_exercise and len(exercises) != 1:
        raise UsageProblem(
            f"the layout {layout.pattern} does not say which exercise a submission is for",
            next_step="name the one that all are for with --exercise ID, or put {exercise} into the layout",
        )
    return layout


def _match(root: Path, layout: Layout, wanted: Sequence[str]) -> Found:
    handed: dict[tuple[str, str], Handed] = {}
    misfits: list[Misfit] = []
    for item in _walk(root, layout, (), wanted):
        if isinstance(item, Misfit):
            misfits.append(item)
            continue
        first = handed.setdefault((item.learner, item.exercise), item)
        if first is not item:
            other = first.place.relative_to(root).as_posix()
            misfits.append(Misfit(place=item.place, reason=f"a second submission of the same; {other} is graded"))
    return Found(layout, tuple(sorted(handed.values())), tuple(sorted(misfits, key=lambda misfit: misfit.place)))


def _walk(
    folder: Path, layout: Layout, fields: Sequence[dict[str, str]], wanted: Sequence[str]
) -> Iterator[Handed | Misfit]:
    """Everything in a folder, matched with the layout's next segment.

    Args:
        folder: the folder.
        layout: the whole layout.
        fields: what each segment so far has said.
        wanted: the exercises.
    """
    last = len(fields) == len(layout.segments) - 1
    try:
        with os.scandir(folder) as scanned:
            entries = sorted(scanned, key=lambda entry: entry.name)
    except OSError as error:
        yield Misfit(place=folder, reason=f"cannot be read: {error.strerror}")
        return
    for entry in entries:
        place = Path(entry.path)
        if entry.name in _IGNORED:
            continue
        if not _is_text(entry.name):
            yield Misfit(place=place, reason="its name is no text; rename it")
        elif entry.is_symlink():
            yield Misfit(place=place, reason="is a link; links are not followed")
        elif not last and not entry.is_dir(follow_symlinks=False):
            yield Misfit(place=place, reason=f"is a file where the layout {layout.pattern} has a folder")
        elif last and not entry.is_dir(follow_symlinks=False) and not entry.is_file(follow_symlinks=False):
            yield Misfit(place=place, reason="is neither a folder nor a file")
        else:
            name = _bare(entry.name) if last and not entry.is_dir(follow_symlinks=False) else entry.name
            yield from _entry(place, name, layout, fields, wanted)


def _entry(
    place: Path, name: str, layout: Layout, fields: Sequence[dict[str, str]], wanted: Sequence[str]
) -> Iterator[Handed | Misfit]:
    exact, loose = layout.segments[len(fields)]
    found = exact.fullmatch(name) or loose.fullmatch(name)
    if found is None:
        yield Misfit(place=place, reason=f"its name does not fit the layout {layout.pattern}")
        return
    fields = [*fields, found.groupdict()]
    said = {name: text for segment in fields for name, text in segment.items()}
    exercise = said.get("exercise")
    if exercise is not None and exercise not in wanted:
        meant = close_match(exercise, list(wanted))
        hint = f"; did they mean {meant}?" if meant else ""
        yield Misfit(place=place, reason=f'there is no exercise "{shown(exercise)}" to grade{hint}')
    elif len(fields) < len(layout.segments):
        yield from _walk(place, layout, fields, wanted)
    else:
        yield Handed(
            learner=said["learner"], exercise=exercise or wanted[0], language=said.get("language", ""), place=place
        )


def _is_text(name: str) -> bool:
    """Whether a name can be kept and shown: file systems take any bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _bare(name: str) -> str:
    """The name of a file without what says that it is one: ``ada.tar.gz`` and ``ada.py`` are both of ``ada``."""
    for ending in sorted(ARCHIVES, key=len, reverse=True):
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending)
    return name.rpartition(".")[0] or name
