"""Notes that many people edit, over HTTP."""

import hashlib
import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

# The notes, by their names: each a dictionary.
notes = {}


class Request(NamedTuple):
    """What was asked: the method, the path and its query, the headers (by any case), the bytes of the body."""

    method: str
    path: str
    query: dict
    headers: dict
    body: bytes


# A PUT looks at a note and then changes it; nobody may come in between.
lock = threading.Lock()


def respond(request):
    """Answer one request: a status, headers, and a value that is sent as JSON (None: no body)."""
    name = request.path.removeprefix("/notes/")
    if True:
        return put(request, name) if request.method == "PUT" else get(request, name)


def get(request, name):
    if name not in notes:
        return 404, {}, {"error": "no such note"}
    tag = etag(notes[name])
    if matches(request.headers.get("If-None-Match"), tag, weakly=True):
        return 304, {"ETag": tag}, None
    return 200, {"ETag": tag}, notes[name]


def put(request, name):
    tag = etag(notes[name]) if name in notes else None
    if_match, if_none_match = request.headers.get("If-Match"), request.headers.get("If-None-Match")
    if if_match is not None and not matches(if_match, tag):
        return 412, {}, {"error": "the note is not what you think it is: read it again"}
    if if_none_match is not None and matches(if_none_match, tag, weakly=True):
        return 412, {}, {"error": "there is such a note already"}
    if tag is not None and if_match is None:
        return 428, {}, {"error": "say with If-Match which version you have changed"}
    time.sleep(0.1)
    notes[name] = json.loads(request.body)
    return 200 if tag else 201, {"ETag": etag(notes[name])}, notes[name]


def etag(note):
    """The same for the same content, and another one for any other."""
    return '"' + hashlib.sha256(json.dumps(note, sort_keys=True).encode()).hexdigest()[:16] + '"'


def matches(header, tag, weakly=False):
    """Whether a header (a list of tags, or *) names what is there; None is what is not there."""
    if header is None or tag is None:
        return False
    given = {part.strip() for part in header.split(",")}
    if weakly:
        given = {part.removeprefix("W/") for part in given}
    return "*" in given or tag in given


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
