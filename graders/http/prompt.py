"""What ``prompt.md`` of a service exercise may use; a conversation in it comes from the reference, so it is true."""

from __future__ import annotations

import json
import tomllib
from collections import deque
from typing import TYPE_CHECKING, Any

from graders.errors import ExerciseInvalid
from graders.http.spec import ServiceSpec, usual_command
from graders.http.telling import LEFT_OUT
from sandbox.languages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from graders.http.response import Response

PYTHON = "python"
START_SECONDS = 30.0
PROGRAMS = {"python": "python3", "javascript": "node", "java": "java", "ruby": "ruby"}
HEADERS = LEFT_OUT | {"content-type"}
"""Headers of a request that are not told: a body in a task is JSON unless it says otherwise."""


def prompt_functions(exercise_dir: Path, language: str, files: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The names that ``prompt.md`` may use.

    Args:
        exercise_dir: the exercise's folder.
        language: what the prompt is made for.
        files: what is handed in, by language.
    """
    row = LANGUAGES[language]
    return {
        "file": files[language][0],
        "files": list(files[language]),
        "fence": language,
        "title": row.title,
        "run": f"PORT=8000 {PROGRAMS[language]} {files[language][0]}",
        "conversation": lambda *requests: conversation(exercise_dir, files, requests),
    }


def conversation(exercise_dir: Path, files: Mapping[str, Sequence[str]], requests: Sequence[Sequence[Any]]) -> str:
    """Requests to a freshly started reference, and its answers, as text.

    Args:
        exercise_dir: the exercise's folder.
        files: what is handed in, by language.
        requests: each a method, a path and maybe what else ``service.request`` takes, as a dictionary.

    Raises:
        ExerciseInvalid: the reference does not start, or does not answer.
    """
    language = PYTHON if PYTHON in files else next(iter(files))
    solution = exercise_dir / "solution"
    folder = solution / language if len(files) > 1 else solution
    spec = _spec(exercise_dir, language, files[language])
    texts = [_exchange(response) for response in _answers(folder, files[language], spec, requests)]
    return "\n\n".join(texts)


def _answers(
    folder: Path, names: Sequence[str], spec: ServiceSpec, requests: Sequence[Sequence[Any]]
) -> Iterator[Response]:
    """The reference is its author's program, so it is run as a process of this machine."""
    import pytest

    from graders.http.service import Service
    from graders.http.starting import Starter
    from sandbox.errors import SandboxError, SessionEnded
    from sandbox.opening import Opener
    from sandbox.spec import Limits, SandboxSpec

    opener = Opener("process", SandboxSpec(limits=Limits()))
    try:
        session = opener()
        session.ready()
        session.put({f"work/{name}": (folder / name).read_bytes() for name in names})
        starter = Starter(spec, seconds=START_SECONDS, total_seconds=START_SECONDS)
        service = Service(starter, session, deque(maxlen=1))
        try:
            for method, path, *given in requests:
                yield service.request(method, path, **(given[0] if given else {}))
        finally:
            service.close()
    except (SandboxError, SessionEnded, pytest.fail.Exception) as problem:
        raise ExerciseInvalid(f"the reference gives no example: {problem}") from problem
    finally:
        opener.close()


def _spec(exercise_dir: Path, language: str, names: Sequence[str]) -> ServiceSpec:
    """How the manifest has it started; that it is a good manifest has been seen to."""
    table = tomllib.loads((exercise_dir / "exercise.toml").read_text(encoding="utf-8")).get("serve", {})
    command = table.get("command", ())
    if isinstance(command, dict):
        command = command.get(language, ())
    return ServiceSpec(command=tuple(command) or usual_command(language, names[0]), env=table.get("env", {}))


def _exchange(response: Response) -> str:
    """A request and its answer, without the headers that every message has."""
    request = response.request
    sent = [request.line, *_told(request.headers, HEADERS), *_content(request.body)]
    came = [
        f"{response.status} {response.reason}".rstrip(),
        *_told(response.headers.fields, LEFT_OUT),
        *_content(response.body),
    ]
    return "\n".join([*(f"> {line}".rstrip() for line in sent), *(f"< {line}".rstrip() for line in came)])


def _told(fields: Sequence[tuple[str, str]], left_out: frozenset[str]) -> Iterator[str]:
    return (f"{name}: {value}" for name, value in fields if name.lower() not in left_out)


def _content(body: bytes) -> list[str]:
    """A body after its empty line; JSON on one line, however it was written."""
    if not body:
        return []
    text = body.decode("utf-8")
    try:
        text = json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return ["", *text.splitlines()]
    return ["", text]
