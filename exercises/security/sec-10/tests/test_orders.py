"""Everybody does what is theirs to do, and nothing else."""

import pytest

USERS = {"ada": "customer", "bo": "customer", "cy": "staff", "di": "staff"}
KNOWN = "Rule: a user who is not among `users` gets NotLoggedIn, whatever the call."
OWN = "Rule: customers have to do with their own orders only; another's does not exist for them, staff sees all."
CHANGE = "Rule: only the owner changes an order, and only its address and note; with another field, nothing is changed."
CANCEL = "Rule: the owner and staff cancel an order."
REFUND = "Rule: staff refunds, and nobody an order of their own."
OPEN = "Rule: only an open order is changed or cancelled; NotFound comes before Forbidden, and that before Conflict."
MARGIN = "Rule: customers never see `margin`; staff sees all fields."


def order(number, owner, status="open"):
    """An order."""
    fields = {"address": f"Quay {number}", "note": "", "cents": 990 + number, "margin": 210}
    return {"id": number, "owner": owner, "status": status, **fields}


def shop():
    """The orders of these checks."""
    return [order(3, "bo"), order(1, "ada"), order(2, "ada", "sent"), order(4, "cy"), order(5, "bo", "cancelled")]


def seen(user, *orders):
    """The orders as this user is to see them."""
    hidden = "" if USERS[user] == "staff" else "margin"
    return [{name: value for name, value in each.items() if name != hidden} for each in orders]


class Desk:
    """The solution's orders, with every answer held against what was expected."""

    def __init__(self, module, orders=None, users=None):
        self.module = module
        self.orders = module.Orders(dict(users or USERS), orders or shop())

    def gives(self, expected, rule, method, *arguments):
        """Fail unless the call gives this."""
        told = f"{method}({', '.join(map(repr, arguments))})"
        answer = getattr(self.orders, method)(*arguments)
        if answer != expected:
            failed(rule, told, answer, expected)
        return answer

    def refuses(self, error, rule, method, *arguments):
        """Fail unless the call raises this, and leaves everything as it was; give what was said."""
        told = f"{method}({', '.join(map(repr, arguments))})"
        before = self.orders.all("cy")
        said = None
        try:
            answer = getattr(self.orders, method)(*arguments)
        except getattr(self.module, error) as refusal:
            said = str(refusal)
        except Exception as other:  # noqa: BLE001 - whatever the solution raises is told to the learner
            answer = other
        if said is None:
            failed(rule, told, answer, error)
        after = self.orders.all("cy")
        if after != before:
            failed(f"{rule} A call that is refused changes nothing.", told, after, before)
        return said


def failed(rule, told, gave, expected):
    """End the check."""
    pytest.fail(f"{rule}\n{told}\n  gave      {gave!r}\n  expected  {expected!r}", pytrace=False)


def calls(user, number):
    """A call of each method that is about one order."""
    return [
        ("read", user, number),
        ("change", user, number, {"note": "x"}),
        ("cancel", user, number),
        ("refund", user, number),
    ]


@pytest.mark.example
def test_owners_read_their_orders(solution):
    """Owners see their orders"""
    desk = Desk(solution)
    desk.gives(seen("ada", order(1, "ada"))[0], OWN, "read", "ada", 1)
    desk.gives(seen("ada", order(1, "ada"), order(2, "ada", "sent")), OWN, "all", "ada")


@pytest.mark.example
def test_owners_change_and_cancel(solution):
    """Owners change the address and the note, and cancel"""
    desk = Desk(solution)
    changed = order(1, "ada") | {"address": "Mill 2", "note": "ring twice"}
    desk.gives(
        seen("ada", order(1, "ada") | {"address": "Mill 2"})[0], CHANGE, "change", "ada", 1, {"address": "Mill 2"}
    )
    desk.gives(seen("ada", changed)[0], CHANGE, "change", "ada", 1, {"note": "ring twice"})
    desk.gives(seen("ada", changed)[0], CHANGE, "change", "ada", 1, {})
    empty = seen("ada", changed | {"note": ""})[0]
    desk.gives(empty, CHANGE, "change", "ada", 1, {"note": ""})
    desk.gives(seen("ada", changed)[0], CHANGE, "change", "ada", 1, {"note": "ring twice"})
    desk.gives(seen("ada", changed)[0], CHANGE, "read", "ada", 1)
    desk.gives(seen("ada", changed | {"status": "cancelled"})[0], CANCEL, "cancel", "ada", 1)
    desk.gives(seen("ada", changed | {"status": "cancelled"})[0], CANCEL, "read", "ada", 1)


def test_staff(solution):
    """Staff sees all orders with all fields, cancels and refunds"""
    desk = Desk(solution)
    desk.gives(sorted(shop(), key=lambda each: each["id"]), OWN, "all", "cy")
    desk.gives(order(3, "bo"), MARGIN, "read", "cy", 3)
    desk.gives(order(3, "bo") | {"status": "cancelled"}, CANCEL, "cancel", "cy", 3)
    desk.gives(order(1, "ada") | {"status": "refunded"}, REFUND, "refund", "cy", 1)
    desk.gives(order(5, "bo") | {"status": "refunded"}, REFUND, "refund", "di", 5)
    desk.gives(order(4, "cy") | {"note": "mine"}, CHANGE, "change", "cy", 4, {"note": "mine"})
    desk.gives(order(4, "cy") | {"note": "mine", "status": "refunded"}, REFUND, "refund", "di", 4)


@pytest.mark.points(2)
@pytest.mark.hint("Which question is the first one in each method?")
def test_strangers(solution):
    """Who is not logged in gets nothing"""
    desk = Desk(solution, [*shop(), order(7, "eve"), order(8, None)])
    for user, number in (("eve", 7), (None, 8), ("", 1), ("ADA", 1), ("staff", 1)):
        for call in (("all", user), *calls(user, number), *calls(user, 99)):
            desk.refuses("NotLoggedIn", KNOWN, *call)
    desk.gives(seen("bo", order(3, "bo"))[0], OWN, "read", "bo", 3)


@pytest.mark.points(2)
def test_orders_of_others(solution):
    """Customers reach nobody else's order"""
    desk = Desk(solution)
    for user, number in (("bo", 1), ("bo", 2), ("ada", 3), ("ada", 4), ("ada", 5)):
        for call in calls(user, number):
            desk.refuses("NotFound", OWN, *call)
        desk.refuses("NotFound", OWN, "change", user, number, {"cents": 1})
    desk.gives(seen("bo", order(3, "bo"), order(5, "bo", "cancelled")), OWN, "all", "bo")


@pytest.mark.hint("Whoever may not see an order should not learn that it is there.")
def test_what_is_there_is_not_told(solution):
    """An order of somebody else's and one that is not there are told in the same way"""
    rule = "Rule: another's order gives NotFound just as a number that nobody has, and with the same words."
    desk = Desk(solution)
    for there, missing in zip(calls("bo", 1), calls("bo", 99), strict=True):
        said, wanted = desk.refuses("NotFound", rule, *there), desk.refuses("NotFound", rule, *missing)
        if said.replace("1", "").replace("99", "") != wanted.replace("1", "").replace("99", ""):
            failed(rule, f"{there[0]}({', '.join(map(repr, there[1:]))})", said, wanted)
    for call in calls("cy", 99):
        desk.refuses("NotFound", rule, *call)


@pytest.mark.points(2)
@pytest.mark.hint("Don't list what is forbidden; list the two fields that are allowed.")
def test_other_fields(solution):
    """Nobody changes another field than the address and the note"""
    desk = Desk(solution)
    changes = [
        {"cents": 1},
        {"status": "refunded"},
        {"owner": "bo"},
        {"id": 9},
        {"margin": 0},
        {"paid": True},
        {"Note": "x"},
    ]
    for each in (*changes, {"note": "x", "cents": 1}, {"address": "x", "note": "y", "owner": "cy"}):
        desk.refuses("Forbidden", CHANGE, "change", "ada", 1, each)
        desk.refuses("Forbidden", CHANGE, "change", "cy", 4, each)
    desk.gives(seen("ada", order(1, "ada") | {"note": "x"})[0], CHANGE, "change", "ada", 1, {"note": "x"})


def test_staff_changes_no_customers_order(solution):
    """Staff does not change what a customer has ordered"""
    desk = Desk(solution)
    desk.refuses("Forbidden", CHANGE, "change", "cy", 1, {"address": "Mill 2"})
    desk.refuses("Forbidden", CHANGE, "change", "cy", 3, {"note": "x"})
    desk.refuses("Forbidden", CHANGE, "change", "di", 4, {"note": "x"})
    desk.gives(order(4, "cy") | {"note": "x"}, CHANGE, "change", "cy", 4, {"note": "x"})


@pytest.mark.points(2)
def test_refunds(solution):
    """Customers refund nothing, and nobody an order of their own"""
    desk = Desk(solution)
    for user, number in (("ada", 1), ("ada", 2), ("bo", 5), ("cy", 4)):
        desk.refuses("Forbidden", REFUND, "refund", user, number)
    desk.gives(order(4, "cy") | {"status": "refunded"}, REFUND, "refund", "di", 4)


def test_orders_that_are_not_open(solution):
    """Orders that are not open are neither changed nor cancelled"""
    desk = Desk(solution)
    for user, number in (("ada", 2), ("bo", 5)):
        desk.refuses("Conflict", OPEN, "change", user, number, {"note": "x"})
        desk.refuses("Conflict", OPEN, "change", user, number, {})
        desk.refuses("Conflict", OPEN, "cancel", user, number)
        desk.refuses("Conflict", OPEN, "cancel", "cy", number)
        desk.refuses("Forbidden", OPEN, "change", user, number, {"cents": 1})
        desk.refuses("Forbidden", OPEN, "change", "cy", number, {"note": "x"})
    desk.gives(seen("bo", order(3, "bo") | {"status": "cancelled"})[0], CANCEL, "cancel", "bo", 3)
    desk.refuses("Conflict", OPEN, "cancel", "bo", 3)


def test_the_margin(solution):
    """Customers see the margin in no answer"""
    desk = Desk(solution)
    wanted = seen("ada", order(1, "ada"))[0]
    desk.gives(wanted, MARGIN, "read", "ada", 1)
    desk.gives([wanted, *seen("ada", order(2, "ada", "sent"))], MARGIN, "all", "ada")
    desk.gives(wanted | {"note": "x"}, MARGIN, "change", "ada", 1, {"note": "x"})
    desk.gives(wanted | {"note": "x", "status": "cancelled"}, MARGIN, "cancel", "ada", 1)
    desk.gives(order(4, "cy"), MARGIN, "read", "cy", 4)
    desk.gives(order(1, "ada") | {"note": "x", "status": "cancelled"}, MARGIN, "read", "cy", 1)


@pytest.mark.points(2)
def test_random_days(solution, reference, rng):
    """Agrees with the reference on 60 random calls"""
    users, numbers = [*USERS, "eve"], [1, 2, 3, 4, 5, 6, 99]
    orders = [order(number, rng.choice(list(USERS)), rng.choice(["open", "open", "sent"])) for number in numbers[:-1]]
    ours, theirs = (module.Orders(dict(USERS), orders) for module in (reference, solution))
    for _ in range(60):
        method = rng.choice(["read", "change", "cancel", "refund", "all"])
        arguments = [rng.choice(users)] + ([rng.choice(numbers)] if method != "all" else [])
        if method == "change":
            arguments.append(rng.choice([{"note": "n"}, {"address": "a", "note": "m"}, {"note": "x", "cents": 1}]))
        expected, answer = outcome(reference, ours, method, arguments), outcome(solution, theirs, method, arguments)
        if answer != expected:
            failed(
                f"Rule: all of the prompt. The orders are {orders}.", f"{method}{tuple(arguments)!r}", answer, expected
            )


def outcome(module, orders, method, arguments):
    """What a call gives, or the name of what it raises."""
    try:
        return getattr(orders, method)(*arguments)
    except (module.NotLoggedIn, module.NotFound, module.Forbidden, module.Conflict) as refusal:
        return type(refusal).__name__
