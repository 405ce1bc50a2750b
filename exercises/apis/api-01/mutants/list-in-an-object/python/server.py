"""The books of a small library, over HTTP."""

import itertools
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit


class Request(NamedTuple):
    """What was asked: the method, the path and its query, the headers (by any case), the bytes of the body."""

    method: str
    path: str
    query: dict
    headers: dict
    body: bytes


books = {}
numbers = itertools.count(1)


def respond(request):
    """Answer one request: a status, headers, and a value that is sent as JSON (None: no body)."""
    match request.path.split("/"):
        case ["", "books"]:
            return collection(request)
        case ["", "books", number] if number.isdecimal() and int(number) in books:
            return one_book(request, int(number))
    return 404, {}, {"error": "there is nothing here"}


def collection(request):
    if request.method == "POST":
        number = next(numbers)
        books[number] = {"id": number, **described(request)}
        return 201, {"Location": f"/books/{number}"}, books[number]
    return 200, {}, {"books": list(books.values())}


def one_book(request, number):
    if request.method == "DELETE":
        del books[number]
        return 204, {}, None
    if request.method == "PUT":
        books[number] = {"id": number, **described(request)}
    return 200, {}, books[number]


def described(request):
    """What a request says of a book; its number is ours to give."""
    sent = json.loads(request.body)
    return {name: sent[name] for name in ("title", "author", "year") if name in sent}


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
