"""The questions that tests ask, and the demands they make: met in silence, unmet with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graders.git.messages import MessageRules
from graders.git.snapshot import State
from graders.git.view import Repository

Take = Callable[..., Repository]


def fails(told: str) -> Any:
    return pytest.raises(pytest.fail.Exception, match=told)


def branch_of_two(learner: Any, name: str = "topic") -> None:
    """A branch with two commits of its own."""
    learner.git("switch", "--quiet", "-c", name)
    learner.commit("Add two", two_txt="2\n")
    learner.commit("Add three", three_txt="3\n")


# --- questions ----------------------------------------------------------------------------------------


def test_commits_come_oldest_first_and_can_be_cut_off_at_the_start_or_at_another_branch(
    learner: Any, take: Take
) -> None:
    branch_of_two(learner)
    repository = take(learner.files())
    subjects = [commit.summary for commit in repository.commits("topic")]
    assert subjects == ["Add a file", "Add two", "Add three"]
    assert [commit.summary for commit in repository.new_commits("topic")] == subjects[1:]
    assert [commit.summary for commit in repository.commits_between("main", "topic")] == subjects[1:]
    assert repository.is_ancestor("main", "topic")
    assert not repository.is_ancestor("topic", "main")


def test_first_parents_leave_out_what_was_merged_in(learner: Any, take: Take) -> None:
    branch_of_two(learner)
    learner.git("switch", "--quiet", "main")
    learner.git("merge", "--quiet", "--no-ff", "-m", "Merge topic", "topic")
    repository = take(learner.files())
    assert [commit.summary for commit in repository.new_commits("main", first_parent=True)] == ["Merge topic"]
    assert len(repository.new_commits("main")) == 3


def test_a_revision_may_be_head_a_branch_a_tag_a_full_name_or_a_commit(learner: Any, take: Take) -> None:
    learner.git("tag", "-a", "v1", "-m", "v1")
    repository = take(learner.files())
    commit = repository.head
    for revision in ("HEAD", "main", "v1", "refs/heads/main", commit.hexsha, commit):
        assert repository.commit(revision) == commit


def test_a_branch_that_is_not_there_is_told_with_those_that_are(learner: Any, take: Take) -> None:
    learner.git("branch", "topic")
    with fails("There is no branch Topic. The branches are: main, topic."):
        take(learner.files()).commit("Topic")


def test_files_of_a_commit_are_listed_and_read(learner: Any, take: Take) -> None:
    learner.write("data/deep/a.bin", b"\xff\0")
    learner.commit("Add data")
    repository = take(learner.files())
    assert repository.files() == ("data/deep/a.bin", "file.txt")
    assert repository.read_bytes("data/deep/a.bin") == b"\xff\0"
    assert repository.changed_files() == ("data/deep/a.bin",)
    with fails("not UTF-8 text"):
        repository.read("data/deep/a.bin")
    with fails(r'There is no file b.txt in the commit \w{7} "Add data". It holds: data/deep/a.bin, file.txt.'):
        repository.read("b.txt")
    with fails("There is no file data in"):
        repository.read("data")
    with fails("other.txt is not staged"):
        repository.read_staged("other.txt")


def test_a_rebased_commit_has_the_same_patch_and_another_name(learner: Any, take: Take) -> None:
    branch_of_two(learner)
    before = learner.git("rev-list", "--reverse", "main..topic").split()
    learner.git("switch", "--quiet", "main")
    learner.commit("Add four", four_txt="4\n")
    learner.git("rebase", "--quiet", "main", "topic")
    repository = take(learner.files())
    after = [commit.hexsha for commit in repository.commits_between("main", "topic")]
    assert before != after
    repository.expect.same_changes(before, after)
    with fails("not the 2 asked for, in their order"):
        repository.expect.same_changes(before, after[::-1])
    with fails("No commit makes the change of .* any more"):
        repository.expect.same_changes(before, after[1:])


# --- demands ------------------------------------------------------------------------------------------


def test_a_clean_repository_is_clean(learner: Any, take: Take) -> None:
    take(learner.files()).expect.clean()


@pytest.mark.parametrize(
    ("begin", "told"),
    [
        (("file.txt", "changed\n"), "changes that are not committed: file.txt"),
        (("new.txt", "new\n"), "neither committed nor ignored: new.txt"),
    ],
)
def test_what_is_left_over_is_named(begin: tuple[str, str], told: str, learner: Any, take: Take) -> None:
    learner.write(*begin)
    with fails(told):
        take(learner.files()).expect.clean()


def test_staged_and_unmerged_files_are_left_over_too(learner: Any, take: Take) -> None:
    learner.write("new.txt", "new\n")
    learner.git("add", "new.txt")
    with fails("staged changes that are not committed: new.txt"):
        take(learner.files()).expect.clean()
    learner.git("rm", "--quiet", "-f", "new.txt")
    conflict(learner)
    files = {path: data for path, data in learner.files().items() if path != ".git/MERGE_HEAD"}
    with fails("conflicts left: file.txt"):
        take(files).expect.clean()


def conflict(learner: Any) -> None:
    learner.git("switch", "--quiet", "-c", "topic")
    learner.commit("Change it here", file_txt="topic\n", topic_txt="quiet\n")
    learner.git("switch", "--quiet", "main")
    learner.commit("Change it there", file_txt="main\n")
    learner.git("merge", "topic", check=False)


def test_an_unfinished_merge_is_told_how_to_finish(learner: Any, take: Take) -> None:
    conflict(learner)
    repository = take(learner.files())
    assert repository.state is State.MERGING
    with fails("A merge is still in progress: .*git commit"):
        repository.expect.nothing_in_progress()


def test_the_current_branch_is_told(learner: Any, take: Take) -> None:
    repository = take(learner.files())
    repository.expect.on_branch("main")
    with fails("You are on the branch main; asked for: topic"):
        repository.expect.on_branch("topic")
    learner.git("checkout", "--quiet", "--detach")
    with fails("HEAD is detached"):
        take(learner.files()).expect.on_branch("main")


def test_a_rewritten_start_is_told(learner: Any, take: Take) -> None:
    take(learner.files()).expect.history_kept("main")
    learner.git("commit", "--quiet", "--amend", "-m", "Add another file")
    with fails("the last one of main at the start, is not on main any more"):
        take(learner.files()).expect.history_kept()


def test_a_straight_line_is_linear_and_a_merge_is_not(learner: Any, take: Take) -> None:
    branch_of_two(learner)
    take(learner.files()).expect.linear("topic")
    learner.git("switch", "--quiet", "main")
    learner.git("merge", "--quiet", "--no-ff", "-m", "Merge topic", "topic")
    with fails('not a straight line: .* "Merge topic" is a merge'):
        take(learner.files()).expect.linear("main")


def test_a_merge_commit_is_found(learner: Any, take: Take) -> None:
    branch_of_two(learner)
    learner.git("switch", "--quiet", "main")
    learner.git("merge", "--quiet", "--no-ff", "-m", "Merge topic", "topic")
    learner.commit("Add more", more_txt="more\n")
    repository = take(learner.files())
    repository.expect.merged("topic", into="main")
    assert repository.expect.merge_commit("topic", into="main").summary == "Merge topic"


@pytest.mark.parametrize(
    ("commands", "told"),
    [
        ([["merge", "--quiet", "topic"]], "as after a fast-forward"),
        ([["merge", "--quiet", "--squash", "topic"], ["commit", "-q", "-m", "Merge topic"]], "a squash or a copy"),
        ([["cherry-pick", "topic"]], "is not merged into main. Missing there: .*Add two.*Add three"),
        ([], "is not merged into main. Missing there"),
        ([["branch", "-f", "topic", "main"]], "has no commit of its own"),
        (
            [["switch", "-q", "topic"], ["merge", "-q", "-s", "ours", "-m", "M", "later"], ["branch", "-f", "main"]],
            "as after a fast-forward",
        ),
        (
            [["switch", "-q", "-c", "side", "topic"], ["commit", "-q", "--allow-empty", "-m", "S"],
             ["switch", "-q", "main"], ["merge", "-q", "--no-ff", "-m", "M", "side"]],
            "no merge commit on main has its last commit as a parent",
        ),
    ],
)  # fmt: skip
def test_what_is_no_merge_commit_is_told_for_what_it_is(
    commands: list[list[str]], told: str, learner: Any, take: Take
) -> None:
    learner.git("switch", "--quiet", "-c", "later")
    learner.commit("Add later", later_txt="later\n")
    learner.git("switch", "--quiet", "main")
    branch_of_two(learner)
    learner.git("switch", "--quiet", "main")
    for command in commands:
        learner.git(*command)
    with fails(told):
        take(learner.files()).expect.merge_commit("topic", into="main")


def resolved(learner: Any, **files: str) -> None:
    for name, content in files.items():
        learner.write(name.replace("_", "."), content)
    learner.git("add", "--all")
    learner.git("commit", "--quiet", "-m", "Merge topic")


def test_a_merge_that_keeps_both_sides_does(learner: Any, take: Take) -> None:
    conflict(learner)
    resolved(learner, file_txt="main\ntopic\n")
    repository = take(learner.files())
    repository.expect.both_sides_kept(repository.head)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"file_txt": "main\n"}, "lost a line of file.txt that .*Change it here.* has: 'topic'"),
        ({"file_txt": "topic\n"}, "lost a line of file.txt that .*Change it there.* has: 'main'"),
        ({"file_txt": "main\ntopic\none\n"}, "brought back a line of file.txt .* removed: 'one'"),
        ({"file_txt": "main\ntopic\n", "topic_txt": ""}, "lost a line of topic.txt that .*Change it here"),
    ],
)
def test_a_merge_that_loses_a_line_is_told_which(files: dict[str, str], told: str, learner: Any, take: Take) -> None:
    conflict(learner)
    resolved(learner, **files)
    repository = take(learner.files())
    with fails(told):
        repository.expect.both_sides_kept(repository.head)
    repository.expect.both_sides_kept(repository.head, apart_from=["file.txt", "topic.txt"])


def test_markers_of_a_conflict_are_found_and_a_headline_is_none(learner: Any, take: Take) -> None:
    learner.commit("Add a text", text_md="Title\n=======\n\n<<<< not a marker\n")
    take(learner.files()).expect.no_conflict_markers()
    conflict(learner)
    learner.git("commit", "--quiet", "-a", "-m", "Merge topic")
    with fails("left in file.txt, line 1: <<<<<<< HEAD"):
        take(learner.files()).expect.no_conflict_markers()


def test_a_message_that_breaks_the_rules_is_told_all_of_them(learner: Any, take: Take) -> None:
    learner.commit("added stuff.")
    repository = take(learner.files())
    with fails(r'message of the commit \w{7} "added stuff."[\s\S]*full stop[\s\S]*capital[\s\S]*past tense'):
        repository.expect.message()
    repository.expect.message(repository.head.parents[0])
    lenient = MessageRules(capital=False, imperative=False, specific=False)
    with fails("breaks the rules:\n  - The subject ends with a full stop.$"):
        repository.expect.message("HEAD", lenient)


def test_what_was_committed_once_is_found_in_every_branch_and_tag(learner: Any, take: Take) -> None:
    learner.git("switch", "--quiet", "-c", "side")
    learner.write("config/.env", "PASSWORD=x\n")
    learner.commit("Add settings")
    learner.git("rm", "--quiet", "config/.env")
    learner.commit("Remove settings")
    learner.git("tag", "old")
    learner.git("switch", "--quiet", "main")
    learner.git("branch", "-D", "side")
    repository = take(learner.files())
    with fails(r'config/.env is in the commit \w{7} "Add settings"'):
        repository.expect.never_committed(".env")
    with fails("config/.env"):
        repository.expect.never_committed("config/*")
    repository.expect.never_committed("*.log", "env")


def test_what_is_ignored_goes_by_the_committed_rules(learner: Any, take: Take) -> None:
    learner.write(".gitignore", "*.log\nbuild/\n")
    learner.write("docs/.gitignore", "*.tmp\n!keep.tmp\n")
    learner.commit("Ignore files")
    learner.write(".gitignore", "*\n")
    repository = take(learner.files())
    repository.expect.ignored("a.log", "deep/b.log", "build/x", "docs/a.tmp")
    repository.expect.not_ignored("a.tmp", "docs/keep.tmp", "build", "file.txt")
    with fails("does not ignore a.tmp, b.tmp"):
        repository.expect.ignored("a.tmp", "a.log", "b.tmp")
    with fails("ignores too much: also a.log"):
        repository.expect.not_ignored("a.log", "a.tmp")


def test_an_ignored_file_that_was_committed_is_found(learner: Any, take: Take) -> None:
    learner.write(".gitignore", "*.log\n")
    learner.commit("Ignore logs")
    take(learner.files()).expect.no_ignored_files()
    learner.write("a.log", "x")
    learner.git("add", "--force", "a.log")
    learner.git("commit", "--quiet", "-m", "Add a log")
    with fails("Committed, though .gitignore ignores it: a.log"):
        take(learner.files()).expect.no_ignored_files()
