"""A resource behind access tokens: signature, issuer, audience, time and scopes; each of them counts."""

import base64
import hashlib
import hmac
import json
import time

import pytest

NONE = "Without a bearer token the answer is 401, and the challenge has no error."
INVALID = 'A token that does not hold is answered with 401 and error="invalid_token".'
SCOPE = 'A token without the scope is answered with 403, error="insufficient_scope" and the scope.'
LET_IN = "With a token that holds, and the scope, the answer is 200 with `who`, the token's sub, and `cents`."
NOTHING = "Who is not let in changes nothing."


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def told(rule, token):
    """A rule, and what the header and the claims of a token say, where they can be read."""
    try:
        head, claims = [base64.urlsafe_b64decode(f"{part}==").decode() for part in token.split(".")[:2]]
    except ValueError:
        return rule
    return f"{rule} The token reads {head} {claims}"


class Authority:
    """The authorization server: it gives tokens, signed with keys that were made up for this check."""

    def __init__(self, service, rng):
        self.service = service
        self.keys = {"old": rng.randbytes(16).hex(), "new": rng.randbytes(16).hex()}
        service.restart({"KEYS": json.dumps(self.keys)})

    def token(self, *, header=None, secret=None, digest="sha256", **claims):
        """A token that holds, but for what is said; a claim that is None is left out."""
        head = {"alg": "HS256", "typ": "JWT", "kid": "new", **(header or {})}
        now = time.time()
        usual = {"iss": "https://login.bank.example", "aud": "savings", "sub": "ada", "exp": int(now) + 600}
        said = {**usual, "scope": "savings:read savings:write", **claims}
        said = {name: value for name, value in said.items() if value is not None}
        signed = f"{encoded(json.dumps(head).encode())}.{encoded(json.dumps(said).encode())}"
        secret = self.keys.get(head["kid"], "unknown") if secret is None else secret
        return f"{signed}.{encoded(hmac.new(secret.encode(), signed.encode(), digest).digest())}"

    def get(self, token, scheme="Bearer"):
        return self.service.get("/savings", headers={"Authorization": f"{scheme} {token}"})

    def put(self, token, cents):
        return self.service.put("/savings", json=cents, headers={"Authorization": f"Bearer {token}"})

    def expect_in(self, token, rule=LET_IN, who="ada", cents=0):
        self.get(token).expect(200, told(rule, token), json={"who": who, "cents": cents})

    def expect_invalid(self, token, rule=INVALID):
        rule = told(rule, token)
        answer = self.get(token).expect(401, rule, headers={"WWW-Authenticate": ...})
        challenge = answer.headers["WWW-Authenticate"]
        if not challenge.startswith("Bearer") or 'error="invalid_token"' not in challenge:
            answer.fail(f"WWW-Authenticate: {challenge}", f'error="invalid_token" in it. {rule}')


@pytest.fixture
def authority(service, rng):
    return Authority(service, rng)


@pytest.mark.example
def test_a_token_that_holds(authority):
    """Lets in who has a token that holds"""
    ada, bo = authority.token(), authority.token(sub="bo")
    authority.expect_in(ada)
    authority.put(ada, 500).expect(200, LET_IN, json={"who": "ada", "cents": 500})
    authority.expect_in(ada, cents=500)
    authority.expect_in(bo, "Everybody sees their own savings.", who="bo")


def test_no_token(authority):
    """Asks for a token where there is none"""
    challenge = {"WWW-Authenticate": "Bearer"}
    authority.service.get("/savings").expect(401, NONE, headers=challenge)
    authority.get("YWRhOnNlY3JldA==", scheme="Basic").expect(401, NONE, headers=challenge)
    authority.service.get("/other").expect(404, "What is not there is 404, with or without a token.")


def test_every_key_counts(authority):
    """Knows the keys by their names"""
    authority.expect_in(authority.token(header={"kid": "old"}), "The header's kid says which of the KEYS has signed.")
    swapped = authority.token(header={"kid": "old"}, secret=authority.keys["new"])
    authority.expect_invalid(swapped, "A signature holds by the key that kid names, and by no other.")
    authority.expect_invalid(authority.token(header={"kid": "lost"}), "A key that is not among KEYS signs nothing.")


def test_a_signature_of_somebody_else(authority):
    """Believes no other signature"""
    for secret in ("only-to-try", "", authority.keys["new"].upper()):
        authority.expect_invalid(authority.token(secret=secret))
    head, _, signature = authority.token().split(".")
    other = authority.token(sub="bo").split(".")[1]
    authority.expect_invalid(f"{head}.{other}.{signature}", "The signature is over header and claims.")


@pytest.mark.points(2)
@pytest.mark.hint("Who decides how a token is signed: the token, or you?")
def test_the_algorithm_is_agreed_on(authority):
    """Lets no token choose how it is signed"""
    rule = "Tokens are signed by HS256; what another alg says is no token."
    for name in ("none", "None", "HS512", "RS256", "hs256", ""):
        authority.expect_invalid(authority.token(header={"alg": name}), rule)
    longer = authority.token(header={"alg": "HS512"}, digest=hashlib.sha512)
    authority.expect_invalid(longer, rule)
    bare = authority.token(header={"alg": "none"}).rpartition(".")[0] + "."
    authority.expect_invalid(bare, rule)


def test_a_token_is_over(authority):
    """Believes a token for its time"""
    now = int(time.time())
    authority.expect_invalid(authority.token(exp=now - 60), "A token holds until exp, and 30 seconds more.")
    authority.expect_in(authority.token(exp=now - 5), "A token holds until exp, and 30 seconds more.")
    authority.expect_invalid(authority.token(nbf=now + 60), "A token holds from nbf on, and 30 seconds before.")
    authority.expect_in(authority.token(nbf=now + 10), "A token holds from nbf on, and 30 seconds before.")
    authority.expect_invalid(authority.token(exp=None), "A token without exp does not hold.")


def test_a_token_for_others(authority):
    """Takes no token that is meant for somebody else"""
    for audience in ("loans", "saving", ["loans", "cards"], [], None, "savings loans"):
        authority.expect_invalid(authority.token(aud=audience), "A token holds for those in aud: a name, or a list.")
    authority.expect_in(authority.token(aud=["loans", "savings"]), "aud may be a list of names.")


def test_a_token_from_others(authority):
    """Takes no token that somebody else has given"""
    for issuer in ("https://login.bank.example.net", "https://login.bank.example/", None):
        authority.expect_invalid(authority.token(iss=issuer), "The issuer is ISSUER, letter by letter.")


@pytest.mark.points(2)
@pytest.mark.hint("The scopes are words with blanks between. Is `savings:read` in `savings:readonly`?")
def test_scopes(authority):
    """Looks at what a token allows"""
    cases = (("GET", "savings:write", "savings:read"), ("PUT", "savings:read", "savings:write"))
    for method, given, needed in cases:
        for scope in (given, "", None, f"{needed}only", "admin"):
            token = authority.token(scope=scope)
            answer = authority.get(token) if method == "GET" else authority.put(token, 1)
            rule = f"{SCOPE} The token has {'no scope' if scope is None else f'the scope {scope!r}'}."
            challenge = answer.expect(403, rule, headers={"WWW-Authenticate": ...}).headers["WWW-Authenticate"]
            for part in ('error="insufficient_scope"', f'scope="{needed}"'):
                if part not in challenge:
                    answer.fail(f"WWW-Authenticate: {challenge}", f"{part} in it. {rule}")
    authority.expect_in(authority.token(scope="openid savings:read"), "One of several scopes will do.")


def test_what_is_no_token(authority):
    """Does not break down over what is no token"""
    good = authority.token()
    head, claims, signature = good.split(".")
    odd = ["", "x", "a.b", "..", good + ".x", f"{head}.{claims}", f"{head}.{claims}.", f"%%.{claims}.{signature}"]
    odd += [good[:-1], f"{encoded(b'[]')}.{claims}.{signature}", f"{encoded(b'{}')}.{claims}.{signature}", "x" * 5000]
    for text in odd:
        authority.expect_invalid(text, "Whatever does not have the shape of a token is one that does not hold.")
    authority.expect_invalid(authority.token(exp="tomorrow"), "exp is a number.")
    authority.expect_invalid(authority.token(sub=None), "A token without sub does not hold.")


def test_nothing_is_changed_from_outside(authority):
    """Changes nothing for those who are not let in"""
    good = authority.token()
    authority.put(good, 500).expect(200, LET_IN)
    for token, status in ((authority.token(header={"kid": "lost"}), 401), (authority.token(scope="savings:read"), 403)):
        authority.put(token, 9).expect(status, NOTHING)
    authority.service.put("/savings", json=9).expect(401, NOTHING)
    authority.expect_in(good, NOTHING, cents=500)
