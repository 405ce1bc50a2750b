"""Pipelines that `kata ci init` writes, and the action: right by the hosts' schemas, and by being run."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from runner.errors import UsageProblem
from runner.pipelines import FILES, SANDBOXES, Pipeline
from tests.commandline import Said, kata

ROOT = Path(__file__).parents[2]
ODD = 'it\'s a "folder" $(touch pwned) `x` # : {learner} é'


def check(schema: str, *files: Path) -> None:
    """Hold files against a schema that check-jsonschema brings along; the network is not asked."""
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, files)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def load(text: str) -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    return loaded


def repository(folder: Path, url: str = "") -> Path:
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "config").write_text(
        f'[core]\n\tbare = false\n[remote "origin"]\n\turl = {url}\n' if url else ""
    )
    return folder


def init(folder: Path, *words: str) -> Said:
    return kata("ci", "init", "--install", "kata-runner", *words, home=folder / "home", folder=folder)


def test_the_action_keeps_to_its_schema() -> None:
    check("github-actions", ROOT / "action.yml")


@pytest.mark.parametrize(("host", "schema"), [("github", "github-workflows"), ("gitlab", "gitlab-ci")])
def test_every_pipeline_keeps_to_its_schema(tmp_path: Path, host: str, schema: str) -> None:
    files = []
    for sandbox, shards in itertools.product(SANDBOXES, (1, 3)):
        pipeline = Pipeline(
            host=host,
            submissions=ODD,
            exercises=("sql-01", "algo-01"),
            packs=("our own",),
            layout="{learner}/*/{exercise}",
            sandbox=sandbox,
            shards=shards,
            install="git+https://git.example.org/kata.git@v1",
        )
        root = tmp_path / f"{sandbox}-{shards}"
        files.append(root / pipeline.write(root, force=False))
    check(schema, *files)


def test_odd_values_reach_the_command_as_they_are(tmp_path: Path) -> None:
    """The step's text is run by a shell in which ``kata`` prints its arguments."""
    (tmp_path / "kata").write_text('#!/bin/sh\nfor word in "$@"; do printf "%s\\n" "$word"; done\n')
    (tmp_path / "kata").chmod(0o755)
    for host in FILES:
        text = Pipeline(host=host, submissions=ODD, layout=ODD, exercises=(ODD,), packs=(ODD,), install=ODD).render()
        loaded = load(text)
        if host == "github":
            [step] = [step for step in loaded["jobs"]["grade"]["steps"] if step.get("name") == "Grade"]
            script, install = step["run"], loaded["env"]["KATA"]
        else:
            script, install = loaded["kata grade"]["script"][0], loaded["variables"]["KATA"]
        env = {"PATH": f"{tmp_path}:/usr/bin:/bin", "GITHUB_STEP_SUMMARY": "/dev/null"}
        done = subprocess.run(
            ["bash", "-euc", script], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=20, check=True
        )
        words = done.stdout.splitlines()
        assert words[:2] == ["grade", ODD]
        assert words.count(ODD) == 4
        assert install == ODD
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("value", ["a\nb", "a\x00b", "\x1b[2J", "${{ secrets.TOKEN }}"])
def test_what_no_line_can_hold_is_refused(value: str) -> None:
    with pytest.raises(UsageProblem, match="a pipeline cannot hold"):
        Pipeline(host="github", submissions=value, install="kata-runner").render()


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("git@github.com:school/class.git", "github"),
        ("git@github.com:gitlab/class.git", "github"),
        ("https://gitlab.com/school/class", "gitlab"),
        ("ssh://git@gitlab.school.example/class.git", "gitlab"),
    ],
)
def test_the_host_is_seen_from_where_the_repository_is_pushed_to(tmp_path: Path, url: str, host: str) -> None:
    repository(tmp_path, url)
    (tmp_path / "deep" / "er").mkdir(parents=True)
    words = ("ci", "init", "--install", "kata-runner")
    said = kata(*words, home=tmp_path / "home", folder=tmp_path / "deep" / "er")
    assert said.code == 0, said.err
    assert f"wrote {FILES[host]}" in said.out
    assert (tmp_path / FILES[host]).read_text() == Pipeline(host=host, install="kata-runner").render()


@pytest.mark.parametrize("url", ["", "https://git.example.org/class.git"])
def test_where_it_is_not_clear_it_is_asked_for(tmp_path: Path, url: str) -> None:
    said = init(repository(tmp_path, url))
    assert said.code == 2
    assert "--github or --gitlab" in said.err
    assert [path.name for path in tmp_path.iterdir()] == [".git"]


def test_nothing_is_overwritten_unless_it_is_forced(tmp_path: Path) -> None:
    repository(tmp_path)
    for host, place in FILES.items():
        file = tmp_path / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("mine")
        said = init(tmp_path, f"--{host}")
        assert said.code == 2
        assert "there is a pipeline already" in said.err
        assert file.read_text() == "mine"
        assert init(tmp_path, f"--{host}", "--force").code == 0
        assert file.read_text() != "mine"


def test_outside_of_a_repository_nothing_is_written(tmp_path: Path) -> None:
    said = init(tmp_path, "--github")
    assert said.code == 2
    assert "this is no Git repository" in said.err


def test_a_process_is_said_to_be_no_wall(tmp_path: Path) -> None:
    said = init(repository(tmp_path), "--github", "--sandbox", "process")
    assert said.code == 0
    assert "no wall" in said.err
    assert "--trust-submissions" in (tmp_path / FILES["github"]).read_text()


@pytest.mark.parametrize(
    ("record", "install"),
    [
        (None, "kata-runner==4.5.6"),
        (
            {"url": "https://git.example.org/kata.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}},
            "git+https://git.example.org/kata.git@abc",
        ),
        ({"url": "https://example.org/kata.whl", "archive_info": {}}, "https://example.org/kata.whl"),
        ({"url": "file:///srv/kata", "dir_info": {}}, ""),
    ],
)
def test_the_pipeline_installs_what_is_installed_here(tmp_path: Path, record: object, install: str) -> None:
    info = tmp_path / "path" / "kata_runner-4.5.6.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kata-runner\nVersion: 4.5.6\n")
    if record:
        (info / "direct_url.json").write_text(json.dumps(record))
    folder = repository(tmp_path / "class")
    env = {"PYTHONPATH": f"{info.parent}:{ROOT}"}
    said = kata("ci", "init", "--github", home=tmp_path / "home", folder=folder, env=env)
    if install:
        assert said.code == 0, said.err
        assert load((folder / FILES["github"]).read_text())["env"]["KATA"] == install
    else:
        assert said.code == 2
        assert "--install" in said.err


def test_inputs_of_the_action_never_stand_in_a_script() -> None:
    """GitHub puts them in before a shell reads it, so a name could be a command."""
    for step in load((ROOT / "action.yml").read_text())["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
    for host, shards in itertools.product(FILES, (1, 2)):
        for job in load(Pipeline(host=host, shards=shards, install="x").render()).get("jobs", {}).values():
            assert not any("${{" in step.get("run", "") for step in job["steps"])
