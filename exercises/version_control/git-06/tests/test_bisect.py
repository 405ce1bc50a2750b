"""The commit that broke a program: found among many, named by a tag, and mended on main."""

import re

import pytest

TAG = "broke-it"
CULPRIT = "Make the lines easier to read"
UNUSABLE = ("Begin to speak of shipping", "Sell egg spoon", "Sell toast rack")
MEND = "main gets one new commit, which changes bill.sh and nothing else"


def history(repository):
    """The commits of main as they were at the start, oldest first."""
    return repository.commits(repository.start.branches["main"])


def tagged(repository):
    """The commit that the tag names."""
    if TAG not in repository.tags:
        pytest.fail(f"There is no tag {TAG}. `git tag {TAG} NAME` makes one on the commit NAME.", pytrace=False)
    return repository.commit(f"refs/tags/{TAG}")


def mended(repository):
    """The one commit that main has on top of what it had."""
    repository.expect.history_kept("main")
    found = repository.commits_between(repository.start.branches["main"], "main")
    if len(found) != 1:
        told = "".join(f"\n  - {commit.hexsha[:7]} {commit.summary}" for commit in found) or " none"
        pytest.fail(f"Rule: {MEND}.\nNew commits on main:{told}", pytrace=False)
    return found[0]


def bill(repository, session, revision, *words):
    """What the bill.sh of a commit prints."""
    session.put({"work/asked/bill.sh": repository.read_bytes("bill.sh", revision)})
    done = session.run(["sh", "bill.sh", *map(str, words)], cwd="work/asked", seconds=2)
    return bytes(done.stdout).decode("utf-8", "replace").strip()


def right(price, pieces, wrap=""):
    """What an order costs, by the rules of the shop."""
    goods = price * pieces
    goods -= goods // 5 if pieces >= 50 else goods // 10 if pieces >= 10 else 0
    goods += 250 if wrap else 0
    return goods + (0 if goods >= 5000 else 490) + (900 if pieces >= 100 else 0)


def asks(repository, session, rule, *orders):
    """Make out bills with main's bill.sh."""
    repository.expect.history_kept("main")
    if repository.commit("main").hexsha == repository.start.branches["main"]:
        pytest.fail(f"Rule: {MEND}.\nThere is no new commit on main.", pytrace=False)
    for order in orders:
        said, expected = bill(repository, session, "main", *order), str(right(*order))
        if said != expected:
            asked = " ".join(map(str, order))
            pytest.fail(
                f"Rule: {rule}.\nsh bill.sh {asked}\n  gave      {said!r}\n  expected  {expected!r}", pytrace=False
            )


@pytest.mark.example
def test_there_is_a_tag(repository):
    """There is a tag broke-it on one of the commits since 1.0"""
    commit = tagged(repository)
    old = [one.hexsha for one in history(repository)]
    if commit.hexsha not in old[1:]:
        pytest.fail(
            f"Rule: {TAG} points to a commit that was there, after v1.0.\n{commit.hexsha[:7]} is none of them.",
            pytrace=False,
        )


@pytest.mark.points(2)
def test_the_bill_is_wrong_there(repository):
    """At the commit with the tag the bill is wrong"""
    names = [one.summary for one in history(repository)]
    summary = tagged(repository).summary
    if summary not in names or names.index(summary) < names.index(CULPRIT):
        why = "does not run at all" if summary in UNUSABLE else "comes out right"
        pytest.fail(
            f"Rule: {TAG} points to the first commit whose bill is wrong.\nAt {summary!r} the bill {why}.",
            pytrace=False,
        )


@pytest.mark.points(3)
@pytest.mark.hint("Is the commit before it right? Then, and only then, it is the first one.")
def test_it_is_the_first_one(repository):
    """The commit with the tag is the first one whose bill is wrong"""
    summary = tagged(repository).summary
    if summary != CULPRIT:
        pytest.fail(
            f"Rule: {TAG} points to the first commit whose bill is wrong.\n{summary!r} is not the first one.",
            pytrace=False,
        )


@pytest.mark.example
def test_ten_tea_cups(repository, session):
    """Ten tea cups at 5.20 cost 51.70 again"""
    asks(repository, session, "after the new commit, every bill is right again", (520, 10))


@pytest.mark.points(2)
def test_all_that_it_has_learnt(repository, session, rng):
    """Bills with wrapping, large discounts and the carrier are right"""
    orders = [(rng.choice([90, 140, 520, 555, 2400]), pieces) for pieces in (1, 9, 10, 11, 49, 50, 60, 100, 120)]
    asks(
        repository,
        session,
        "every bill is right, with all that bill.sh has learnt since 1.0",
        *orders,
        (625, 8),
        (520, 10, "wrap"),
        (475, 10, "wrap"),
        (rng.choice([140, 300]), 3, "wrap"),
    )


def test_one_commit_on_bill_alone(repository):
    """main has one new commit, and it changes bill.sh alone"""
    changed = sorted(repository.changed_files(mended(repository)))
    if changed != ["bill.sh"]:
        pytest.fail(f"Rule: {MEND}.\nIt changes: {', '.join(changed) or 'nothing'}", pytrace=False)


def test_the_message_names_the_commit(repository):
    """The message of the new commit names the commit that it mends"""
    message = repository.message(mended(repository))
    culprit = next(one.hexsha for one in history(repository) if one.summary == CULPRIT)
    if not any(culprit.startswith(word) for word in re.findall(r"[0-9a-f]{7,40}", message.lower())):
        pytest.fail(
            f"Rule: the message has the name of the commit that it mends, 7 letters or more.\nIt says: {message!r}",
            pytrace=False,
        )


def test_you_are_back(repository):
    """The search is over: you are on main, with nothing left over, and no commit is lost"""
    tagged(repository)
    repository.expect.history_kept("main")
    repository.expect.on_branch("main")
    repository.expect.clean()
