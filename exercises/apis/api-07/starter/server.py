"""Savings, shown to those whom an authorization server has vouched for."""

import json
import os
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


def respond(request):
    """Answer one request: a status, headers, and a value that is sent as JSON (None: no body)."""
    if request.path != "/savings":
        return 404, {}, {"error": "there is nothing here"}
    who = "somebody"
    if request.method == "PUT":
        savings[who] = json.loads(request.body)
    return 200, {}, {"who": who, "cents": savings.get(who, 0)}


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
