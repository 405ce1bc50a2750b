"""What a command is about: from an id, a folder, or the place one stands in, to an exercise and its files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from runner import marker
from runner.catalog import Catalog
from runner.errors import ProgressUnavailable, UsageProblem, WorkspaceProblem, close_match
from runner.progress import Progress
from runner.workspace import submission_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from runner.manifest import Exercise
    from runner.marker import Workspace


RESET = "`kata reset` brings the starter back and keeps your files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An exercise, the workspace it is worked on in (if there is one) and what is handed in.

    Attributes:
        folder: the folder whose files are handed in.
        workspace: the workspace that holds it.
        language: what it is solved in.
    """

    exercise: Exercise
    folder: Path
    workspace: Workspace | None
    language: str

    @property
    def resets(self) -> bool:
        """Whether ``kata reset`` would bring back what is handed in."""
        return self.workspace is not None and self.workspace.language == self.language

    @property
    def advice(self) -> str:
        """What to do where a file is missing."""
        if self.resets:
            return RESET
        if self.workspace is None:
            return ""
        start = f"kata start {self.exercise.id} --lang {self.language}"
        return f"this workspace is one for {self.workspace.language}; `{start}` makes one for {self.language} elsewhere"


def resolve(
    exercise_id: str | None,
    *,
    packs: Iterable[Path] = (),
    submission: Path | None = None,
    language: str | None = None,
) -> Target:
    """Find the exercise and the folder that is handed in.

    Args:
        exercise_id: None for the exercise of the workspace.
        packs: packs to search first.
        submission: the folder; None for the workspace one stands in, or ``./ID``.
        language: None for the workspace's, or the one whose files are there.

    Raises:
        KataError: there is no such exercise, folder or language, or it is not clear which.
    """
    if submission is not None and not submission.is_dir():
        raise UsageProblem("there is no such folder to hand in", where=str(submission))
    workspace = _workspace(exercise_id, submission)
    if exercise_id is None:
        if workspace is None:
            raise _nowhere(submission)
        exercise_id = workspace.exercise_id
    exercise = _catalog(packs, workspace).find(exercise_id)
    base = submission or (workspace.folder if workspace else None)
    if base is None:
        raise WorkspaceProblem(
            f"there is no workspace of {exercise_id} here",
            next_step=f"make one with `kata start {exercise_id}`, or name a folder with --submission DIR",
        )
    folder = submission_folder(base, exercise)
    if not folder.is_dir():
        raise WorkspaceProblem(
            f"{folder.name}/ is missing from the {'workspace' if workspace else 'folder'}",
            where=str(base),
            next_step=RESET if workspace else f"name the folder that holds {folder.name}/",
        )
    chosen = language or (workspace.language if workspace else None)
    return Target(
        exercise=exercise,
        folder=folder,
        workspace=workspace,
        language=_language(exercise, chosen, folder, explicit=language is not None),
    )


def exercise_at(exercise_id: str | None, packs: Iterable[Path] = ()) -> tuple[Exercise, Workspace | None]:
    """The exercise of an id or of the workspace one stands in, and that workspace.

    Raises:
        KataError: there is no such exercise, or no workspace here.
    """
    workspace = _workspace(exercise_id, None)
    if exercise_id is None and workspace is None:
        raise _nowhere(None)
    named = exercise_id or (workspace.exercise_id if workspace else "")
    return _catalog(packs, workspace).find(named), workspace


def check_language(exercise: Exercise, language: str | None) -> str:
    """The language if the exercise has it; the exercise's usual one for None.

    Raises:
        UsageProblem: it does not have it.
    """
    if language is None:
        return exercise.languages[0]
    if language in exercise.languages:
        return language
    meant = close_match(language, exercise.languages)
    raise UsageProblem(
        f'{exercise.id} cannot be solved in "{language}"' + (f'; did you mean "{meant}"?' if meant else ""),
        next_step="it can be solved in " + ", ".join(exercise.languages),
    )


def _workspace(exercise_id: str | None, submission: Path | None) -> Workspace | None:
    """The workspace that is meant; one of another exercise than the one named is none."""
    if submission is not None:
        found = marker.at(submission)
        return found if found and exercise_id in {None, found.exercise_id} else None
    found = marker.find(Path.cwd())
    if exercise_id is None or (found and found.exercise_id == exercise_id):
        return found
    beside = marker.at(Path.cwd() / exercise_id)
    return beside if beside and beside.exercise_id == exercise_id else None


def _catalog(packs: Iterable[Path], workspace: Workspace | None) -> Catalog:
    """The catalogue, with the workspace's own pack if this user has worked with it before."""
    if workspace is None or workspace.pack is None:
        return Catalog.open(packs)
    pack = workspace.pack
    catalog = Catalog.open(packs)
    if pack in catalog.packs:
        return catalog
    if not _knows(pack):
        raise WorkspaceProblem(
            "this workspace names a folder of exercises that you have not used yet",
            where=str(pack),
            next_step=f"if you trust what is in it: --exercises {pack}",
        )
    if not pack.is_dir():
        raise WorkspaceProblem(
            "the folder that this exercise came from is gone",
            where=str(pack),
            next_step="name the folder that has it now with --exercises DIR",
        )
    return Catalog.open([*packs, pack])


def _knows(pack: Path) -> bool:
    try:
        return Progress().knows_pack(pack)
    except ProgressUnavailable:
        return False  # then the pack has to be named, and the message says so


def _language(exercise: Exercise, language: str | None, folder: Path, *, explicit: bool) -> str:
    if language is not None and (explicit or language in exercise.languages):
        return check_language(exercise, language)
    for candidate in exercise.languages:
        files = exercise.files[candidate]
        if files and all((folder / name).exists() for name in files):
            return candidate
    return exercise.languages[0]


def _nowhere(submission: Path | None) -> WorkspaceProblem:
    return WorkspaceProblem(
        "no exercise is named, and this is no workspace",
        where=str(submission or Path.cwd()),
        next_step="name one (`kata list` shows them), or go to the folder that `kata start` made",
    )
