"""Hidden tests: the chain of managers."""

import pytest

NOBODY_LEFT = {"employees.left_on": [None]}
NAMES = "employees.name"


def test_columns(query):
    """The columns are id, name, level and chain"""
    query.has_columns("id", "name", "level", "chain")


@pytest.mark.example
def test_three_levels(query):
    """A chain of three people"""
    query.on(
        employees=[(1, "Ada", None, None), (2, "Bo", 1, None), (3, "Cleo", 2, None)],
    ).gives((1, "Ada", 1, "Ada"), (2, "Bo", 2, "Ada > Bo"), (3, "Cleo", 3, "Ada > Bo > Cleo"))


def test_people_without_a_manager(query):
    """Everybody who reports to nobody is the top of a chain"""
    query.agrees_with_reference(
        on=query.databases(
            12,
            distinct=NAMES,
            values=NOBODY_LEFT,
            where=[
                "(SELECT count(*) FROM expected WHERE level = 1) > 1",
                "NOT EXISTS (SELECT 1 FROM expected WHERE level > 2)",
            ],
        )
    )


@pytest.mark.points(2)
@pytest.mark.hint("How long a chain gets is not known when the query is written.")
def test_longer_chains(query):
    """Chains are followed to their end"""
    query.agrees_with_reference(
        on=query.databases(
            12, distinct=NAMES, values=NOBODY_LEFT, where="EXISTS (SELECT 1 FROM expected WHERE level > 3)"
        )
    )


def test_a_long_chain(query, rng):
    """Chains may be of any length"""
    long = 110
    ids = rng.sample(range(1, 1000), long)
    names = [f"P{place}" for place in range(long)]
    query.on(
        employees=[(ids[place], names[place], ids[place - 1] if place else None, None) for place in range(long)],
    ).gives(*[(ids[place], names[place], place + 1, " > ".join(names[: place + 1])) for place in range(long)])


def test_who_has_left(query):
    """Who has left is not listed"""
    query.on(
        employees=[
            (1, "Ada", None, None),
            (2, "Bo", 1, "2024-01-31"),
            (3, "Cleo", 1, None),
            (4, "Dee", None, "2023-06-30"),
        ],
    ).gives((1, "Ada", 1, "Ada"), (3, "Cleo", 2, "Ada > Cleo"))


@pytest.mark.points(2)
@pytest.mark.hint("Is it the walk down the chain that must leave somebody out, or the list at its end?")
def test_people_below_somebody_who_has_left(query):
    """The people below a manager who has left are listed with the whole chain"""
    query.agrees_with_reference(
        on=query.databases(
            12,
            distinct=NAMES,
            values={"employees.left_on": ["2024-01-31"]},
            where=(
                "EXISTS (SELECT 1 FROM employees e JOIN employees m ON e.manager_id = m.id "
                "WHERE e.left_on IS NULL AND m.left_on IS NOT NULL)"
            ),
        )
    )


def test_people_of_the_same_name(query):
    """People of the same name are kept apart"""
    query.agrees_with_reference(
        on=query.databases(
            12,
            ties=NAMES,
            values={NAMES: ["Kim", "Lee"], **NOBODY_LEFT},
            where="EXISTS (SELECT 1 FROM employees e JOIN employees m ON e.name = m.name "
            "AND e.id <> m.id AND EXISTS (SELECT 1 FROM employees c WHERE c.manager_id = m.id))",
        )
    )


def test_chains_that_look_the_same(query):
    """Where chains are the same, the smallest id comes first"""
    query.on(
        employees=[(1, "Kim", None, None), (2, "Kim", None, None), (3, "Lee", 2, None), (4, "Lee", 1, None)],
    ).gives(
        (1, "Kim", 1, "Kim"), (2, "Kim", 1, "Kim"), (3, "Lee", 2, "Kim > Lee"), (4, "Lee", 2, "Kim > Lee"), ordered=True
    )


def test_nobody(query):
    """A yard without people has no chains"""
    query.agrees_with_reference(on=query.databases(1, empty="employees"))


def test_the_yards_own_data(query):
    """The list for yard.sql is right"""
    query.agrees_with_reference()


def test_order(query):
    """The rows are ordered by chain, then by id"""
    query.agrees_with_reference(
        on=query.databases(where="(SELECT count(*) FROM expected) > 3"), ordered_by=["chain", "id"]
    )
