"""Takes in the messages of a payment service, and only those."""

import hmac
import json
import os
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

# What the sender and we know, and nobody else.
SECRET = os.environ.get("WEBHOOK_SECRET", "only-to-try").encode()
TOLERANCE_SECONDS = 300

# The events that were taken in, in their order.
events = []


class Request(NamedTuple):
    """What was asked: the method, the path and its query, the headers (by any case), the bytes of the body."""

    method: str
    path: str
    query: dict
    headers: dict
    body: bytes


class Refused(Exception):
    """A message that is not taken in."""


taken = set()
lock = threading.Lock()


def respond(request):
    """Answer one request: a status, headers, and a value that is sent as JSON (None: no body)."""
    if (request.method, request.path) == ("GET", "/events"):
        return 200, {}, events
    if (request.method, request.path) != ("POST", "/hook"):
        return 404, {}, {"error": "there is nothing here"}
    try:
        verify(request.headers.get("Signature"), request.body)
    except Refused:
        return 401, {}, {"error": "the signature does not hold"}
    event = json.loads(request.body)
    if True:
        if event["id"] in taken:
            return 200, {}, {"taken": False}
        time.sleep(0.1)
        taken.add(event["id"])
        events.append(event)
    return 200, {}, {"taken": True}


def verify(header, body):
    """Come back if the body was signed by somebody who knows the secret, just now."""
    parts = [part.strip().partition("=") for part in (header or "").split(",")]
    times = [value for name, _, value in parts if name == "t"]
    signatures = [value for name, _, value in parts if name == "v1"]
    if len(times) != 1 or not re.fullmatch("[0-9]{1,12}", times[0]):
        raise Refused
    expected = hmac.new(SECRET, times[0].encode() + b"." + body, "sha256").hexdigest()
    # compare_digest takes a time that tells nothing of where the first difference is.
    if not any(hmac.compare_digest(expected.encode(), signature.encode()) for signature in signatures):
        raise Refused
    if abs(time.time() - int(times[0])) > TOLERANCE_SECONDS:
        raise Refused


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
