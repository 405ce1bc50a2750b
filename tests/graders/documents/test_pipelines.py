"""Pipelines of three forges: read, checked, and their commands run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graders.documents.conditions import holds

if TYPE_CHECKING:
    from tests.graders.documents.conftest import HandIn

failed = pytest.raises(pytest.fail.Exception)
HEAD = "on: push\njobs:\n"


def job(name: str, *steps: str, needs: str = "") -> str:
    lines = [f"  {name}:", "    runs-on: ubuntu-latest", *([f"    needs: {needs}"] if needs else []), "    steps:"]
    return "\n".join([*lines, *(f"      - {step}" for step in steps), ""])


@pytest.mark.parametrize(
    ("condition", "values", "whether"),
    [
        ("github.ref == 'refs/heads/main'", {"github.ref": "refs/heads/main"}, True),
        ("${{ github.ref != 'refs/heads/main' }}", {"github.ref": "refs/heads/main"}, False),
        ('$A == "x" && ($B || $C)', {"A": "x", "C": "1"}, True),
        ("$A && !$B", {"A": "1", "B": "1"}, False),
        ("$NOBODY == null", {}, True),
        ("startsWith(github.ref, 'refs/tags/') || failure()", {"github.ref": "refs/tags/v1"}, True),
        ("contains('abc', 'B')", {}, True),
        ("false", {}, False),
    ],
)
def test_a_condition_holds_or_not(condition: str, values: dict[str, str], whether: bool) -> None:
    assert holds(condition, values) is whether


@pytest.mark.parametrize("condition", ["", "a ==", "a =~ /(a+)+$/", "unknown('x')", "(a", "a b", "!" * 600, "a, b"])
def test_a_condition_that_cannot_be_followed_is_refused(condition: str) -> None:
    with failed as told:
        holds(condition, {})
    assert "cannot be followed here" in str(told.value)


def test_what_the_schema_does_not_know_is_told_with_its_line(hand_in: HandIn) -> None:
    text = HEAD + job("one", "run: echo hi") + "    timeout: 10\n"
    with failed as told:
        hand_in("github", {"ci.yml": text}).accepted()
    assert "ci.yml:3: jobs.one" in str(told.value)
    assert "timeout" in str(told.value)


def test_a_job_begins_in_an_empty_folder_until_it_checks_out(hand_in: HandIn) -> None:
    text = HEAD + job("one", "run: ls | wc -l", "uses: actions/checkout@v4", "run: cat file.txt")
    runs = hand_in("github", {"ci.yml": text}).run({"file.txt": "salt\n"})
    assert runs["one"].output.split("\n") == ["$ ls | wc -l", "0", "$ cat file.txt", "salt"]
    assert (runs["one"].outcome, runs["one"].files) == ("passed", {"file.txt"})


def test_a_step_that_fails_ends_its_job_and_what_needs_it(hand_in: HandIn) -> None:
    text = (
        HEAD
        + job("first", "run: 'false'", "run: echo on", "{run: echo sorry, if: failure()}")
        + job("second", "run: echo never", needs="first")
        + job("third", "{run: 'false', continue-on-error: true}", "run: echo still")
    )
    runs = hand_in("github", {"ci.yml": text}).run({})
    assert {name: run.outcome for name, run in runs.items()} == {
        "first": "failed",
        "second": "skipped",
        "third": "passed",
    }
    assert "echo on" not in runs["first"].output
    assert "sorry" in runs["first"].output
    assert "still" in runs["third"].output


def test_a_pipe_hides_a_failure_unless_the_shell_is_named(hand_in: HandIn) -> None:
    text = HEAD + job("one", "run: false | cat") + job("two", "{run: false | cat, shell: bash}")
    runs = hand_in("github", {"ci.yml": text}).run({})
    assert (runs["one"].outcome, runs["two"].outcome) == ("passed", "failed")


def test_variables_matrix_and_folder_are_filled_in(hand_in: HandIn) -> None:
    text = (
        "on: push\nenv: {A: all}\njobs:\n  one:\n    runs-on: ubuntu-latest\n    strategy:\n      matrix:\n"
        "        python: ['3.10', '3.12']\n    env: {B: job}\n    steps:\n      - uses: actions/checkout@v4\n"
        "      - run: echo $A $B $C ${{ matrix.python }} ${{ env.B }} $(ls)\n        working-directory: sub\n"
        "        env: {C: step}\n"
    )
    runs = hand_in("github", {"ci.yml": text}).run({"sub/x.txt": ""})
    assert runs["one"].output.endswith("all job step 3.10 job x.txt")


def test_jobs_that_wait_for_each_other_are_told(hand_in: HandIn) -> None:
    text = HEAD + job("one", "run: echo", needs="two") + job("two", "run: echo", needs="one")
    with failed as told:
        hand_in("github", {"ci.yml": text}).run({})
    assert "These wait for each other, or for a job that there is not: one, two" in str(told.value)


def test_a_job_is_left_out_where_its_condition_does_not_hold(hand_in: HandIn) -> None:
    text = HEAD + job("one", "run: echo") + "    if: github.ref == 'refs/heads/main'\n"
    document = hand_in("github", {"ci.yml": text})
    assert set(document.jobs(ref="refs/heads/main")) == {"one"}
    assert set(document.jobs(ref="refs/heads/other")) == set()


def test_gitlab_has_stages_defaults_rules_and_artifacts(hand_in: HandIn) -> None:
    text = (
        "stages: [make, use]\ndefault:\n  image: python:3.12\n  before_script: [echo before]\n"
        ".mine:\n  rules:\n    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH\n"
        "use:\n  stage: use\n  script: cat made/x.txt other.txt || echo no other\n"
        "make:\n  stage: make\n  script:\n    - mkdir made\n    - [echo salt > made/x.txt, echo x > other.txt]\n"
        "  artifacts: {paths: [made/]}\nextra:\n  extends: .mine\n  stage: use\n  script: [echo extra]\n"
    )
    document = hand_in("gitlab", {".gitlab-ci.yml": text})
    runs = document.run({}, branch="main")
    assert list(runs) == ["make", "use", "extra"]
    assert sorted(runs["use"].output.splitlines()[1:]) == [
        "before",
        "cat: other.txt: No such file or directory",
        "no other",
        "salt",
    ]
    assert set(document.jobs(branch="other")) == {"make", "use"}
    assert set(document.jobs(merge_request="true")) == set()
    assert document.jobs()["use"].image == "python:3.12"


def test_a_gitlab_job_that_extends_itself_is_told(hand_in: HandIn) -> None:
    document = hand_in(
        "gitlab", {".gitlab-ci.yml": ".a: {extends: .b}\n.b: {extends: .a}\nc: {extends: .a, script: x}\n"}
    )
    with failed as told:
        document.jobs()
    assert "by way of others" in str(told.value)


def test_bitbucket_has_branches_pull_requests_and_artifacts(hand_in: HandIn) -> None:
    text = (
        "image: python:3.12\ndefinitions:\n  steps:\n    - step: &make\n        name: make\n"
        "        script: [mkdir made, echo salt > made/x.txt]\n        artifacts: [made/**]\n"
        "pipelines:\n  default:\n    - step: *make\n"
        "  pull-requests:\n    '**':\n      - parallel:\n          - step: *make\n"
        "          - step: {script: [echo side]}\n"
        "  branches:\n    main:\n      - step: *make\n      - step: {name: use, script: [cat made/x.txt]}\n"
        "      - step: {name: later, trigger: manual, script: [echo later]}\n"
    )
    document = hand_in("bitbucket", {"bitbucket-pipelines.yml": text})
    assert list(document.jobs(branch="topic")) == ["make"]
    assert list(document.jobs(branch="topic", merge_request="true")) == ["make", "echo side"]
    runs = document.run({}, branch="main")
    assert list(runs) == ["make", "use"]
    assert runs["use"].output.splitlines() == ["$ cat made/x.txt", "salt"]


@pytest.mark.parametrize(
    "step",
    [
        "{run: pwd, working-directory: ../../../../../..}",
        "{run: cat /etc/passwd /etc/shadow}",
        "{run: env, env: {LD_PRELOAD: /nowhere.so, PATH: /nowhere}}",
        "{run: 'kill -9 -1'}",
    ],
)
def test_commands_see_the_sandbox_and_nothing_else(hand_in: HandIn, step: str) -> None:
    document = hand_in("github", {"ci.yml": HEAD + job("one", step)})
    assert "root:" not in document.run({})["one"].output
    assert document.session.run(["true"]).status == 0


@pytest.mark.parametrize("backend", ["docker", "bubblewrap"])
def test_python_is_there_under_both_its_names(hand_in: HandIn, backend: str) -> None:
    text = HEAD + job("one", "run: python -c 'print(1 + 1)'", "run: python3 -c 'print(2 + 3)'")
    run = hand_in("github", {"ci.yml": text}, backend=backend).run({})["one"]
    assert (run.outcome, [line for line in run.output.splitlines() if line.isdigit()]) == ("passed", ["2", "5"])


def test_a_condition_of_a_step_knows_matrix_and_environment(hand_in: HandIn) -> None:
    text = (
        "on: push\nenv: {WHERE: here}\njobs:\n  one:\n    runs-on: ubuntu-latest\n    strategy:\n      matrix:\n"
        "        python: ['3.10', '3.12']\n    steps:\n"
        "      - {run: echo first, if: matrix.python == '3.10'}\n"
        "      - {run: echo last, if: matrix.python == '3.12'}\n"
        "      - {run: echo here, if: \"env.WHERE == 'here' && runner.os == 'Linux'\"}\n"
        "      - {run: echo empty, if: matrix.nothing || env.NOTHING || vars.NOTHING}\n"
        "      - {run: echo never, if: false}\n"
    )
    (job,) = hand_in("github", {"ci.yml": text}).jobs().values()
    assert [step.commands for step in job.steps] == ["echo first", "echo here"]


@pytest.mark.parametrize(
    ("place", "name"),
    [("job", "matrix.python"), ("job", "env.WHERE"), ("job", "github.actor"), ("step", "steps.one.outputs.x")],
)
def test_a_name_that_nothing_is_known_of_is_refused_and_not_guessed(hand_in: HandIn, place: str, name: str) -> None:
    text = HEAD + (
        job("one", "run: echo") + f"    if: {name} == ''\n" if place == "job" else job("one", f"{{run: x, if: {name}}}")
    )
    with failed as told:
        hand_in("github", {"ci.yml": text}).jobs()
    assert f"Nothing is known here of {name}" in str(told.value)


def test_a_filter_of_one_text_is_a_list_of_it(hand_in: HandIn) -> None:
    text = "on:\n  push:\n    branches: main\n  pull_request:\njobs:\n" + job("one", "run: echo")
    document = hand_in("github", {"ci.yml": text})
    document.accepted()
    assert document.triggers() == {"push": {"branches": ["main"]}, "pull_request": {}}


@pytest.mark.parametrize("branches", ["5", "{main: x}", "[[main]]"])
def test_a_filter_that_is_neither_text_nor_list_is_told(hand_in: HandIn, branches: str) -> None:
    text = f"on:\n  push:\n    branches: {branches}\njobs:\n" + job("one", "run: echo")
    with failed as told:
        hand_in("github", {"ci.yml": text}).accepted()
    assert "ci.yml:" in str(told.value)


WORKFLOW = """\
workflow:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == "draft"
      when: never
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      variables: {WHERE: live}
variables: {WHERE: nowhere}
one:
  script: x
two:
  script: x
  rules:
    - if: $WHERE == "live"
three:
  script: x
  only: [main]
"""


def test_gitlab_asks_the_rules_of_the_workflow_first(hand_in: HandIn) -> None:
    document = hand_in("gitlab", {".gitlab-ci.yml": WORKFLOW})
    document.accepted()
    assert set(document.jobs(branch="main")) == {"one", "two", "three"}
    assert set(document.jobs(branch="draft")) == set()
    assert set(document.jobs(branch="other")) == set()
    assert set(document.jobs(branch="other", merge_request="true")) == {"one"}


def test_a_workflow_of_gitlab_without_rules_leaves_everything_in(hand_in: HandIn) -> None:
    document = hand_in("gitlab", {".gitlab-ci.yml": "workflow: {name: It}\none: {script: x}\n"})
    assert set(document.jobs(branch="other")) == {"one"}


@pytest.mark.parametrize("rule", ["changes: [a]", "exists: [a]"])
def test_a_rule_of_gitlab_that_cannot_be_followed_is_told(hand_in: HandIn, rule: str) -> None:
    with failed as told:
        hand_in("gitlab", {".gitlab-ci.yml": f"one:\n  script: x\n  rules:\n    - {rule}\n"}).jobs()
    assert "cannot be followed here" in str(told.value)
