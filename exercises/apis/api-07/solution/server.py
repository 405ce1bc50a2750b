"""Savings, shown to those whom an authorization server has vouched for."""

import base64
import hmac
import json
import os
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

# What we and the authorization server have agreed on: its name, ours, and the keys that it signs with.
ISSUER, AUDIENCE = "https://login.bank.example", "savings"
KEYS = json.loads(os.environ.get("KEYS", '{"2025-05": "only-to-try"}'))
LEEWAY_SECONDS = 30

# How much everybody has saved, in cents.
savings = {}


class Request(NamedTuple):
    """What was asked: the method, the path and its query, the headers (by any case), the bytes of the body."""

    method: str
    path: str
    query: dict
    headers: dict
    body: bytes


class Refused(Exception):
    """Who asks is not let in: the status, and what the challenge says."""

    def __init__(self, status, challenge="Bearer"):
        super().__init__(status)
        self.status = status
        self.challenge = challenge


def respond(request):
    """Answer one request: a status, headers, and a value that is sent as JSON (None: no body)."""
    if request.path != "/savings":
        return 404, {}, {"error": "there is nothing here"}
    try:
        claims = claims_of(request.headers.get("Authorization", ""))
        need(claims, "savings:write" if request.method == "PUT" else "savings:read")
    except Refused as refused:
        return refused.status, {"WWW-Authenticate": refused.challenge}, {"error": "you are not let in"}
    who = claims["sub"]
    if request.method == "PUT":
        savings[who] = json.loads(request.body)
    return 200, {}, {"who": who, "cents": savings.get(who, 0)}


def claims_of(authorization):
    """What a token says, if it is one that we believe."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        raise Refused(401)
    try:
        claims = signed_content(token.strip())
        good = is_for_now(claims) and is_for_us(claims)
    except (ValueError, KeyError, TypeError, RecursionError):  # whatever does not have the shape of a token
        good = False
    if not good:
        raise Refused(401, 'Bearer error="invalid_token"')
    return claims


def signed_content(token):
    """The claims of a token whose signature holds. Raises ValueError, KeyError or TypeError for any other."""
    head, claims, signature = token.split(".")
    header = json.loads(decoded(head))
    if header["alg"] != "HS256":
        raise ValueError("only HS256 was agreed on")
    expected = hmac.new(KEYS[header["kid"]].encode(), f"{head}.{claims}".encode(), "sha256").digest()
    if not hmac.compare_digest(expected, decoded(signature)):
        raise ValueError("the signature does not hold")
    return json.loads(decoded(claims))


def decoded(text):
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def is_for_now(claims):
    now = time.time()
    return now < claims["exp"] + LEEWAY_SECONDS and claims.get("nbf", 0) - LEEWAY_SECONDS <= now


def is_for_us(claims):
    audience = claims["aud"]
    audiences = audience if isinstance(audience, list) else [audience]
    return claims["iss"] == ISSUER and AUDIENCE in audiences and isinstance(claims["sub"], str)


def need(claims, scope):
    if scope not in str(claims.get("scope", "")).split():
        raise Refused(403, f'Bearer error="insufficient_scope", scope="{scope}"')


class Handler(BaseHTTPRequestHandler):
    """Carries a request to respond() and its answer back. There is nothing to change from here on."""

    def any_method(self):
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        query = dict(parse_qsl(address.query, keep_blank_values=True))
        status, headers, value = respond(Request(self.command, address.path, query, self.headers, body))
        content = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        usual = {} if value is None else {"Content-Type": "application/json"}
        for name, text in (usual | headers).items():
            self.send_header(name, text)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"):
    setattr(Handler, f"do_{method}", Handler.any_method)

if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8000"))), Handler).serve_forever()
