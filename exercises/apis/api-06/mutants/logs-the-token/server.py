"""The figures of a company, for those who may see them."""

import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

# Who may do what: for each token, a name and scopes. API keys are the same for programs.
TOKENS = json.loads(os.environ.get("TOKENS", '{"t-ada": {"name": "ada", "scopes": ["read", "write"]}}'))
API_KEYS = json.loads(os.environ.get("API_KEYS", '{"k-report": {"name": "reporter", "scopes": ["read"]}}'))

# The figures, by their names.
figures = {}


class Request(NamedTuple):
    """What was asked: the method, the path and its query, the headers (by any case), the bytes of the body."""

    method: str
    path: str
    query: dict
    headers: dict
    body: bytes


class Refused(Exception):
    """Who asks is not let in: the status, and what the challenge says beside the scheme."""

    def __init__(self, status, **challenge):
        super().__init__(status)
        self.status = status
        self.challenge = challenge


def respond(request):
    """Answer one request: a status, headers, and a value that is sent as JSON (None: no body)."""
    if request.path == "/health":
        return 200, {}, {"status": "ok"}
    print(request.method, request.path, dict(request.headers))
    try:
        allow(request, "write" if request.method == "PUT" else "read")
    except Refused as refused:
        told = "".join(f', {name}="{text}"' for name, text in refused.challenge.items())
        return refused.status, {"WWW-Authenticate": f'Bearer realm="figures"{told}'}, {"error": "you are not let in"}
    name = request.path.removeprefix("/figures/")
    if request.method == "PUT":
        figures[name] = json.loads(request.body)
        return 200, {}, figures[name]
    if name not in figures:
        return 404, {}, {"error": "there is no such figure"}
    return 200, {}, figures[name]


def allow(request, scope):
    """Come back if whoever asks has the scope. A bearer token counts before a key."""
    authorization, key = request.headers.get("Authorization"), request.headers.get("X-API-Key")
    if authorization is None and key is None:
        raise Refused(401)
    if authorization is not None:
        scheme, *rest = authorization.split() or [""]
        if scheme.lower() != "bearer":
            raise Refused(401)
        if len(rest) != 1:
            raise Refused(400, error="invalid_request")
        who = TOKENS.get(rest[0])
    else:
        who = API_KEYS.get(key)
    if who is None:
        raise Refused(401, error="invalid_token")
    if scope not in who["scopes"]:
        raise Refused(403, error="insufficient_scope", scope=scope)


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
