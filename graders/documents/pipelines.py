"""Pipelines of continuous integration: checked against the published schema, and their commands really run.

A forge's own machines are not here, and nothing is downloaded. What is run is what a learner writes: the commands of
each job, in order, by the shell that the forge would take, each job in a folder of its own with the project's files in
it. What a forge does itself is imitated: files handed from job to job, jobs that wait for others, conditions.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graders.documents.errors import LibraryMissing
from graders.documents.handed_in import Document, fail
from graders.documents.running import OUTPUT_BYTES, ask
from graders.documents.yaml_data import Yaml, load
from sandbox.spec import SandboxFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sandbox.programs import Completed

MOST_JOBS = 30
STEP_SECONDS = 20.0
_RULE = "{name} is a pipeline that {title} takes."
_COLLECT = """\
import glob, os, shutil, sys
target, *patterns = sys.argv[1:]
for pattern in patterns:
    for found in glob.glob(pattern.rstrip("/"), recursive=True, include_hidden=True):
        place = os.path.join(target, found)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        if os.path.isdir(found):
            shutil.copytree(found, place, dirs_exist_ok=True)
        else:
            shutil.copy2(found, place)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a job: commands, or an action of somebody else's.

    Attributes:
        name: as the learner calls it; else the first line of its commands.
        commands: what the shell is given; empty for an action.
        action: ``actions/checkout@v4``; empty for commands.
        options: what the action is given.
        env: its environment.
        directory: where it runs, relative to the project.
        even_after_failure: it runs when a step before it has failed, too.
        may_fail: the job goes on when it fails.
        pipefail: a command that fails in the middle of a pipe counts.
    """

    name: str
    commands: str = ""
    action: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)
    directory: str = "."
    even_after_failure: bool = False
    may_fail: bool = False
    pipefail: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One job, which starts from the project's files.

    Attributes:
        name: its name.
        steps: in order.
        needs: the jobs that must have passed.
        artifacts: patterns of the files that later jobs get.
        image: the container image it asks for.
        minutes: its time limit, if it has one of its own.
        checks_out: the project's files are there from the beginning; else a checkout action brings them.
        line: where it begins in the file.
    """

    name: str
    steps: tuple[Step, ...]
    needs: tuple[str, ...] = ()
    artifacts: tuple[str, ...] = ()
    image: str = ""
    minutes: float | None = None
    checks_out: bool = True
    line: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRun:
    """How a job went: ``passed``, ``failed`` or ``skipped``, and the files that it left."""

    job: Job
    outcome: str
    output: str
    files: frozenset[str]
    failed_step: str = ""


class Pipeline(Document):
    """A pipeline's file. What differs between forges is in the classes over this one."""

    title = ""
    schema = ""

    @cached_property
    def yaml(self) -> Yaml:
        """The file as data."""
        return load(self.text(), self.name)

    @property
    def data(self) -> Any:
        """The file as plain data; ``{}`` if there is nothing in it."""
        return self.yaml.data if isinstance(self.yaml.data, dict) else {}

    def accepted(self) -> None:
        """Fail the check, with the line, unless the file fits the schema that the forge's editors use."""
        problem = _first_problem(self.schema, self.data or self.yaml.data)
        if problem is not None:
            path, said = problem
            place = ".".join(map(str, path)) or "the whole file"
            rule = _RULE.format(name=self.name, title=self.title)
            fail(rule, f"{self.name}:{self.yaml.line(path)}: {place}: {said}")

    def jobs(self, **given: str) -> Mapping[str, Job]:
        """The jobs that a run with these values has, by name. For what ``given`` may hold, see the class."""
        raise NotImplementedError

    def run(self, files: Mapping[str, str], **given: str) -> Mapping[str, JobRun]:
        """Run all jobs, each after those that it needs, on a project with these files; how each went."""
        self.accepted()
        jobs = self.jobs(**given)
        if len(jobs) > MOST_JOBS:
            fail(f"There are at most {MOST_JOBS} jobs.", f"  gave      {len(jobs)}")
        runs: dict[str, JobRun] = {}
        waiting = list(jobs.values())
        while waiting:
            ready = [job for job in waiting if all(name in runs for name in job.needs)]
            if not ready:
                told = ", ".join(job.name for job in waiting)
                fail("Every job's turn comes.", f"These wait for each other, or for a job that there is not: {told}")
            for job in ready:
                waiting.remove(job)
                if any(runs[name].outcome != "passed" for name in job.needs):
                    runs[job.name] = JobRun(job=job, outcome="skipped", output="", files=frozenset())
                else:
                    runs[job.name] = self._run(job, files, number=len(runs))
        return MappingProxyType(runs)

    @cached_property
    def _python(self) -> str:
        """Where the interpreter inside is: a name alone would lead to the programs that stand for it."""
        done = ask(self, ["sh", "-c", 'command -v "$1"', "sh", self.session.python])
        return done.stdout.decode("utf-8", "replace").strip()

    # --- one job --------------------------------------------------------------------------------------

    def _run(self, job: Job, files: Mapping[str, str], *, number: int) -> JobRun:
        root = f"run-{self.rng.randrange(16**6):06x}-{number}"
        folder = f"work/{root}/project"
        python = self._python
        shim = f'#!/bin/sh\nexec {python} -B "$@"\n'.encode()
        shims = {f"work/{root}/bin/{name}": SandboxFile(shim, 0o755) for name in ("python", "python3")}
        self.session.put({**shims, "lib/collect.py": _COLLECT.encode(), f"{folder}/.kept": b""})
        self.session.run(["rm", f"{folder}/.kept"], cwd=".")
        if job.checks_out:
            self._check_out(folder, files)
        output: list[str] = []
        failed = ""
        for step in job.steps:
            if failed and not step.even_after_failure:
                continue
            if step.action:
                if step.action.startswith("actions/checkout@"):
                    self._check_out(folder, files)
                continue
            done = self._do(step, root)
            output.append(f"$ {step.name}\n{self.words(done.stdout + done.stderr)}".rstrip())
            if done.status != 0 and not step.may_fail:
                failed = failed or step.name
        left = self._left_in(folder)
        if not failed and job.artifacts:
            self.session.run([python, "../../../lib/collect.py", "../../artifacts", *job.artifacts], cwd=folder)
        return JobRun(
            job=job,
            outcome="failed" if failed else "passed",
            output="\n".join(output),
            files=left,
            failed_step=failed,
        )

    def _do(self, step: Step, root: str) -> Completed:
        enter = 'PATH="$PWD/../bin:$PATH" CI=true GITHUB_WORKSPACE="$PWD" && export PATH CI && cd "$1" && shift && '
        options = "-eo pipefail" if step.pipefail else "-e"
        start = f'{enter}exec bash {options} -c "$1"'
        variables = [f"{name}={value}" for name, value in step.env.items() if "=" not in name]
        return self.session.run(
            [*("env", "--"), *variables, "bash", "-c", start, "bash", step.directory, step.commands],
            cwd=f"work/{root}/project",
            seconds=STEP_SECONDS,
            output_bytes=OUTPUT_BYTES,
        )

    def _check_out(self, folder: str, files: Mapping[str, str]) -> None:
        """The project's files, and what earlier jobs have handed over."""
        self.session.put({f"{folder}/{path}": text.encode() for path, text in files.items()})
        copy = "if [ -d ../../artifacts ]; then cp -R ../../artifacts/. .; fi"
        self.session.run(["sh", "-c", copy], cwd=folder)

    def _left_in(self, folder: str) -> frozenset[str]:
        done = self.session.run(["find", ".", "-type", "f"], cwd=folder, output_bytes=OUTPUT_BYTES)
        names = done.stdout.decode("utf-8", "replace").splitlines()
        return frozenset(name.removeprefix("./") for name in names)


def texts(value: object) -> tuple[str, ...]:
    """One text or a list of them, nested or not, as a flat tuple."""
    if isinstance(value, list):
        return tuple(text for one in value for text in texts(one))
    return () if value is None or isinstance(value, dict) else (as_text(value),)


def as_text(value: object) -> str:
    """A plain value as a shell's environment has it."""
    return ("false", "true")[value] if isinstance(value, bool) else str(value)


def environment(value: object) -> dict[str, str]:
    """A mapping of variables; a variable that is described by a mapping has its ``value``."""
    if not isinstance(value, dict):
        return {}
    plain = {name: one.get("value", "") if isinstance(one, dict) else one for name, one in value.items()}
    return {name: as_text(one) for name, one in plain.items() if one is not None}


def first_line(commands: Sequence[str] | str) -> str:
    """What a step without a name is called."""
    text = commands if isinstance(commands, str) else "\n".join(commands)
    return (text.strip().splitlines() or ["nothing"])[0][:80]


@lru_cache(maxsize=4)
def _validator(schema: str) -> Any:
    try:
        from importlib.resources import files

        import check_jsonschema
        from jsonschema import validators
    except ImportError as missing:
        raise LibraryMissing("check-jsonschema") from missing
    text = (files(check_jsonschema) / "builtin_schemas" / "vendor" / f"{schema}.json").read_text(encoding="utf-8")
    told = json.loads(text)
    return validators.validator_for(told)(told)


def _first_problem(schema: str, data: object) -> tuple[tuple[str | int, ...], str] | None:
    """The most telling way in which data do not fit a schema: where, and what is wrong."""
    from jsonschema.exceptions import best_match

    error = best_match(_validator(schema).iter_errors(data))
    if error is None:
        return None
    said = error.message if len(error.message) <= 200 else f"{error.message[:200]}..."  # noqa: PLR2004 - what can be read
    return tuple(error.absolute_path), said
