"""A workflow of GitHub Actions: its form, and what its commands do with a good project and with broken ones."""

import re
from pathlib import Path

import pytest

STARTER = Path(__file__).parents[1] / "starter"
PACKAGE = "dist/prices.zip"
NOTICED = "If style or tests break, the run fails."
PACKED = "The package is built when, and only when, style and tests have passed."
PINNED = re.compile(r"[\w.-]+/[\w./-]+@(v\d+(\.\d+)*|[0-9a-f]{40})")


def project(**changed):
    """The project's files, some of them changed."""
    files = {
        path.relative_to(STARTER).as_posix(): path.read_text(encoding="utf-8") for path in sorted(STARTER.rglob("*.py"))
    }
    return files | {name.replace("__", "/") + ".py": text for name, text in changed.items()}


def broken_test(rng):
    wrong = rng.randrange(1000, 9999)
    return project(
        tests__test_more=f"import unittest\nclass More(unittest.TestCase):\n"
        f"    def test_more(self):\n        self.assertEqual({wrong}, 1)\n"
    )


def broken_style(rng):
    return project(prices="# " + "x" * rng.randrange(120, 160) + "\n" + project()["prices.py"])


def told(runs):
    return "\n".join(f"  {name}: {run.outcome}" for name, run in runs.items()) or "  no job"


def packed(runs):
    return [name for name, run in runs.items() if run.outcome == "passed" and PACKAGE in run.files]


def expect_good(runs):
    """The project as it is passes every job, and is packed."""
    for name, run in runs.items():
        if run.outcome != "passed":
            pytest.fail(
                f"Rule: the project beside it passes.\n"
                f"The job {name}: {run.outcome} at {run.failed_step or 'a job before it'}\n{run.output}",
                pytrace=False,
            )
    if not packed(runs):
        pytest.fail(f"Rule: {PACKED}\nAfter the run no job has left {PACKAGE}:\n{told(runs)}", pytrace=False)


@pytest.fixture
def good_run(document):
    """The workflow on the project as it is."""
    return document.run(project(), event="pull_request", ref="refs/pull/7/merge")


@pytest.mark.example
def test_the_file_is_a_workflow(document):
    """The file fits the schema of workflows, and has a job"""
    document.accepted()
    if not document.jobs():
        pytest.fail("Rule: the file is a valid workflow. It has no job.", pytrace=False)


def test_it_starts_when_it_should(document):
    """It starts on a push to main, on no other push, and on every pull request"""
    document.accepted()
    triggers = document.triggers()
    push = triggers.get("push")
    if push is None or "pull_request" not in triggers:
        pytest.fail(
            "Rule: it starts on a push to main, and on every pull request.\n"
            f"  gave      {', '.join(triggers) or 'nothing'}\n  expected  push, pull_request",
            pytrace=False,
        )
    if push.get("branches") not in (["main"], "main") or set(push) - {"branches"}:
        pytest.fail(
            f"Rule: it starts on a push to main, and on no other push.\non.push\n  gave      {push}\n"
            "  expected  branches: [main]",
            pytrace=False,
        )
    if triggers["pull_request"]:
        pytest.fail(
            f"Rule: it starts on every pull request.\non.pull_request\n  gave      {triggers['pull_request']}\n"
            "  expected  no filter",
            pytrace=False,
        )


@pytest.mark.example
@pytest.mark.points(2)
def test_a_good_project_passes(good_run):
    """The project as it is passes every job, and is packed"""
    expect_good(good_run)


@pytest.mark.points(2)
@pytest.mark.hint("What is the exit status of the step when the tests fail? In a pipe, the last command's counts.")
def test_a_failing_test_is_noticed(document, good_run, rng):
    """A project with a failing test fails"""
    expect_good(good_run)
    runs = document.run(broken_test(rng))
    if not any(run.outcome == "failed" for run in runs.values()):
        pytest.fail(f"Rule: {NOTICED}\nOn a project with a failing test:\n{told(runs)}", pytrace=False)


def test_bad_style_is_noticed(document, good_run, rng):
    """A project with a line that is too long fails"""
    expect_good(good_run)
    runs = document.run(broken_style(rng))
    if not any(run.outcome == "failed" for run in runs.values()):
        pytest.fail(f"Rule: {NOTICED}\nOn a project with a line of over 100 characters:\n{told(runs)}", pytrace=False)


def test_nothing_is_packed_when_a_test_fails(document, good_run, rng):
    """No package is built of a project with a failing test"""
    expect_good(good_run)
    runs = document.run(broken_test(rng))
    if packed(runs):
        pytest.fail(f"Rule: {PACKED}\nOn a project with a failing test {packed(runs)[0]} built it.", pytrace=False)


def test_nothing_is_packed_when_the_style_is_off(document, good_run, rng):
    """No package is built of a project with bad style"""
    expect_good(good_run)
    runs = document.run(broken_style(rng))
    if packed(runs):
        pytest.fail(f"Rule: {PACKED}\nOn a project with bad style {packed(runs)[0]} built it.", pytrace=False)


def test_the_package_is_kept(document, good_run):
    """The job that builds the package hands it to actions/upload-artifact"""
    for name in packed(good_run):
        for step in document.jobs()[name].steps:
            path = step.options.get("path", "")
            if step.action.startswith("actions/upload-artifact@") and path.strip("./").startswith("dist"):
                return
    pytest.fail(
        "Rule: the package is kept with actions/upload-artifact.\n"
        f"  gave      no such step with the path {PACKAGE} in the job that builds it",
        pytrace=False,
    )


@pytest.mark.hint("YAML reads 3.10 as a number. What is that number?")
def test_both_versions_of_python(document):
    """A matrix gives the tests Python 3.10 and 3.12"""
    document.accepted()
    found = []
    for job in document.data["jobs"].values():
        matrix = job.get("strategy", {}).get("matrix", {}) if isinstance(job.get("strategy"), dict) else {}
        lists = [values for values in matrix.values() if isinstance(values, list)] if isinstance(matrix, dict) else []
        setup = any(str(step.get("uses", "")).startswith("actions/setup-python@") for step in job.get("steps", ()))
        found += [sorted(map(str, values)) for values in lists if setup]
    if ["3.10", "3.12"] not in found:
        pytest.fail(
            "Rule: style and tests are checked with Python 3.10 and with Python 3.12.\n"
            f"  gave      {found[0] if found else 'no matrix in a job that sets up Python'}\n"
            "  expected  ['3.10', '3.12']",
            pytrace=False,
        )


def test_the_token_may_only_read(document):
    """The workflow's token may read the contents, and nothing else"""
    document.accepted()
    everywhere = document.data.get("permissions")
    jobs = [job.get("permissions", everywhere) for job in document.data["jobs"].values()]
    wrong = [given for given in jobs if given not in ({"contents": "read"}, {})]
    if not any(jobs):  # nobody may read anything, the checkout neither
        wrong = [everywhere]
    if wrong:
        pytest.fail(
            "Rule: the workflow's token may only read the repository's contents.\npermissions\n"
            f"  gave      {'not said, so it may be more' if wrong[0] is None else wrong[0]}\n"
            "  expected  contents: read",
            pytrace=False,
        )


def test_actions_have_a_version(document):
    """Every action is taken in a version of its own"""
    actions = [step.action for job in document.jobs().values() for step in job.steps if step.action]
    if not actions:
        pytest.fail("Rule: every action is taken in a version of its own. There is no action at all.", pytrace=False)
    for action in actions:
        if not PINNED.fullmatch(action):
            pytest.fail(
                "Rule: an action is taken by a tag like @v4 or the hash of a commit, not by a branch.\n"
                f"  gave      {action[:80]}",
                pytrace=False,
            )


def test_every_job_has_a_time_limit(document):
    """No job may run for more than 15 minutes"""
    jobs = document.jobs().values()
    if not jobs:
        pytest.fail("Rule: every job has a time limit. There is no job.", pytrace=False)
    for job in jobs:
        if job.minutes is None or not 0 < job.minutes <= 15:
            told = "360 minutes, which is what GitHub takes" if job.minutes is None else f"{job.minutes:g} minutes"
            pytest.fail(
                f"Rule: every job has a time limit of 15 minutes at most.\nline {job.line}: the job {job.name}\n"
                f"  gave      {told}\n  expected  timeout-minutes: 15 or less",
                pytrace=False,
            )
