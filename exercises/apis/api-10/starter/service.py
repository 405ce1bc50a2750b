"""The lending desk of a tool library. This is the service to describe; there is nothing to change in it.

    python service.py       listens on 127.0.0.1:8000, or on the port that PORT names
"""

import datetime
import json
import os
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

KINDS = ("garden", "hand", "power")
TOOLS = {}


def wrong_fields(data):
    """The members of a new tool that cannot be, each once."""
    if not isinstance(data, dict):
        return ["name", "kind", "day_price"]
    name, price, note = data.get("name"), data.get("day_price"), data.get("note", "")
    found = []
    if not isinstance(name, str) or not 1 <= len(name) <= 40:
        found.append("name")
    if data.get("kind") not in KINDS:
        found.append("kind")
    if not isinstance(price, int) or isinstance(price, bool) or not 0 <= price <= 10_000:
        found.append("day_price")
    if not isinstance(note, str):
        found.append("note")
    return found + sorted(set(data) - {"name", "kind", "day_price", "note"})


def list_tools(query):
    """GET /tools"""
    kind, limit = query.get("kind"), query.get("limit", "20")
    if kind is not None and kind not in KINDS:
        return 400, {}, {"error": "kind is one of " + ", ".join(KINDS)}
    if not re.fullmatch("[0-9]{1,3}", limit) or not 1 <= int(limit) <= 100:
        return 400, {}, {"error": "limit is a number from 1 to 100"}
    found = [tool for tool in TOOLS.values() if kind in (None, tool["kind"])]
    return 200, {}, {"tools": found[: int(limit)], "total": len(found)}


def add_tool(data):
    """POST /tools"""
    fields = wrong_fields(data)
    if fields:
        return 422, {}, {"error": "this is no tool", "fields": fields}
    number = max(TOOLS, default=0) + 1
    added = datetime.date.today().isoformat()
    TOOLS[number] = {"id": number, **data, "added": added, "lent_to": None}
    return 201, {"Location": f"/tools/{number}"}, TOOLS[number]


def lend(tool, data):
    """PUT /tools/<id>/loan"""
    borrower = data.get("borrower") if isinstance(data, dict) else None
    if not isinstance(borrower, str) or not borrower or set(data) != {"borrower"}:
        return 422, {}, {"error": "a loan has a borrower and nothing else", "fields": ["borrower"]}
    if tool["lent_to"] is not None:
        return 409, {}, {"error": "somebody has it"}
    tool["lent_to"] = borrower
    return 200, {}, tool


def remove(tool):
    """DELETE /tools/<id>"""
    if tool["lent_to"] is not None:
        return 409, {}, {"error": "somebody has it"}
    del TOOLS[tool["id"]]
    return 204, {}, None


def respond(method, address, body):
    """Answer one request: a status, headers, and a value that is sent as JSON (None: no body)."""
    try:
        data = json.loads(body or "null")
    except ValueError:
        data = None
    if address.path == "/tools" and method == "GET":
        return list_tools(dict(parse_qsl(address.query, keep_blank_values=True)))
    if address.path == "/tools" and method == "POST":
        return add_tool(data)
    found = re.fullmatch("/tools/([1-9][0-9]{0,8})(/loan)?", address.path)
    tool = TOOLS.get(int(found[1])) if found else None
    if tool is None:
        return 404, {}, {"error": "there is no such tool"}
    if method == "PUT" and found[2]:
        return lend(tool, data)
    if method == "DELETE" and not found[2]:
        return remove(tool)
    if method == "GET" and not found[2]:
        return 200, {}, tool
    return 404, {}, {"error": "there is nothing here"}


class Handler(BaseHTTPRequestHandler):
    """Carries a request to respond() and its answer back."""

    def any_method(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status, headers, value = respond(self.command, urlsplit(self.path), body)
        content = b"" if value is None else json.dumps(value).encode()
        usual = {"Content-Type": "application/json"} if content else {}
        self.send_response(status)
        for name, text in (usual | headers).items():
            self.send_header(name, text)
        if status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


for method in ("GET", "POST", "PUT", "DELETE"):
    setattr(Handler, f"do_{method}", Handler.any_method)

if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8000"))), Handler).serve_forever()
