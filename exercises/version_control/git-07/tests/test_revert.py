"""Two commits that everybody has, undone by new ones."""

from collections import Counter

import pytest

UNDONE = {"Raise the prices": "the prices", "Merge branch 'night-tours'": "the night tours"}
WHAT = "main gets two new commits on top: one undoes the prices, the other the merge"


def say(rule, *lines):
    """End the check with a rule and what is the case."""
    pytest.fail("\n".join((f"Rule: {rule}.", *lines)), pytrace=False)


def added(repository):
    """What main has on top of what everybody has, oldest first; at least one commit."""
    repository.expect.history_kept("main")
    found = repository.commits_between(repository.start.branches["main"], "main")
    if not found:
        say(WHAT, "New commits on main: none")
    return found


def old(repository, summary):
    """A commit of the start, by its message."""
    return next(one for one in repository.commits(repository.start.branches["main"]) if one.summary == summary)


def opposite(repository, summary):
    """The new commit that names an old one in its message."""
    name = old(repository, summary).hexsha
    found = [commit for commit in added(repository) if name in repository.message(commit)]
    if len(found) != 1:
        say(
            "the message of each new commit has the full name of the commit that it undoes",
            f"Commits that name {name[:7]} ({summary}): {len(found)}. Asked for: one.",
        )
    return found[0]


def lines(repository, path, commit):
    """The lines of a file in a commit, counted; none if it is not there."""
    return Counter(repository.read(path, commit).splitlines() if path in repository.files(commit) else ())


def change(repository, commit):
    """The lines that a commit adds and those that it removes, seen from its first parent, by path."""
    before = commit.parents[0]
    found = {}
    for path in sorted({*repository.files(before), *repository.files(commit)}):
        one, other = lines(repository, path, before), lines(repository, path, commit)
        if one != other:
            found[path] = (other - one, one - other)
    return found


def told(changed):
    """A change as people read it."""
    return "".join(
        f"\n  {path}: {sign}{line.strip()}"
        for path, (new, gone) in changed.items()
        for sign, counted in (("+", new), ("-", gone))
        for line in counted.elements()
    )


def is_undone(repository, summary):
    """Fail unless a new commit changes the opposite of an old one."""
    found = change(repository, opposite(repository, summary))
    wanted = {path: (gone, new) for path, (new, gone) in change(repository, old(repository, summary)).items()}
    if found != wanted:
        say(
            "each changes the opposite of what it undoes, and nothing else",
            f"The commit that undoes {UNDONE[summary]} changes:{told(found) or ' nothing'}",
            f"Asked for:{told(wanted)}",
        )


@pytest.mark.example
def test_the_old_prices_are_back(repository):
    """Tickets cost what they did: 9 and 4"""
    added(repository)
    found = repository.read("prices.txt", "main").split()
    for who, price in (("adults", "9"), ("children", "4")):
        if who not in found or found[found.index(who) + 1] != price:
            say('"Raise the prices" is undone', f"prices.txt on main does not say: {who} {price}")


@pytest.mark.example
def test_no_night_tours(repository):
    """There are no night tours, and no price for them"""
    added(repository)
    if "tours.txt" in repository.files("main"):
        say("the merge is undone, with all that it brought", "tours.txt is still there on main.")
    if "night" in repository.read("prices.txt", "main"):
        say("the merge is undone, with all that it brought", "prices.txt on main still has a price for night tours.")


def test_what_others_did_is_there(repository):
    """Holidays and schools are still in the notices"""
    added(repository)
    for path, line in (("hours.txt", "Public holidays    12-18"), ("prices.txt", "  school class      40")):
        if line not in repository.read(path, "main").splitlines():
            say("holidays and schools stay in the notices", f"{path} on main has no line {line!r}.")


def test_two_new_commits(repository):
    """main has two commits more than everybody has, and no merge among them"""
    found = added(repository)
    if len(found) != 2:
        say(WHAT, "New commits on main:", *(f"  - {commit.summary}" for commit in found))
    repository.expect.linear("main")


@pytest.mark.points(2)
def test_the_prices_are_undone(repository):
    """One new commit names "Raise the prices" and changes the opposite of it"""
    is_undone(repository, "Raise the prices")


@pytest.mark.points(2)
@pytest.mark.hint("A merge has two parents. As seen from which of them is it to be undone?")
def test_the_merge_is_undone(repository):
    """One new commit names the merge and changes the opposite of what it brought"""
    is_undone(repository, "Merge branch 'night-tours'")


def test_the_messages_say_why(repository):
    """Each message says why, below the name of what it undoes"""
    for summary in UNDONE:
        name = old(repository, summary).hexsha
        message = repository.message(opposite(repository, summary))
        below = message[message.index(name) + len(name) :].splitlines()[1:]
        if not any(len(line.split()) > 1 and not line.startswith("changes made to ") for line in below):
            say("below the name there is a line of your own, which says why", f"The message is: {message!r}")


def test_everybody_can_go_on(repository):
    """All that was pushed is on main as it was, origin/main too, and nothing is left over"""
    added(repository)
    if repository.commit("refs/remotes/origin/main").hexsha != repository.start.branches["main"]:
        say("all commits of origin/main stay", "origin/main is another commit than it was.")
    repository.expect.on_branch("main")
    repository.expect.clean()
