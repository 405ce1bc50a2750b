"""A learner's folder for one exercise.

    ./sql-01/               what ``kata start sql-01`` makes
        README.md             the task
        query.sql             the starter, to be worked on
        .kata.json            the marker: which exercise this is

What a Git exercise hands in is a whole repository, where no file of ours may lie: it stands in ``repo/`` of
the workspace, the task and the marker beside it. Work is never overwritten: a folder is filled only when it
is new or empty, and ``reset`` moves what is there into a backup first.
"""

from __future__ import annotations

import errno
import os
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from runner import marker
from runner.errors import WorkspaceProblem
from runner.marker import MARKER, Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runner.manifest import Exercise

TASK = "README.md"
REPOSITORY = "repo"
BACKUPS = ".kata-backups"


def submission_folder(folder: Path, exercise: Exercise) -> Path:
    """The folder whose files are handed in: a workspace's, or one that holds nothing but a submission."""
    if exercise.kind.whole_folder and (folder / MARKER).is_file():
        return folder / REPOSITORY
    return folder


def create(exercise: Exercise, language: str, folder: Path, task: str) -> Workspace:
    """Make a workspace in a folder that is new or empty.

    Args:
        exercise: what it is for.
        language: one of the exercise's languages.
        folder: where.
        task: the rendered prompt.

    Raises:
        WorkspaceProblem: the folder has something in it, or cannot be written.
    """
    refuse_used(folder, exercise, language)
    is_new = not folder.exists()
    workspace = Workspace(
        folder=folder,
        exercise_id=exercise.id,
        language=language,
        version=exercise.version,
        pack=exercise.pack,
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fill(exercise, language, folder, task)
        marker.write(workspace)
    except BaseException as error:  # Ctrl-C too: half a workspace would be taken for work
        if folder.is_dir():
            remove_contents(folder)
            if is_new:
                folder.rmdir()
        if isinstance(error, OSError):
            raise _unwritable(folder, error) from error
        raise
    return workspace


def refuse_used(folder: Path, exercise: Exercise, language: str) -> None:
    """Raise ``WorkspaceProblem`` unless the folder can be filled without losing anything."""
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise WorkspaceProblem(
            "there is a file of that name already",
            where=str(folder),
            next_step="name another folder with --dir",
        )
    if not any(folder.iterdir()):
        return
    marked = marker.at(folder)
    if marked is None:
        raise WorkspaceProblem(
            "the folder is not empty, and nothing in it is overwritten",
            where=str(folder),
            next_step="name another folder with --dir, or move this one away",
        )
    if marked.exercise_id == exercise.id and marked.language != language:
        raise WorkspaceProblem(
            f"{exercise.id} is already started there, in {marked.language}",
            where=str(folder),
            next_step="name another folder with --dir",
        )
    if marked.exercise_id == exercise.id:
        raise WorkspaceProblem(
            f"{exercise.id} is already started there",
            where=str(folder),
            next_step=f"go on with `cd {folder}` and `kata check`; `kata reset` brings the starter back",
        )
    raise WorkspaceProblem(
        f"the folder is the workspace of {marked.exercise_id}",
        where=str(folder),
        next_step="name another folder with --dir",
    )


def fill(exercise: Exercise, language: str, folder: Path, task: str) -> None:
    """Put the starter and the task into an empty folder. Raises ``OSError``."""
    (folder / TASK).write_text(task, encoding="utf-8")
    target = folder / REPOSITORY if exercise.kind.whole_folder else folder
    target.mkdir(exist_ok=True)
    make_starter(exercise, language, target)


def make_starter(exercise: Exercise, language: str, destination: Path) -> None:
    """Put what a learner starts from into a folder: a copy, or what the grader's scenario builds."""
    if exercise.kind.scenario is not None:
        import importlib

        scenario = importlib.import_module(exercise.kind.scenario)
        scenario.make_starter(exercise.path, language, destination)
        return
    copy_files(exercise.starter_dir(language), destination)


def reset(exercise: Exercise, workspace: Workspace, task: str) -> Path:
    """Begin again: move what is there into a backup, and fill the workspace anew.

    The new files are made aside first, so that what can fail has failed before anything is moved.

    Returns:
        The folder of the backup.

    Raises:
        WorkspaceProblem: something cannot be written or moved; what was there is in its place.
    """
    folder = workspace.folder
    backup = folder / BACKUPS / time.strftime("%Y-%m-%d-%H%M%S")
    fresh = backup.with_name(f"{backup.name}.new")
    try:
        fresh.mkdir(parents=True)
        fill(exercise, workspace.language, fresh, task)
        backup.mkdir()
        if exercise.kind.whole_folder and _is_folder(folder / REPOSITORY):
            (backup / REPOSITORY).mkdir()
        _exchange(folder, backup, fresh)
        marker.write(replace(workspace, version=exercise.version))
    except FileExistsError as error:
        raise WorkspaceProblem(
            "another reset is running, or was a moment ago", where=str(folder), next_step="try again"
        ) from error
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        if fresh.is_dir():
            remove_contents(fresh)
            fresh.rmdir()
    return backup


def _exchange(folder: Path, backup: Path, fresh: Path) -> None:
    """Move the folder's contents to the backup and the fresh ones in, or leave all as it was."""
    moves = list(_moves(folder, backup)) + list(_moves(fresh, folder))
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in moves:
            source.rename(target)
            done.append((source, target))
    except BaseException:  # Ctrl-C too: the learner's work goes back where it was
        for source, target in reversed(done):
            target.rename(source)
        remove_contents(backup)
        backup.rmdir()
        raise


def _moves(source: Path, target: Path) -> Iterator[tuple[Path, Path]]:
    """What moves where. ``repo/`` stays and its contents move, for a shell may stand in it."""
    for entry in source.iterdir():
        if entry.name == REPOSITORY and _is_folder(entry) and _is_folder(target / REPOSITORY):
            yield from ((inner, target / REPOSITORY / inner.name) for inner in entry.iterdir())
        elif entry.name not in {MARKER, BACKUPS}:
            yield entry, target / entry.name


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def copy_files(source: Path, destination: Path) -> None:
    """Copy regular files and folders; caches stay behind, and so do links. Raises ``OSError``."""
    for file in regular_files(source):
        target = destination / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((source / file).read_bytes())
        target.chmod((source / file).stat().st_mode & 0o777 | 0o600)


def regular_files(folder: Path) -> Iterator[Path]:
    """The relative paths of all regular files below a folder, caches left out."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            path = Path(parent, name)
            if not path.is_symlink():
                yield path.relative_to(folder)


def remove_contents(folder: Path) -> None:
    """Remove everything in a folder that we made; links are removed, never followed."""
    for entry in list(folder.iterdir()):
        if _is_folder(entry):
            remove_contents(entry)
            entry.rmdir()
        else:
            entry.unlink()


def _unwritable(folder: Path, error: OSError) -> WorkspaceProblem:
    steps = {
        errno.ENOSPC: "free some space, then try again",
        errno.EDQUOT: "free some space, then try again",
    }
    return WorkspaceProblem(
        f"the workspace cannot be written: {error.strerror or error}",
        where=str(error.filename or folder),
        next_step=steps.get(error.errno or 0, "work in a folder that you may write to"),
    )
