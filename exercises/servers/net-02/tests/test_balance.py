"""nginx in front of three backends."""

import time
from collections import Counter

import pytest

PORT = 8080
PORTS = (9001, 9002, 9003)
TURNS = "As long as all three are well, they take turns."
UNNOTICED = "A GET is answered with 200 as long as one of the three can."
ONCE = "An order that a backend has received is not sent to a second one."
BACK = "At most 3 seconds after a backend is back, it gets requests."


@pytest.fixture
def shops(document):
    """The three backends."""
    return document.backends(*PORTS)


@pytest.fixture
def site(document, shops):
    """nginx with the learner's file."""
    return document.serve(port=PORT)


def who_answered(site, shops, count, method="GET"):
    """How often each backend answered, by port."""
    ports = {shop.answer: shop.port for shop in shops}
    seen = Counter()
    for _ in range(count):
        answer = site.ask(method, "/bread").expect(UNNOTICED, status=200)
        if answer.text not in ports:
            answer.expect("Every request is answered by one of the backends.", body="the answer of a backend")
        seen[ports[answer.text]] += 1
    return seen


@pytest.mark.example
def test_a_backend_answers(site, shops):
    """A request is answered by one of the three"""
    assert sum(who_answered(site, shops, 1).values()) == 1


@pytest.mark.example
@pytest.mark.points(2)
def test_requests_take_turns(site, shops):
    """Of twelve requests each backend gets four"""
    seen = who_answered(site, shops, 12)
    if seen != Counter(dict.fromkeys(PORTS, 4)):
        told = ", ".join(f"port {port}: {seen[port]}" for port in PORTS)
        pytest.fail(
            f"Rule: {TURNS}\n12 times GET /bread\n  gave      {told}\n  expected  each 4",
            pytrace=False,
        )


@pytest.mark.points(2)
def test_a_dead_backend_is_not_noticed(site, shops, rng):
    """One is switched off in the middle, and every request is still answered"""
    who_answered(site, shops, 3)
    dead = rng.choice(shops)
    dead.stop()
    seen = who_answered(site, shops, 9)
    assert seen[dead.port] == 0


def test_two_dead_backends_are_not_noticed(site, shops, rng):
    """Two are switched off, and the third answers everything"""
    alive, *dead = rng.sample(shops, 3)
    for shop in dead:
        shop.stop()
    seen = who_answered(site, shops, 6)
    assert seen == {alive.port: 6}


def test_orders_go_round_a_dead_backend(site, shops, rng):
    """An order that could not even be delivered goes to another backend"""
    rng.choice(shops).stop()
    who_answered(site, shops, 6, method="POST")


@pytest.mark.points(2)
@pytest.mark.hint("proxy_next_upstream says after which answers the next backend is asked. 503 is not one of them.")
def test_a_503_is_not_shown_to_a_reader(site, shops, rng):
    """A GET that one backend answers with 503 is answered by another"""
    broken = rng.choice(shops)
    broken.answers(503)
    seen = who_answered(site, shops, 6)
    assert seen[broken.port] == 0


@pytest.mark.points(2)
def test_an_order_is_sent_once(site, shops):
    """A POST that a backend answers with 503 is not repeated elsewhere"""
    for shop in shops:
        shop.answers(503)
    site.ask("POST", "/orders", body=b"rye bread").expect(f"{ONCE} The customer sees its 503.", status=503)
    received = [shop.port for shop in shops for request in shop.requests() if request.method == "POST"]
    if len(received) != 1:
        pytest.fail(
            f"Rule: {ONCE}\nPOST /orders, answered with 503\n"
            f"  gave      received by the backends on {', '.join(map(str, received)) or 'no port'}\n"
            "  expected  received by one of them",
            pytrace=False,
        )


@pytest.mark.points(2)
@pytest.mark.hint("nginx has a time limit for the answer of a backend, proxy_read_timeout. It is a minute by itself.")
def test_a_backend_that_hangs_is_given_up(site, shops, rng):
    """A backend that does not answer within a second is given up, and another one asked"""
    hanging = rng.choice(shops)
    hanging.answers(200, seconds=30)
    started = time.monotonic()
    seen = who_answered(site, shops, 3)
    took = time.monotonic() - started
    assert seen[hanging.port] == 0
    if took > 4:
        pytest.fail(
            "Rule: a backend that does not answer within 1 second is given up.\n3 times GET /bread, one backend hangs\n"
            f"  gave      answers after {took:.1f} seconds\n  expected  within 2",
            pytrace=False,
        )


def test_a_slow_answer_is_waited_for(site, shops):
    """An answer that takes half a second is waited for"""
    for shop in shops:
        shop.answers(200, seconds=0.5)
    who_answered(site, shops, 1)
    asked = sum(len(shop.requests()) for shop in shops)
    if asked != 1:
        pytest.fail(
            "Rule: an answer that takes half a second is still waited for.\nGET /bread, all take 0.5 seconds\n"
            f"  gave      {asked} backends were asked\n  expected  1",
            pytrace=False,
        )


@pytest.mark.hint("`fail_timeout` of a server in the upstream block says how long a backend that failed is left alone.")
def test_a_backend_that_is_back_is_used(document, site, shops, rng):
    """A backend that was off and is back gets requests again within 3 seconds"""
    one = rng.choice(shops)
    one.stop()
    who_answered(site, shops, 6)
    one.start()
    if not document.until(lambda: who_answered(site, shops, 3)[one.port] > 0, seconds=3.5):
        pytest.fail(
            f"Rule: {BACK}\nThe backend on port {one.port} was switched off, and on again 3.5 seconds ago\n"
            "  gave      no request since\n  expected  a third of them",
            pytrace=False,
        )
