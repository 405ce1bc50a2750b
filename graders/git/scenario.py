"""Repositories made from a script: what a learner starts from, the reference solution, the mutants.

A repository is kept in an exercise's folder as ``scenario.sh``, plain text that can be reviewed, never as a
``.git``:

    starter/scenario.sh             makes the repository that ``kata start`` hands out
    solution/scenario.sh            goes on from there, as a good senior would
    mutants/<name>/scenario.sh      goes on from the same start, with the mistake

A script is run by ``sh -eu`` in the repository's folder, which is a new repository on the branch ``main`` (for
the starter) or the starter (for the others). Nothing outside decides what comes of it: no configuration of the
user or the system, no clock, no time zone, no language, no identity. It finds

    $EXERCISE               the exercise's folder, to copy files from
    as NAME                 the next commits are by NAME <name@example.org>; "Learner" at first
    at 2024-03-04T09:30     the time (UTC) of the next commits, and of what the reflog says

so that the same script makes the same commits, with the same names, everywhere. The author of an exercise is
trusted, as for its tests; a learner's files never come near this module.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from graders.git.errors import GitMissing, ScenarioFailed
from graders.git.trusted import ISOLATION, SECONDS
from sandbox.leftovers import temporary_folder

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = "scenario.sh"
_PRELUDE = """\
as() {
    GIT_AUTHOR_NAME=$1 GIT_COMMITTER_NAME=$1
    GIT_AUTHOR_EMAIL=$(printf %s "$1" | tr 'A-Z ' 'a-z-')@example.org
    GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
    export GIT_AUTHOR_NAME GIT_COMMITTER_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_EMAIL
}
at() {
    GIT_AUTHOR_DATE="$1:00 +0000" GIT_COMMITTER_DATE="$1:00 +0000"
    export GIT_AUTHOR_DATE GIT_COMMITTER_DATE
}
umask 022
. "$1"
"""
_FIRST = {
    "GIT_AUTHOR_NAME": "Learner",
    "GIT_AUTHOR_EMAIL": "learner@example.org",
    "GIT_AUTHOR_DATE": "2024-03-04T09:00:00 +0000",
    "GIT_COMMITTER_NAME": "Learner",
    "GIT_COMMITTER_EMAIL": "learner@example.org",
    "GIT_COMMITTER_DATE": "2024-03-04T09:00:00 +0000",
}
_LAST_LINES = 12


def make_starter(exercise_dir: Path, language: str, destination: Path) -> None:
    """Make the repository that a learner starts from.

    Args:
        exercise_dir: the exercise's folder.
        language: one of its languages; a repository has the one, ``git``.
        destination: a folder that does not exist or is empty; it becomes the working tree.

    Raises:
        ScenarioFailed: the script did not run to its end.
        GitMissing: there is no Git.
        FileExistsError: the destination is not empty.
    """
    del language
    build(exercise_dir, f"starter/{SCRIPT}", destination)


def make_solution(exercise_dir: Path, language: str, mutant: str | None, destination: Path) -> None:
    """Make the starter and go on with the reference solution, or with a mutant. See ``make_starter``."""
    make_starter(exercise_dir, language, destination)
    folder = "solution" if mutant is None else f"mutants/{mutant}"
    build(exercise_dir, f"{folder}/{SCRIPT}", destination)


def build(exercise_dir: Path, script: str, destination: Path) -> None:
    """Run one script of an exercise.

    Args:
        exercise_dir: the exercise's folder.
        script: the script's path in it.
        destination: a new or empty folder, where a repository is made first, or a repository of ours.

    Raises:
        ScenarioFailed: there is no such script, or a command in it failed.
        GitMissing: there is no Git.
        FileExistsError: the destination is neither empty nor a repository.
    """
    source = exercise_dir.resolve() / script
    if not source.is_file():
        raise ScenarioFailed(f"{exercise_dir.name}/{script} is missing: it makes the repository of this exercise.")
    if shutil.which("git") is None:
        raise GitMissing
    destination.mkdir(parents=True, exist_ok=True)
    is_new = not (destination / ".git").is_dir()
    if is_new and any(destination.iterdir()):
        raise FileExistsError(f"{destination} is not empty, and nothing in it is overwritten")
    with temporary_folder("scenario") as folder:
        home = str(folder)
        if is_new:
            _run(["git", "init", "--quiet", "--initial-branch=main", "--template="], destination, home, script)
        command = ["sh", "-eu", "-c", _PRELUDE, "scenario", str(source)]
        _run(command, destination, home, script, EXERCISE=str(exercise_dir.resolve()))


def _run(command: list[str], destination: Path, home: str, script: str, **variables: str) -> None:
    surroundings = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": home,
        "TZ": "UTC",
        **ISOLATION,
        **_FIRST,
        "XDG_CONFIG_HOME": home,
        "GIT_ALLOW_PROTOCOL": "file",  # an exercise on forks clones from one folder to another
        "GIT_CEILING_DIRECTORIES": str(destination.resolve().parent),
        "GIT_DEFAULT_HASH": "sha1",
        "GIT_EDITOR": "true",
        "GIT_SEQUENCE_EDITOR": "true",
        **variables,
    }
    try:
        done = subprocess.run(
            command,
            cwd=destination,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ScenarioFailed(f"{script} did not end within {SECONDS:g} seconds.") from error
    if done.returncode:
        said = "\n".join(done.stdout.decode("utf-8", "replace").splitlines()[-_LAST_LINES:])
        raise ScenarioFailed(f"{script} stopped with exit status {done.returncode}. It printed:\n{said}")
