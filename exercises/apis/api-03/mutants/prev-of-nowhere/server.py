"""The orders of a shop, a page at a time."""

import json
import math
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

# The orders, each with id, status, total (in cents) and day.
SAMPLE = [
    {"id": 1, "status": "paid", "total": 1250, "day": "2025-05-02"},
    {"id": 2, "status": "open", "total": 480, "day": "2025-05-02"},
    {"id": 3, "status": "paid", "total": 480, "day": "2025-05-03"},
]
ORDERS = json.loads(os.environ["ORDERS"]) if "ORDERS" in os.environ else SAMPLE
STATUSES = ("open", "paid", "sent")
SORTED_BY = ("id", "total", "day")
PER_PAGE, MOST_PER_PAGE = 20, 100


class Request(NamedTuple):
    """What was asked: the method, the path and its query, the headers (by any case), the bytes of the body."""

    method: str
    path: str
    query: dict
    headers: dict
    body: bytes


class Wrong(Exception):
    """Something in the query that cannot be."""


def respond(request):
    """Answer one request: a status, headers, and a value that is sent as JSON (None: no body)."""
    if request.path != "/orders":
        return 404, {}, {"error": "there is nothing here"}
    try:
        return page_of_orders(request.query)
    except Wrong as wrong:
        return 400, {}, {"error": str(wrong)}


def page_of_orders(query):
    unknown = query.keys() - {"page", "per_page", "status", "sort"}
    if unknown:
        raise Wrong(f"there is no {', '.join(sorted(unknown))}")
    page = number(query, "page", 1)
    per_page = number(query, "per_page", PER_PAGE, MOST_PER_PAGE)
    found = in_order(filtered(query), query.get("sort", "id"))
    last = max(1, math.ceil(len(found) / per_page))
    start = (page - 1) * per_page
    headers = {"Link": links(query, page, last)}
    return 200, headers, {"orders": found[start : start + per_page], "total": len(found)}


def number(query, name, usual, most=None):
    text = query.get(name, str(usual))
    if not (text.isascii() and text.isdecimal()) or len(text) > 9 or int(text) < 1 or (most and int(text) > most):
        raise Wrong(f"{name} has to be a whole number from 1" + (f" to {most}" if most else ""))
    return int(text)


def filtered(query):
    status = query.get("status")
    if status is not None and status not in STATUSES:
        raise Wrong("status has to be one of " + ", ".join(STATUSES))
    return [order for order in ORDERS if status in (None, order["status"])]


def in_order(orders, sort):
    """By one field, downwards after a minus; where that is the same, by id, upwards."""
    field = sort.removeprefix("-")
    if field not in SORTED_BY:
        raise Wrong("sort has to be one of " + ", ".join(SORTED_BY) + ", maybe with a minus before it")
    by_id = sorted(orders, key=lambda order: order["id"])
    return sorted(by_id, key=lambda order: order[field], reverse=sort.startswith("-"))


def links(query, page, last):
    """The ways on: everything else in the query stays as it is."""
    places = {"first": 1, "prev": page - 1, "next": page + 1, "last": last}
    if page == 1:
        del places["prev"]
    if page >= last:
        del places["next"]
    return ", ".join(
        f'</orders?{urlencode({**query, "page": place})}>; rel="{relation}"' for relation, place in places.items()
    )


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
