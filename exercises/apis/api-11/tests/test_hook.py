"""Messages from a sender who signs them: the right ones are taken in once, all others never."""

import hashlib
import hmac
import json
import time
from functools import partial

import pytest

TAKEN = 'A message that is signed rightly is answered with 200 and {"taken": true}, and stands in /events.'
REFUSED = "A message without a right signature is answered with 401 and not taken in."
STALE = "A signature whose time is more than 300 seconds away from now, before or after, does not hold."
BYTES = "The signature is that of the bytes that were sent, however the JSON in them is written."
AGAIN = 'An event whose id was taken in before is answered with 200 and {"taken": false}, and not taken in again.'
SEVERAL = "A header may hold several signatures v1, and other parts; one right v1 is enough."
FORMS = "A header without one time in digits, or without v1, does not hold, and is no reason to break down."


class Sender:
    """Signs messages with a secret that was made up for this check."""

    def __init__(self, service, rng):
        self.service = service
        self.secret = rng.randbytes(16).hex()
        service.restart({"WEBHOOK_SECRET": self.secret})

    def sign(self, body, seconds=None, secret=None):
        """The hexadecimal signature of a body at a time."""
        text = f"{self.now() if seconds is None else seconds}.".encode() + body
        return hmac.new((secret or self.secret).encode(), text, hashlib.sha256).hexdigest()

    @staticmethod
    def now():
        return int(time.time())

    def send(self, event, age=0, body=None, header=None):
        """Send an event as it should be sent, but for what is said."""
        body = json.dumps(event).encode() if body is None else body
        seconds = self.now() - age
        usual = f"t={seconds},v1={self.sign(body, seconds)}"
        headers = {"Signature": usual if header is None else header, "Content-Type": "application/json"}
        return self.service.post("/hook", body=body, headers=headers)

    def expect_events(self, *ids, rule):
        found = self.service.get("/events").json()
        assert [event["id"] for event in found] == list(ids), rule


@pytest.fixture
def sender(service, rng):
    return Sender(service, rng)


def event(name, cents=100):
    return {"id": name, "kind": "paid", "cents": cents}


@pytest.mark.example
def test_a_right_message(sender):
    """Takes in what was signed"""
    for name in ("e1", "e2"):
        sender.send(event(name)).expect(200, TAKEN, json={"taken": True})
    assert sender.service.get("/events").json() == [event("e1"), event("e2")], TAKEN


def test_no_signature(sender):
    """Takes in nothing that is not signed"""
    body = json.dumps(event("e1")).encode()
    sender.service.post("/hook", body=body).expect(401, REFUSED)
    sender.send(event("e1"), header="").expect(401, REFUSED)
    sender.expect_events(rule=REFUSED)


def test_another_secret(sender):
    """Takes in nothing that somebody else has signed"""
    body = json.dumps(event("e1")).encode()
    now = sender.now()
    for secret in ("only-to-try", "wrong", sender.secret.upper()):
        header = f"t={now},v1={sender.sign(body, now, secret)}"
        sender.send(event("e1"), header=header).expect(401, REFUSED)
    plain = hashlib.sha256(f"{now}.".encode() + body).hexdigest()
    sender.send(event("e1"), header=f"t={now},v1={plain}").expect(401, "A hash without the secret signs nothing.")
    sender.expect_events(rule=REFUSED)


def test_another_body(sender):
    """Takes in nothing that was changed on the way"""
    now = sender.now()
    header = f"t={now},v1={sender.sign(json.dumps(event('e1')).encode(), now)}"
    sender.send(event("e1", cents=999), header=header).expect(401, REFUSED)
    sender.send(event("e1")).expect(200, TAKEN, json={"taken": True})


@pytest.mark.hint("What becomes of bytes that are read as JSON and written again?")
def test_the_bytes_count(sender):
    """Checks the bytes, not what they mean"""
    texts = ('{ "id":"e1" ,\n "kind":"paid"}', '{"kind": "caf\u00e9", "id": "e2"}', '{"id": "e3", "cents": 1.50}')
    for text in texts:
        sender.send(None, body=text.encode()).expect(200, BYTES, json={"taken": True})
    sender.expect_events("e1", "e2", "e3", rule=BYTES)


@pytest.mark.points(2)
def test_an_old_message(sender):
    """Takes in nothing that was recorded long ago"""
    for age in (320, 4000, 10**9, -320, -(10**9)):
        sender.send(event("e1"), age=age).expect(401, STALE)
    for age in (200, -200):
        sender.send(event(f"e{age}"), age=age).expect(200, "Up to 300 seconds are all right.", json={"taken": True})


def test_the_time_is_signed_too(sender):
    """Believes no time that was put in later"""
    body = json.dumps(event("e1")).encode()
    old = sender.sign(body, sender.now() - 4000)
    sender.send(event("e1"), header=f"t={sender.now()},v1={old}").expect(401, "The time is signed with the body.")
    sender.expect_events(rule=REFUSED)


@pytest.mark.hint("Whoever sends a message twice should not see an error the second time. Why?")
def test_the_same_event_again(sender):
    """Takes in an event once"""
    sender.send(event("e1")).expect(200, TAKEN, json={"taken": True})
    for age in (0, 60):
        sender.send(event("e1"), age=age).expect(200, AGAIN, json={"taken": False})
    sender.expect_events("e1", rule=AGAIN)
    sender.send(event("e1"), header=f"t={sender.now()},v1=00").expect(401, "The signature comes first.")


def test_a_refused_event_is_not_remembered(sender):
    """Remembers nothing of what it has refused"""
    sender.send(event("e1"), header=f"t={sender.now()},v1=00").expect(401, REFUSED)
    sender.send(event("e1")).expect(200, "What was refused can still come in.", json={"taken": True})


def test_several_signatures(sender):
    """Understands a header with several signatures"""
    now = sender.now()
    for number, form in enumerate(("t={t},v1={bad},v1={good}", "v1={good},t={t}", "t={t}, v1={good}, v0={bad},x")):
        body = json.dumps(event(f"e{number}")).encode()
        header = form.format(t=now, good=sender.sign(body, now), bad="0" * 64)
        sender.send(event(f"e{number}"), header=header).expect(200, SEVERAL, json={"taken": True})
    body = json.dumps(event("e9")).encode()
    other = f"t={now},v0={sender.sign(body, now)}"
    sender.send(event("e9"), header=other).expect(401, "Only v1 is a signature.")


def test_headers_that_make_no_sense(sender):
    """Does not break down over a header that makes no sense"""
    body = json.dumps(event("e1")).encode()
    now = sender.now()
    good = sender.sign(body, now)
    odd = ("t", "t=,v1=", f"t={now}", f"v1={good}", f"t=now,v1={good}", ",,,", "=", f"t={now},v1=\xe9")
    for header in (*odd, f"t={now},t={now},v1={good}"):
        sender.send(event("e1"), header=header).expect(401, FORMS)
    for when in ("-1", "1e400", "nan", "9" * 4400):
        signed = sender.sign(body, when)
        sender.send(event("e1"), header=f"t={when},v1={signed}").expect(401, FORMS)
    sender.expect_events(rule=FORMS)


@pytest.mark.points(2)
def test_the_same_at_once(sender, rng):
    """Takes in an event once when it comes several times at once"""
    for turn in range(3):
        name = f"e{turn}-{rng.randint(1, 9)}"
        answers = sender.service.at_once([partial(sender.send, event(name))] * 8)
        assert [answer.status for answer in answers] == [200] * 8, AGAIN
        assert sum(answer.json()["taken"] for answer in answers) == 1, AGAIN
    assert len(sender.service.get("/events").json()) == 3, AGAIN
