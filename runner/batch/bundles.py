"""A Git bundle, made into the files of a repository: by a Git in a sandbox, for what is in it is hostile.

Out of the sandbox comes a tar archive, which is read as any that was handed in.
"""

from __future__ import annotations

import base64
import contextlib
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

from graders.errors import SubmissionInvalid
from graders.git.trusted import ISOLATION
from runner.batch.archives import HEADER_BYTES, unpack_tar
from runner.errors import NotOpened
from runner.file_names import shown
from runner.forked import run_in_child
from runner.renderers.text import visible
from runner.submission import WHOLE_FOLDER, Submission
from sandbox.errors import EndReason, SandboxError, SandboxFailed, SandboxUnavailable, SessionEnded
from sandbox.languages import LANGUAGES
from sandbox.leftovers import temporary_folder
from sandbox.opening import Opener
from sandbox.spec import SandboxSpec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runner.manifest import Exercise
    from sandbox.session import Session

SECONDS = 60.0
"""How long it may take, with the start of its sandbox."""
_ENVIRONMENT = {**ISOLATION, "GIT_ALLOW_PROTOCOL": "file"}
_SETTINGS = ("fetch.fsckObjects=true", "core.symlinks=false", "core.hooksPath=/dev/null", "init.defaultBranch=main")
_ALL = ("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")
_FETCH = ["git", "-C", "repository", "fetch", "--quiet", "--update-head-ok", "../../lib/handed-in.bundle", *_ALL]
_REMOVE_ORIGIN = ["git", "-C", "repository", "remote", "remove", "origin"]
_LAY_OUT = ["git", "-C", "repository", "reset", "--quiet", "--hard"]
_PACK = ["tar", "--create", "--hard-dereference", "--directory=repository", "."]
_SAID = 300
_CLONE = ("clone", "--quiet", "--no-hardlinks", "--template=", "--", "../lib/handed-in.bundle", "repository")


def unbundled(bundle: bytes, name: str, exercise: Exercise, language: str, *, sandbox: str) -> Submission:
    """The repository that a bundle holds, with the files of its branch laid out.

    Args:
        bundle: its bytes.
        name: what the file is called.
        exercise: what it is handed in for.
        language: as what.
        sandbox: the backend.

    Raises:
        SubmissionInvalid: Git cannot read it, or it holds too much.
        NotOpened: there is no sandbox to try it in.
    """
    done = run_in_child(lambda: _worked(bundle, name, exercise, language, sandbox), seconds=SECONDS)
    if done.text is None:
        raise NotOpened(done.failure)
    told = json.loads(done.text)
    if "invalid" in told:
        raise SubmissionInvalid(told["invalid"])
    if "error" in told:
        raise NotOpened(told["error"])
    files = {path: base64.b64decode(content) for path, content in told["files"].items()}
    return Submission(files=files, language=language, source=Path(name))


def _worked(bundle: bytes, name: str, exercise: Exercise, language: str, sandbox: str) -> str:
    """In a process of its own: what came of it, as JSON."""
    row = LANGUAGES.get(language)
    hidden = tuple(str(folder) for folder in (exercise.path, exercise.pack) if folder is not None)
    spec = SandboxSpec(
        image=exercise.image_for(language),
        limits=exercise.limits_for(language),
        hidden=hidden,
        tools=row.tools if row else (),
    )
    try:
        with contextlib.closing(Opener(sandbox, spec)) as opener, opener() as session:
            session.ready()
            packed = _cloned(session, bundle, name)
        files = _read(packed, exercise, name, language)
    except SubmissionInvalid as problem:
        return json.dumps({"invalid": str(problem)})
    except SandboxError as problem:
        return json.dumps({"error": str(problem)})
    return json.dumps({"files": {path: base64.b64encode(content).decode() for path, content in files.items()}})


def _cloned(session: Session, bundle: bytes, name: str) -> bytes:
    """A tar archive of a clone that was made in the sandbox."""
    session.put({"lib/handed-in.bundle": bundle})
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    most = WHOLE_FOLDER.total_bytes + HEADER_BYTES
    packed = b""
    try:
        for command in (["git", *settings, *_CLONE], _FETCH, _REMOVE_ORIGIN, _LAY_OUT, _PACK):
            done = session.run(command, env=_ENVIRONMENT, seconds=session.limits.total_seconds, output_bytes=most)
            packed = done.stdout
            if done.status:
                said = done.stderr.decode("utf-8", "replace").strip() or f"{command[0]} gave no reason"
                raise SubmissionInvalid(f"{shown(name)} cannot be read as a Git bundle: {visible(said)[:_SAID]}")
    except OSError as error:
        raise SandboxUnavailable(f"there is no Git in the sandbox: {error}") from error
    except SessionEnded as ended:
        if ended.reason in {EndReason.LOST, EndReason.CLOSED}:
            raise SandboxFailed(ended.message) from ended
        raise SubmissionInvalid(f"{shown(name)} cannot be read as a Git bundle: {ended.message}") from ended
    return packed


def _read(packed: bytes, exercise: Exercise, name: str, language: str) -> Mapping[str, bytes]:
    """The files in it, as if they had been handed in as a folder."""
    with temporary_folder("bundle") as folder:
        try:
            unpack_tar(io.BytesIO(packed), name, folder)
            return Submission.read(exercise, folder, language).files
        except SubmissionInvalid as problem:
            raise SubmissionInvalid(str(problem).replace(str(folder), shown(name))) from problem
