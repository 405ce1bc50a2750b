"""A pipeline that checks, packs and publishes: what its commands do on branches, requests, and broken projects."""

import re
from pathlib import Path

import pytest

STARTER = Path(__file__).parents[1] / "starter"
PACKAGE = "dist/prices.zip"
CHECKED = "If style or tests break, the run fails, and nothing is packed."
MAIN = "A push to main is published, and nothing else is."
SAME = "What is published is the very file that was packed."


@pytest.fixture
def project(grading, rng):
    """The project's files, with a version that is drawn for this check."""
    folder = STARTER / grading.language
    files = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.py")}
    return files | {"VERSION": f"{rng.randrange(2000, 2100)}.{rng.randrange(10**6)}\n"}


def told(runs):
    return "\n".join(f"  {name}: {run.outcome}" for name, run in runs.items()) or "  no job at all"


def said(runs, words):
    return [name for name, run in runs.items() for line in run.output.splitlines() if line.startswith(words)]


def expect_passed(runs, where):
    """Something ran, and all of it passed."""
    for name, run in runs.items():
        if run.outcome != "passed":
            pytest.fail(
                f"Rule: {where} is checked and packed.\n{name}: {run.outcome}\n"
                f"{run.output or '(a job before it failed)'}",
                pytrace=False,
            )
    if not said(runs, "built dist/prices.zip"):
        pytest.fail(f"Rule: {where} is checked and then packed.\nNothing was packed:\n{told(runs)}", pytrace=False)


def expect_stopped(document, project, changed, what):
    """The run on a broken project fails and packs nothing; on the good one it passes."""
    expect_passed(document.run(project, branch="ovens"), "A push to a branch")
    runs = document.run(project | changed, branch="main")
    if not any(run.outcome == "failed" for run in runs.values()):
        pytest.fail(f"Rule: {CHECKED}\nOn a project with {what}:\n{told(runs)}", pytrace=False)
    if said(runs, "built") or said(runs, "published"):
        pytest.fail(f"Rule: {CHECKED}\nOn a project with {what} it was packed:\n{told(runs)}", pytrace=False)


@pytest.mark.example
def test_the_file_is_a_pipeline(document):
    """The file fits the schema of pipelines, and a push to main has jobs"""
    document.accepted()
    if not document.jobs(branch="main"):
        pytest.fail("Rule: a push to main is checked. No job takes part in it.", pytrace=False)


@pytest.mark.example
@pytest.mark.points(2)
def test_a_branch_is_checked_and_packed(document, project):
    """A push to a branch passes, and leaves a package"""
    expect_passed(document.run(project, branch="ovens"), "A push to a branch")


def test_a_merge_request_is_checked(document, project):
    """A merge request (a pull request) passes, and leaves a package"""
    expect_passed(document.run(project, branch="ovens", merge_request="true"), "A merge request")


@pytest.mark.points(2)
def test_a_failing_test_stops_everything(document, project, rng):
    """A failing test fails the run, and nothing is packed or published"""
    test = (
        "import unittest\n\n\nclass More(unittest.TestCase):\n    def test_more(self):\n"
        f"        self.assertEqual({rng.randrange(10, 99)}, 1)\n"
    )
    expect_stopped(document, project, {"tests/test_more.py": test}, "a failing test")


@pytest.mark.points(2)
def test_bad_style_stops_everything(document, project, rng):
    """Bad style fails the run, and nothing is packed or published"""
    expect_stopped(
        document, project, {"more.py": f"# {'x' * rng.randrange(120, 150)}\n"}, "a line of over 100 characters"
    )


@pytest.mark.points(2)
@pytest.mark.hint("Every job starts from a fresh copy of the project. What is to be there later must be an artifact.")
def test_main_publishes_what_was_packed(document, project):
    """A push to main publishes the package, with its version"""
    runs = document.run(project, branch="main")
    version = f"published version {project['VERSION'].strip()}"
    if not said(runs, version):
        output = "\n".join(run.output for run in runs.values() if "publish" in run.output)
        pytest.fail(
            f"Rule: {MAIN}\nAfter a push to main, which jobs ran:\n{told(runs)}\n{output or 'Nothing was published.'}",
            pytrace=False,
        )


def test_another_branch_is_not_published(document, project, rng):
    """A push to another branch, and a merge request, publish nothing; main does"""
    if not said(document.run(project, branch="main"), "published"):
        pytest.fail(f"Rule: {MAIN}\nA push to main published nothing.", pytrace=False)
    branch = rng.choice(["ovens", "main-2", "release/main", "mainly"])
    for where, runs in (
        (f"A push to {branch}", document.run(project, branch=branch)),
        ("A merge request", document.run(project, branch=branch, merge_request="true")),
    ):
        published = said(runs, "published")
        if published:
            pytest.fail(f"Rule: {MAIN}\n{where}\n  gave      published by {published[0]}", pytrace=False)


def test_it_is_packed_once(document, project):
    """In a run on main the package is built once, and published by another job"""
    runs = document.run(project, branch="main")
    built, published = said(runs, "built dist/prices.zip"), said(runs, "published")
    if len(built) != 1 or not published or built == published:
        pytest.fail(
            f"Rule: {SAME} It is packed once in a run, and handed over.\nA push to main\n"
            f"  gave      packed by {', '.join(built) or 'none'}; published by {', '.join(published) or 'none'}\n"
            "  expected  packed by one, published by another one",
            pytrace=False,
        )


def test_the_image_has_a_version(document):
    """Every job runs in an image with Python 3.12, named with its version"""
    jobs = document.jobs(branch="main")
    if not jobs:
        pytest.fail("Rule: it runs in an image with Python 3.12. No job takes part in a push to main.", pytrace=False)
    for job in jobs.values():
        if not re.fullmatch(r"([\w.-]+/)*python:3\.12([.-][\w.-]+)?(@sha256:[0-9a-f]{64})?", job.image):
            pytest.fail(
                f"Rule: it runs in an image with Python 3.12 that is named with its version.\n{job.name}\n"
                f"  gave      {job.image[:80] or 'no image'}\n  expected  python:3.12, with or without more behind it",
                pytrace=False,
            )
