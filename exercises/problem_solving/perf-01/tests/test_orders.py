"""Hidden tests: the same report, by two queries."""

import json
import sqlite3
from pathlib import Path

import pytest

SCHEMA = (Path(__file__).parents[1] / "starter" / "shop.sql").read_text(encoding="utf-8").partition("INSERT")[0]
STAYS = "the report stays what it was"
DAY, OTHER = "2024-05-02", "2024-05-03"
TABLES = {"customers": 2, "articles": 3, "orders": 3, "items": 4}
STEP = 20
"""Instructions of SQLite's machine that count as one step."""
RUN = """
import json, sqlite3, sys

asked = json.load(sys.stdin)
connection = sqlite3.connect(":memory:")
connection.executescript(asked["schema"])
for table, rows in asked["tables"].items():
    if rows:
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
connection.commit()

import orders

statements, steps = [], [0]

def step():
    steps[0] += 1

connection.set_trace_callback(statements.append)
connection.set_progress_handler(step, asked["step"])
answer = orders.report(connection, asked["day"])
connection.set_trace_callback(None)
connection.set_progress_handler(None, 0)
print()
print(json.dumps({"answer": answer, "statements": statements, "steps": steps[0]}))
"""


def tables(orders, items, customers=((1, "Ada"), (2, "Bo")), articles=((1, "tea", 450), (2, "cup", 520))):
    """What is in the shop's database."""
    return {"customers": [*customers], "articles": [*articles], "orders": [*orders], "items": [*items]}


def drawn(rng, orders, *, others=0, lines=4):
    """A database with so many orders on the day and on others."""
    customers = [(number, f"customer {number}") for number in range(1, 8)]
    articles = [(number, rng.choice(["tea", "cup", "tray"]), rng.randint(1, 2000)) for number in range(1, 12)]
    days = [DAY] * orders + [f"2023-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}" for _ in range(others)]
    rng.shuffle(days)
    made = [(number, day, rng.choice([None, 1, 2, 3, 4, 5, 6, 7])) for number, day in enumerate(days, start=1)]
    items = [
        (number, line, rng.randint(1, 11), rng.randint(1, 9))
        for number, _, _ in made
        for line in range(1, rng.randint(0, lines) + 1)
    ]
    rng.shuffle(items)
    return tables(made, items, customers, articles)


def expected(reference, made, day):
    """What the reference reports, and how many steps it costs the database."""
    steps = []
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(SCHEMA)
        for table, rows in made.items():
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * TABLES[table])})", rows)
        connection.set_progress_handler(lambda: steps.append(1), STEP)
        return json.loads(json.dumps(reference.report(connection, day))), len(steps)
    finally:
        connection.close()


def say(rule, *lines):
    """End the check."""
    pytest.fail("\n".join((f"Rule: {rule}.", *lines)), pytrace=False)


def ask(session, reference, made, day=DAY, rule=STAYS):
    """Let the report run on a database in the sandbox, compare it, and give its statements and both costs."""
    asked = {"schema": SCHEMA, "tables": made, "day": day, "step": STEP}
    done = session.run([session.python, "-c", RUN], stdin=json.dumps(asked).encode(), seconds=8)
    shown = f"report(connection, {day!r}) with {len(made['orders'])} orders in the database"
    try:
        found = json.loads(bytes(done.stdout).decode().splitlines()[-1])
        answer, statements, steps = found["answer"], found["statements"], found["steps"]
        count = len(statements) + steps
    except (ValueError, IndexError, KeyError, TypeError):
        last = bytes(done.stderr).decode("utf-8", "replace").strip().splitlines()[-1:]
        say(
            rule,
            shown,
            f"  gave      {' '.join(last)[:300] or 'no report that can be written down'}",
            "  expected  a report",
        )
    right, usual = expected(reference, made, day)
    if type(count) is not int or json.dumps(answer, sort_keys=True) != json.dumps(right, sort_keys=True):
        short = [f"  {label}  {str(value)[:600]}" for label, value in (("gave    ", answer), ("expected", right))]
        say(rule, shown, *short)
    return statements, steps, usual


@pytest.mark.example
def test_one_order(session, reference):
    """An order has its customer, its items and what it comes to"""
    ask(session, reference, tables([(1, DAY, 2)], [(1, 1, 2, 4), (1, 2, 1, 1)]))


def test_another_day(session, reference):
    """Orders of other days are not in the report, and a day without orders has an empty one"""
    made = tables([(1, OTHER, 1), (2, DAY, 1)], [(1, 1, 1, 1), (2, 1, 2, 2)])
    for day in (DAY, OTHER, "2024-05-04"):
        ask(session, reference, made, day)


@pytest.mark.points(2)
@pytest.mark.hint("In SQL, a statement in a loop can nearly always be a join before it.")
def test_two_statements(session, reference, rng):
    """A report of thirty orders takes two statements at most"""
    statements, *_ = ask(session, reference, drawn(rng, 30))
    if len(statements) > 2:
        shown = [f"  {' '.join(str(text).split())[:100]}" for text in statements[:5]]
        say("it runs two statements of SQL at most", f"30 orders took {len(statements)}. They begin with:", *shown)


def few(session, reference, made, rule):
    """Compare the report, which counts only if it is made by few statements."""
    statements, *_ = ask(session, reference, made, rule=rule)
    if len(statements) > 2:
        say("it runs two statements of SQL at most", f"{len(made['orders'])} orders took {len(statements)}")


def test_orders_without_items(session, reference):
    """With two statements, an order without items is in the report"""
    made = tables([(1, DAY, 1), (2, DAY, 2), (3, DAY, 1)], [(1, 1, 1, 1)])
    few(session, reference, made, "an order without items has an empty list and 0 cents")


def test_guests(session, reference):
    """With two statements, the orders of guests are in the report"""
    made = tables([(1, DAY, None), (2, DAY, 1), (3, DAY, None)], [(1, 1, 1, 1), (2, 1, 1, 1), (3, 1, 2, 1)])
    few(session, reference, made, "the customer of a guest's order is None")


def test_several_orders_of_one_customer(session, reference):
    """With two statements, orders of one customer stay apart, and so do lines of one article"""
    made = tables([(3, DAY, 1), (1, DAY, 1), (2, DAY, 1)], [(1, 1, 1, 1), (1, 2, 1, 1), (3, 1, 1, 1), (2, 1, 2, 1)])
    few(session, reference, made, STAYS)


def test_the_order_of_lines(session, reference):
    """With two statements, orders come by number and items by line"""
    made = tables(
        [(9, DAY, 1), (4, DAY, 2), (7, DAY, 1)],
        [(9, 2, 1, 1), (4, 3, 2, 1), (9, 1, 2, 5), (4, 1, 1, 2), (4, 2, 2, 3), (7, 1, 1, 1)],
    )
    few(session, reference, made, "orders come by number, items by line")


@pytest.mark.points(2)
def test_random_days(session, reference, rng):
    """Random days are reported right, by two statements each"""
    for _ in range(4):
        few(session, reference, drawn(rng, rng.randint(1, 12), others=6), STAYS)


@pytest.mark.points(2)
@pytest.mark.hint("Which rows does each of your statements read, and how many of them does the report need?")
def test_many_other_days(session, reference, rng):
    """With many other days in the tables, two statements still cost no more"""
    made = drawn(rng, 8, others=1500, lines=3)
    statements, steps, usual = ask(session, reference, made)
    if len(statements) > 2:
        say("it runs two statements of SQL at most", f"8 orders took {len(statements)}")
    if steps > usual * 8 + 50:
        say(
            "it reads what belongs to the day",
            f"8 orders of {len(made['orders'])} took {steps * STEP:,} instructions of SQLite; usual: {usual * STEP:,}.",
        )
