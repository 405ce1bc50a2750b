"""The steps of the action and of the pipelines, run as a host runs them, in a clean container without a network.

What pip would fetch is fetched first, on this side, into a folder that the container reads: a wheel of this tree and
all that it needs. So the steps are tried without a package index, and nothing but them can have installed kata.
Submissions run as processes there, for a container in a container needs more rights than a test should have; that the
image is built and used is what the tests of the sandboxes show.
"""

from __future__ import annotations

import csv
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from runner.pipelines import Pipeline
from sandbox.images import IMAGES
from tests.conftest import need

ROOT = Path(__file__).parents[2]
PACK = Path(__file__).parent / "packs" / "mini"
MADE_OF = ("runner", "graders", "sandbox", "exercises", "pyproject.toml", "README.md", "LICENSE")
REPORTS = ["grades.csv", "grades.jsonl", "index.html", "junit.xml"]
SECONDS = 280
PYTHON = "3.11"
"""Debian's, in our image."""


def pip(*words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *words],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    if done.returncode:
        told = f"pip cannot fetch what the pipelines install: {done.stderr.strip().splitlines()[-1:]}"
        if "docker" in os.environ.get("KATA_REQUIRE", "").split(","):
            pytest.fail(told, pytrace=False)
        pytest.skip(told)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a checkout of this repository is, for the action."""
    folder = tmp_path_factory.mktemp("tree")
    for name in MADE_OF:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory, tree: Path) -> Path:
    need("docker")
    folder = tmp_path_factory.mktemp("wheels")
    pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(tree))
    [wheel] = folder.glob("kata_runner-*.whl")
    fetch = ("download", "--only-binary=:all:", "--python-version", PYTHON, "--dest", str(folder))
    pip(*fetch, str(wheel), "hatchling", "pip")
    return folder


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    """A repository with a pack of its own and three submissions, one of them right."""
    desk = tmp_path / "desk"
    shutil.copytree(PACK, desk / "pack")
    for learner, code in {
        "ada": (PACK / "algorithms/add-up/solution/bill.py").read_text(),
        "bo": (PACK / "algorithms/add-up/mutants/counts-items/bill.py").read_text(),
        "::error::cy": "print(",
    }.items():
        (desk / "submissions" / learner / "add-up").mkdir(parents=True)
        (desk / "submissions" / learner / "add-up" / "bill.py").write_text(code)
    return desk


def run(script: str, *, desk: Path, wheels: Path, tree: Path, env: dict[str, str]) -> str:
    """Run a script in a fresh container, in the repository, and give what it printed."""
    [wheel] = wheels.glob("pip-*.whl")
    given = {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": "/wheels",
        "PIP_BREAK_SYSTEM_PACKAGES": "1",  # Debian's word for: into the system, which is all that this container is for
        "PIP_ROOT_USER_ACTION": "ignore",
        "PIP_NO_COMPILE": "1",
        "PYTHONPATH": f"/wheels/{wheel.name}",
        "CI": "true",
        "KATA_EXERCISES": "/desk/pack",
        **env,
    }
    prepare = f"trap 'chown -R {os.getuid()}:{os.getgid()} /desk' EXIT\n"  # what root writes there is ours to remove
    prepare += "ln -s /usr/bin/python3 /usr/local/bin/python\n"
    words = ["docker", "run", "--rm", "--network", "none", "--user", "0", "--workdir", "/desk"]
    words += ["--volume", f"{wheels}:/wheels:ro", "--volume", f"{tree}:/tree:ro", "--volume", f"{desk}:/desk"]
    words += [word for name, value in given.items() for word in ("--env", f"{name}={value}")]
    words += [IMAGES["base"].tag, "timeout", str(SECONDS), "bash", "-c", prepare + script]
    done = subprocess.run(words, capture_output=True, text=True, timeout=SECONDS + 20, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def steps(found: list[dict[str, Any]], inputs: dict[str, str]) -> str:
    """The steps with a ``run``, each as GitHub runs it: a bash of its own that ends at the first failure."""
    lines = []
    for step in found:
        if "run" in step:
            env = {name: filled(value, inputs) for name, value in step.get("env", {}).items()}
            words = ["env", *(f"{name}={value}" for name, value in env.items())]
            lines.append(shlex.join([*words, "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]))
    return " &&\n".join(lines)


def filled(text: str, values: dict[str, str]) -> str:
    return re.sub(r"\$\{\{ *([\w.]+) *\}\}", lambda found: values[found[1]], text)


def load(text: str) -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    return loaded


def verdicts(file: Path) -> dict[str, str]:
    with file.open(encoding="utf-8", newline="") as stream:
        return {row["learner"]: row["verdict"] for row in csv.DictReader(stream)}


def graded(desk: Path) -> None:
    assert sorted(path.name for path in (desk / "kata-reports").iterdir()) == REPORTS
    found = verdicts(desk / "kata-reports" / "grades.csv")
    assert found.pop("ada") == "passed"
    assert len(found) == 2
    assert "passed" not in found.values()
    assert "error" not in found.values()


def test_the_action_grades(handed_in: Path, wheels: Path, tree: Path) -> None:
    action = load((ROOT / "action.yml").read_text())
    inputs = {f"inputs.{name}": entry.get("default", "") for name, entry in action["inputs"].items()}
    inputs |= {
        "inputs.submissions": "submissions",
        "inputs.sandbox": "process",
        "inputs.exercises": "add-up turn-around",
    }
    env = {"GITHUB_ACTION_PATH": "/tree", "GITHUB_STEP_SUMMARY": "/desk/summary.md"}
    out = run(steps(action["runs"]["steps"], inputs), desk=handed_in, wheels=wheels, tree=tree, env=env)
    graded(handed_in)
    assert "## kata: 1 of 3 passed" in (handed_in / "summary.md").read_text()
    commands = [line for line in out.splitlines() if line.lstrip().startswith("::")]
    assert len(commands) == 2
    assert all(line.startswith("::error title=") for line in commands)


def test_the_workflow_grades_in_two_parts_and_puts_them_together(handed_in: Path, wheels: Path, tree: Path) -> None:
    jobs = load(Pipeline(host="github", sandbox="process", shards=2, install="kata-runner").render())["jobs"]
    [grade] = [step for step in jobs["grade"]["steps"] if step.get("name") == "Grade"]
    script = steps([step for step in jobs["grade"]["steps"] if step is not grade], {})
    for part in ("1", "2"):  # the results of a part are uploaded under its name, and downloaded into a folder of it
        script += f" &&\n{steps([grade], {'matrix.part': part})}"
        script += f" &&\nmkdir -p parts/kata-part-{part} && mv kata-results.sqlite3 parts/kata-part-{part}/"
    script += f" &&\n{steps(jobs['report']['steps'], {})}"
    env = {"KATA": "kata-runner", "GITHUB_STEP_SUMMARY": "/desk/summary.md"}
    run(script, desk=handed_in, wheels=wheels, tree=tree, env=env)
    graded(handed_in)
    assert "## kata: 1 of 3 passed" in (handed_in / "summary.md").read_text()


def test_the_gitlab_pipeline_grades(handed_in: Path, wheels: Path, tree: Path) -> None:
    pipeline = load(Pipeline(host="gitlab", sandbox="process", install="kata-runner").render())
    job = pipeline["kata grade"]
    script = "set -e\n" + "\n".join([*job["before_script"], *job["script"]])
    script += "\nmkdir .git && kata ci init --gitlab --sandbox process --install kata-runner"
    run(script, desk=handed_in, wheels=wheels, tree=tree, env={"KATA": pipeline["variables"]["KATA"]})
    graded(handed_in)
    assert (handed_in / job["artifacts"]["reports"]["junit"]).is_file()
    assert load((handed_in / ".gitlab-ci.yml").read_text()) == pipeline, "what the wheel writes is what was run"
