"""Commits that were reset away: found, kept by a branch, and their changes on main again."""

from datetime import UTC, datetime

import pytest

LOST = (
    ("Describe the new oven", datetime(2024, 3, 6, 16, 0, tzinfo=UTC)),
    ("Write down the baking times", datetime(2024, 3, 6, 17, 30, tzinfo=UTC)),
)
VERY = "the branch rescued holds the two lost commits themselves, not copies of them"


def rescued(repository):
    """The two commits that the branch has and main did not have at the start."""
    return repository.commits_between(repository.start.branches["main"], "rescued")


def new_on_main(repository):
    """What main has on top of what it had."""
    repository.expect.history_kept("main")
    return repository.commits_between(repository.start.branches["main"], "main")


@pytest.mark.example
def test_there_is_the_branch(repository):
    """There is a branch rescued"""
    repository.commit("rescued")
    if "rescued" not in repository.branches:
        pytest.fail("Rule: rescued is a new branch.\n  gave      rescued, but no branch of that name", pytrace=False)


@pytest.mark.points(2)
@pytest.mark.hint("`git reflog` lists where HEAD has been. Each line begins with the name of a commit.")
def test_the_lost_commits_are_on_the_branch(repository):
    """The branch ends with the two lost commits themselves"""
    found = [(commit.summary, commit.committed_datetime) for commit in rescued(repository)]
    if found != list(LOST):
        told = "".join(f"\n  - {summary}, committed {when:%d %B %H:%M}" for summary, when in found) or " none"
        wanted = "".join(f"\n  - {summary}, committed {when:%d %B %H:%M}" for summary, when in LOST)
        pytest.fail(
            f"Rule: {VERY}.\nCommits of rescued that main did not have:{told}\nAsked for:{wanted}", pytrace=False
        )


@pytest.mark.example
def test_main_has_what_was_lost(repository):
    """On main there are the new oven and the baking times"""
    repository.commit("rescued")
    wanted = {"ovens.txt": "new oven: 260 degrees, four trays", "baking.txt": "rye bread: new oven, 45 minutes"}
    for path, line in wanted.items():
        if path not in repository.files("main") or line not in repository.read(path, "main"):
            pytest.fail(
                f"Rule: main gets the changes of both lost commits.\n{path} on main has no line {line!r}.",
                pytrace=False,
            )


@pytest.mark.points(2)
def test_main_got_two_commits(repository):
    """main has the two changes as two commits on top, in their order, with their messages"""
    repository.commit("rescued")
    found = [commit.summary for commit in new_on_main(repository)]
    wanted = [summary for summary, _ in LOST]
    if found != wanted:
        told = "".join(f"\n  - {summary}" for summary in found) or " none"
        asked = "".join(f"\n  - {summary}" for summary in wanted)
        pytest.fail(
            "Rule: main gets the changes of both lost commits, as two new commits on top.\n"
            f"New commits on main:{told}\nAsked for:{asked}",
            pytrace=False,
        )


def test_the_changes_are_the_same(repository):
    """The commits on main make the changes of the lost ones"""
    commits = new_on_main(repository)
    if len(commits) != 2:
        pytest.fail("Rule: main gets the changes of both lost commits, as two new commits on top.", pytrace=False)
    repository.expect.same_changes(rescued(repository), commits)


def test_nothing_else_is_lost(repository):
    """main still has the commit of this morning, and those before it, unchanged"""
    repository.commit("rescued")
    repository.expect.history_kept("main")


def test_you_are_on_main_with_nothing_left_over(repository):
    """You are on main, nothing is in progress, and nothing is left to commit"""
    repository.commit("rescued")
    repository.expect.on_branch("main")
    repository.expect.clean()
