"""GitHub Actions: a workflow's file."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graders.documents.conditions import holds
from graders.documents.pipelines import Job, Pipeline, Step, as_text, environment, first_line, texts

if TYPE_CHECKING:
    from collections.abc import Mapping

_EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")
_FILTERS = ("branches", "branches-ignore", "tags", "tags-ignore", "paths", "paths-ignore", "types")
_MAY_LACK = ("vars.", "inputs.")
"""Nothing is set there; a name of another kind has a value, or is not known here."""
_MAY_LACK_IN_STEPS = (*_MAY_LACK, "matrix.", "env.")
_AFTER_FAILURE = re.compile(r"\b(always|failure)\(\)")


class GitHubWorkflow(Pipeline):
    """A workflow. ``jobs`` and ``run`` take ``event`` (``push``, ``pull_request``) and ``ref`` (``refs/heads/main``).

    Of a matrix the first combination is run.
    """

    title = "GitHub Actions"
    schema = "github-workflows"

    @property
    def data(self) -> Any:
        """The file as plain data. A filter of an event that is one text is a list of it: GitHub takes both."""
        data = super().data
        on = data.get("on")
        if not isinstance(on, dict):
            return data
        return {**data, "on": {name: _listed(filters) for name, filters in on.items()}}

    def triggers(self) -> Mapping[str, Any]:
        """The events that start it, each with its filters."""
        on = self.data.get("on")
        if isinstance(on, dict):
            return {name: filters or {} for name, filters in on.items()}
        return {name: {} for name in texts(on)}

    def jobs(self, **given: str) -> Mapping[str, Job]:
        """The jobs whose conditions hold for an event on a ref."""
        ref = given.get("ref", "refs/heads/main")
        values = _values(given.get("event", "push"), ref)
        found: dict[str, Job] = {}
        told = self.data.get("jobs")
        for name, job in told.items() if isinstance(told, dict) else ():
            if isinstance(job, dict) and ("if" not in job or holds(as_text(job["if"]), values, may_lack=_MAY_LACK)):
                found[name] = self._job(name, job, values)
        return MappingProxyType(found)

    def _job(self, name: str, job: dict[str, Any], values: dict[str, str]) -> Job:
        known = {**values, **_first_of_matrix(job)}
        env = {**environment(self.data.get("env")), **environment(job.get("env"))}
        steps = [step for step in job.get("steps") or () if isinstance(step, dict)]
        container = job.get("container")
        minutes = job.get("timeout-minutes")
        return Job(
            name=name,
            steps=tuple(self._step(step, job, env, known) for step in steps if _is_run(step, known, env)),
            needs=texts(job.get("needs")),
            image=as_text(container.get("image", "") if isinstance(container, dict) else container or ""),
            minutes=float(minutes) if isinstance(minutes, int | float) else None,
            checks_out=False,
            line=self.yaml.line(("jobs", name)),
        )

    def _step(self, step: dict[str, Any], job: dict[str, Any], env: dict[str, str], known: dict[str, str]) -> Step:
        own = {**env, **environment(step.get("env"))}
        names = {**known, **{f"env.{key}": value for key, value in own.items()}}

        def filled(text: str) -> str:
            return _EXPRESSION.sub(lambda match: names.get(match[1], ""), text)

        commands = filled(as_text(step.get("run") or ""))
        return Step(
            name=as_text(step.get("name") or step.get("uses") or first_line(commands)),
            commands=commands,
            action=as_text(step.get("uses") or ""),
            options={key: filled(value) for key, value in environment(step.get("with")).items()},
            env={key: filled(value) for key, value in own.items()},
            directory=as_text(step.get("working-directory") or self._default(job, "working-directory") or "."),
            even_after_failure=bool(_AFTER_FAILURE.search(as_text(step.get("if") or ""))),
            may_fail=step.get("continue-on-error") is True,
            pipefail=(step.get("shell") or self._default(job, "shell")) == "bash",
        )

    def _default(self, job: dict[str, Any], name: str) -> Any:
        for place in (job, self.data):
            defaults = place.get("defaults")
            run = defaults.get("run") if isinstance(defaults, dict) else None
            if isinstance(run, dict) and name in run:
                return run[name]
        return None


def _values(event: str, ref: str) -> dict[str, str]:
    """What GitHub says of a run."""
    asks = event.startswith("pull_request")
    return {
        "github.event_name": event,
        "github.ref": ref,
        "github.ref_name": ref.partition("/")[2].partition("/")[2],
        "github.ref_type": "tag" if ref.startswith("refs/tags/") else "branch",
        "github.base_ref": "main" if asks else "",
        "github.head_ref": "topic" if asks else "",
    }


def _listed(filters: Any) -> Any:
    if not isinstance(filters, dict):
        return filters
    return {name: [value] if name in _FILTERS and isinstance(value, str) else value for name, value in filters.items()}


def _is_run(step: dict[str, Any], known: Mapping[str, str], env: Mapping[str, str]) -> bool:
    condition = as_text(step.get("if", True))
    own = {**env, **environment(step.get("env"))}
    values = {**known, "runner.os": "Linux", **{f"env.{name}": value for name, value in own.items()}}
    return bool(_AFTER_FAILURE.search(condition)) or holds(condition, values, may_lack=_MAY_LACK_IN_STEPS)


def _first_of_matrix(job: dict[str, Any]) -> dict[str, str]:
    strategy = job.get("strategy")
    matrix = strategy.get("matrix") if isinstance(strategy, dict) else None
    if not isinstance(matrix, dict):
        return {}
    return {f"matrix.{name}": texts(values)[0] for name, values in matrix.items() if texts(values)}
