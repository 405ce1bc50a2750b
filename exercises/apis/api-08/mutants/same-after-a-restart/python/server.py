"""A shop whose customers sign in at a provider: OAuth 2 with OpenID Connect, from the shop's side."""

import base64
import hashlib
import json
import os
import random
import secrets
import time
import urllib.error
import urllib.request
from http.cookies import CookieError, SimpleCookie
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

# What we know of each browser, by the value of its cookie: who is signed in, and the logins that it has begun.
sessions = {}
random.seed(f"{CLIENT_ID} at {ISSUER}")


class Request(NamedTuple):
    """What was asked: the method, the path and its query, the headers (by any case)."""

    method: str
    path: str
    query: dict
    headers: dict


class Login(NamedTuple):
    """What has to be remembered of a login until the browser comes back."""

    nonce: str
    verifier: str


class Refused(Exception):
    """A sign-in comes to nothing: the status, and why."""

    def __init__(self, status, why):
        super().__init__(why)
        self.status = status
        self.why = why


def respond(request):
    """Answer one request: a status, headers, and a value that is sent as JSON (None: no body)."""
    pages = {"/": home, "/login": login, "/callback": callback}
    if request.method != "GET" or request.path not in pages:
        return 404, {}, {"error": "there is nothing here"}
    try:
        return pages[request.path](request)
    except Refused as refused:
        return refused.status, {}, {"error": refused.why}


def home(request):
    user = session_of(request)["user"]
    return 200, {}, {"signed_in": False} if user is None else {"signed_in": True, **user}


def login(request):
    session = session_of(request)
    state, nonce, verifier = (random.randbytes(32).hex() for _ in range(3))
    session["logins"][state] = Login(nonce, verifier)
    query = {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": REDIRECT_URI,
        "scope": "openid profile",
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge_of(verifier),
        "code_challenge_method": "S256",
    }
    return 302, {"Location": f"{ISSUER}/authorize?{urlencode(query)}", **kept(session)}, None


def challenge_of(verifier):
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def callback(request):
    session = session_of(request)
    begun = session["logins"].pop(request.query.get("state"), None)
    if begun is None:
        raise Refused(400, "no login of this browser has begun with this state")
    if "error" in request.query:
        raise Refused(403, request.query["error"])
    claims = claims_of(exchange(request.query.get("code", ""), begun.verifier))
    check(claims, begun.nonce)
    sessions.pop(session.get("key"), None)  # who knew the cookie before knows nothing now
    signed_in = {"user": {"sub": claims["sub"], "name": claims.get("name", "")}, "logins": session["logins"]}
    return 302, {"Location": "/", **kept(signed_in)}, None


def exchange(code, verifier):
    """The tokens that the provider gives for a code."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": REDIRECT_URI,
        "code_verifier": verifier,
    }
    credentials = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
    status, tokens = post(f"{ISSUER}/token", form, {"Authorization": f"Basic {credentials}"})
    if status != 200:
        raise Refused(502, "the provider gives no tokens")
    return tokens


def claims_of(tokens):
    """What the ID token says. It comes straight from the provider, so its signature tells nothing more."""
    body = tokens["id_token"].split(".")[1]
    return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))


def check(claims, nonce):
    audience = claims["aud"]
    audiences = audience if isinstance(audience, list) else [audience]
    good = claims["iss"] == ISSUER and CLIENT_ID in audiences and claims.get("nonce") == nonce
    if not good or claims["exp"] <= time.time():
        raise Refused(502, "the ID token is not for this login")


def session_of(request):
    """What we know of the browser that asks; an empty session for one that we don't know."""
    try:
        cookie = SimpleCookie(request.headers.get("Cookie", "")).get(COOKIE)
    except CookieError:
        cookie = None
    return sessions.get(cookie.value if cookie else None) or {"user": None, "logins": {}}


def kept(session):
    """Remember a session, under a new name if it has none, and the header that tells the browser its name."""
    key = session.setdefault("key", secrets.token_urlsafe(32))
    sessions[key] = session
    return {"Set-Cookie": f"{COOKIE}={key}; Path=/; HttpOnly; SameSite=Lax"}


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
