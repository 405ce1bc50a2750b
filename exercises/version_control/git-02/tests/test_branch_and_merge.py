"""A branch, two commits, merged without fast-forward."""

import pytest

BRANCH = "add-pretzel"
PRICES = "data/prices.csv"


def own_commits(repository):
    """The two commits of the branch, in their order."""
    commits = repository.commits_between(repository.start.branches["main"], BRANCH)
    if len(commits) != 2:
        told = "".join(f"\n  - {commit.hexsha[:7]} {commit.summary}" for commit in commits)
        pytest.fail(
            f"Commits on {BRANCH} that main did not have at the start: {len(commits)}. Asked for: two.{told}",
            pytrace=False,
        )
    return commits


def lines(repository, path, revision):
    return [line.rstrip() for line in repository.read(path, revision).splitlines() if line.strip()]


def expect_only_change(repository, commit, path):
    """The commit changes that file and no other."""
    changed = repository.changed_files(commit)
    if changed != (path,):
        pytest.fail(
            f'The commit {commit.hexsha[:7]} "{commit.summary}" changes {", ".join(changed) or "no file"}.\n'
            f"Asked for: {path}, and nothing else.",
            pytrace=False,
        )


def expect_one_line_more(repository, path, revision, line):
    """The file is that of the start, with one line more, anywhere."""
    before = lines(repository, path, repository.start.branches["main"])
    after = lines(repository, path, revision)
    if line not in after:
        pytest.fail(f"{path} has no line {line!r} in {revision}.", pytrace=False)
    if [other for other in after if other != line] != before or after.count(line) != 1:
        pytest.fail(f"{path} differs from the start in more than the one line {line!r}.", pytrace=False)


@pytest.mark.example
def test_there_is_the_branch(repository):
    """There is a branch add-pretzel, and it is still there after the merge"""
    assert repository.commit(BRANCH)


def test_the_history_is_kept(repository):
    """The three commits of the start are still on main, unchanged"""
    repository.commit(BRANCH)
    repository.expect.history_kept("main")


@pytest.mark.example
def test_the_branch_has_two_commits(repository):
    """The branch begins at the last commit of main and has two commits of its own"""
    first, _ = own_commits(repository)
    repository.expect.linear(BRANCH)
    if first.parents[0].hexsha != repository.start.branches["main"]:
        pytest.fail(
            f"The first commit of {BRANCH} does not follow the last commit that main had, but another one: "
            f'{first.parents[0].hexsha[:7]} "{first.parents[0].summary}".',
            pytrace=False,
        )


def test_the_first_commit_adds_the_price(repository):
    """The first commit adds the price, and touches no other file"""
    first, _ = own_commits(repository)
    expect_only_change(repository, first, PRICES)
    expect_one_line_more(repository, PRICES, first, "pretzel,95")


def test_the_second_commit_adds_it_to_the_readme(repository):
    """The second commit lists the pretzel in the README, and touches no other file"""
    _, second = own_commits(repository)
    expect_only_change(repository, second, "README.md")
    expect_one_line_more(repository, "README.md", second, "- pretzel")


@pytest.mark.hint('Begin with a verb, as in an order: "Add ...", "List ...".')
def test_the_messages_follow_the_rules(repository):
    """The subjects of both commits follow the rules"""
    for commit in own_commits(repository):
        repository.expect.message(commit)


@pytest.mark.points(2)
@pytest.mark.hint("By default `git merge` makes no merge commit where main has not moved. One option asks for it.")
def test_it_is_a_merge_commit(repository):
    """The branch is merged into main by a merge commit"""
    repository.expect.merge_commit(BRANCH, into="main")


def test_main_went_nowhere_else(repository):
    """The merge is all that is new on main itself"""
    merge = repository.expect.merge_commit(BRANCH, into="main")
    if merge.parents[0].hexsha != repository.start.branches["main"]:
        pytest.fail("main has other commits before the merge; the work belongs on the branch.", pytrace=False)
    if merge != repository.branches["main"]:
        pytest.fail("main has commits after the merge; nothing more was asked for.", pytrace=False)


def test_main_has_both_changes(repository):
    """On main the pretzel has a price and is in the README"""
    expect_one_line_more(repository, PRICES, "main", "pretzel,95")
    expect_one_line_more(repository, "README.md", "main", "- pretzel")


def test_you_are_on_main_with_nothing_left_over(repository):
    """You are on main, and nothing is left to commit"""
    repository.commit(BRANCH)
    repository.expect.on_branch("main")
    repository.expect.clean()
