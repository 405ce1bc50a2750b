"""Repositories made from scripts are the same everywhere."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from graders.git.errors import GitMissing, ScenarioFailed
from graders.git.scenario import build, make_solution, make_starter
from graders.git.start import read_start

SCRIPT = """\
echo "$EXERCISE" > where
rm where
cp "$EXERCISE/data.txt" .
git add .
at 2024-03-04T10:15
as 'Release Manager'
git commit --quiet -m 'Add data'
git tag -a v1 -m v1
"""


@pytest.fixture
def exercise(tmp_path: Path) -> Path:
    folder = tmp_path / "an exercise with spaces"
    for name in ("starter", "solution", "mutants/wrong"):
        (folder / name).mkdir(parents=True)
    (folder / "data.txt").write_text("data\n")
    (folder / "starter/scenario.sh").write_text(SCRIPT)
    (folder / "solution/scenario.sh").write_text("git switch --quiet -c right\n")
    (folder / "mutants/wrong/scenario.sh").write_text("git switch --quiet -c wrong\n")
    return folder


def log(folder: Path, form: str = "%H %an %ae %aI %cn %cI") -> str:
    command = ["git", "-C", str(folder), "log", f"--format={form}", "--all"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()


def test_the_script_decides_who_and_when(exercise: Path, tmp_path: Path) -> None:
    make_starter(exercise, "git", tmp_path / "made")
    # 1709547300 is 2024-03-04T10:15:00Z; how that is written depends on Git's version.
    assert log(tmp_path / "made", "%an %ae %at %cn %ct") == (
        "Release Manager release-manager@example.org 1709547300 Release Manager 1709547300"
    )


def test_nothing_of_the_user_or_the_system_has_a_say(
    exercise: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_starter(exercise, "git", tmp_path / "plain")
    home = tmp_path / "home"
    (home / ".config/git").mkdir(parents=True)
    (home / ".config/git/ignore").write_text("data.txt\n")
    (home / ".gitconfig").write_text(
        "[user]\nname = Someone\nemail = someone@example.org\n[init]\ndefaultBranch = trunk\n"
        "[core]\nautocrlf = true\nhooksPath = /nonexistent\n[commit]\ngpgSign = true\n[init]\ntemplateDir = /tmp\n"
    )
    for name, value in {
        "HOME": str(home), "GIT_DIR": "/nonexistent", "GIT_AUTHOR_NAME": "Someone", "TZ": "Asia/Tokyo",
        "LC_ALL": "de_DE",
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "user.name", "GIT_CONFIG_VALUE_0": "Someone",
        "GIT_DEFAULT_HASH": "sha256",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    make_starter(exercise, "git", tmp_path / "elsewhere")
    monkeypatch.undo()
    assert log(tmp_path / "elsewhere") == log(tmp_path / "plain")


def test_what_a_learner_gets_has_no_identity_no_hooks_and_no_trace_of_the_exercise(
    exercise: Path, tmp_path: Path
) -> None:
    make_starter(exercise, "git", tmp_path / "made")
    config = (tmp_path / "made/.git/config").read_text()
    assert "user" not in config
    assert not (tmp_path / "made/.git/hooks").exists()
    everything = [path for path in (tmp_path / "made").rglob("*") if path.is_file()]
    assert not [path for path in everything if str(exercise).encode() in path.read_bytes()]


def test_the_solution_and_the_mutants_go_on_from_the_start(exercise: Path, tmp_path: Path) -> None:
    make_solution(exercise, "git", None, tmp_path / "solution")
    make_solution(exercise, "git", "wrong", tmp_path / "wrong")
    assert (tmp_path / "solution/.git/HEAD").read_text() == "ref: refs/heads/right\n"
    assert (tmp_path / "wrong/.git/HEAD").read_text() == "ref: refs/heads/wrong\n"
    assert log(tmp_path / "solution") == log(tmp_path / "wrong")


def test_a_failing_command_stops_the_script_and_is_told(exercise: Path, tmp_path: Path) -> None:
    (exercise / "solution/scenario.sh").write_text("git merge no-such-branch\ntouch never\n")
    with pytest.raises(ScenarioFailed, match=r"solution/scenario.sh stopped with exit status 1[\s\S]*no-such-branch"):
        make_solution(exercise, "git", None, tmp_path / "made")
    assert not (tmp_path / "made/never").exists()


def test_a_script_that_is_not_there_is_told(exercise: Path, tmp_path: Path) -> None:
    with pytest.raises(ScenarioFailed, match=r"mutants/other/scenario\.sh is missing"):
        make_solution(exercise, "git", "other", tmp_path / "made")


def test_nothing_is_overwritten(exercise: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("work")
    with pytest.raises(FileExistsError):
        make_starter(exercise, "git", tmp_path)


def test_without_git_the_way_to_get_it_is_told(exercise: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitMissing, match="install it"):
        make_starter(exercise, "git", tmp_path / "made")


def test_a_script_cannot_reach_a_repository_around_it(exercise: Path, learner: Any) -> None:
    (exercise / "starter/scenario.sh").write_text("rm -rf .git\ngit log\n")
    with pytest.raises(ScenarioFailed, match="not a git repository"):
        build(exercise, "starter/scenario.sh", learner.folder / "inside")


def test_the_start_is_known_to_the_tests(exercise: Path, tmp_path: Path) -> None:
    make_starter(exercise, "git", tmp_path / "made")
    start = read_start(exercise, "git")
    assert start.commits == {log(tmp_path / "made", "%H")}
    assert (set(start.branches), set(start.tags)) == ({"main"}, {"v1"})
    assert start.worktree == {"data.txt": b"data\n"}
