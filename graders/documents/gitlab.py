"""GitLab CI: ``.gitlab-ci.yml``."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graders.documents.conditions import holds
from graders.documents.handed_in import fail
from graders.documents.pipelines import Job, Pipeline, Step, as_text, environment, first_line, texts

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORDS = frozenset(
    {
        *("stages", "variables", "default", "include", "workflow", "image", "services", "cache", "spec"),
        *("before_script", "after_script"),
    }
)
"""What at the top of the file is no job."""
_STAGES = (".pre", "build", "test", "deploy", ".post")
_DEEPEST = 10


class GitLabPipeline(Pipeline):
    """A pipeline. ``jobs`` and ``run`` take ``branch``, and ``merge_request`` (``"true"``) for a merge request's."""

    title = "GitLab CI"
    schema = "gitlab-ci"

    def jobs(self, **given: str) -> Mapping[str, Job]:
        """The jobs that this run has, those that wait for a click left out."""
        values = self._begun(given)
        if values is None:
            return MappingProxyType({})
        stages = texts(self.data.get("stages")) or _STAGES
        told = {
            name: self._extended(job, name)
            for name, job in self.data.items()
            if name not in _WORDS and not name.startswith(".") and isinstance(job, dict)
        }
        ruled = self._rules() is not None
        chosen = {name: job for name, job in told.items() if _takes_part(job, values, ruled=ruled)}
        found: dict[str, Job] = {}
        for name, job in sorted(chosen.items(), key=lambda pair: _place(stages, pair[1])):
            before = [other for other in chosen if _place(stages, chosen[other]) < _place(stages, job)]
            found[name] = self._job(name, job, before)
        return MappingProxyType(found)

    def _rules(self) -> list[Any] | None:
        """The ``rules`` of ``workflow``: whether there is a pipeline at all."""
        workflow = self.data.get("workflow")
        rules = workflow.get("rules") if isinstance(workflow, dict) else None
        return rules if isinstance(rules, list) else None

    def _begun(self, given: Mapping[str, str]) -> dict[str, str] | None:
        """The variables of the pipeline; None if ``workflow`` wants none."""
        values = {**environment(self.data.get("variables")), **_values(given)}
        rules = self._rules()
        if rules is None:
            return values
        rule = _first_rule(rules, values)
        if rule is None or rule.get("when") == "never":
            return None
        return {**values, **environment(rule.get("variables"))}

    def _extended(self, job: dict[str, Any], name: str, depth: int = 0) -> dict[str, Any]:
        """A job over those that it extends."""
        if depth > _DEEPEST:
            fail("No job extends itself.", f"{name} does, by way of others.")
        made: dict[str, Any] = {}
        for parent in texts(job.get("extends")):
            found = self.data.get(parent)
            if not isinstance(found, dict):
                fail("What a job extends is there.", f"{name} extends {parent}, which is not in {self.name}.")
            made = _merged(made, self._extended(found, parent, depth + 1))
        return _merged(made, job)

    def _job(self, name: str, job: dict[str, Any], before: list[str]) -> Job:
        default = self.data.get("default")
        default = default if isinstance(default, dict) else {}

        def setting(key: str) -> Any:
            return job.get(key, default.get(key, self.data.get(key)))

        commands = (*texts(setting("before_script")), *texts(job.get("script")))
        image = setting("image")
        needs = job.get("needs")
        listed = [one.get("job") if isinstance(one, dict) else one for one in needs] if isinstance(needs, list) else []
        artifacts = job.get("artifacts")
        step = Step(
            name=first_line(commands),
            commands="\n".join(commands),
            env={**environment(self.data.get("variables")), **environment(job.get("variables"))},
            may_fail=job.get("allow_failure") is True,
        )
        return Job(
            name=name,
            steps=(step,),
            needs=texts(listed) if isinstance(needs, list) else tuple(before),
            artifacts=texts(artifacts.get("paths")) if isinstance(artifacts, dict) else (),
            image=as_text(image.get("name", "") if isinstance(image, dict) else image or ""),
            line=self.yaml.line((name,)),
        )


def _values(given: Mapping[str, str]) -> dict[str, str]:
    branch = given.get("branch", "main")
    values = {"CI_DEFAULT_BRANCH": "main", "CI": "true", "CI_COMMIT_REF_NAME": branch}
    if given.get("merge_request"):
        return {**values, "CI_PIPELINE_SOURCE": "merge_request_event", "CI_MERGE_REQUEST_IID": "7"}
    return {**values, "CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": branch}


def _first_rule(rules: list[Any], values: Mapping[str, str]) -> dict[str, Any] | None:
    """The first rule that holds."""
    for rule in rules:
        told = rule if isinstance(rule, dict) else {}
        unknown = sorted({"changes", "exists"} & told.keys())
        if unknown:
            fail("A rule says `if`, `when` and `variables`.", f"`{unknown[0]}` cannot be followed here.")
        if "if" not in told or holds(as_text(told["if"]), values):
            return told
    return None


def _takes_part(job: dict[str, Any], values: Mapping[str, str], *, ruled: bool) -> bool:
    """Whether a job is in this run; ``ruled``: the pipeline has rules of its own."""
    values = {**environment(job.get("variables")), **values}
    rules = job.get("rules")
    if isinstance(rules, list):
        rule = _first_rule(rules, values)
        return rule is not None and rule.get("when", job.get("when")) not in {"never", "manual"}
    if job.get("when") == "manual":
        return False
    names = {values["CI_COMMIT_REF_NAME"], "merge_requests" if "CI_MERGE_REQUEST_IID" in values else "branches"}
    for key, wanted in (("only", True), ("except", False)):
        listed = job.get(key)
        refs = texts(listed.get("refs") if isinstance(listed, dict) else listed)
        if refs and bool(names & set(refs)) is not wanted:
            return False
    # Without a word of its own a job is for branches and tags only, unless the pipeline's rules have said.
    return "only" in job or ruled or "CI_MERGE_REQUEST_IID" not in values


def _place(stages: tuple[str, ...], job: dict[str, Any]) -> int:
    stage = as_text(job.get("stage") or "test")
    if stage not in stages:
        fail(
            "A job's stage is one of `stages`.", f"  gave      {stage[:60]}", f"  expected  one of {', '.join(stages)}"
        )
    return stages.index(stage)


def _merged(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """The second over the first; mappings are merged, everything else is replaced."""
    made = dict(first)
    for key, value in second.items():
        both = isinstance(value, dict) and isinstance(made.get(key), dict)
        made[key] = _merged(made[key], value) if both else value
    return made
