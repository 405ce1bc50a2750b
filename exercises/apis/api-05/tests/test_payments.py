"""Payments that are asked for more than once: made once, answered the same each time."""

from functools import partial

import pytest

RENT = {"amount": 95_000, "to": "landlord"}
FLOWERS = {"amount": 1_250, "to": "florist"}
PAID = "A payment is answered with 201, its place, and itself."
NO_KEY = "A POST without an Idempotency-Key is answered with 400, and nothing is paid."
AGAIN = "A request that is repeated gets the answer of the first one, and nothing is paid again."
MARKED = "An answer that is given again has Idempotent-Replayed: true; the first one has no such header."
OTHER = "A key that was used for another payment is answered with 422, and nothing is paid."
SHOPS = "Two shops may use the same key for two payments."
REFUSED = "What is refused with 422 for its amount is not remembered: the key can still be used."
UNREACHED = "When the bank does not answer, the answer is 502, and nothing is remembered."


def pay(service, payment, key="k-1", shop="corner"):
    headers = {"Shop": shop, **({"Idempotency-Key": key} if key is not None else {})}
    return service.post("/payments", json=payment, headers=headers)


def expect_paid(service, count, rule):
    """How many payments the bank has carried out."""
    done = service.get("/payments").json()
    assert len(done) == count, rule
    return done


@pytest.mark.example
def test_a_payment(service):
    """Makes a payment"""
    paid = {"id": 1, "shop": "corner", **RENT}
    pay(service, RENT).expect(201, PAID, json=paid, headers={"Location": "/payments/1", "Idempotent-Replayed": None})
    assert expect_paid(service, 1, PAID) == [paid], PAID


def test_without_a_key(service):
    """Makes no payment without a key"""
    pay(service, RENT, key=None).expect(400, NO_KEY)
    pay(service, RENT, key="").expect(400, "An empty key is none.")
    expect_paid(service, 0, NO_KEY)


@pytest.mark.points(2)
def test_the_same_again(service):
    """Makes a payment once, however often it is asked for"""
    first = pay(service, RENT).expect(201, PAID)
    for _ in range(2):
        again = pay(service, RENT).expect(201, AGAIN, json=first.json())
        again.expect(201, AGAIN, headers={"Location": first.headers["Location"]})
    expect_paid(service, 1, AGAIN)


def test_a_repeated_answer_is_marked(service):
    """Marks an answer that is given again"""
    pay(service, RENT).expect(201, MARKED, headers={"Idempotent-Replayed": None})
    for _ in range(2):
        pay(service, RENT).expect(201, MARKED, headers={"Idempotent-Replayed": "true"})


def test_keys_are_different_payments(service):
    """Makes a payment for each key"""
    rule = "Another key is another payment."
    for key in ("k-1", "k-2", "K-1"):
        pay(service, RENT, key=key).expect(201, rule, headers={"Idempotent-Replayed": None})
    expect_paid(service, 3, rule)


def test_another_payment_with_an_old_key(service):
    """Refuses another payment under an old key"""
    pay(service, RENT)
    for payment in (FLOWERS, {**RENT, "amount": 95_001}, {**RENT, "to": "Landlord"}):
        pay(service, payment).expect(422, OTHER)
    expect_paid(service, 1, OTHER)
    pay(service, RENT).expect(201, "After that, the first payment is still remembered.")


@pytest.mark.hint("Compare what was asked for, not the bytes in which it came.")
def test_the_same_in_other_words(service):
    """Knows a payment again whose JSON is written in another way"""
    headers = {"Shop": "corner", "Idempotency-Key": "k-1", "Content-Type": "application/json"}
    pay(service, RENT).expect(201, PAID)
    for text in ('{"to": "landlord", "amount": 95000}', '{ "amount":95000,\n"to":"landlord" }'):
        rule = "The order of the members and blanks between them make no other payment."
        service.post("/payments", body=text, headers=headers).expect(201, rule)
    expect_paid(service, 1, AGAIN)


def test_shops_have_keys_of_their_own(service):
    """Keeps the keys of two shops apart"""
    pay(service, RENT, shop="corner").expect(201, PAID)
    pay(service, FLOWERS, shop="market").expect(201, SHOPS, json={"id": 2, "shop": "market", **FLOWERS})
    pay(service, RENT, shop="market").expect(422, OTHER)
    expect_paid(service, 2, SHOPS)


def test_a_wrong_amount_does_not_use_up_the_key(service):
    """Lets a shop mend a wrong amount under the same key"""
    for amount in (0, -5, 12.5, "100", None, True):
        pay(service, {"amount": amount, "to": "florist"}).expect(422, "The amount is a whole number above 0.")
    expect_paid(service, 0, REFUSED)
    pay(service, FLOWERS).expect(201, REFUSED, headers={"Idempotent-Replayed": None})


@pytest.mark.hint("What does your server remember when `transfer` raises?")
def test_the_bank_is_not_reached(service):
    """Says 502 when the bank does not answer, and lets the shop try again"""
    lost = {"amount": 10, "to": "nobody"}
    for _ in range(2):
        pay(service, lost).expect(502, UNREACHED, headers={"Idempotent-Replayed": None})
    pay(service, FLOWERS).expect(201, UNREACHED)
    expect_paid(service, 1, UNREACHED)


@pytest.mark.points(2)
@pytest.mark.hint("While the bank takes its moment, the same request comes again. What does it find?")
def test_the_same_at_once(service):
    """Makes one payment when a request comes many times at once"""
    answers = service.at_once([partial(pay, service, RENT)] * 8)
    for answer in answers:
        answer.expect(201, AGAIN, json={"id": 1, "shop": "corner", **RENT})
    expect_paid(service, 1, AGAIN)
    marked = [answer for answer in answers if "Idempotent-Replayed" in answer.headers]
    assert len(marked) == len(answers) - 1, MARKED


def test_many_at_once(service, rng):
    """Loses none of many payments at once"""
    wishes = [({"amount": rng.randint(1, 10**6), "to": f"p-{number}"}, f"k-{number}") for number in range(6)]
    answers = service.at_once([partial(pay, service, payment, key) for payment, key in wishes * 2])
    assert [answer.status for answer in answers] == [201] * 12, PAID
    done = expect_paid(service, 6, "Each key is paid once.")
    sums = sorted((payment["amount"], payment["to"]) for payment in done)
    assert sums == sorted((wish["amount"], wish["to"]) for wish, _ in wishes), "Each payment is made as it was sent."
