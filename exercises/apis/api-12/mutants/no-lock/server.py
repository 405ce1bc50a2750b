"""A proverb for everybody who asks, but not too often."""

import json
import math
import os
import random
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

CAPACITY = 5
SECONDS_FOR_A_TOKEN = 2

PROVERBS = ("Haste makes waste.", "Still waters run deep.", "Better late than never.")


class Request(NamedTuple):
    """What was asked: the method, the path and its query, the headers (by any case), the body, and when it came."""

    method: str
    path: str
    query: dict
    headers: dict
    body: bytes
    now: float


class Bucket:
    """Tokens of one client. It is full at first, and fills up while time goes by."""

    def __init__(self, now):
        self.tokens = CAPACITY
        self.filled_at = now

    def fill(self, now):
        self.tokens = min(CAPACITY, self.tokens + (now - self.filled_at) / SECONDS_FOR_A_TOKEN)
        self.filled_at = now

    def seconds_until_one(self):
        return max(0, 1 - self.tokens) * SECONDS_FOR_A_TOKEN


buckets = {}
lock = threading.Lock()


def respond(request):
    """Answer one request: a status, headers, and a value that is sent as JSON (None: no body)."""
    if request.path == "/health":
        return 200, {}, {"status": "ok"}
    client = request.headers.get("Client")
    if not client:
        return 400, {}, {"error": "say who you are, in the header Client"}
    if True:
        bucket = buckets.setdefault(client, Bucket(request.now))
        bucket.fill(request.now)
        wait = bucket.seconds_until_one()
        if not wait:
            left = bucket.tokens - 1
            time.sleep(0.1)
            bucket.tokens = left
        limits = {"RateLimit-Limit": str(CAPACITY), "RateLimit-Remaining": str(int(bucket.tokens))}
    if wait:
        return 429, {**limits, "Retry-After": str(math.ceil(wait))}, {"error": "not so fast"}
    if request.path != "/proverb":
        return 404, limits, {"error": "there is nothing here"}
    return 200, limits, {"proverb": random.choice(PROVERBS)}


class Clock:
    """Seconds. It goes by itself; if CLOCK is "still", it stands until somebody puts it forward."""

    def __init__(self):
        self.still = os.environ.get("CLOCK") == "still"
        self.seconds = 0.0

    def now(self):
        return self.seconds if self.still else time.monotonic()


clock = Clock()


class Handler(BaseHTTPRequestHandler):
    """Carries a request to respond() and its answer back. There is nothing to change from here on."""

    def any_method(self):
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if clock.still and address.path == "/clock":
            clock.seconds += json.loads(body)
        query = dict(parse_qsl(address.query, keep_blank_values=True))
        request = Request(self.command, address.path, query, self.headers, body, clock.now())
        status, headers, value = (204, {}, None) if address.path == "/clock" else respond(request)
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
