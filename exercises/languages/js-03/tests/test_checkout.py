"""Out of the pyramid: a checkout with promises that does what the one with callbacks did.

The shop is the test's own. Its methods go on in turns, a turn being what lies between two `asyncio.sleep(0)`, so the
test sees what is asked at the same time, and what is waited for.
"""

import asyncio

import pytest

PRICES = {"tea": 450, "cup": 999, "pot": 2500}
CART = [{"product": "tea", "count": 3}, {"product": "cup", "count": 1}]
SUM = 3 * 450 + 999
SAME_TIME = "the customer and the cart are asked for at the same time."
PASSED_ON = "an error passed on is what the promise is rejected with, the very same one."


class NotFound(Exception):
    """What the shop does not have."""


class Declined(Exception):
    """What anything in the shop may fail with."""


class Shop:
    """Answers after some turns, and notes what it is asked.

    Args:
        cart: what the customer has in it.
        discount: in percent; None for a customer who has none.
        fails: by method, the error that it fails with.
        turns: by method, how many turns it takes; 1 if not said.
    """

    def __init__(self, cart=CART, discount=None, fails=None, turns=None):
        self.cart = cart
        self.discount = discount
        self.fails = fails or {}
        self.turns = turns or {}
        self.events = []
        self.asked = []

    async def answer(self, method, args, result):
        self.asked.append((method, *args))
        self.events.append(f"{method} starts")
        for _ in range(self.turns.get(method, 1)):
            await asyncio.sleep(0)
        error = self.fails.get(method)
        self.events.append(f"{method} {'fails' if error else 'ends'}")
        if error:
            raise error
        return result

    async def find_customer(self, number):
        return await self.answer("findCustomer", [number], {"id": number, "mail": f"customer{number}@example.org"})

    async def find_cart(self, number):
        return await self.answer("findCart", [number], self.cart)

    async def find_price(self, product):
        return await self.answer("findPrice", [product], PRICES[product])

    async def find_discount(self, number):
        if self.discount is None:
            self.fails.setdefault("findDiscount", NotFound())
        return await self.answer("findDiscount", [number], self.discount)

    async def reserve(self, cart):
        return await self.answer("reserve", [cart], "reservation 5")

    async def release(self, reservation):
        return await self.answer("release", [reservation], None)

    async def pay(self, number, amount):
        return await self.answer("pay", [number, amount], f"receipt of {amount}")

    async def send_mail(self, mail, receipt):
        return await self.answer("sendMail", [mail, receipt], None)

    # --- asking the solution --------------------------------------------------------------------------

    def expect(self, solution, amount, rule):
        """The checkout goes well."""
        expected = None if amount is None else {"amount": amount, "receipt": f"receipt of {amount}"}
        try:
            answer = solution.checkout(self, 7)
        except Exception as raised:  # noqa: BLE001 - the message tells what it is
            self.fail(rule, f"rejected with {raised!r}", repr(expected))
        whole = answer is None or (type(answer) is dict and type(answer.get("amount")) is int)
        if not whole or answer != expected:
            self.fail(rule, repr(answer), repr(expected))

    def expect_error(self, solution, error, rule):
        """The checkout fails with this very error."""
        try:
            answer = solution.checkout(self, 7)
        except Exception as raised:  # noqa: BLE001 - it is looked at right here
            if raised is not error:
                self.fail(rule, f"rejected with {raised!r}", f"rejected with {error!r}, the same error")
        else:
            self.fail(rule, f"resolved with {answer!r}", f"rejected with {error!r}")

    def expect_asked(self, method, calls, rule):
        """A method was called just so often, with these arguments."""
        made = [list(args) for name, *args in self.asked if name == method]
        if made != calls:
            self.fail(rule, f"{method} called with {made}", f"{method} called with {calls}")

    def fail(self, rule, gave, expected):
        pytest.fail(
            f"Rule: {rule}\n"
            f"checkout(shop, 7)\n"
            f"  gave      {gave}\n"
            f"  expected  {expected}\n"
            f"what the shop was asked: {', '.join(self.events) or 'nothing'}",
            pytrace=False,
        )


@pytest.mark.example
def test_a_cart_is_paid(solution):
    """A cart is reserved, paid, and the receipt comes back"""
    shop = Shop()
    shop.expect(solution, SUM, "the result is `{ amount, receipt }`.")
    shop.expect_asked("reserve", [[CART]], "the cart is reserved.")
    shop.expect_asked("pay", [[7, SUM]], "the amount is paid, once.")
    shop.expect_asked("release", [], "only when paying fails the reservation is released.")
    if shop.events.index("pay starts") < shop.events.index("reserve ends"):
        shop.fail("the cart is reserved, then the amount is paid.", "paid before it was reserved", "reserved first")
    Shop(cart=[{"product": "pot", "count": 2}]).expect(solution, 5000, "the amount is the sum of prices times counts.")


def test_the_discount_is_taken_off(solution):
    """A discount is taken off, rounded down to whole cents"""
    rule = "the amount is the sum less the discount in percent, which is rounded down to whole cents."
    for percent in (0, 10, 15, 33, 100):
        Shop(discount=percent).expect(solution, SUM - SUM * percent // 100, rule)


@pytest.mark.hint("Which error do you want to catch there, and what becomes of the others?")
def test_no_discount_is_fine(solution):
    """Who has no discount pays the full sum"""
    rule = "who has no discount pays the full sum: `findDiscount` fails with an error named NotFound then."
    Shop(discount=None, turns={"findDiscount": 3}).expect(solution, SUM, rule)
    Shop(discount=50).expect(solution, SUM - SUM // 2, "the discount is taken off where there is one.")


def test_an_empty_cart(solution):
    """An empty cart gives null, and nothing else is asked of the shop"""
    rule = "an empty cart gives `null`, and nothing else is asked of the shop."
    shop = Shop(cart=[])
    shop.expect(solution, None, rule)
    if len(shop.asked) != 2:
        shop.fail(rule, ", ".join(method for method, *_ in shop.asked), "findCustomer, findCart")
    Shop().expect(solution, SUM, "a cart with something in it is paid.")


@pytest.mark.hint("`await` stops right there. Which calls could have been made before?")
def test_customer_and_cart_at_the_same_time(solution):
    """The customer and the cart are asked for at the same time"""
    for turns in ({"findCustomer": 3}, {"findCart": 3}):
        shop = Shop(turns=turns)
        shop.expect(solution, SUM, "the result is `{ amount, receipt }`.")
        if sorted(shop.events[:2]) != ["findCart starts", "findCustomer starts"]:
            shop.fail(SAME_TIME, ", ".join(shop.events[:4]), "both start before one of them ends")


def test_all_prices_at_the_same_time(solution):
    """The prices of all products are asked for at the same time"""
    cart = [{"product": product, "count": 1} for product in ("pot", "tea", "cup", "tea")]
    shop = Shop(cart=cart, turns={"findPrice": 2})
    shop.expect(solution, 2500 + 450 + 999 + 450, "the amount is the sum of prices times counts.")
    events = [event for event in shop.events if event.startswith("findPrice")]
    if events != ["findPrice starts"] * 4 + ["findPrice ends"] * 4:
        rule = "the prices of all products in the cart are asked for at the same time."
        shop.fail(rule, ", ".join(events), "all four start before one of them ends")


def test_an_error_is_passed_on(solution):
    """An error is passed on, and nothing further is asked of the shop"""
    steps = ["findCustomer", "findCart", "findPrice", "reserve"]
    for method in steps:
        error = Declined()
        shop = Shop(fails={method: error}, turns={"findCart": 2})
        shop.expect_error(solution, error, PASSED_ON)
        after = [name for name, *_ in shop.asked if name in ("pay", "sendMail", "release")]
        if after:
            shop.fail("nothing further is asked of the shop after an error.", ", ".join(after), "none of these")
    Shop().expect(solution, SUM, "the next checkout works as ever.")


def test_another_error_of_the_discount_is_passed_on(solution):
    """Another error of the discount than NotFound is passed on"""
    error = Declined()
    shop = Shop(discount=10, fails={"findDiscount": error})
    shop.expect_error(solution, error, "any other error of `findDiscount` is passed on.")
    shop.expect_asked("pay", [], "nothing further is asked of the shop after an error.")


@pytest.mark.points(2)
@pytest.mark.hint("A `return` or `throw` does not wait for a promise that nobody awaits.")
def test_a_failed_payment_releases_the_goods(solution):
    """When paying fails the goods are released first, then the error is passed on"""
    error = Declined()
    shop = Shop(fails={"pay": error}, turns={"release": 4})
    shop.expect_error(solution, error, PASSED_ON)
    shop.expect_asked("release", [["reservation 5"]], "when paying fails the reservation is released.")
    if "release ends" not in shop.events:
        rule = "only when the release has come to its end is the payment's error passed on."
        shop.fail(rule, "passed on before the release had ended", "the release ends first")
    shop.expect_asked("sendMail", [], "after the payment the receipt is sent by mail; there was none.")


def test_the_payments_error_counts(solution):
    """It is the payment's error that counts, also if the release fails as well"""
    error = Declined()
    shop = Shop(fails={"pay": error, "release": ValueError("no such reservation")})
    shop.expect_error(solution, error, "the payment's error is passed on, also if the release fails as well.")
    shop.expect_asked("release", [["reservation 5"]], "when paying fails the reservation is released.")


def test_the_receipt_is_sent(solution):
    """The receipt is sent by mail after the payment"""
    shop = Shop(discount=10)
    amount = SUM - SUM * 10 // 100
    shop.expect(solution, amount, "the result is `{ amount, receipt }`.")
    rule = "after the payment the receipt is sent by mail."
    shop.expect_asked("sendMail", [["customer7@example.org", f"receipt of {amount}"]], rule)


def test_nobody_waits_for_the_mail(solution):
    """Nobody waits for the mail"""
    shop = Shop(turns={"sendMail": 50})
    shop.expect(solution, SUM, "the result is `{ amount, receipt }`.")
    shop.expect_asked("sendMail", [["customer7@example.org", f"receipt of {SUM}"]], "the receipt is sent by mail.")
    if "sendMail ends" in shop.events:
        shop.fail(
            "nobody waits for the mail.", "the result came after the mail had been sent", "the result comes first"
        )


@pytest.mark.points(2)
@pytest.mark.hint("Who hears of it when a promise is rejected that nobody waits for?")
def test_a_mail_that_fails(solution):
    """If the mail fails nobody is told"""
    rule = "if the mail fails nobody is told: no error may come up anywhere, neither now nor later."
    for turns in (0, 2):
        shop = Shop(fails={"sendMail": ConnectionError("mail server is down")}, turns={"sendMail": turns})
        shop.expect(solution, SUM, rule)
        Shop(turns={"findCart": 5}).expect(solution, SUM, rule)  # meanwhile, the mail fails
        if "sendMail fails" not in shop.events:
            shop.fail("after the payment the receipt is sent by mail.", "no mail", "a mail, which fails")
