"""A shop whose customers sign in at a provider: OAuth 2 with OpenID Connect, from the shop's side."""

import json
import os
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

# Where the provider is, who we are there, and where browsers reach us.
ISSUER = os.environ.get("ISSUER", "http://127.0.0.1:9000")
CLIENT_ID = os.environ.get("CLIENT_ID", "shop")
CLIENT_SECRET = os.environ.get("CLIENT_SECRET", "only-to-try")
PUBLIC_URL = os.environ.get("PUBLIC_URL", "http://127.0.0.1:8000")

REDIRECT_URI = f"{PUBLIC_URL}/callback"
COOKIE = "session"

# What we know of each browser, by the value of its cookie.
sessions = {}


class Request(NamedTuple):
    """What was asked: the method, the path and its query, the headers (by any case)."""

    method: str
    path: str
    query: dict
    headers: dict


def respond(request):
    """Answer one request: a status, headers, and a value that is sent as JSON (None: no body)."""
    if request.path == "/":
        return 200, {}, {"signed_in": False}
    return 404, {}, {"error": "there is nothing here"}


def post(url, form, headers):
    """Send a form: the status and the JSON that comes back; (503, {}) where no answer comes."""
    asked = urllib.request.Request(url, urlencode(form).encode(), headers)
    try:
        with urllib.request.urlopen(asked, timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, {}
    except (OSError, ValueError):
        return 503, {}


class Handler(BaseHTTPRequestHandler):
    """Carries a request to respond() and its answer back. There is nothing to change from here on."""

    def any_method(self):
        address = urlsplit(self.path)
        query = dict(parse_qsl(address.query, keep_blank_values=True))
        status, headers, value = respond(Request(self.command, address.path, query, self.headers))
        content = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        usual = {} if value is None else {"Content-Type": "application/json"}
        for name, text in (usual | headers).items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_request(self, *_):
        """Write down the path alone: a query may hold a code."""
        self.log_message("%s %s", self.command, urlsplit(self.path).path)


for method in ("GET", "POST"):
    setattr(Handler, f"do_{method}", Handler.any_method)

if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8000"))), Handler).serve_forever()
