"""What the provider knows: clients, users, codes, tokens, and the requests that it has seen. All in memory."""

from __future__ import annotations

import hmac
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from authlib.oauth2.rfc6749 import ClientMixin, TokenMixin
from authlib.oidc.core import AuthorizationCodeMixin

MOST_ENTRIES = 300
SHOWN = 500
CODE_SECONDS = 60
REFRESH_SECONDS = 14 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Client(ClientMixin):
    """An application that may ask for tokens; without a secret it is a public one."""

    client_id: str
    secret: str = ""
    redirect_uris: tuple[str, ...] = ()
    scope: str = "openid profile email"
    auth_method: str = "client_secret_basic"
    grant_types: tuple[str, ...] = ("authorization_code", "refresh_token")
    access_seconds: int = 600

    id_token_signed_response_alg = "ES256"  # noqa: S105 - an algorithm

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> str:
        return ""  # it has to be said each time

    def get_allowed_scope(self, scope: str | None) -> str | None:
        wanted = (scope or "").split()
        return " ".join(wanted) if wanted and set(wanted) <= set(self.scope.split()) else None

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri in self.redirect_uris

    def check_client_secret(self, client_secret: str) -> bool:
        return bool(self.secret) and hmac.compare_digest(self.secret.encode(), client_secret.encode())

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        return method == self.auth_method

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in self.grant_types


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who can sign in."""

    username: str
    password: str
    sub: str
    name: str
    email: str

    def claims(self, scope: str) -> dict[str, str]:
        """What may be told under a scope."""
        words = scope.split()
        told = {"sub": self.sub}
        if "profile" in words:
            told["name"] = self.name
        if "email" in words:
            told["email"] = self.email
        return told


@dataclass(slots=True, kw_only=True)
class Code(AuthorizationCodeMixin):
    """An authorization code. ``family`` is what is revoked together: all that came from one sign-in."""

    code: str
    client_id: str
    username: str
    redirect_uri: str
    scope: str
    nonce: str | None
    code_challenge: str
    code_challenge_method: str
    family: int
    ends_at: float
    used: bool = False
    signed_in_at: int = field(default_factory=lambda: int(time.time()))

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> int:
        return self.signed_in_at


@dataclass(slots=True, kw_only=True)
class Token(TokenMixin):
    """An access token and the refresh token that was given with it."""

    access_token: str
    refresh_token: str
    client_id: str
    username: str
    scope: str
    family: int
    ends_at: float
    refresh_ends_at: float
    store: Store
    rotated: bool = False
    revoked: bool = False  # the access token by itself

    def check_client(self, client: Client) -> bool:
        return self.client_id == client.client_id

    def get_scope(self) -> str:
        return self.scope

    def get_expires_in(self) -> int:
        return int(self.ends_at - self.store.now())

    def is_expired(self) -> bool:
        return self.store.now() >= self.ends_at

    def is_revoked(self) -> bool:
        return self.revoked or self.family in self.store.revoked


class Store:
    """Everything, and the lock under which it is changed."""

    def __init__(self, *clients: Client, users: tuple[User, ...] = ()) -> None:
        self.lock = threading.Condition(threading.RLock())
        self._clients = clients
        self._users = users
        self.reset()

    def reset(self) -> None:
        """As it was at the start."""
        with self.lock:
            self.clients = {client.client_id: client for client in self._clients}
            self.users = {user.username: user for user in self._users}
            self.codes: dict[str, Code] = {}
            self.tokens: list[Token] = []
            self.revoked: set[int] = set()
            self.seen: deque[dict[str, Any]] = deque(maxlen=MOST_ENTRIES)
            self.claims: dict[str, Any] = {}
            self.troubles: dict[str, dict[str, Any]] = {}
            self._passed = 0.0
            self._families = 0
            self.lock.notify_all()

    def now(self) -> float:
        """Seconds, as codes and tokens count them."""
        return time.time() + self._passed

    def let_pass(self, seconds: float) -> None:
        """Make all codes and tokens older."""
        with self.lock:
            self._passed += seconds

    def family(self) -> int:
        """A new one, for a sign-in."""
        with self.lock:
            self._families += 1
            return self._families

    def sign_in(self, username: str, password: str) -> User | None:
        """The user of that name and password."""
        user = self.users.get(username)
        known = user.password if user else ""
        return user if hmac.compare_digest(known.encode(), password.encode()) else None

    def usable_code(self, text: str, client: Client) -> Code | None:
        """The code, if this client may use it now. A second use revokes all that the first one gave."""
        code = self.codes.get(text)
        if code is None or code.client_id != client.client_id:
            return None
        if code.used:
            self.revoked.add(code.family)
            return None
        return code if self.now() < code.ends_at else None

    def access(self, text: str) -> Token | None:
        """The token that this access token belongs to."""
        return next((token for token in self.tokens if token.access_token == text), None)

    def refresh(self, text: str) -> Token | None:
        """The token that this refresh token belongs to."""
        return next((token for token in self.tokens if text and token.refresh_token == text), None)

    def usable_refresh(self, text: str) -> Token | None:
        """The same, if it may be used now. One that was used before revokes all that came of its sign-in."""
        token = self.refresh(text)
        if token is None:
            return None
        if token.rotated:
            self.revoked.add(token.family)
        return None if token.family in self.revoked or self.now() >= token.refresh_ends_at else token

    def note(self, entry: dict[str, Any]) -> None:
        """Keep a request in the log."""
        with self.lock:
            self.seen.append(entry)
