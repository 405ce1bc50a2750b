"""Tokens that are over, given back, and asked for by many at once: the tests see what the provider has seen."""

import base64
import hashlib
import time
from functools import partial
from urllib.parse import urlencode

import pytest

CALLBACK = "app.example:/back"
PROFILE = "GET /profile is answered with 200 and what the API says now."
STRANGER = "Without a session there is 401, and the provider is not asked."
ONCE = "A token is renewed only when the API answers 401, and once for that request."
ROTATED = "Each refresh gives a new refresh token, and the old one may never be used again."
TOGETHER = (
    "However many requests find a token over at the same time, it is renewed once, and all are answered with 200."
)
END = (
    "Where the provider refuses to renew (400), the answer is 401, the session is over and the provider is left alone."
)
TROUBLE = "Any other answer of the provider is answered with 502, and the session stays."
AGAIN = "Where the API answers 401 to a renewed token, too, the answer is 502."
LOGOUT = "POST /logout is answered with 204; the session is over."
AT_ONCE = "POST /logout ends the session at once, and not when the provider has answered."
FOR_GOOD = "A session that was logged out stays over, whatever was under way."
REVOKED = "POST /logout has the provider revoke the refresh token."
LIFE = 600
SHORT = 20
MOMENT = 0.3
TRIES = 3


class App:
    """Signs people in at the provider, as an app does, and asks the learner's server for them."""

    def __init__(self, service, oidc, rng):
        self.service, self.oidc, self.rng = service, oidc, rng
        self.client_id, self.secret = f"app-{rng.randrange(10**6)}", rng.randbytes(12).hex()
        self.tokens_last(LIFE)
        self.users = {}
        for name in ("ada", "bo"):
            self.rename(name, f"{name.title()} {rng.randrange(10**4)}")
        told = {"ISSUER": oidc.issuer, "CLIENT_ID": self.client_id, "CLIENT_SECRET": self.secret}
        service.restart({**told, "REDIRECT_URI": CALLBACK})

    def tokens_last(self, seconds):
        """How long access tokens are good for, from the next one on."""
        known = {"secret": self.secret, "redirect_uris": [CALLBACK], "access_seconds": seconds}
        self.oidc.client(self.client_id, **known)

    def rename(self, user, name):
        known = self.users.setdefault(
            user, {"password": self.rng.randbytes(8).hex(), "sub": self.rng.randbytes(4).hex()}
        )
        known |= {"name": name, "email": f"{user}@login.example"}
        self.oidc.user(user, **known)

    def sign_in(self, user="ada"):
        """A session of this user's."""
        verifier = self.rng.randbytes(32).hex()
        digest = hashlib.sha256(verifier.encode()).digest()
        query = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": CALLBACK,
            "scope": "openid profile",
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        url = f"{self.oidc.issuer}/authorize?{urlencode(query)}"
        code = self.oidc.sign_in(url, user, self.users[user]["password"]).leads_with["code"]
        made = self.service.post("/sessions", json={"code": code, "verifier": verifier})
        return made.expect(201, "POST /sessions works as it did.", json={"session": str}).json()["session"]

    def profile(self, session):
        return self.service.get("/profile", headers={"Authorization": f"Bearer {session}"})

    def begin(self, method, path, session):
        """Send a request, and take the answer later."""
        return self.service.begin(method, path, headers={"Authorization": f"Bearer {session}"})

    def logout(self, session):
        return self.service.post("/logout", headers={"Authorization": f"Bearer {session}"})

    def expect(self, session, user="ada", rule=PROFILE):
        known = self.users[user]
        self.profile(session).expect(200, rule, json={"sub": known["sub"], "name": known["name"]})

    def renewals(self):
        """The requests to renew a token that the provider has seen."""
        return [seen for seen in self.oidc.seen("/token") if seen.fields.get("grant_type") == "refresh_token"]

    def asked(self):
        """How often the API was asked."""
        return len(self.oidc.seen("/userinfo"))

    def tokens(self):
        """What the provider gave last."""
        return next(seen.gave for seen in reversed(self.oidc.seen("/token")) if seen.status == 200)

    def refresh_by_hand(self, token):
        """What the provider says when somebody tries a refresh token."""
        basic = base64.b64encode(f"{self.client_id}:{self.secret}".encode()).decode()
        form = {"grant_type": "refresh_token", "refresh_token": token}
        return self.oidc.ask("POST", "/token", form=form, headers={"Authorization": f"Basic {basic}"})


@pytest.fixture
def app(service, oidc, rng):
    return App(service, oidc, rng)


@pytest.mark.example
def test_a_profile(app):
    """Shows what the API says now"""
    first, second = app.sign_in("ada"), app.sign_in("bo")
    app.expect(first, "ada")
    app.expect(second, "bo")
    app.rename("ada", "Ada King")
    app.expect(first, "ada", f"{PROFILE} She has changed her name.")


@pytest.mark.example
def test_a_stranger(app):
    """Shows nothing without a session"""
    session = app.sign_in()
    for header in (None, "Bearer", "Bearer made-up", f"Basic {session}", session):
        headers = {"Authorization": header} if header else {}
        app.service.get("/profile", headers=headers).expect(401, STRANGER)
        app.service.post("/logout", headers=headers).expect(401, STRANGER)
    assert app.asked() == 0, STRANGER


@pytest.mark.points(2)
def test_a_token_that_is_over(app):
    """Renews a token that is over, and asks again"""
    session = app.sign_in()
    app.expect(session)
    app.oidc.let_pass(LIFE + 1)
    app.expect(session, rule=ONCE)
    app.expect(session, rule=ONCE)
    assert [seen.status for seen in app.renewals()] == [200], ONCE
    assert [seen.status for seen in app.oidc.seen("/userinfo")] == [200, 401, 200, 200], ONCE


def test_no_need_to_renew(app):
    """Renews nothing that still works"""
    session = app.sign_in()
    for _ in range(3):
        app.expect(session)
    assert (len(app.renewals()), app.asked()) == (0, 3), f"{ONCE} Three requests ask the API three times."
    app.tokens_last(SHORT)
    app.expect(app.sign_in())
    assert app.renewals() == [], f"{ONCE} This one is good for {SHORT} seconds, and was sent within one or two."


@pytest.mark.points(2)
@pytest.mark.hint("What else came with the new access token?")
def test_over_and_over(app):
    """Renews a token as often as it is over"""
    session = app.sign_in()
    for _ in range(4):
        app.oidc.let_pass(LIFE + 1)
        app.expect(session, rule=ROTATED)
    used = [seen.fields.get("refresh_token", "") for seen in app.renewals()]
    assert len(set(used)) == len(used) == 4, ROTATED


def test_each_for_itself(app):
    """Renews the token of one session and no other"""
    first, second = app.sign_in("ada"), app.sign_in("bo")
    app.oidc.let_pass(LIFE + 1)
    app.expect(first, "ada")
    assert len(app.renewals()) == 1, ONCE
    app.expect(second, "bo")
    app.expect(first, "ada")
    assert len(app.renewals()) == 2, "Each session has tokens of its own."


@pytest.mark.points(3)
@pytest.mark.hint("All of them hold a token that is over. Who renews it, and how do the others notice?")
def test_many_at_once(app):
    """Renews a token once when many find it over at the same time"""
    session = app.sign_in()
    for _ in range(2):
        app.oidc.let_pass(LIFE + 1)
        before = len(app.renewals())
        app.oidc.trouble("/userinfo", together=5)
        for answer in app.service.at_once([partial(app.profile, session)] * 5):
            answer.expect(200, TOGETHER)
        assert len(app.renewals()) - before == 1, TOGETHER


@pytest.mark.hint("Its token was renewed while it waited for the API. How does it see that?")
def test_a_late_answer(app):
    """Renews a token once when one request hears later than others that it is over"""
    session = app.sign_in()
    app.oidc.let_pass(LIFE + 1)
    app.oidc.trouble("/userinfo", together=2)
    late = app.begin("GET", "/profile", session)
    time.sleep(MOMENT)  # it waits at the provider now, and the others don't
    app.oidc.trouble("/userinfo")
    app.expect(session)
    late.response().expect(200, TOGETHER)
    assert len(app.renewals()) == 1, f"{TOGETHER} One of them may hear of it when the others have renewed it."


def test_the_end_for_many(app):
    """Asks once when many find that a token can't be renewed"""
    session = app.sign_in()
    app.oidc.let_pass(15 * 24 * 3600)
    app.oidc.trouble("/userinfo", together=5)
    for answer in app.service.at_once([partial(app.profile, session)] * 5):
        answer.expect(401, END)
    assert len(app.renewals()) == 1, f"{END} That holds for those, too, that wait to renew it."


def test_no_way_back(app):
    """Ends a session whose tokens can't be renewed"""
    session, other = app.sign_in("ada"), app.sign_in("bo")
    app.oidc.let_pass(15 * 24 * 3600)
    app.profile(session).expect(401, END)
    asked = app.asked(), len(app.renewals())
    app.profile(session).expect(401, END)
    app.logout(session).expect(401, END)
    assert (app.asked(), len(app.renewals())) == asked, END
    app.profile(other).expect(401, END)


def test_another_trouble(app):
    """Takes no other answer for a token that is over"""
    session = app.sign_in()
    for status in (503, 500, 403, 429):
        app.oidc.trouble("/userinfo", status=status, times=1)
        app.profile(session).expect(502, f"{TROUBLE} The API answered {status}.")
    assert app.renewals() == [], ONCE
    app.expect(session, rule=TROUBLE)


def test_out_of_order(app):
    """Keeps a session when the provider is out of order for a moment"""
    session = app.sign_in()
    app.oidc.let_pass(LIFE + 1)
    for status in (503, 500, 401, 403, 429):
        app.oidc.trouble("/token", status=status, times=1)
        app.profile(session).expect(502, f"{TROUBLE} The provider answered {status} to the request to renew.")
    app.expect(session, rule=TROUBLE)


def test_refused_again(app):
    """Does not renew a token twice for one request"""
    session = app.sign_in()
    app.oidc.trouble("/userinfo", status=401, times=2)
    app.profile(session).expect(502, AGAIN)
    assert len(app.renewals()) == 1, ONCE
    app.expect(session, rule=TROUBLE)
    app.oidc.let_pass(LIFE + 1)
    app.expect(session, rule=f"{ROTATED} That holds where the API refuses the new access token, too.")


@pytest.mark.points(2)
def test_logout(app):
    """Ends a session, here and at the provider"""
    session, other = app.sign_in("ada"), app.sign_in("bo")
    app.oidc.let_pass(LIFE + 1)
    app.expect(session)
    token = app.tokens()["refresh_token"]
    app.logout(session).expect(204, LOGOUT, body=b"")
    asked = app.asked()
    app.profile(session).expect(401, LOGOUT)
    assert app.asked() == asked, STRANGER
    seen = [(seen.status, seen.fields.get("token")) for seen in app.oidc.seen("/revoke")]
    assert (200, token) in seen, f"{REVOKED} It is a POST to ISSUER/revoke with the form field token."
    assert app.refresh_by_hand(token).status == 400, REVOKED
    app.expect(other, "bo", "A logout ends one session.")


def test_logout_alone(app):
    """Ends a session even when the provider is out of order"""
    session = app.sign_in()
    app.oidc.trouble("/revoke", status=503, times=1)
    app.logout(session).expect(204, f"{LOGOUT} The provider answered 503.")
    app.profile(session).expect(401, LOGOUT)


def test_logout_at_once(app):
    """Ends a session before the provider has answered"""
    for _ in range(TRIES):  # on a machine that is very slow, one try tells nothing
        session = app.sign_in()
        before = len(app.oidc.seen("/revoke"))
        app.oidc.trouble("/revoke", together=2)
        begun = app.begin("POST", "/logout", session)
        app.service.wait_until(lambda name=session: app.profile(name).status == 401)
        early = len(app.oidc.seen("/revoke")) == before
        begun.response().expect(204, LOGOUT)
        if early:
            return
    pytest.fail(f"{AT_ONCE} The provider waited a moment, and /profile went on with 200.", pytrace=False)


def test_logout_while_renewing(app):
    """Brings no session back that was logged out while its token was renewed"""
    session = app.sign_in()
    app.oidc.let_pass(LIFE + 1)
    app.oidc.trouble("/token", together=2)
    app.oidc.trouble("/revoke", status=503, times=1)
    renewing = app.begin("GET", "/profile", session)
    app.service.wait_until(lambda: app.asked() == 1)
    time.sleep(MOMENT)  # its token is being renewed now
    app.logout(session).expect(204, LOGOUT)
    renewing.response()
    asked = app.asked()
    app.profile(session).expect(401, FOR_GOOD)
    assert app.asked() == asked, STRANGER


def test_a_link_logs_nobody_out(app):
    """Ends nothing for a GET"""
    session = app.sign_in()
    headers = {"Authorization": f"Bearer {session}"}
    app.service.get("/logout", headers=headers).expect(404, "Only a POST logs out; GET /logout is 404.")
    app.expect(session)
    assert app.oidc.seen("/revoke") == [], "Only a POST logs out."
