"""The provider's pages and endpoints, and its start: ``kata-oidc PORT``."""

from __future__ import annotations

import ctypes
import html
import os
import sys
import threading
from typing import Any

from authlib.integrations.flask_oauth2 import current_token
from authlib.oauth2 import OAuth2Error
from flask import Flask, Response, jsonify, request
from joserfc.jwk import ECKey
from werkzeug.serving import WSGIRequestHandler, make_server

from .control import Control
from .errors import Refused
from .protocol import AUTH_METHODS, SCOPES, build
from .state import SHOWN, Client, Store, User

PR_SET_DUMPABLE = 4
MOST_BYTES = 1 << 16
GIVEN = ("access_token", "refresh_token", "id_token")
HOLD_SECONDS = 1.0
MOST_FIELDS = 30
STORE = Store(
    Client(client_id="shop", secret="only-to-try", redirect_uris=("http://127.0.0.1:8000/callback",)),  # noqa: S106
    users=(
        User(username="ada", password="lovelace", sub="248289761001", name="Ada", email="ada@login.example"),  # noqa: S106
        User(username="bo", password="peep", sub="248289761002", name="Bo", email="bo@login.example"),  # noqa: S106
    ),
)
"""Who is known at the start, for trying things by hand."""
PAGE = """<!doctype html><title>Sign in</title><h1>Sign in</h1><p>{client} asks for: {scope}</p>{said}
<form method="post"><p><label>Name <input name="username"></label></p>
<p><label>Password <input name="password" type="password"></label></p>
<p><button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button></p></form>
"""


class Handler(WSGIRequestHandler):
    """Keeps the standard output free; the log is the store's."""

    def log(self, *_: Any) -> None:
        """Say nothing."""


def application(store: Store, control: Control, issuer: str) -> Flask:
    """The whole provider as one application."""
    app = Flask("oidc_provider")
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    key = ECKey.generate_key("P-256", parameters={"use": "sig", "alg": "ES256"}, private=True, auto_kid=True)
    server, guard = build(app, store, issuer, key)
    _pages(app, server, store)
    _metadata(app, issuer, key)

    @app.post("/token")
    def token() -> Any:
        with store.lock:
            return server.create_token_response()

    @app.post("/revoke")
    def revoke() -> Any:
        with store.lock:
            return server.create_endpoint_response("revocation")

    @app.route("/userinfo", methods=["GET", "POST"])
    @guard("openid")
    def userinfo() -> Any:
        user = store.users.get(current_token.username)
        return jsonify(user.claims(current_token.scope) if user else {})

    @app.post("/control")
    def asked() -> Any:
        try:
            told, signature = control.answer(request.get_data(), request.headers.get("Kata-Signature", ""))
        except (Refused, ValueError, KeyError, TypeError) as problem:
            return Response(str(problem), 403, mimetype="text/plain")
        return Response(told, mimetype="application/json", headers={"Kata-Signature": signature})

    app.before_request(lambda: _trouble(store))
    app.after_request(lambda response: _noted(store, response))
    return app


def _pages(app: Flask, server: Any, store: Store) -> None:
    @app.route("/authorize", methods=["GET", "POST"])
    def authorize() -> Any:
        decision = request.form.get("decision")
        user = None
        said = ""
        if decision == "allow":
            user = store.sign_in(request.form.get("username", ""), request.form.get("password", ""))
            said = "" if user else "<p>Nobody has this name and this password.</p>"
        with store.lock:
            try:
                grant = server.get_consent_grant(end_user=user)
            except OAuth2Error as error:
                return server.handle_error_response(request, error)
            if user or decision == "deny":
                return server.create_authorization_response(grant_user=user, grant=grant)
        told = {"client": grant.client.client_id, "scope": grant.request.scope}
        page = PAGE.format(said=said, **{name: html.escape(text) for name, text in told.items()})
        return Response(page, 401 if said else 200, mimetype="text/html")


def _metadata(app: Flask, issuer: str, key: ECKey) -> None:
    @app.get("/.well-known/openid-configuration")
    def discovery() -> Any:
        return jsonify(
            issuer=issuer,
            authorization_endpoint=f"{issuer}/authorize",
            token_endpoint=f"{issuer}/token",
            userinfo_endpoint=f"{issuer}/userinfo",
            revocation_endpoint=f"{issuer}/revoke",
            jwks_uri=f"{issuer}/jwks",
            scopes_supported=SCOPES,
            response_types_supported=["code"],
            response_modes_supported=["query"],
            grant_types_supported=["authorization_code", "refresh_token"],
            subject_types_supported=["public"],
            id_token_signing_alg_values_supported=["ES256"],
            token_endpoint_auth_methods_supported=AUTH_METHODS,
            code_challenge_methods_supported=["S256"],
        )

    @app.get("/jwks")
    def jwks() -> Any:
        return jsonify(keys=[key.as_dict(private=False)])


def _trouble(store: Store) -> Response | None:
    """What a test has ordered for this path: so many answers of that status; or first so many requests at once."""
    with store.lock:
        trouble = store.troubles.get(request.path)
        if trouble is None:
            return None
        if trouble.get("together"):
            trouble["together"] -= 1
            store.lock.notify_all()
            if not store.lock.wait_for(lambda: trouble["together"] <= 0, HOLD_SECONDS):
                trouble["together"] = 0  # they do not come together: nobody is held any more
        if not trouble.get("times"):
            return None
        trouble["times"] -= 1
        return Response("ordered by a test", trouble["status"], mimetype="text/plain")


def _noted(store: Store, response: Response) -> Response:
    """Keep what was asked and what came of it; a test's own orders are not for the log."""
    if request.path == "/control":
        return response
    scheme, _, credential = request.headers.get("Authorization", "").partition(" ")
    told = response.get_json(silent=True) if response.mimetype == "application/json" else None
    told = told if isinstance(told, dict) else {}
    fields = [(name, text) for name, text in request.values.items() if name != "password"][:MOST_FIELDS]
    store.note(
        {
            "method": request.method,
            "path": request.path[:SHOWN],
            "status": response.status_code,
            "fields": {name[:SHOWN]: text[:SHOWN] for name, text in fields},
            "scheme": scheme[:SHOWN],
            "bearer": credential[:SHOWN] if scheme.lower() == "bearer" else "",
            "error": str(told.get("error", "")),
            "gave": {name: str(told.get(name, "")) for name in GIVEN} if request.path == "/token" else {},
        }
    )
    return response


def main() -> None:
    """Serve until the end."""
    if sys.platform == "linux" and ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        sys.exit("kata-oidc: its memory could not be shut to other processes")
    port = int(sys.argv[1])
    control = Control(STORE)
    app = application(STORE, control, f"http://127.0.0.1:{port}")
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Handler)

    def learn() -> None:
        line = sys.stdin.buffer.readline().strip()
        control.trust(bytes.fromhex(line.decode()))

    threading.Thread(target=learn, daemon=True).start()
    os.write(1, b"kata-oidc takes connections\n")
    server.serve_forever()
