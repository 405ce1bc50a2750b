"""Who is let in: tokens and keys, 401 for those nobody knows, 403 for those who may not."""

import json
import re

import pytest

SALES = {"2024": 120, "2025": 133}
NO_CREDENTIALS = "Without credentials the answer is 401, and the challenge has no error."
UNKNOWN = 'A token or key that nobody has is answered with 401 and error="invalid_token".'
NOT_ALLOWED = 'Who is known and lacks the scope gets 403, error="insufficient_scope" and the scope that is needed.'
LET_IN = "Who has the scope is let in: `read` for GET, `write` for PUT."
CHALLENGE = "Every 400, 401 and 403 has a WWW-Authenticate that begins with Bearer and has a realm."
MALFORMED = 'Bearer with no token, or with more than one, is answered with 400 and error="invalid_request".'
SCHEME = "The name of the scheme may be written in small letters or capitals."
FIRST = "Who is not let in learns nothing: 401 and 403 go before 404, and nothing is changed."


class People:
    """Tokens and keys of this run, which nobody can have written down."""

    def __init__(self, rng):
        letters = "abcdefghijklmnopqrstuvwxyz0123456789"
        secrets = ["".join(rng.choices(letters, k=16)) for _ in range(5)]
        self.writer, self.reader, self.idle, self.key, self.writing_key = secrets
        self.tokens = {
            self.writer: {"name": "ada", "scopes": ["read", "write"]},
            self.reader: {"name": "bo", "scopes": ["read"]},
            self.idle: {"name": "cy", "scopes": []},
        }
        self.keys = {
            self.key: {"name": "reporter", "scopes": ["read"]},
            self.writing_key: {"name": "importer", "scopes": ["write"]},
        }


@pytest.fixture
def people(service, rng):
    """The server, started anew with tokens and keys of its own."""
    found = People(rng)
    service.restart({"TOKENS": json.dumps(found.tokens), "API_KEYS": json.dumps(found.keys)})
    put = service.put("/figures/sales", json=SALES, headers=bearer(found.writer))
    put.expect(200, LET_IN, json=SALES)
    return found


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def expect_refusal(response, status, rule, **told):
    """The status, and the challenge with its parameters."""
    response.expect(status, rule, headers={"WWW-Authenticate": ...})
    challenge = response.headers["WWW-Authenticate"]
    found = dict(re.findall(r'(\w+)="([^"]*)"', challenge))
    if not re.match(r"(?i)bearer\b", challenge) or "realm" not in found:
        response.fail(f"WWW-Authenticate: {challenge}", CHALLENGE)
    for name, text in {"error": None, "scope": None, **told}.items():
        if found.get(name) != text:
            expected = f'{name}="{text}" in it' if text else f"no {name} in it"
            response.fail(f"WWW-Authenticate: {challenge}", f"{expected}. {rule}")


@pytest.mark.example
def test_who_may(service, people):
    """Lets those in who may"""
    service.get("/figures/sales", headers=bearer(people.reader)).expect(200, LET_IN, json=SALES)
    new = {"2026": 150}
    service.put("/figures/sales", json=new, headers=bearer(people.writer)).expect(200, LET_IN, json=new)
    service.get("/figures/sales", headers=bearer(people.writer)).expect(200, LET_IN, json=new)
    service.get("/figures/other", headers=bearer(people.reader)).expect(404, "A figure that is not there is 404.")


def test_api_keys(service, people):
    """Lets programs in by their keys"""
    service.get("/figures/sales", headers={"X-API-Key": people.key}).expect(200, LET_IN, json=SALES)
    service.put("/figures/sales", json={}, headers={"X-API-Key": people.writing_key}).expect(200, LET_IN, json={})


def test_health_is_open(service, people):
    """Tells everybody that it is well"""
    service.get("/health").expect(200, "GET /health needs no credentials.", json={"status": "ok"})
    service.get("/health", headers=bearer("nobody")).expect(200, "GET /health needs no credentials.")


def test_without_credentials(service, people):
    """Asks those who say nothing who they are"""
    expect_refusal(service.get("/figures/sales"), 401, NO_CREDENTIALS)
    expect_refusal(service.put("/figures/sales", json={}), 401, NO_CREDENTIALS)


def test_unknown_credentials(service, people):
    """Does not know every token"""
    for token in ("nobody", people.writer[:-1], people.writer + "x", people.writer.upper(), people.key):
        expect_refusal(service.get("/figures/sales", headers=bearer(token)), 401, UNKNOWN, error="invalid_token")
    for key in ("nobody", people.key + "x", people.reader):
        answer = service.get("/figures/sales", headers={"X-API-Key": key})
        expect_refusal(answer, 401, UNKNOWN, error="invalid_token")


@pytest.mark.points(2)
@pytest.mark.hint("401 says: I do not know you. What does 403 say?")
def test_known_and_not_allowed(service, people):
    """Refuses those whom it knows and who may not"""
    refused = {"error": "insufficient_scope"}
    answer = service.put("/figures/sales", json={}, headers=bearer(people.reader))
    expect_refusal(answer, 403, NOT_ALLOWED, scope="write", **refused)
    answer = service.get("/figures/sales", headers=bearer(people.idle))
    expect_refusal(answer, 403, NOT_ALLOWED, scope="read", **refused)
    answer = service.put("/figures/sales", json={}, headers={"X-API-Key": people.key})
    expect_refusal(answer, 403, NOT_ALLOWED, scope="write", **refused)
    answer = service.get("/figures/sales", headers={"X-API-Key": people.writing_key})
    expect_refusal(answer, 403, NOT_ALLOWED, scope="read", **refused)


@pytest.mark.hint("RFC 7235: the name of an authentication scheme is compared without regard to case.")
def test_the_name_of_the_scheme(service, people):
    """Understands bearer, Bearer and BEARER"""
    for scheme in ("bearer", "BEARER", "Bearer"):
        answer = service.get("/figures/sales", headers={"Authorization": f"{scheme} {people.reader}"})
        answer.expect(200, SCHEME, json=SALES)


def test_other_schemes(service, people):
    """Knows no other scheme"""
    rule = "Another scheme than Bearer is as good as no credentials: 401, and no error."
    for text in ("Basic YWRhOnNlY3JldA==", f"Token {people.reader}", people.reader, f"Bearer{people.reader}"):
        expect_refusal(service.get("/figures/sales", headers={"Authorization": text}), 401, rule)


def test_malformed(service, people):
    """Says that a header makes no sense"""
    for text in ("Bearer", f"Bearer {people.reader} {people.writer}", f"Bearer {people.reader} x"):
        answer = service.get("/figures/sales", headers={"Authorization": text})
        expect_refusal(answer, 400, MALFORMED, error="invalid_request")


def test_the_token_counts_before_the_key(service, people):
    """Looks at the token where there are both"""
    rule = "Where both are sent, only Authorization counts."
    both = {**bearer(people.reader), "X-API-Key": people.writing_key}
    service.get("/figures/sales", headers=both).expect(200, rule, json=SALES)
    answer = service.put("/figures/sales", json={}, headers=both)
    expect_refusal(answer, 403, rule, error="insufficient_scope", scope="write")
    wrong = {**bearer("nobody"), "X-API-Key": people.key}
    expect_refusal(service.get("/figures/sales", headers=wrong), 401, rule, error="invalid_token")


@pytest.mark.points(2)
def test_those_outside_learn_nothing(service, people):
    """Tells those outside nothing, and lets them change nothing"""
    for headers, status in (({}, 401), (bearer("nobody"), 401), (bearer(people.idle), 403)):
        for name in ("sales", "secret"):
            service.get(f"/figures/{name}", headers=headers).expect(status, FIRST)
            service.put(f"/figures/{name}", json={"2024": 0}, headers=headers).expect(status, FIRST)
    service.get("/figures/sales", headers=bearer(people.reader)).expect(200, FIRST, json=SALES)
    service.get("/figures/secret", headers=bearer(people.reader)).expect(404, FIRST)


def test_tokens_are_secret(service, people):
    """Repeats no token, neither in an answer nor in its log"""
    rule = "Tokens and keys stand in no answer and in nothing that the server prints."
    secrets = [*people.tokens, *people.keys, "t-made-up-by-somebody"]
    for secret in secrets:
        for headers in (bearer(secret), {"X-API-Key": secret}):
            for method in ("GET", "PUT"):
                answer = service.request(method, "/figures/sales", json=1, headers=headers)
                if secret in answer.text or secret in str(answer.headers.fields):
                    answer.fail("the token or key that was sent", rule)
    printed = [secret for secret in secrets if secret in service.log]
    if printed:
        lines = [rule, f"  gave      {printed[0]} among what the server printed", "  expected  none of those"]
        pytest.fail("\n".join(lines), pytrace=False)
