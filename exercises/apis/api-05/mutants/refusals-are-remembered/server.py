"""Payments that are made once, however often they are asked for."""

import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

# What the bank has carried out, in its order.
payments = []


def transfer(shop, amount, to):
    """Have the bank move money, which takes it a moment; the payment. ConnectionError: it has not been done."""
    time.sleep(0.05)
    if to == "nobody":
        raise ConnectionError("the bank does not answer")
    payment = {"id": len(payments) + 1, "shop": shop, "amount": amount, "to": to}
    payments.append(payment)
    return payment


class Request(NamedTuple):
    """What was asked: the method, the path and its query, the headers (by any case), the bytes of the body."""

    method: str
    path: str
    query: dict
    headers: dict
    body: bytes


class Attempt:
    """What became of one key of one shop: what was asked for, and the answer to it."""

    def __init__(self):
        self.lock = threading.Lock()
        self.wish = None
        self.answer = None


attempts = {}
attempts_lock = threading.Lock()


def respond(request):
    """Answer one request: a status, headers, and a value that is sent as JSON (None: no body)."""
    if (request.method, request.path) == ("GET", "/payments"):
        return 200, {}, payments
    if (request.method, request.path) != ("POST", "/payments"):
        return 404, {}, {"error": "there is nothing here"}
    shop, key = request.headers["Shop"], request.headers.get("Idempotency-Key")
    if not key:
        return 400, {}, {"error": "a payment needs an Idempotency-Key"}
    with attempts_lock:
        attempt = attempts.setdefault((shop, key), Attempt())
    with attempt.lock:  # others with this key wait here until the first has its answer
        return once(attempt, shop, json.loads(request.body))


def once(attempt, shop, wish):
    if attempt.answer is not None:
        if attempt.wish != wish:
            return 422, {}, {"error": "this key was used for another payment"}
        status, headers, payment = attempt.answer
        return status, {**headers, "Idempotent-Replayed": "true"}, payment
    if type(wish.get("amount")) is not int or wish["amount"] < 1:
        attempt.wish, attempt.answer = wish, (422, {}, {"error": "the amount was wrong"})
        return 422, {}, {"error": "the amount has to be a whole number of cents above 0"}
    try:
        payment = transfer(shop, wish["amount"], wish["to"])
    except ConnectionError as problem:
        return 502, {}, {"error": str(problem)}
    attempt.wish = wish
    attempt.answer = 201, {"Location": f"/payments/{payment['id']}"}, payment
    return attempt.answer


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
