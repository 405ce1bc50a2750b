"""What a worker of a cluster does: a few submissions at a time, in a process of its own, as any machine grades.

The function that the cluster calls (``work``) takes and gives one JSON text. It starts this module as a program, which
ends with its work, and also when whoever started it dies: its standard input is its leash. The submissions are graded
by the worker's own kata, with the worker's own exercises, if they are the very same as those of whoever asks.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import signal
import struct
import subprocess
import sys
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graders.errors import SubmissionInvalid
from graders.outcome import Verdict
from graders.run import Outcome
from runner.batch import intake, run
from runner.batch.engine import Task
from runner.batch.model import Handed
from runner.batch.pool import Pool
from runner.batch.store import grader_version
from runner.catalog import Catalog
from runner.checking import ending_cleanly
from runner.errors import KataError, NotOpened, WorkLost
from runner.grade import describe, plan, report
from runner.submission import Submission

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from runner.manifest import Exercise

LENGTH = struct.Struct(">Q")


def work(asked: str) -> str:
    """Do what is asked for, in a process of its own. Called by the cluster; see ``answer``.

    Raises:
        WorkLost: see there.
    """
    message = asked.encode()
    with subprocess.Popen(
        [sys.executable, "-m", "runner.batch.node"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise AssertionError("both are pipes")
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(LENGTH.pack(len(message)) + message)
            process.stdin.flush()
        said = process.stdout.read()
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
    if not said:
        raise WorkLost(f"the process that grades ended with status {process.returncode}")
    return said.decode()


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """What there is to say, as plain data.

    ``{"about": sandbox, "trusted": bool}`` asks what there is to work with; ``{"grade": [...], ...}`` to work. The
    answer is ``{"refused": why}`` where that is not possible.
    """
    try:
        return _about(asked["about"], trusted=asked["trusted"]) if "about" in asked else _grade(asked)
    except KataError as problem:
        return {"refused": str(problem)}


def _about(sandbox: str, *, trusted: bool) -> dict[str, Any]:
    from sandbox.images import IMAGES

    backend = run.choose_sandbox(sandbox, trusted=trusted)
    identity = run.images(backend)
    return {
        "grader": grader_version(),
        "sandbox": backend,
        "images": {name: identity(name) for name in IMAGES},
        "gaps": list(run.gaps(backend)),
    }


def _grade(asked: dict[str, Any]) -> dict[str, Any]:
    """Grade submissions that follow each other."""
    if asked["grader"] != grader_version():
        return {"refused": "it has another version of kata; install the same one everywhere"}
    exercise = Catalog.open().find(asked["exercise"])
    if exercise.version != asked["version"]:
        return {"refused": f"its {exercise.id} is another version; give all of them the same exercises"}
    image = run.images(asked["sandbox"])(exercise.image_for(asked["language"]))
    if image != asked["image"]:
        return {"refused": f"its image is {image}, not {asked['image']}; build it once, and give it to all of them"}
    info, told = describe(exercise), {}
    with contextlib.closing(Pool(1, docker=asked["sandbox"] == "docker")) as pool:
        for task, outcome in _outcomes(pool, _tasks(asked, exercise, image)):
            told[task.key] = report(info, outcome, seed=asked["seed"]).to_json()
    return {"reports": told}


def _tasks(asked: dict[str, Any], exercise: Exercise, image: str) -> Iterator[tuple[Task, Callable[[], Submission]]]:
    for one in asked["grade"]:
        files = {path: base64.b64decode(content) for path, content in one["files"].items()}
        submission = Submission(files=files, language=asked["language"], source=Path(one["name"]))
        task = Task(
            handed=Handed(learner="", exercise=exercise.id, place=submission.source),
            grading=plan(exercise, submission, sandbox=asked["sandbox"], seed=asked["seed"]),
            exercise=describe(exercise),
            key=one["key"],
            image=image,
        )
        yield task, partial(intake.opened, submission, exercise, sandbox=asked["sandbox"])


def _outcomes(pool: Pool, tasks: Iterator[tuple[Task, Callable[[], Submission]]]) -> Iterator[tuple[Task, Outcome]]:
    more = True
    while more or pool.busy:
        while more and pool.room:
            task, opened = next(tasks, (None, None))
            if task is None or opened is None:
                more = False
                continue
            try:
                files = dict(opened().files)
            except SubmissionInvalid as problem:
                yield task, Outcome(verdict=Verdict.INVALID, message=str(problem))
            except NotOpened as problem:
                yield task, Outcome(verdict=Verdict.ERROR, message=f"it could not be read: {problem}")
            else:
                pool.begin(replace(task, grading=replace(task.grading, files=files)))
        if pool.busy:
            yield from pool.finished()


def main() -> None:
    """Take one question on standard input, answer on standard output, and end."""
    (length,) = LENGTH.unpack(sys.stdin.buffer.read(LENGTH.size))
    asked = json.loads(sys.stdin.buffer.read(length))
    out = os.dup(1)
    os.dup2(2, 1)  # nothing else may speak on it
    threading.Thread(target=_hold_the_leash, daemon=True).start()
    with ending_cleanly():
        said = json.dumps(answer(asked)).encode()
    with os.fdopen(out, "wb") as answering:
        answering.write(said)
    os._exit(0)


def _hold_the_leash() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
