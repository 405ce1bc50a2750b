"""What a test may ask for, and nobody else: each request is signed with a secret, and so is each answer.

The secret comes over standard input, after this process has shut its memory to others (``program.main``). So another
process of the same user, which a solution is, can neither use this way nor answer in our place: it can end the
provider, and then nothing is signed any more.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from typing import TYPE_CHECKING, Any

from .errors import Refused
from .state import Client, User

if TYPE_CHECKING:
    from collections.abc import Callable

    from .state import Store

SECRET_SECONDS = 10.0


class Control:
    """Does what is asked.

    Args:
        store: what it is done to.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._secret = b""
        self._known = threading.Event()
        self._last = 0

    def trust(self, secret: bytes) -> None:
        """From now on, who knows this may ask."""
        self._secret = secret
        self._known.set()

    def answer(self, body: bytes, signature: str) -> tuple[bytes, str]:
        """The answer and its signature. Raises ``Refused``."""
        if not self._known.wait(SECRET_SECONDS) or not self._secret:
            raise Refused("there is no secret")
        if not hmac.compare_digest(sign(self._secret, b"ask", body), signature):
            raise Refused("not signed")
        asked = json.loads(body)
        with self._store.lock:
            if asked["number"] <= self._last:
                raise Refused("said before")
            self._last = asked["number"]
            done = self._do(asked["do"], asked["with"])
        told = json.dumps({"number": asked["number"], "done": done}).encode()
        return told, sign(self._secret, b"answer", told)

    def _do(self, what: str, given: dict[str, Any]) -> Any:
        store = self._store

        def client() -> None:
            lists = {name: tuple(x) for name, x in given.items() if isinstance(x, list)}
            row = Client(**(given | lists))
            store.clients[row.client_id] = row

        def user() -> None:
            row = User(**given)
            store.users[row.username] = row

        def id_token() -> None:
            store.claims = given

        def trouble() -> None:
            store.troubles[given["path"]] = given

        known: dict[str, Callable[[], Any]] = {
            "reset": store.reset,
            "client": client,
            "user": user,
            "pass": lambda: store.let_pass(given["seconds"]),
            "id_token": id_token,
            "trouble": trouble,
            "log": lambda: list(store.seen),
        }
        if what not in known:
            raise Refused("unknown")
        return known[what]()


def sign(secret: bytes, side: bytes, body: bytes) -> str:
    """The signature of one side over a body."""
    return hmac.new(secret, side + b"\0" + body, hashlib.sha256).hexdigest()
