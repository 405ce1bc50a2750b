"""Hidden tests: the right index."""

import re

import pytest

COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
ALLOWED = re.compile(r"create\s+(unique\s+)?index\b|analy[sz]e\b", re.IGNORECASE)
OWN = """SELECT count(*) FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%\\_pkey'"""
MOST_COST = 100
"""Reading a few rows by an index costs 20 or so, reading all of the index several hundred."""
TABLES = ("members", "messages", "reports")


@pytest.fixture
def forum(database):
    """The forum with the learner's indexes."""
    only_indexes(database.text)
    database.apply()
    return database


def only_indexes(text):
    """Fail if there is more than CREATE INDEX: a setting of the planner would hide that an index is wrong."""
    for statement in COMMENT.sub(" ", text).split(";"):
        said = " ".join(statement.split())
        if said and not ALLOWED.match(said):
            pytest.fail(
                f"Rule: CREATE INDEX and nothing else.\n  gave      {said[:100]}\n  expected  CREATE INDEX",
                pytrace=False,
            )


def uses_an_index(forum, query, table):
    """Fail unless the plan reaches the table by an index. The plan."""
    plan = forum.plan(query)
    if plan.scans_all(table) or not plan.uses_index(table=table):
        shown = "\n            ".join(str(plan).splitlines())
        pytest.fail(
            "Rule: the plan uses an index and does not look at every row.\n"
            f"  {query}\n  gave      {shown}\n  expected  an index on {table}",
            pytrace=False,
        )
    return plan


@pytest.mark.example
def test_a_member_by_address(forum):
    """The member of the example is found by an index"""
    uses_an_index(forum, "SELECT id FROM members WHERE lower(email) = lower('Member21@example.org')", "members")


@pytest.mark.hint("Is the column in the index what the query compares?")
def test_a_member_by_address_in_any_letters(forum, rng):
    """A member is found by an address in any letters"""
    for number in rng.sample(range(1, 2000), 3):
        query = f"SELECT id FROM members WHERE lower(email) = lower('MEMBER{number}@example.ORG')"
        uses_an_index(forum, query, "members")
        assert forum.rows(query) == [(number,)]


@pytest.mark.points(2)
@pytest.mark.hint("In which order do the entries of your index stand?")
def test_the_newest_messages_of_a_room(forum, rng):
    """The newest messages of a room come out of an index in their order"""
    for room in rng.sample(range(40), 3):
        query = f"SELECT id, body FROM messages WHERE room = {room} ORDER BY sent_at DESC LIMIT 10"
        plan = uses_an_index(forum, query, "messages")
        if any("Sort" in node for node in plan.nodes):
            pytest.fail(
                f"Rule: the newest messages come out of the index in their order.\n  {query}\n"
                f"  gave      {', '.join(plan.nodes)}\n  expected  no Sort",
                pytrace=False,
            )


@pytest.mark.hint("EXPLAIN gives a cost. What is it for room 99, and why?")
def test_a_quiet_room(forum):
    """The messages of a quiet room are found without looking at other rooms"""
    query = "SELECT id, body FROM messages WHERE room = 99 ORDER BY sent_at DESC LIMIT 10"
    plan = uses_an_index(forum, query, "messages")
    assert len(forum.rows(query)) == 5
    if plan.cost > MOST_COST:
        pytest.fail(
            "Rule: no entries of other rooms are looked at.\n"
            f"  {query}\n  gave      a cost of {plan.cost:g} in the server's own unit\n"
            f"  expected  {MOST_COST} at most",
            pytrace=False,
        )


def test_open_reports(forum):
    """Open reports are found by an index"""
    query = "SELECT id, message_id FROM reports WHERE state = 'open' ORDER BY message_id"
    uses_an_index(forum, query, "reports")
    assert len(forum.rows(query)) == 60


@pytest.mark.points(2)
@pytest.mark.hint("An index can have a WHERE of its own.")
def test_the_index_of_open_reports_is_small(forum):
    """The index of open reports holds no closed ones"""
    sizes = "SELECT coalesce(sum(reltuples), 0) FROM pg_class JOIN pg_index ON indexrelid = oid"
    own = " WHERE indrelid = 'reports'::regclass AND NOT indisprimary"
    forum.attempt("ANALYZE")
    ((entries,),) = forum.rows(sizes + own)
    if not 0 < entries <= 60:
        pytest.fail(
            "Rule: the index for the open reports holds the open ones alone.\n"
            f"  gave      {entries} entries\n  expected  60, for there are 60 open reports",
            pytrace=False,
        )


def test_no_more_indexes_than_needed(forum):
    """There are no more than three new indexes, and one of them finds a member"""
    ((count,),) = forum.rows(OWN)
    if not 1 <= count <= 3:
        pytest.fail(
            f"Rule: there are no more than three new indexes.\n  gave      {count}\n  expected  3", pytrace=False
        )
    uses_an_index(forum, "SELECT id FROM members WHERE lower(email) = 'member7@example.org'", "members")


def test_the_rows_are_as_they_were(database):
    """The tables and their rows stay as they are, and an index finds a member"""
    sums = "SELECT count(*), sum(hashtext(t::text)::bigint) FROM {} AS t"
    only_indexes(database.text)
    before = [database.rows(sums.format(table)) for table in TABLES]
    indexes = database.rows(OWN)
    database.apply()
    after = [database.rows(sums.format(table)) for table in TABLES]
    if before != after:
        pytest.fail("Rule: the tables and their rows stay as they are.\n  gave      other rows", pytrace=False)
    uses_an_index(database, "SELECT id FROM members WHERE lower(email) = 'member8@example.org'", "members")
    assert indexes == [(0,)]
