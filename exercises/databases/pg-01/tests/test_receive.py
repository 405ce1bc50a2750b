"""Hidden tests: take in a delivery."""

import re

import pytest

COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
STOCK = "SELECT warehouse, item, pieces, shelf, received_on FROM stock ORDER BY warehouse, item"


def begin(database, *, stock=(), delivery=()):
    """These rows in place of the example's."""
    database.attempt("TRUNCATE stock, delivery")
    for row in stock:
        assert database.attempt(f"INSERT INTO stock VALUES {str(row).replace('None', 'NULL')}") is None
    for line, row in enumerate(delivery, start=1):
        assert database.attempt(f"INSERT INTO delivery VALUES ({line}, {str(row)[1:]}") is None


def expect(database, rule, *rows):
    """Fail unless this is in stock."""
    got = database.rows(STOCK)
    if got != list(rows):
        lines = "\n".join(f"            {row}" for row in got) or "            nothing"
        wanted = "\n".join(f"            {row}" for row in rows)
        pytest.fail(f"Rule: {rule}.\n  gave      in stock:\n{lines}\n  expected  in stock:\n{wanted}", pytrace=False)


@pytest.mark.example
def test_the_delivery_of_the_example(database):
    """The delivery of the example"""
    database.apply()
    expect(
        database,
        "what is known grows, what is new gets a row",
        ("north", "bolt", 48, "A1", "2024-05-13"),
        ("north", "nut", 35, "A2", "2024-05-20"),
        ("north", "washer", 100, None, "2024-05-13"),
        ("south", "bolt", 5, None, "2024-04-30"),
    )


def test_everything_is_new(database):
    """Items that are not there yet get a row"""
    begin(database, delivery=[("east", "nail", 7, 0, "2024-01-31"), ("east", "screw", 9, 0, "2024-02-01")])
    database.apply()
    expect(
        database,
        "an item that is not in stock gets a new row without a shelf",
        ("east", "nail", 7, None, "2024-01-31"),
        ("east", "screw", 9, None, "2024-02-01"),
    )


def test_what_is_there_already_grows(database):
    """Items that are there already grow"""
    begin(database, stock=[("east", "nail", 3, "B", "2024-01-01")], delivery=[("east", "nail", 7, 0, "2024-01-31")])
    database.apply()
    expect(database, "what is in stock grows by what comes", ("east", "nail", 10, "B", "2024-01-31"))


def test_broken_pieces_are_not_stock(database):
    """Broken pieces are not taken in"""
    begin(database, delivery=[("east", "nail", 7, 2, "2024-01-31"), ("east", "screw", 4, 4, "2024-01-31")])
    database.apply()
    expect(
        database,
        "pieces that are broken are not stock",
        ("east", "nail", 5, None, "2024-01-31"),
        ("east", "screw", 0, None, "2024-01-31"),
    )


def test_warehouses_are_counted_apart(database):
    """The same item in two warehouses"""
    begin(
        database,
        stock=[("east", "nail", 1, "B", "2024-01-01"), ("west", "nail", 2, "C", "2024-01-01")],
        delivery=[("west", "nail", 10, 0, "2024-01-31"), ("south", "nail", 4, 0, "2024-01-31")],
    )
    database.apply()
    expect(
        database,
        "each warehouse has its own count",
        ("east", "nail", 1, "B", "2024-01-01"),
        ("south", "nail", 4, None, "2024-01-31"),
        ("west", "nail", 12, "C", "2024-01-31"),
    )


@pytest.mark.points(2)
@pytest.mark.hint("ON CONFLICT changes a row once in a statement. What has to be done to the delivery first?")
def test_the_same_item_twice_in_one_delivery(database):
    """The same item on several lines of a delivery"""
    begin(
        database,
        stock=[("east", "nail", 1, "B", "2024-01-01")],
        delivery=[("east", "nail", 10, 1, "2024-02-02"), ("east", "nail", 20, 2, "2024-02-01")],
    )
    database.apply()
    expect(database, "all lines of an item count", ("east", "nail", 28, "B", "2024-02-02"))


def test_the_latest_day_stays(database):
    """An older delivery does not turn the day back"""
    begin(database, stock=[("east", "nail", 1, "B", "2024-03-01")], delivery=[("east", "nail", 1, 0, "2024-02-01")])
    database.apply()
    expect(database, "received_on is the latest day", ("east", "nail", 2, "B", "2024-03-01"))


def test_the_shelf_stays(database):
    """The shelf stays as it is"""
    begin(
        database,
        stock=[("east", "nail", 1, "B", "2024-01-01"), ("east", "screw", 1, None, "2024-01-01")],
        delivery=[("east", "nail", 1, 0, "2024-02-01"), ("east", "screw", 1, 0, "2024-02-01")],
    )
    database.apply()
    expect(
        database,
        "shelf stays as it is",
        ("east", "nail", 2, "B", "2024-02-01"),
        ("east", "screw", 2, None, "2024-02-01"),
    )


def test_an_empty_delivery(database):
    """An empty delivery changes nothing"""
    begin(database, stock=[("east", "nail", 1, "B", "2024-01-01")])
    database.apply()
    expect(database, "no lines, no change", ("east", "nail", 1, "B", "2024-01-01"))


def test_random_deliveries(database, rng):
    """Deliveries drawn at random"""
    for _ in range(3):
        known = {}
        delivery = []
        stock = []
        for item in rng.sample(["bolt", "nut", "nail", "screw"], 2):
            known["east", item] = [rng.randint(0, 9), f"2024-01-{rng.randint(10, 28)}"]
            stock.append(("east", item, known["east", item][0], "B", known["east", item][1]))
        for _ in range(rng.randint(3, 8)):
            item, pieces, day = rng.choice(["bolt", "nut", "nail"]), rng.randint(1, 9), f"2024-01-{rng.randint(10, 28)}"
            broken = rng.choice([0, 0, rng.randint(0, pieces)])
            delivery.append(("east", item, pieces, broken, day))
            found = known.setdefault(("east", item), [0, day])
            found[0] += pieces - broken
            found[1] = max(found[1], day)
        begin(database, stock=stock, delivery=delivery)
        database.apply()
        shelves = {row[1]: "B" for row in stock}
        rows = [(*key, pieces, shelves.get(key[1]), day) for key, (pieces, day) in sorted(known.items())]
        expect(database, "all lines count, and nothing else changes", *rows)


def test_it_is_one_statement(database):
    """All of it is one statement"""
    statements = [part for part in COMMENT.sub(" ", database.text).split(";") if part.strip()]
    if len(statements) != 1:
        begins = ", ".join(" ".join(statement.split()[:2]) for statement in statements)
        pytest.fail(
            f"Rule: receive.sql is one statement.\n  gave      {len(statements)}: {begins}\n  expected  1",
            pytrace=False,
        )


@pytest.mark.points(2)
@pytest.mark.hint("What does another session see between two statements? One statement leaves no gap.")
def test_two_clerks_at_once(database):
    """Two sessions take in at the same time"""
    begin(database, delivery=[("east", "nail", 7, 0, "2024-01-31")])
    ada, bo = database.session("ada"), database.session("bo")
    ada.run("BEGIN")
    first = ada.run(database.text)
    if first is not None:
        pytest.fail(f"The statement fails: {first.message}", pytrace=False)
    second = bo.start(database.text)  # it waits for ada, who may still change her mind
    ada.run("COMMIT")
    if not second.wait():
        pytest.fail("The second session still waits after the first one has ended.", pytrace=False)
    if second.complaint is not None:
        pytest.fail(
            "Rule: the statement may run in two sessions at once.\n"
            f"  gave      the second one fails: {second.complaint.message}\n  expected  that both take in 7 nails",
            pytrace=False,
        )
    expect(database, "what both sessions bring is in stock", ("east", "nail", 14, None, "2024-01-31"))
