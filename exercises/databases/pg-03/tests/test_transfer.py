"""Hidden tests: a transfer that two people can make at once."""

import pytest

RAISED = "P0001"
SHAPE = """SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS said
    FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'constraint on ' || conrelid::regclass::text || ' ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE conrelid <> 0 AND connamespace = 'public'::regnamespace
UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'account ' || accounts::text FROM accounts
ORDER BY said"""
CENTS = "SELECT cents FROM accounts ORDER BY id"


def say(rule, asked, gave, expected):
    pytest.fail(f"Rule: {rule}.\n{asked}\n  gave      {gave}\n  expected  {expected}", pytrace=False)


def transfer(database, payer, payee, amount):
    """Fail unless a transfer is made."""
    complaint = database.attempt(call(payer, payee, amount))
    if complaint is not None:
        say("a transfer that nothing is against is made", call(payer, payee, amount), complaint.message, "no error")


def call(payer, payee, amount):
    return f"SELECT transfer({payer}, {payee}, {amount})"


def expect(database, asked, *cents, rule="what one account loses another one gets"):
    """Fail unless the accounts hold this."""
    got = tuple(row[0] for row in database.rows(CENTS))
    if got != cents:
        say(rule, asked, f"accounts 1 to {len(got)} hold {got}", f"{cents}")


def refused(database, rule, payer, payee, amount):
    """Fail unless a transfer is refused by RAISE EXCEPTION, and changes nothing."""
    before = database.rows(CENTS), database.rows("SELECT count(*) FROM journal")
    complaint = database.attempt(call(payer, payee, amount))
    if complaint is None:
        say(rule, call(payer, payee, amount), "no error", "an error by RAISE EXCEPTION")
    if complaint.code != RAISED:
        say(rule, call(payer, payee, amount), f"another error: {complaint.message}", "an error by RAISE EXCEPTION")
    if (database.rows(CENTS), database.rows("SELECT count(*) FROM journal")) != before:
        say(rule, call(payer, payee, amount), "an error, and changed rows", "that nothing is changed")


def finished(step, who, rule):
    """Fail unless a statement that had to wait has come to its end."""
    if not step.wait():
        pytest.fail(f"Rule: {rule}.\n  gave      {who} waits for ever\n  expected  its end", pytrace=False)
    if step.complaint is not None and step.complaint.is_deadlock:
        pytest.fail(f"Rule: {rule}.\n  gave      a deadlock, and {who} is its victim\n  expected  none", pytrace=False)
    return step.complaint


@pytest.mark.example
def test_one_transfer(database):
    """Ada gives 500 cents to Bo"""
    database.apply()
    transfer(database, 1, 2, 500)
    expect(database, call(1, 2, 500), 9500, 5500, 0, 2500)


def test_the_journal_has_every_transfer(database):
    """Every transfer is in the journal"""
    database.apply()
    transfer(database, 1, 3, 700)
    transfer(database, 3, 2, 200)
    got = database.rows("SELECT from_id, to_id, cents FROM journal ORDER BY from_id")
    if got != [(1, 3, 700), (3, 2, 200)]:
        say("each transfer is a row of the journal", "two transfers", f"{got}", "[(1, 3, 700), (3, 2, 200)]")


def test_random_transfers(database, rng):
    """A row of transfers, drawn at random"""
    database.apply()
    cents = [10000, 5000, 0, 2500]
    for _ in range(15):
        payer, payee = rng.sample(range(4), 2)
        amount = rng.choice([cents[payer], cents[payer] + 1, rng.randint(1, 6000)]) or 1
        if amount > cents[payer]:
            refused(database, "no account may end below zero", payer + 1, payee + 1, amount)
        else:
            transfer(database, payer + 1, payee + 1, amount)
            cents[payer] -= amount
            cents[payee] += amount
        expect(database, call(payer + 1, payee + 1, amount), *cents)


def test_more_than_there_is(database):
    """Nobody spends what is not there"""
    database.apply()
    refused(database, "the payer must have the amount", 2, 1, 5001)
    transfer(database, 2, 1, 5000)
    expect(database, call(2, 1, 5000), 15000, 0, 0, 2500)


def test_an_account_that_is_not_there(database):
    """An account that does not exist gets nothing and gives nothing"""
    database.apply()
    refused(database, "both accounts exist", 1, 99, 100)
    refused(database, "both accounts exist", 99, 1, 100)


def test_an_amount_that_is_none(database):
    """An amount is more than zero, and goes to somebody else"""
    database.apply()
    refused(database, "an amount is more than zero", 1, 2, 0)
    refused(database, "an amount is more than zero", 1, 2, -100)
    refused(database, "payer and payee are two accounts", 1, 1, 100)


def test_the_tables_stay_as_they_are(database):
    """transfer.sql does not change the tables"""
    before = [row[0] for row in database.rows(SHAPE)]
    database.apply()
    after = [row[0] for row in database.rows(SHAPE)]
    changed = [line for line in after if line not in before] + [line for line in before if line not in after]
    if changed:
        say("transfer.sql must not change the tables", "what it changes", "; ".join(changed), "nothing")


@pytest.mark.points(2)
@pytest.mark.hint("What can happen between looking how much there is and taking it?")
def test_two_transfers_from_one_account(database):
    """Two sessions spend from one account that has enough for one of them"""
    database.apply()
    rule = "two transfers at once come out as one after the other"
    ada, bo = database.session("the first session"), database.session("the second session")
    ada.run("BEGIN")
    if ada.run(call(2, 1, 4000)) is not None:
        say(rule, call(2, 1, 4000), "an error", "that it is made")
    late = bo.start(call(2, 3, 4000))
    if late.ended:
        say(rule, f"{call(2, 3, 4000)} while the other is not committed", "it does not wait", "that it waits")
    ada.run("COMMIT")
    complaint = finished(late, bo.name, rule)
    if complaint is None or complaint.code != RAISED:
        said = "no error" if complaint is None else complaint.message
        say(rule, f"{call(2, 3, 4000)} with 1000 cents left", said, "an error by RAISE EXCEPTION")
    expect(database, "both transfers", 14000, 1000, 0, 2500, rule=rule)


@pytest.mark.points(2)
def test_two_transfers_to_one_account(database):
    """Two sessions pay into one account"""
    database.apply()
    rule = "two transfers at once come out as one after the other"
    ada, bo = database.session("the first session"), database.session("the second session")
    ada.run("BEGIN")
    ada.run(call(1, 3, 300))
    late = bo.start(call(2, 3, 200))
    ada.run("COMMIT")
    finished(late, bo.name, rule)
    expect(database, "both transfers", 9700, 4800, 500, 2500, rule=rule)


@pytest.mark.points(2)
@pytest.mark.hint("In which order does each of them take its locks?")
def test_there_and_back_at_once(database):
    """Transfers there and back never end in a deadlock"""
    database.apply()
    rule = "two transfers there and back never end in a deadlock"
    one, two = database.session("one"), database.session("two")
    there, back = database.session("the transfer from 1 to 2"), database.session("the transfer from 2 to 1")
    for holder, account in ((one, 1), (two, 2)):  # so that both transfers begin before either can go on
        holder.run("BEGIN")
        holder.run(f"SELECT 1 FROM accounts WHERE id = {account} FOR UPDATE")
    steps = [(there, there.start(call(1, 2, 10))), (back, back.start(call(2, 1, 20)))]
    one.run("COMMIT")
    two.run("COMMIT")
    for session, step in steps:
        finished(step, session.name, rule)
    expect(database, "both transfers", 10010, 4990, 0, 2500, rule=rule)


def test_others_need_not_wait(database):
    """A transfer between two other accounts does not wait"""
    database.apply()
    rule = "a transfer between two other accounts does not have to wait"
    ada, bo = database.session("the first session"), database.session("the second session")
    ada.run("BEGIN")
    ada.run(call(1, 2, 100))
    other = bo.start(call(4, 3, 500))
    if not other.ended:
        say(rule, f"{call(4, 3, 500)} while {call(1, 2, 100)} is not committed", "it waits", "that it is made")
    ada.run("COMMIT")
    expect(database, "both transfers", 9900, 5100, 500, 2000)
