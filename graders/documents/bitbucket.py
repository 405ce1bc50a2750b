"""Bitbucket Pipelines: ``bitbucket-pipelines.yml``."""

from __future__ import annotations

from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graders.documents.pipelines import Job, Pipeline, Step, as_text, environment, first_line, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class BitbucketPipeline(Pipeline):
    """A pipeline. ``jobs`` and ``run`` take ``branch``, and ``merge_request`` (``"true"``) for one of a pull request.

    A step is a job here: it has a machine and a clone of its own.
    """

    title = "Bitbucket Pipelines"
    schema = "bitbucket-pipelines"

    def jobs(self, **given: str) -> Mapping[str, Job]:
        """The steps that this run has, those that wait for a click left out."""
        found: dict[str, Job] = {}
        done: tuple[str, ...] = ()
        for group in self._groups(given):
            names: list[str] = []
            for step in group:
                name = _free(as_text(step.get("name") or first_line(_script(step))), found)
                found[name] = self._job(name, step, done)
                names.append(name)
            done = (*done, *names)
        return MappingProxyType(found)

    def _groups(self, given: Mapping[str, str]) -> Iterator[list[dict[str, Any]]]:
        """Steps that follow each other, alone or several side by side."""
        for item in self._chosen(given):
            if not isinstance(item, dict):
                continue
            parallel = item.get("parallel")
            stage = item.get("stage")
            if isinstance(parallel, dict):
                parallel = parallel.get("steps")
            if isinstance(parallel, list):
                group = [one["step"] for one in parallel if isinstance(one, dict) and isinstance(one.get("step"), dict)]
                yield [step for step in group if step.get("trigger") != "manual"]
            elif isinstance(stage, dict):
                for one in stage.get("steps") or ():
                    yield [one["step"]]
            elif isinstance(item.get("step"), dict) and item["step"].get("trigger") != "manual":
                yield [item["step"]]

    def _chosen(self, given: Mapping[str, str]) -> list[Any]:
        """The pipeline for a branch, or for a pull request from it."""
        pipelines = self.data.get("pipelines")
        pipelines = pipelines if isinstance(pipelines, dict) else {}
        kind = "pull-requests" if given.get("merge_request") else "branches"
        named = pipelines.get(kind)
        for pattern, items in named.items() if isinstance(named, dict) else ():
            if fnmatchcase(given.get("branch", "main"), pattern.replace("**", "*")) and isinstance(items, list):
                return items
        default = None if given.get("merge_request") else pipelines.get("default")
        return default if isinstance(default, list) else []

    def _job(self, name: str, step: dict[str, Any], needs: tuple[str, ...]) -> Job:
        image = step.get("image", self.data.get("image"))
        artifacts = step.get("artifacts")
        paths = artifacts.get("paths") if isinstance(artifacts, dict) else artifacts
        commands = _script(step)
        minutes = step.get("max-time")
        return Job(
            name=name,
            steps=(
                Step(
                    name=first_line(commands),
                    commands=commands,
                    env=environment(step.get("variables")),
                    pipefail=False,
                ),
            ),
            needs=needs,
            artifacts=texts(paths),
            image=as_text(image.get("name", "") if isinstance(image, dict) else image or ""),
            minutes=float(minutes) if isinstance(minutes, int | float) else None,
        )


def _script(step: dict[str, Any]) -> str:
    return "\n".join(texts(step.get("script")))


def _free(name: str, taken: Mapping[str, Job]) -> str:
    number = 2
    whole = name
    while whole in taken:
        whole = f"{name} ({number})"
        number += 1
    return whole
