"""A branch rebased on main: the same changes in a straight line."""

import pytest

BRANCH = "holidays"


def before(repository):
    """The branch's three commits as they were at the start, oldest first."""
    found = repository.commits(repository.start.branches[BRANCH])
    return found[-3:]


def after(repository):
    """The branch's commits that main does not have."""
    found = repository.commits_between(repository.start.branches["main"], BRANCH)
    if repository.branches[BRANCH].hexsha == repository.start.branches[BRANCH]:
        pytest.fail(f"{BRANCH} is as it was at the start.", pytrace=False)
    return found


@pytest.mark.example
def test_the_branch_begins_at_main(repository):
    """The branch holds all of main"""
    after(repository)
    repository.expect.merged(repository.start.branches["main"], into=BRANCH)


def test_it_is_a_straight_line(repository):
    """There is no merge on the branch"""
    after(repository)
    repository.expect.linear(BRANCH)


@pytest.mark.example
def test_three_commits_are_on_top(repository):
    """On top of main the branch has three commits"""
    commits = after(repository)
    if len(commits) != 3:
        told = "".join(f"\n  - {commit.hexsha[:7]} {commit.summary}" for commit in commits)
        pytest.fail(f"Commits of {BRANCH} on top of main: {len(commits)}. Asked for: three.{told}", pytrace=False)


@pytest.mark.points(2)
@pytest.mark.hint("`git rebase` makes each commit anew, one after the other, with its own change.")
def test_the_changes_are_the_same(repository):
    """The three commits make the same changes as before, in the same order"""
    commits = after(repository)
    repository.expect.same_changes(before(repository), commits)


def test_messages_and_authors_are_kept(repository):
    """Each commit has the message and the author that it had"""
    new = after(repository)
    old = before(repository)
    wanted = [(repository.message(commit), commit.author.name, commit.authored_date) for commit in old]
    found = [(repository.message(commit), commit.author.name, commit.authored_date) for commit in new]
    for one in wanted:
        if one not in found:
            subject = one[0].splitlines()[0]
            pytest.fail(
                f'No commit on {BRANCH} has the message, the author and the date of "{subject}" ({one[1]}).',
                pytrace=False,
            )


def test_what_main_changed_is_there(repository):
    """On the branch there are the pretzels and the longer Saturday, beside the holidays"""
    after(repository)
    opening = repository.read("opening.txt", BRANCH)
    for line in ("Saturday           7:00-14:00", "Easter Monday      closed", "May Day            closed"):
        if line not in opening:
            pytest.fail(f"opening.txt on {BRANCH} has no line {line!r}.", pytrace=False)
    if "pretzel" not in repository.read("bread.txt", BRANCH):
        pytest.fail(f"bread.txt on {BRANCH} has no pretzel, which main has.", pytrace=False)


def test_main_is_as_it_was(repository):
    """main points to the commit that it pointed to"""
    after(repository)
    found = repository.commit("main").hexsha
    if found != repository.start.branches["main"]:
        pytest.fail(
            f"main points to {found[:7]}; it was to stay at {repository.start.branches['main'][:7]}.", pytrace=False
        )


def test_nothing_is_left_over(repository):
    """You are on the branch, nothing is in progress, and nothing is left to commit"""
    after(repository)
    repository.expect.on_branch(BRANCH)
    repository.expect.clean()
