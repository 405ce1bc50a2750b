"""Bookings of the meeting rooms, over HTTP."""

import json
import os
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

ROOMS = ("blue", "green", "red")

# The bookings that were made, by their numbers.
bookings = {}


class Request(NamedTuple):
    """What was asked: the method, the path and its query, the headers (by any case), the bytes of the body."""

    method: str
    path: str
    query: dict
    headers: dict
    body: bytes


class Problem(Exception):
    """What is wrong with a request: a status, what to tell, and what else belongs to the answer."""

    def __init__(self, status, detail, headers=None, **more):
        super().__init__(detail)
        self.status = status
        self.headers = headers or {}
        self.more = more


def respond(request):
    """Answer one request: a status, headers, and a value that is sent as JSON (None: no body)."""
    try:
        return booked(request)
    except Problem as problem:
        status = problem.status
        value = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": str(problem)}
        return status, {"Content-Type": "application/problem+json"} | problem.headers, value | problem.more


def booked(request):
    match request.path.split("/"):
        case ["", "bookings"]:
            wish = json_body(request)
            allow(request, "POST")
            return book(wish)
        case ["", "bookings", number] if number.isdecimal() and int(number) in bookings:
            allow(request, "GET", "DELETE")
            if request.method == "GET":
                return 200, {}, bookings[int(number)]
            del bookings[int(number)]
            return 204, {}, None
    raise Problem(404, f"There is nothing at {request.path}.")


def allow(request, *methods):
    if request.method not in methods:
        allowed = ", ".join(methods)
        raise Problem(405, f"{request.method} cannot be done here, only {allowed}.", {"Allow": allowed})


def json_body(request):
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Problem(415, "Send the booking as application/json.")
    try:
        return json.loads(request.body)
    except ValueError:
        raise Problem(400, "What was sent is no JSON.") from None


def book(wish):
    if not isinstance(wish, dict):
        raise Problem(422, "A booking is a JSON object.", errors={})
    errors = {}
    if wish.get("room") not in ROOMS:
        errors["room"] = "has to be one of " + ", ".join(ROOMS)
    hour = wish.get("hour")
    if type(hour) is not int or not 8 <= hour <= 17:
        errors["hour"] = "has to be a whole number from 8 to 17"
    if errors:
        raise Problem(422, "The booking is not right: " + ", ".join(errors), errors=errors)
    if any((one["room"], one["hour"]) == (wish["room"], hour) for one in bookings.values()):
        raise Problem(409, f"The {wish['room']} room is taken at {hour}.")
    number = max(bookings, default=0) + 1
    bookings[number] = {"id": number, "room": wish["room"], "hour": hour}
    return 201, {"Location": f"/bookings/{number}"}, bookings[number]


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
