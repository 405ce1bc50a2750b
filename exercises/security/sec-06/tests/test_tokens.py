"""Only what one of the keys has signed is believed, and only here and now."""

import base64
import hashlib
import hmac
import json

import pytest

KEYS = {"2025": b"an old secret", "2026": b"another secret", "": b"no name"}
NOW = 1_700_000_000
ALG = "Rule: `alg` is HS256, and the token never chooses how it is checked."
KEY = "Rule: the key that `kid` names made the signature, and no other."
SIGNATURE = "Rule: the signature is the whole HMAC-SHA256 of the first two parts just as they came."
TIMES = "Rule: a token is valid from nbf, if there is one, and before exp, which has to be there; both are numbers."
AUDIENCE = "Rule: `aud` is a text equal to the audience, or a list with such a text in it."
FORM = "Rule: a token has three parts, each base64url without padding; the first two are JSON objects."
GIVEN = "Rule: read gives what a token claims."
HONEST = {"sub": "ada", "aud": "orders", "exp": NOW + 60}


def text(data):
    """Bytes or a value (as JSON) in base64url."""
    data = data if type(data) is bytes else json.dumps(data).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def head(**changes):
    """A header; None takes a field out."""
    fields = {"alg": "HS256", "typ": "JWT", "kid": "2026"} | changes
    return {name: value for name, value in fields.items() if value is not None}


def mac(signed, secret=KEYS["2026"], algorithm=hashlib.sha256):
    """The signature of two parts."""
    return hmac.digest(secret, signed.encode(), algorithm)


def token(claims=HONEST, header=None, secret=KEYS["2026"], algorithm=hashlib.sha256):
    """A token, signed."""
    signed = f"{text(header or head())}.{text(claims)}"
    return f"{signed}.{text(mac(signed, secret, algorithm))}"


def believed(solution, sent, claims, rule, now=NOW):
    """Fail unless the token is read as these claims."""
    answer = solution.read(sent, dict(KEYS), "orders", now)
    if type(answer) is not dict or answer != claims:
        told(sent, answer, claims, rule, now)


def refused(solution, sent, rule, now=NOW):
    """Fail unless the token is refused."""
    try:
        answer = solution.read(sent, dict(KEYS), "orders", now)
    except solution.TokenError:
        return
    except Exception as error:  # noqa: BLE001 - whatever the solution raises is told to the learner
        answer = error
    told(sent, answer, "TokenError", rule, now)


def told(sent, gave, expected, rule, now):
    """End the check, with what stands in the token."""
    stands = " . ".join(readable(part) for part in sent.split(".")[:2]) if type(sent) is str else repr(sent)
    call = f'read({sent!r}, keys, "orders", {now})\nthe token holds {stands}'
    pytest.fail(f"{rule}\n{call}\n  gave      {gave!r}\n  expected  {expected!r}", pytrace=False)


def readable(part):
    """What stands in a part, or the part as it is."""
    try:
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode()
    except ValueError:
        return part


@pytest.mark.example
def test_honest_tokens(solution):
    """Reads tokens that are ours"""
    believed(solution, token(), HONEST, GIVEN)
    claims = {"name": "Zoë 茶", "aud": "orders", "exp": NOW + 1, "roles": ["a", {"b": None}], "deep": 1.5}
    believed(solution, token(claims, head(kid="2025"), KEYS["2025"]), claims, GIVEN)


def test_tokens_as_others_write_them(solution):
    """Reads tokens whose JSON is written in another way"""
    first = text(b'{"kid":"2026" ,\n"x": [1], "alg":"HS256"}')
    for payload in (b'{"exp":1.7e10,"aud":"orders"}', b' { "aud" : "orders", "exp":17000000000.0 }\n'):
        signed = f"{first}.{text(payload)}"
        believed(solution, f"{signed}.{text(mac(signed))}", json.loads(payload), SIGNATURE)
    other = "Rule: what else stands in a header does not matter."
    for fields in ({"typ": None}, {"typ": "at+jwt"}, {"typ": 7, "cty": ["x"]}):
        believed(solution, token(header=head(**fields)), HONEST, other)


@pytest.mark.points(2)
@pytest.mark.hint("The header was written by whoever sends the token. Should it say that there is nothing to check?")
def test_alg_none(solution):
    """A token that says it has no signature is not believed"""
    for alg in ("none", "None", "NONE", "nOnE", "", [], 0, False):
        signed = f"{text(head(alg=alg))}.{text(HONEST)}"
        for signature in ("", text(b""), text(mac(signed)), text(b"x" * 32)):
            refused(solution, f"{signed}.{signature}", ALG)
    believed(solution, token(), HONEST, GIVEN)


def test_another_algorithm(solution):
    """A token by another algorithm is not believed, though its signature may be right"""
    for alg, algorithm in (("HS512", hashlib.sha512), ("HS384", hashlib.sha384), ("hs256", hashlib.sha256)):
        refused(solution, token(header=head(alg=alg), algorithm=algorithm), ALG)
    for header in (head(alg="RS256"), head(alg=None), head(alg=["HS256"]), head(alg="HS256 ")):
        refused(solution, token(header=header), ALG)
    believed(solution, token(), HONEST, GIVEN)


@pytest.mark.points(2)
def test_a_wrong_key(solution):
    """A token by a key that is not ours, or not the one it names, is not believed"""
    refused(solution, token(secret=b"a guess"), KEY)
    refused(solution, token(secret=b""), KEY)
    refused(solution, token(secret=KEYS["2025"]), KEY)
    refused(solution, token(header=head(kid="2025")), KEY)
    for kid in ("2027", "202", None, 2026, ["2026"], {}, "__class__", "2026\n"):
        refused(solution, token(header=head(kid=kid)), KEY)
        refused(solution, token(header=head(kid=kid), secret=b""), KEY)
    refused(solution, token(header=head(kid=None), secret=KEYS[""]), KEY)
    believed(solution, token(header=head(kid="2025"), secret=KEYS["2025"]), HONEST, KEY)


@pytest.mark.points(2)
def test_a_changed_token(solution):
    """A token that was changed after it was signed is not believed"""
    first, second, third = token().split(".")
    for other in (HONEST | {"sub": "bo"}, HONEST | {"exp": NOW + 61}, {**HONEST, "admin": True}):
        refused(solution, f"{first}.{text(other)}.{third}", SIGNATURE)
    refused(solution, f"{text(head(typ='jwt'))}.{second}.{third}", SIGNATURE)
    refused(solution, f"{second}.{first}.{third}", SIGNATURE)
    whole = mac(f"{first}.{second}")
    for signature in (b"", whole[:16], whole[:31], whole + b"\0", whole[::-1], whole.hex().encode(), b"\0" * 32):
        refused(solution, f"{first}.{second}.{text(signature)}", SIGNATURE)
    believed(solution, f"{first}.{second}.{text(whole)}", HONEST, SIGNATURE)


@pytest.mark.hint("At `exp` itself, the token has expired.")
def test_expiry(solution):
    """A token is believed before it expires, and not at that time or after"""
    for now, valid in ((NOW + 59, True), (NOW + 60, False), (NOW + 61, False), (NOW + 59.5, True), (0, True)):
        if valid:
            believed(solution, token(), HONEST, TIMES, now)
        else:
            refused(solution, token(), TIMES, now)


@pytest.mark.points(2)
def test_expiry_is_needed(solution):
    """A token that never expires is not believed"""
    refused(solution, token({"sub": "ada", "aud": "orders"}), TIMES)
    for expires in (None, True, str(NOW + 60), "never", [NOW + 60], {}, ""):
        refused(solution, token(HONEST | {"exp": expires}), TIMES)
    refused(solution, token(HONEST | {"exp": float("nan")}), f"{TIMES} NaN is none, and is not JSON either.")
    refused(solution, token(HONEST | {"exp": 0}), TIMES, now=0)
    refused(solution, token(HONEST | {"exp": True}), TIMES, now=0)
    believed(solution, token(HONEST | {"exp": NOW + 0.5}), HONEST | {"exp": NOW + 0.5}, TIMES)


def test_not_before(solution):
    """A token is not believed before its time"""
    for begins in (NOW + 1, NOW + 0.5, None, str(NOW), True, []):
        refused(solution, token(HONEST | {"nbf": begins}), TIMES)
    for begins in (NOW, NOW - 1, 0, NOW - 0.5):
        believed(solution, token(HONEST | {"nbf": begins}), HONEST | {"nbf": begins}, TIMES)


@pytest.mark.points(2)
@pytest.mark.hint("`in` on a text finds pieces of it, on a list whole items.")
def test_the_audience(solution):
    """A token for another service is not believed"""
    for audience in (
        "mail",
        "order",
        "orders2",
        "ORDERS",
        "",
        None,
        7,
        [],
        ["mail"],
        ["orders2"],
        [["orders"]],
        {"orders": 1},
    ):
        refused(solution, token(HONEST | {"aud": audience}), AUDIENCE)
    refused(solution, token({"sub": "ada", "exp": NOW + 60}), AUDIENCE)
    for audience in ("orders", ["orders"], ["mail", "orders"], [7, None, "orders"]):
        believed(solution, token(HONEST | {"aud": audience}), HONEST | {"aud": audience}, AUDIENCE)


@pytest.mark.hint("`urlsafe_b64decode` leaves out what it does not know. Look at the characters first.")
@pytest.mark.points(2)
def test_characters_that_do_not_belong(solution):
    """A token with padding or other characters in it is not believed"""
    good = token()
    first, second, third = good.split(".")
    sent = [good + "=", good + "\n", " " + good, f"{first}.{second}.{third[:9]}!{third[9:]}", good + "==", f"{good}é"]
    sent += [f"{first}.{second}.{third[:9]}\n{third[9:]}", f"{first}.{second}.*{third}"]
    for piece in ("=", "\n", "%", "+/", "é"):
        signed = f"{first}.{second}{piece}"
        sent.append(f"{signed}.{text(mac(signed))}")
    for each in sent:
        refused(solution, each, FORM)
    for number in range(20):  # one of these signatures holds each of - and _
        claims = HONEST | {"number": number}
        believed(solution, token(claims), claims, FORM)


def test_what_is_no_token(solution):
    """What is no token at all raises TokenError, and nothing else"""
    good = token()
    first, second, third = good.split(".")
    sent = [
        "",
        ".",
        "..",
        "...",
        "ada",
        first,
        f"{first}.{second}",
        good + ".",
        "." + good,
        f"{good}.{third}",
        f"{first}..{third}",
    ]
    sent += [None, 7, b"a.b.c", [first, second, third], good.encode(), f".{second}.{third}", "a.a.a", "é.é.é"]
    for bad in (b"", b"{", b"\xff\xfe", b"[]", b"7", b"null", b'"HS256"', b"[" * 100_000, b"\x00"):
        signed = f"{text(bad)}.{second}"
        sent.append(f"{signed}.{text(mac(signed))}")
        signed = f"{first}.{text(bad)}"
        sent.append(f"{signed}.{text(mac(signed))}")
    for each in sent:
        refused(solution, each, FORM)
    believed(solution, good, HONEST, GIVEN)


@pytest.mark.points(2)
def test_random_tokens(solution, reference, rng):
    """Agrees with the reference on 80 random tokens"""
    for _ in range(80):
        claims = {
            "aud": rng.choice(["orders", "orders", "mail", ["orders", "mail"], ["mail"]]),
            "exp": NOW + rng.randint(-2, 6),
            "nbf": NOW + rng.randint(-6, 2),
            "id": rng.getrandbits(60),
        }
        kid = rng.choice(["2026", "2026", "2025"])
        sent = token(
            claims, head(kid=kid, alg=rng.choice(["HS256"] * 4 + ["none"])), rng.choice([KEYS[kid]] * 4 + [b"x"])
        )
        if rng.random() < 0.2:
            place = rng.randrange(len(sent) - 1)  # a change in the last character may leave the bytes as they are
            sent = sent[:place] + rng.choice("AZaz09-_.") + sent[place + 1 :]
        try:
            reference.read(sent, KEYS, "orders", NOW)
        except reference.TokenError:
            refused(solution, sent, "Rule: all of the prompt.")
        else:
            believed(solution, sent, claims, "Rule: all of the prompt.")
