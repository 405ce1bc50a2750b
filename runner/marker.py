"""The marker of a workspace: a small file that says which exercise a folder is for.

A learner's folder is a learner's word. What a marker says is checked where it is used: the exercise and the
language against the catalogue, the pack against those that this user has worked with.
"""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from runner.errors import WorkspaceProblem

MARKER = ".kata.json"
_FORMAT = 1
_MAX_BYTES = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A folder that ``kata start`` made, by its marker.

    Attributes:
        folder: the workspace.
        exercise_id: which exercise it is for.
        language: what it is solved in.
        version: the exercise's content hash when it was started.
        pack: the pack that holds the exercise, or None for a built-in one. The learner's word only: see
            ``Progress.knows_pack``.
    """

    folder: Path
    exercise_id: str
    language: str
    version: str
    pack: Path | None


def find(start: Path) -> Workspace | None:
    """The workspace that a folder is, or lies in.

    Raises:
        WorkspaceProblem: there is a marker that cannot be read.
    """
    folder = start.absolute()
    for candidate in (folder, *folder.parents):
        if found := at(candidate):
            return found
    return None


def at(folder: Path) -> Workspace | None:
    """The workspace that a folder itself is.

    Raises:
        WorkspaceProblem: there is a marker that cannot be read.
    """
    return _read(folder) if os.path.lexists(folder / MARKER) else None


def write(workspace: Workspace) -> None:
    """Mark the workspace's folder, at once or not at all. Raises ``OSError``."""
    data = {
        "format_version": _FORMAT,
        "exercise": workspace.exercise_id,
        "language": workspace.language,
        "version": workspace.version,
        "pack": None if workspace.pack is None else str(workspace.pack),
    }
    aside = workspace.folder / f"{MARKER}.new"
    aside.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    aside.rename(workspace.folder / MARKER)


def _read(folder: Path) -> Workspace:
    path = folder / MARKER
    try:
        data = json.loads(_content(path))
    except (OSError, ValueError, RecursionError) as error:
        raise _bad_marker(path, str(error)) from error
    if not isinstance(data, dict) or data.get("format_version") != _FORMAT:
        raise _bad_marker(path, "it is not of a format that this kata knows")
    texts = [data.get(key) for key in ("exercise", "language", "version")]
    pack = data.get("pack")
    if not all(isinstance(text, str) for text in texts) or not isinstance(pack, str | None):
        raise _bad_marker(path, "something is missing from it")
    if not all(text is None or str(text).isprintable() for text in (*texts, pack)):
        raise _bad_marker(path, "it has characters that no name of ours has")
    exercise_id, language, version = map(str, texts)
    return Workspace(
        folder=folder,
        exercise_id=exercise_id,
        language=language,
        version=version,
        pack=None if pack is None else Path(pack),
    )


def _content(path: Path) -> bytes:
    """The file's bytes, if it is a file of its own and of a marker's size. Raises ``OSError`` or ``ValueError``."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > _MAX_BYTES:
            raise ValueError("it is no small file, as `kata start` makes")
        return os.read(descriptor, _MAX_BYTES)
    finally:
        os.close(descriptor)


def _bad_marker(path: Path, why: str) -> WorkspaceProblem:
    return WorkspaceProblem(
        f"the marker of this workspace cannot be used: {why}",
        where=str(path),
        next_step="delete it and name the exercise: kata check ID --submission .",
    )
