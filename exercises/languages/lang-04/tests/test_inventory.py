"""A stock that can take back what was done, and do it again."""

import pytest

COUNT = "Rule: `count` is how many there are of an item, 0 of one that never came."
ITEMS = "Rule: `items` has the count of each item of which there is one at least."
UNDO = "Rule: `undo` takes the last change back that is not taken back yet; the stock is as it was before it."
REDO = "Rule: `redo` does the change again that was undone last."
REFUSED = "Rule: what is refused changes nothing, and is no change to undo."


def read(state):
    """What a method gives; or the value itself, where a language reads it without a call."""
    return state() if callable(state) else state


@pytest.mark.example
def test_the_last_change_is_taken_back(solution):
    """The last change is taken back"""
    stock = solution.Inventory()
    stock.receive("bolt", 100)
    stock.ship("bolt", 30)
    assert stock.count("bolt") == 70, COUNT
    assert stock.undo() is True, "Rule: `undo` returns whether there was a change to take back."
    assert stock.count("bolt") == 100, UNDO


def test_items_are_counted(solution):
    """The stock knows how many there are of each item"""
    stock = solution.Inventory()
    assert read(stock.items) == {}, ITEMS
    stock.receive("bolt", 10)
    stock.receive("nut", 4)
    stock.receive("bolt", 5)
    stock.ship("nut", 1)
    assert stock.count("bolt") == 15, COUNT
    assert stock.count("nail") == 0, COUNT
    assert read(stock.items) == {"bolt": 15, "nut": 3}, ITEMS


@pytest.mark.hint("A stack: what was done last is taken back first.")
def test_changes_are_taken_back_one_after_the_other(solution):
    """Changes are taken back one after the other, the last one first"""
    stock = solution.Inventory()
    stock.receive("bolt", 10)
    stock.receive("nut", 20)
    stock.ship("bolt", 4)
    for items in ({"bolt": 10, "nut": 20}, {"bolt": 10}):
        stock.undo()
        assert read(stock.items) == items, UNDO
    stock.undo()
    assert stock.count("bolt") == 0, UNDO


@pytest.mark.hint("What do you have to remember of a recount, so that it can be taken back?")
def test_a_recount_is_taken_back(solution):
    """A recount sets the count, and can be taken back"""
    stock = solution.Inventory()
    stock.receive("bolt", 100)
    stock.recount("bolt", 93)
    assert stock.count("bolt") == 93, "Rule: `recount` sets an item to what was counted."
    stock.recount("nut", 7)
    assert stock.count("nut") == 7, "Rule: `recount` sets an item to what was counted."
    stock.undo()
    assert read(stock.items) == {"bolt": 93}, UNDO
    stock.undo()
    assert read(stock.items) == {"bolt": 100}, UNDO


def test_a_change_is_done_again(solution):
    """What was taken back can be done again"""
    stock = solution.Inventory()
    stock.receive("bolt", 100)
    stock.ship("bolt", 30)
    stock.recount("bolt", 50)
    for _ in range(3):
        stock.undo()
    for count in (100, 70, 50):
        assert stock.redo() is True, "Rule: `redo` returns whether there was a change to do again."
        assert stock.count("bolt") == count, REDO
    stock.undo()
    assert stock.count("bolt") == 70, "Rule: what was done again can be taken back again."


@pytest.mark.hint("After a new change, what was undone before it belongs to a past that never happened.")
def test_a_new_change_ends_doing_again(solution):
    """After a new change, nothing can be done again"""
    rule = "Rule: after a new change, what was undone before it can't be done again."
    stock = solution.Inventory()
    stock.receive("bolt", 100)
    stock.receive("nut", 50)
    stock.undo()
    stock.ship("bolt", 1)
    assert stock.redo() is False, rule
    assert read(stock.items) == {"bolt": 99}, rule
    stock.undo()
    assert stock.redo() is True, REDO
    assert read(stock.items) == {"bolt": 99}, REDO


def test_nothing_to_take_back(solution):
    """With nothing to take back or to do again, nothing happens"""
    stock = solution.Inventory()
    assert stock.undo() is False, "Rule: `undo` returns whether there was a change to take back."
    assert stock.redo() is False, "Rule: `redo` returns whether there was a change to do again."
    stock.receive("bolt", 5)
    assert stock.redo() is False, "Rule: `redo` returns whether there was a change to do again."
    assert stock.undo() is True, "Rule: `undo` returns whether there was a change to take back."
    assert stock.undo() is False, "Rule: `undo` returns whether there was a change to take back."
    assert stock.redo() is True, "Rule: `redo` returns whether there was a change to do again."
    assert read(stock.items) == {"bolt": 5}, ITEMS


def test_a_delivery_is_one_change(solution):
    """A delivery of many items is one change"""
    rule = "Rule: a delivery is one change, however many items it brings."
    stock = solution.Inventory()
    stock.receive("bolt", 10)
    stock.deliver({"bolt": 5, "nut": 20, "nail": 100})
    assert read(stock.items) == {"bolt": 15, "nut": 20, "nail": 100}, rule
    stock.undo()
    assert read(stock.items) == {"bolt": 10}, rule
    stock.redo()
    assert read(stock.items) == {"bolt": 15, "nut": 20, "nail": 100}, rule


def test_more_than_there_is(solution):
    """Shipping more than there is raises OutOfStock and is no change"""
    stock = solution.Inventory()
    stock.receive("bolt", 10)
    for item, count in (("bolt", 11), ("nut", 1)):
        with pytest.raises(solution.OutOfStock):
            stock.ship(item, count)
    assert read(stock.items) == {"bolt": 10}, REFUSED
    stock.ship("bolt", 10)
    assert read(stock.items) == {}, ITEMS
    for items in ({"bolt": 10}, {}):
        stock.undo()
        assert read(stock.items) == items, REFUSED


def test_counts_that_make_no_sense(solution):
    """Counts that make no sense are refused and are no change"""
    stock = solution.Inventory()
    stock.receive("bolt", 10)
    stock.recount("nut", 0)
    for call, count in (
        (stock.receive, 0),
        (stock.receive, -1),
        (stock.ship, 0),
        (stock.ship, -3),
        (stock.recount, -1),
    ):
        with pytest.raises(ValueError):
            call("bolt", count)
    assert read(stock.items) == {"bolt": 10}, REFUSED
    stock.undo()
    assert read(stock.items) == {"bolt": 10}, REFUSED
    stock.undo()
    assert read(stock.items) == {}, REFUSED


@pytest.mark.hint("Look at the whole delivery before you put the first item on a shelf.")
def test_a_delivery_comes_whole_or_not_at_all(solution):
    """A delivery with a count that makes no sense is refused as a whole"""
    rule = "Rule: a delivery comes whole or not at all."
    stock = solution.Inventory()
    stock.receive("bolt", 10)
    for delivery in ({"nut": 5, "bolt": 3, "nail": 0}, {"nut": -1}):
        with pytest.raises(ValueError):
            stock.deliver(delivery)
    assert read(stock.items) == {"bolt": 10}, rule
    stock.undo()
    assert read(stock.items) == {}, REFUSED


@pytest.mark.hint("A call that is refused leaves the stack of undone changes alone, too.")
def test_what_is_refused_can_still_be_done_again(solution):
    """What was undone can still be done again after a call that was refused"""
    stock = solution.Inventory()
    stock.receive("bolt", 10)
    stock.undo()
    with pytest.raises(solution.OutOfStock):
        stock.ship("bolt", 1)
    with pytest.raises(ValueError):
        stock.receive("bolt", 0)
    assert stock.redo() is True, REFUSED
    assert read(stock.items) == {"bolt": 10}, REFUSED


def test_two_warehouses_share_nothing(solution):
    """Two warehouses share nothing"""
    rule = "Rule: two inventories share nothing."
    north, south = solution.Inventory(), solution.Inventory()
    north.receive("bolt", 10)
    south.receive("nut", 3)
    assert read(north.items) == {"bolt": 10}, rule
    assert south.undo() is True, rule
    assert south.undo() is False, rule
    assert read(north.items) == {"bolt": 10}, rule


@pytest.mark.points(2)
def test_random_steps(solution, reference, rng):
    """Agrees with the reference on 20 random series of steps"""
    for _ in range(20):
        stock, right = solution.Inventory(), reference.Inventory()
        steps = []
        for _ in range(rng.randint(4, 12)):
            step = rng.choice(["receive", "ship", "recount", "deliver", "undo", "undo", "redo"])
            arguments = drawn(step, rng)
            steps.append(" ".join([step, *map(str, arguments)]))
            told = f"Rule: all of the prompt. The steps are: {', '.join(steps)}."
            expected = outcome(getattr(right, step), arguments, reference)
            assert outcome(getattr(stock, step), arguments, solution) == expected, told
            assert read(stock.items) == right.items(), told


def drawn(step, rng):
    """Arguments for a step."""
    if step in ("undo", "redo"):
        return ()
    if step == "deliver":
        return ({item: rng.randint(1, 9) for item in rng.sample(["bolt", "nut", "nail"], 2)},)
    return rng.choice(["bolt", "nut"]), rng.randint(0, 9)


def outcome(call, arguments, module):
    """What came of a step, in a word."""
    try:
        answer = call(*arguments)
    except module.OutOfStock:
        return "OutOfStock"
    except ValueError:
        return "refused"
    return str(answer) if answer in (True, False) else "done"
