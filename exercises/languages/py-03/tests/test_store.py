"""Changes that are made together, or not at all."""

# ruff: noqa: PT012 - how a block ends is what is tested

import pytest

KEPT = "Rule: when the block ends well, its changes stay."
BACK = "Rule: when the block ends with an exception, the store is as it was before the block."
OUT = "Rule: the exception comes out of the block as it is."


class Broken(Exception):
    """What goes wrong in these tests."""


def shop(solution):
    """A store with a few settings."""
    return solution.Store({"name": "Corner Shop", "open": 9, "days": ["Mon", "Tue"]})


@pytest.mark.example
def test_changes_are_kept(solution):
    """Changes of a block that ends well are kept"""
    store = shop(solution)
    with store.transaction():
        store.set("open", 8)
        store.set("close", 18)
    assert store.get("open") == 8, KEPT
    assert store.get("close") == 18, KEPT


@pytest.mark.example
def test_changes_are_taken_back(solution):
    """Changes of a block that fails are taken back"""
    store = shop(solution)
    with pytest.raises(ZeroDivisionError), store.transaction():
        store.set("open", 8)
        store.set("close", 1 // 0)
    assert store.get("open") == 9, BACK
    assert store.all() == {"name": "Corner Shop", "open": 9, "days": ["Mon", "Tue"]}, BACK


def test_the_store_without_a_transaction(solution):
    """Values can be read, set, deleted and added to without a transaction"""
    store = shop(solution)
    store.set("close", 18)
    store.delete("open")
    store.append("days", "Wed")
    store.append("notes", "new sign")
    assert store.get("open") is None, "Rule: `get` returns None for a key that is not there."
    expected = {"name": "Corner Shop", "days": ["Mon", "Tue", "Wed"], "close": 18, "notes": ["new sign"]}
    assert store.all() == expected, "Rule: `set`, `delete` and `append` change the store at once."
    with pytest.raises(KeyError):
        store.delete("open")


@pytest.mark.hint("A new key has no old value to go back to. What has to become of it?")
def test_new_and_deleted_keys(solution):
    """New keys disappear again, and deleted ones come back"""
    store = shop(solution)
    with pytest.raises(ValueError, match="no such day"), store.transaction():
        store.set("close", 18)
        store.delete("name")
        raise ValueError("no such day")
    assert store.get("close") is None, BACK
    assert store.get("name") == "Corner Shop", BACK
    assert store.all() == {"name": "Corner Shop", "open": 9, "days": ["Mon", "Tue"]}, BACK


@pytest.mark.hint("`dict.copy()` copies the dictionary; the lists in it are the same ones.")
def test_lists_that_were_added_to(solution):
    """Lists that were added to are short again"""
    store = shop(solution)
    with pytest.raises(Broken), store.transaction():
        store.append("days", "Wed")
        store.append("notes", "new sign")
        raise Broken
    assert store.get("days") == ["Mon", "Tue"], BACK
    assert store.get("notes") is None, BACK


@pytest.mark.hint("`__exit__` that returns something true swallows the exception.")
def test_the_exception_comes_out(solution):
    """The exception comes out of the block, whatever it is"""
    store = shop(solution)
    for error in (Broken("a"), KeyError("b"), OSError(5, "c")):
        with pytest.raises(type(error)) as caught, store.transaction():
            store.set("open", 1)
            raise error
        assert caught.value is error, OUT
        assert store.get("open") == 9, BACK


@pytest.mark.hint("Not every exception is an `Exception`. `except BaseException` catches all of them.")
def test_the_program_is_ended(solution):
    """Changes are taken back also when the program is ended in the middle"""
    rule = "Rule: SystemExit and KeyboardInterrupt are exceptions, too."
    store = shop(solution)
    for error in (SystemExit, KeyboardInterrupt):
        with pytest.raises(error), store.transaction():
            store.set("open", 1)
            raise error
        assert store.get("open") == 9, rule


def test_cancelling(solution):
    """Cancel takes the changes back and goes no further"""
    rule = "Rule: `Cancel` in a block takes its changes back and does not come out of it."
    store = shop(solution)
    with store.transaction():
        store.set("open", 8)
        raise solution.Cancel
    assert store.get("open") == 9, rule
    with store.transaction():
        store.set("open", 7)
    assert store.get("open") == 7, KEPT


def test_the_block_gets_the_store(solution):
    """The block gets the store by its `as`"""
    with shop(solution).transaction() as store:
        store.set("open", 8)
    assert store.get("open") == 8, "Rule: `with store.transaction() as name` gives the store that name."


@pytest.mark.hint("Each block needs a copy of its own. Where do you keep it?")
def test_a_block_within_a_block(solution):
    """A block within a block takes back its own changes only"""
    rule = "Rule: a block that fails takes back its own changes and those of blocks within it, and no others."
    store = shop(solution)
    with store.transaction():
        store.set("open", 8)
        with pytest.raises(Broken), store.transaction():
            store.set("open", 7)
            store.append("days", "Wed")
            raise Broken
        assert store.get("open") == 8, rule
        assert store.get("days") == ["Mon", "Tue"], rule
        store.set("close", 18)
    assert store.all() == {"name": "Corner Shop", "open": 8, "days": ["Mon", "Tue"], "close": 18}, rule


def test_an_outer_block_takes_all_back(solution):
    """When the outer block fails, the changes of the inner one go, too"""
    rule = "Rule: a block that fails takes back its own changes and those of blocks within it, and no others."
    store = shop(solution)
    store.set("close", 17)
    with pytest.raises(Broken), store.transaction():
        store.set("open", 8)
        with store.transaction():
            store.set("close", 20)
            store.append("days", "Sun")
        assert store.get("close") == 20, KEPT
        raise Broken
    assert store.get("open") == 9, rule
    assert store.get("close") == 17, rule
    assert store.get("days") == ["Mon", "Tue"], rule


def test_one_block_after_the_other(solution):
    """One block after the other goes back to where it began itself"""
    store = shop(solution)
    with store.transaction():
        store.set("open", 8)
    with pytest.raises(Broken), store.transaction():
        store.set("open", 5)
        raise Broken
    assert store.get("open") == 8, BACK
    store.append("days", "Wed")
    with pytest.raises(Broken), store.transaction():
        store.append("days", "Thu")
        raise Broken
    assert store.get("days") == ["Mon", "Tue", "Wed"], BACK


@pytest.mark.points(2)
def test_random_blocks(solution, reference, rng):
    """Agrees with the reference on 15 random series of blocks"""
    for _ in range(15):
        plan = [drawn(rng, depth=0) for _ in range(3)]
        store, right = shop(solution), shop(reference)
        for step in plan:
            perform(store, step, solution.Cancel)
            perform(right, step, reference.Cancel)
            assert store.all() == right.all(), f"Rule: all of the prompt. The steps are {plan[: plan.index(step) + 1]}."


def drawn(rng, depth):
    """A step: a change, or a block of steps with the way in which it ends."""
    if depth < 3 and rng.random() < 0.5:
        return (
            rng.choice(["ends well", "breaks", "is cancelled"]),
            [drawn(rng, depth + 1) for _ in range(rng.randint(1, 3))],
        )
    key, number = rng.choice(["open", "close"]), rng.randint(1, 99)
    return rng.choice([("set", key, number), ("set", key, number), ("append", "days", str(number))])


def perform(store, step, cancel):
    """Do a step with the store; what breaks a block is caught right outside of it."""
    if step[0] in ("set", "append"):
        getattr(store, step[0])(*step[1:])
        return
    ending, steps = step
    try:
        with store.transaction():
            for each in steps:
                perform(store, each, cancel)
            if ending == "breaks":
                raise Broken  # noqa: TRY301 - the block is what it is for
            if ending == "is cancelled":
                raise cancel
    except Broken:
        pass
