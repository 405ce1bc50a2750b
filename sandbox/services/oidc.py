"""An OAuth 2 and OpenID Connect provider. ``Provider`` is what a test holds of it: the browser's part, and the log.

Authlib does the protocol; what runs inside is ``sandbox/services/oidc_provider``. It was taken and not oidc-provider of
Node.js, for it starts in a quarter of the time and can be reset without a restart; what Authlib leaves open (PKCE for
clients with a secret, scopes that are too broad, refresh tokens used twice) is decided strictly there.

A solution is another process of the same user. It can end the provider and listen in its place; it can't read its
memory, which the provider shuts, and with it the secret by which the test's orders and their answers are signed. So the
log is the provider's word, or there is none.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from sandbox.errors import CommandRefused, SandboxFailed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sandbox.services.place import Place

SECONDS = 10.0
ANSWER_BYTES = 4 << 20
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def command(place: Place) -> list[str]:
    """How it is started."""
    return [place.programs["kata-oidc"], str(place.port)]


def reset(address: tuple[str, int], secret: bytes) -> None:
    """Forget codes, tokens, the log, and whom a test has made known. Half a millisecond; a new provider takes 200.

    Raises:
        SandboxFailed: it does not do as it is told.
    """
    try:
        Provider(address, secret).order("reset")
    except (OSError, HTTPException, ValueError, CommandRefused) as error:
        raise SandboxFailed(f"The OpenID Connect provider could not be brought back: {error}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back: the status, the fields of the header by small letters, the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The value of a JSON body. Raises ``ValueError``."""
        return json.loads(self.body)

    @property
    def location(self) -> str:
        """Where it leads; empty if nowhere."""
        return self.headers.get("location", "")

    @property
    def leads_with(self) -> dict[str, str]:
        """The query of that place."""
        return dict(parse_qsl(urlsplit(self.location).query, keep_blank_values=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A request that the provider has seen.

    Attributes:
        method: as it came.
        path: without the query.
        status: what it was answered with.
        fields: of the query and of the form; no passwords of users.
        scheme: of ``Authorization``: ``Basic``, ``Bearer`` or nothing.
        bearer: the token that came with it.
        error: what the answer named as one.
        gave: of an answer with tokens, ``access_token``, ``refresh_token``, ``id_token``.
    """

    method: str
    path: str
    status: int
    fields: Mapping[str, str]
    scheme: str
    bearer: str
    error: str
    gave: Mapping[str, str]


class Provider:
    """The provider in a sandbox, from outside. Every answer is bounded, for anybody may have given it.

    Args:
        address: where it is reached from out here.
        secret: what orders are signed with.
        port: where it listens inside; that of ``address`` if not said.

    Attributes:
        issuer: its name, which is also where a solution inside reaches it.
    """

    def __init__(self, address: tuple[str, int], secret: bytes, port: int | None = None) -> None:
        self.issuer = f"http://127.0.0.1:{port or address[1]}"
        self._address = address
        self._secret = secret

    # --- what a test prepares -----------------------------------------------------------------------------

    def client(self, client_id: str, *, redirect_uris: Sequence[str], secret: str = "", **more: Any) -> None:
        """Make an application known. ``more``: ``scope``, ``auth_method``, ``grant_types``, ``access_seconds``."""
        self.order("client", client_id=client_id, secret=secret, redirect_uris=list(redirect_uris), **more)

    def user(self, username: str, *, password: str, sub: str, name: str, email: str) -> None:
        """Make somebody known, or change what is known."""
        self.order("user", username=username, password=password, sub=sub, name=name, email=email)

    def let_pass(self, seconds: float) -> None:
        """Make all codes and tokens so much older."""
        self.order("pass", seconds=seconds)

    def next_id_token(self, **claims: Any) -> None:
        """What the next ID token says in place of the truth: ``aud="somebody else"``."""
        self.order("id_token", **claims)

    def trouble(self, path: str, *, status: int = 503, times: int = 0, together: int = 0) -> None:
        """Answer so many requests for a path by a status; or hold them until ``together`` of them wait, a moment."""
        self.order("trouble", path=path, status=status, times=times, together=together)

    # --- what a browser does ------------------------------------------------------------------------------

    def sign_in(self, url: str, username: str, password: str, *, allow: bool = True) -> Reply:
        """Open the page that an application leads to, fill it in, and press a button.

        Args:
            url: where the application has sent the browser; it must be the provider's.
            username: who signs in.
            password: that one's.
            allow: which button.

        Returns:
            What comes of it: ``location`` is where the browser is sent back to, or where the page was refused.
        """
        if not url.startswith(f"{self.issuer}/authorize?"):
            return Reply(status=404, headers={}, body=b"this is no page of the provider")
        path = url.removeprefix(self.issuer)
        page = self.ask("GET", path)
        if page.status != 200:  # noqa: PLR2004
            return page
        fields = {"username": username, "password": password, "decision": "allow" if allow else "deny"}
        return self.ask("POST", path, form=fields)

    def ask(
        self, method: str, path: str, *, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Any request.

        Raises:
            OSError: there is no connection, or no answer in time.
            ValueError: what came is none, or too much.
        """
        body = None if form is None else urlencode(form).encode()
        return self._ask(method, path, body, {**(FORM if form is not None else {}), **(headers or {})})

    # --- what it has seen -----------------------------------------------------------------------------------

    def seen(self, path: str | None = None) -> list[Seen]:
        """The requests since the check began, of this path or all."""
        log = self.order("log")
        found = [Seen(**entry) for entry in log]
        return [entry for entry in found if path in {None, entry.path}]

    def order(self, what: str, /, **given: Any) -> Any:
        """Have the provider do something, as nobody inside can.

        Raises:
            CommandRefused: it does not.
            OSError: there is no connection, or no answer in time.
            ValueError: what came back was not signed by the provider.
        """
        number = time.monotonic_ns()
        body = json.dumps({"number": number, "do": what, "with": given}).encode()
        reply = self._ask("POST", "/control", body, {"Kata-Signature": self._signature(b"ask", body)})
        if reply.status != 200:  # noqa: PLR2004
            raise CommandRefused(f"the provider refused: {reply.body[:200].decode('utf-8', 'replace')}")
        signature = reply.headers.get("kata-signature", "")
        if not hmac.compare_digest(self._signature(b"answer", reply.body).encode(), signature.encode()):
            raise ValueError("what came back is not the provider's answer: something else listens in its place")
        told = reply.json()
        if told["number"] != number:
            raise ValueError("what came back is the answer to something else")
        return told["done"]

    def _signature(self, side: bytes, body: bytes) -> str:
        return hmac.new(self._secret, side + b"\0" + body, hashlib.sha256).hexdigest()

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Reply:
        connection = HTTPConnection(*self._address, timeout=SECONDS)
        connection.connect()
        whole = threading.Timer(
            SECONDS, _hang_up, [connection.sock]
        )  # a timeout is for each piece, and pieces can drip
        whole.daemon = True
        whole.start()
        try:
            connection.request(method, path, body, dict(headers))
            answer = connection.getresponse()
            content = answer.read(ANSWER_BYTES + 1)
            if len(content) > ANSWER_BYTES:
                raise ValueError(f"an answer of more than {ANSWER_BYTES} bytes")
            fields = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(status=answer.status, headers=fields, body=content)
        except HTTPException as error:
            raise ValueError(f"what came is no answer: {error!r}") from error
        finally:
            whole.cancel()
            connection.close()


def _hang_up(connected: socket.socket) -> None:
    with suppress(OSError):  # the other side was quicker
        connected.shutdown(socket.SHUT_RDWR)
