"""The backend of an app: it keeps the tokens of those who have signed in, and asks the provider's API for them."""

import base64
import http.client
import json
import os
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

# Where the provider is, and who we are there.
ISSUER = os.environ.get("ISSUER", "http://127.0.0.1:9000")
CLIENT_ID = os.environ.get("CLIENT_ID", "shop")
CLIENT_SECRET = os.environ.get("CLIENT_SECRET", "only-to-try")
REDIRECT_URI = os.environ.get("REDIRECT_URI", "http://127.0.0.1:8000/callback")

# Who has signed in, by the name of the session that the app was told.
sessions = {}


class Request(NamedTuple):
    """What was asked: the method, the path, the headers (by any case), the bytes of the body."""

    method: str
    path: str
    headers: dict
    body: bytes


class Session:
    """The tokens of somebody who has signed in."""

    def __init__(self, access_token, refresh_token):
        self.access_token = access_token
        self.refresh_token = refresh_token
        self.over = False
        self.lock = threading.Lock()


class Refused(Exception):
    """There is no good answer: the status, and why."""

    def __init__(self, status, why):
        super().__init__(why)
        self.status = status
        self.why = why


def respond(request):
    """Answer one request: a status, and a value that is sent as JSON (None: no body)."""
    routes = {("POST", "/sessions"): sign_in, ("GET", "/profile"): profile, ("POST", "/logout"): logout}
    route = routes.get((request.method, request.path))
    if route is None:
        return 404, {"error": "there is nothing here"}
    try:
        return route(request)
    except Refused as refused:
        return refused.status, {"error": refused.why}


def sign_in(request):
    """The app has sent somebody to the provider, and gives us the code that came back, and its verifier."""
    given = json.loads(request.body)
    form = {
        "grant_type": "authorization_code",
        "code": given["code"],
        "code_verifier": given["verifier"],
        "redirect_uri": REDIRECT_URI,
    }
    status, tokens = ask("POST", "/token", form)
    if status != 200:
        return 502, {"error": "the provider gives no tokens"}
    name = secrets.token_urlsafe(32)
    sessions[name] = Session(tokens["access_token"], tokens["refresh_token"])
    return 201, {"session": name}


def profile(request):
    """What the provider's API says now of who asks."""
    session = session_of(request)
    token = session.access_token
    status, value = ask("GET", "/userinfo", token=token)
    if status == 401:
        status, value = ask("GET", "/userinfo", token=refreshed(session, token))
    if status != 200:
        raise Refused(502, "the provider does not answer as it should")
    return 200, value


def refreshed(session, old):
    """An access token that came after ``old``; many may ask for it at once, and one of them gets it."""
    with session.lock:
        if session.over:
            raise Refused(401, "sign in again")
        if session.access_token != old:
            return session.access_token
        form = {"grant_type": "refresh_token", "refresh_token": session.refresh_token}
        status, tokens = ask("POST", "/token", form)
        if status == 400:
            end(session)
            raise Refused(401, "sign in again")
        if status != 200:
            raise Refused(502, "the provider does not answer as it should")
        session.access_token = tokens["access_token"]
        session.refresh_token = tokens["refresh_token"]
        return session.access_token


def logout(request):
    """Nobody can do anything with the session any more, here and at the provider."""
    session = session_of(request)
    with session.lock:
        status, _ = ask("POST", "/revoke", {"token": session.refresh_token})
        if status != 200:
            raise Refused(502, "the provider does not answer as it should")
        end(session)
    return 204, None


def end(session):
    session.over = True
    for name in [name for name, other in list(sessions.items()) if other is session]:
        del sessions[name]


def session_of(request):
    scheme, _, name = request.headers.get("Authorization", "").partition(" ")
    session = sessions.get(name) if scheme == "Bearer" else None
    if session is None:
        raise Refused(401, "sign in first")
    return session


def ask(method, path, form=None, token=None):
    """Ask the provider, with an access token or else as ourselves: status and JSON; (503, {}) without an answer."""
    credentials = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
    headers = {"Authorization": f"Bearer {token}" if token else f"Basic {credentials}"}
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection = http.client.HTTPConnection(urlsplit(ISSUER).netloc, timeout=5)
    try:
        connection.request(method, path, None if form is None else urlencode(form), headers)
        answer = connection.getresponse()
        content = answer.read()
        return answer.status, json.loads(content) if answer.status == 200 and content else {}
    except (OSError, ValueError, http.client.HTTPException):
        return 503, {}
    finally:
        connection.close()


class Handler(BaseHTTPRequestHandler):
    """Carries a request to respond() and its answer back. There is nothing to change from here on."""

    def any_method(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status, value = respond(Request(self.command, urlsplit(self.path).path, self.headers, body))
        content = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        if value is not None:
            self.send_header("Content-Type", "application/json")
        if status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


for method in ("GET", "POST"):
    setattr(Handler, f"do_{method}", Handler.any_method)

if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8000"))), Handler).serve_forever()
