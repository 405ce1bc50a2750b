"""What of an honest repository arrives on our side."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graders.git.snapshot import State
from graders.git.view import Repository

Take = Callable[..., Repository]


def test_history_branches_and_head_arrive(learner: Any, take: Take) -> None:
    learner.git("switch", "--quiet", "-c", "topic/one")
    topic = learner.commit("Add another", other_txt="two\n")
    repository = take(learner.files())
    assert sorted(repository.branches) == ["main", "topic/one"]
    assert (repository.current_branch, repository.head.hexsha) == ("topic/one", topic)
    assert [repository.message(commit) for commit in repository.commits()] == ["Add a file", "Add another"]
    assert repository.read("other.txt") == "two\n"
    assert repository.repo.bare


def test_every_backend_gives_the_same(learner: Any, take: Take, backend_name: str) -> None:
    oid = learner.commit("Add another", other_txt="two\n")
    learner.write("new.txt", "new")
    repository = take(learner.files(), backend=backend_name)
    assert repository.head.hexsha == oid
    assert repository.untracked == ("new.txt",)


def test_a_repository_without_a_commit_is_one(tmp_path: Path, learner: Any, take: Take) -> None:
    fresh = type(learner)(tmp_path / "fresh")
    fresh.folder.mkdir()
    fresh.git("init", "--quiet", "--initial-branch=main", "--template=")
    fresh.write("a.txt", "a\n")
    fresh.git("add", "a.txt")
    repository = take(fresh.files())
    assert (repository.current_branch, dict(repository.branches)) == ("main", {})
    assert repository.read_staged("a.txt") == b"a\n"
    with pytest.raises(pytest.fail.Exception, match="There is no commit yet"):
        _ = repository.head


def test_an_empty_repository_has_nothing_to_read(tmp_path: Path, learner: Any, take: Take) -> None:
    fresh = type(learner)(tmp_path / "fresh")
    fresh.folder.mkdir()
    fresh.git("init", "--quiet", "--initial-branch=main", "--template=")
    repository = take(fresh.files())
    assert (repository.index, repository.stash, repository.all_commits()) == ({}, (), ())


def test_a_packed_repository_reads_as_a_loose_one(learner: Any, take: Take) -> None:
    for number in range(5):
        learner.commit(f"Count to {number}", file_txt="".join(f"{line}\n" for line in range(200 + number)))
    learner.git("gc", "--quiet", "--aggressive")
    learner.git("pack-refs", "--all")
    repository = take(learner.files())
    assert len(repository.commits("main")) == 6
    assert repository.read("file.txt").endswith("203\n")


def test_a_sha256_repository_is_read_as_one(tmp_path: Path, learner: Any, take: Take) -> None:
    fresh = type(learner)(tmp_path / "fresh")
    fresh.folder.mkdir()
    fresh.git("init", "--quiet", "--initial-branch=main", "--template=", "--object-format=sha256")
    oid = fresh.commit("Add a file", file_txt="one\n")
    repository = take(fresh.files())
    shown = subprocess.run(
        ["git", "--git-dir", str(repository.repo.git_dir), "rev-parse", "HEAD"], capture_output=True, check=True
    )
    assert shown.stdout.decode().strip() == oid
    assert repository.index["file.txt"].oid == fresh.git("rev-parse", ":file.txt")


def test_annotated_and_light_tags_arrive(learner: Any, take: Take) -> None:
    learner.git("tag", "light")
    learner.git("tag", "-a", "v1.0", "-m", "The first release")
    tags = take(learner.files()).tags
    assert tags["light"].tag is None
    annotated = tags["v1.0"].tag
    assert annotated is not None
    assert annotated.message.strip() == "The first release"
    assert tags["v1.0"].commit == tags["light"].commit


def test_the_index_is_what_was_staged_not_what_lies_in_the_folder(learner: Any, take: Take) -> None:
    learner.write("file.txt", "staged\n")
    learner.git("add", "file.txt")
    learner.write("file.txt", "edited later\n")
    repository = take(learner.files())
    assert repository.read_staged("file.txt") == b"staged\n"
    assert repository.worktree["file.txt"] == b"edited later\n"
    assert (repository.staged, repository.modified) == (("file.txt",), ("file.txt",))


def test_a_conflict_arrives_with_all_its_stages(learner: Any, take: Take) -> None:
    learner.git("switch", "--quiet", "-c", "topic")
    learner.commit("Change it here", file_txt="topic\n")
    learner.git("switch", "--quiet", "main")
    learner.commit("Change it there", file_txt="main\n")
    learner.git("merge", "topic", check=False)
    repository = take(learner.files())
    assert repository.state is State.MERGING
    assert [entry.stage for entry in repository.unmerged["file.txt"]] == [1, 2, 3]
    assert [repository.read_staged("file.txt", stage=stage) for stage in (1, 2, 3)] == [b"one\n", b"main\n", b"topic\n"]
    assert repository.changes.unmerged == ("file.txt",)


def test_stashes_arrive_with_their_messages(learner: Any, take: Take) -> None:
    for text in ("first", "second"):
        learner.write("file.txt", text)
        learner.git("stash", "push", "--quiet", "-m", text)
    repository = take(learner.files())
    assert [repository.message(commit) for commit in repository.stash] == ["On main: second", "On main: first"]
    assert repository.read("file.txt", repository.stash[1]) == "first"


def test_a_commit_that_was_reset_away_is_in_the_reflog_and_can_be_read(learner: Any, take: Take) -> None:
    lost = learner.commit("Add what gets lost", lost_txt="lost\n")
    learner.git("reset", "--quiet", "--hard", "HEAD~1")
    repository = take(learner.files())
    entries = repository.reflog()
    assert (entries[0].old, entries[0].message) == (lost, "reset: moving to HEAD~1")
    assert entries[0].committer == "Learner <learner@example.org>"
    assert repository.reflog("main")[0].old == lost
    assert repository.read("lost.txt", lost) == "lost\n"


@pytest.mark.parametrize(
    ("begin", "state"),
    [
        (("cherry-pick", "topic"), State.CHERRY_PICKING),
        (("rebase", "topic"), State.REBASING),
        (("merge", "topic"), State.MERGING),
        (("bisect", "start"), State.BISECTING),
    ],
)
def test_what_is_unfinished_is_known(learner: Any, take: Take, begin: tuple[str, ...], state: State) -> None:
    learner.git("switch", "--quiet", "-c", "topic")
    learner.commit("Change it here", file_txt="topic\n")
    learner.git("switch", "--quiet", "main")
    learner.commit("Change it there", file_txt="main\n")
    learner.git(*begin, check=False)
    assert take(learner.files()).state is state


def test_a_detached_head_is_on_no_branch(learner: Any, take: Take) -> None:
    learner.git("checkout", "--quiet", "--detach")
    repository = take(learner.files())
    assert repository.current_branch is None
    assert repository.head == repository.branches["main"]


def test_ignored_files_are_not_untracked_by_gitignore_and_by_the_exclude_file(learner: Any, take: Take) -> None:
    learner.write(".gitignore", "*.log\n")
    learner.write(".git/info/exclude", "notes\n")
    for name in ("a.log", "notes", "new.txt"):
        learner.write(name, "")
    assert take(learner.files()).untracked == (".gitignore", "new.txt")


def test_line_endings_of_another_system_and_lost_permission_bits_are_no_change(learner: Any, take: Take) -> None:
    learner.write("run.sh", "#!/bin/sh\n")
    (learner.folder / "run.sh").chmod(0o755)
    learner.write("windows.txt", b"one\r\ntwo\r\n")
    learner.git("config", "core.autocrlf", "true")
    learner.commit("Add a script, and a text from another system")
    repository = take(learner.files())
    assert repository.modified == ()
    assert repository.read_bytes("windows.txt") == b"one\ntwo\n"
    assert repository.index["run.sh"].mode == 0o100755


def test_names_that_are_not_ascii_arrive_as_they_are(learner: Any, take: Take) -> None:
    learner.write("prix é €.txt", "1\n")
    learner.git("switch", "--quiet", "-c", "été")
    learner.commit("Add the prices")
    repository = take(learner.files())
    assert "prix é €.txt" in repository.files("été")
    assert "prix é €.txt" in repository.index
