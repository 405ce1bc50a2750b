"""A merge conflict, resolved so that both changes live."""

import tomllib

import pytest

SETTINGS = "shop.toml"
NEWS = "NEWS.md"


@pytest.fixture
def result(repository):
    """The last commit of main, when something has been finished there."""
    repository.expect.nothing_in_progress()
    commit = repository.commit("main")
    if commit.hexsha == repository.start.branches["main"]:
        pytest.fail("main is as it was at the start: delivery is not merged into it.", pytrace=False)
    return commit


def merge_commit(repository):
    """The merge of delivery, as it was at the start, into main."""
    return repository.expect.merge_commit(repository.start.branches["delivery"], into="main")


def settings(repository, commit):
    """The settings as the merge has them."""
    text = repository.read(SETTINGS, commit)
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        pytest.fail(f"{SETTINGS} is not valid TOML after the merge: {error}", pytrace=False)


def expect_table_of(repository, commit, branch, key):
    """A table of the settings is, after the merge, what that branch had made of it."""
    expected = tomllib.loads(repository.read(SETTINGS, repository.start.branches[branch]))[key]
    found = settings(repository, commit).get(key)
    if found != expected:
        pytest.fail(
            f"[{key}] in {SETTINGS} is not what {branch} had made of it.\n"
            f"  after the merge: {found!r}\n  on {branch}: {expected!r}",
            pytrace=False,
        )


def news(repository, revision):
    return [line.strip() for line in repository.read(NEWS, revision).splitlines() if line.strip()]


@pytest.mark.example
def test_the_merge_is_finished(repository, result):
    """There is something new on main, and nothing is left unfinished"""
    repository.expect.nothing_in_progress()


def test_it_is_a_merge_commit(repository, result):
    """The branch delivery is merged into main by a merge commit"""
    merge = merge_commit(repository)
    main, delivery = (repository.start.branches[name] for name in ("main", "delivery"))
    if [parent.hexsha for parent in merge.parents] != [main, delivery]:
        pytest.fail(
            "The merge commit does not join main and delivery as they were at the start: there are other commits "
            "in between.",
            pytrace=False,
        )


def test_the_history_is_kept(repository, result):
    """The commits of both branches are still there, unchanged"""
    repository.expect.history_kept("main", "delivery")


def test_no_markers_are_left(repository, result):
    """No conflict markers are left in any file"""
    repository.expect.no_conflict_markers(result)


@pytest.mark.points(2)
@pytest.mark.hint("Neither line of the conflict is right by itself: write a third one.")
def test_all_ways_to_pay(repository, result):
    """Cash, cards and invoices are all accepted"""
    payment = settings(repository, result).get("payment")
    if not isinstance(payment, list) or sorted(map(str, payment)) != ["card", "cash", "invoice"]:
        pytest.fail(
            f"payment is {payment!r} after the merge.\n"
            'main has added "card" to the list, delivery has added "invoice"; both were meant to stay.',
            pytrace=False,
        )


def test_the_hours_of_main(repository, result):
    """The longer Saturday, which only main had changed, is still there"""
    expect_table_of(repository, result, "main", "hours")


def test_the_delivery_of_the_branch(repository, result):
    """The delivery days, which only delivery had added, are there"""
    expect_table_of(repository, result, "delivery", "delivery")


def test_the_rest_of_the_settings(repository, result):
    """Nothing else in the settings is changed, added or lost"""
    repository.expect.no_conflict_markers(result)
    found = settings(repository, result)
    before = tomllib.loads(repository.read(SETTINGS, repository.start.branches["main"]))
    keys = sorted([*before, "delivery"])
    if sorted(found) != keys:
        pytest.fail(f"{SETTINGS} has the keys {sorted(found)} after the merge; expected: {keys}.", pytrace=False)
    for key in ("name", "contact"):
        if found[key] != before[key]:
            pytest.fail(f"{key} in {SETTINGS} is {found[key]!r}; neither branch changed it.", pytrace=False)


@pytest.mark.points(2)
def test_the_news_of_both(repository, result):
    """The news of both branches are there, each once, below the old ones"""
    start = repository.start.branches
    ours, theirs = news(repository, start["main"]), news(repository, start["delivery"])
    found = news(repository, result)
    common = [line for line in ours if line in theirs]
    for line in (ours[-1], theirs[-1]):
        if found.count(line) != 1:
            pytest.fail(
                f"{NEWS} has the line {line!r} {found.count(line)} times after the merge, not once.", pytrace=False
            )
    if found[: len(common)] != common or sorted(found) != sorted([*common, ours[-1], theirs[-1]]):
        pytest.fail(f"{NEWS} has lines that neither branch had, or lost some: {found}", pytrace=False)


def test_nothing_is_left_over(repository, result):
    """You are on main, the merge is its last commit, and nothing is left to commit"""
    repository.expect.on_branch("main")
    if repository.head != merge_commit(repository):
        pytest.fail("main has commits after the merge; nothing more was asked for.", pytrace=False)
    repository.expect.clean()
