"""The OpenID Connect provider: what it gives, and above all what it refuses."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from sandbox.errors import CommandRefused, SandboxFailed
from sandbox.services import oidc
from sandbox.services.oidc import Provider, Reply
from sandbox.services.running import Running
from sandbox.session import Session
from tests.conftest import need_program, service_refusal
from tests.sandbox.test_services import started

CALLBACK = "https://shop.example/callback"
VERIFIER = "a-verifier-of-forty-three-characters-or-more.~_"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
BACKEND = "docker" if service_refusal("oidc", "bubblewrap") else "bubblewrap"


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[Session, Running]]:
    with started("oidc", BACKEND) as found:
        yield found


@dataclass
class Shop:
    """A client that does everything right, but for what a test says."""

    provider: Provider
    client_id: str = "till"
    secret: str = "of-the-till"  # noqa: S105

    def authorize(self, *, allow: bool = True, password: str = "right", **changed: str | None) -> Reply:  # noqa: S107
        query = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": CALLBACK,
            "scope": "openid profile",
            "state": "a state & more/+",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        }
        said = {name: value for name, value in (query | changed).items() if value is not None}
        url = f"{self.provider.issuer}/authorize?{urlencode(said)}"
        return self.provider.sign_in(url, "ada", password, allow=allow)

    def code(self, **changed: Any) -> str:
        return self.authorize(**changed).leads_with["code"]

    def ask(self, path: str, form: dict[str, str | None], *, basic: tuple[str, str] | None = None) -> Reply:
        name, secret = basic or (self.client_id, self.secret)
        credentials = base64.b64encode(f"{name}:{secret}".encode()).decode()
        said = {key: value for key, value in form.items() if value is not None}
        return self.provider.ask("POST", path, form=said, headers={"Authorization": f"Basic {credentials}"})

    def exchange(self, code: str, *, basic: tuple[str, str] | None = None, **changed: str | None) -> Reply:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, "code_verifier": VERIFIER}
        return self.ask("/token", {**form, **changed}, basic=basic)

    def refresh(self, token: str, **changed: str | None) -> Reply:
        return self.ask("/token", {"grant_type": "refresh_token", "refresh_token": token, **changed})

    def tokens(self, **changed: str | None) -> Any:
        return self.exchange(self.code(**changed)).json()

    def userinfo(self, token: str) -> Reply:
        return self.provider.ask("GET", "/userinfo", headers={"Authorization": f"Bearer {token}"})


@pytest.fixture
def shop(running: tuple[Session, Running]) -> Shop:
    _, service = running
    service.reset()
    provider = Provider(service.address, service.secret, service.port)
    provider.client("till", secret="of-the-till", redirect_uris=[CALLBACK], scope="openid profile email")  # noqa: S106
    provider.client("other", secret="of-the-other", redirect_uris=[CALLBACK])  # noqa: S106
    provider.user("ada", password="right", sub="u-1", name="Ada", email="ada@login.example")  # noqa: S106
    return Shop(provider)


def expect_error(reply: Reply, status: int, error: str) -> None:
    assert (reply.status, reply.json()["error"]) == (status, error)


def expect_led_back(reply: Reply, error: str) -> None:
    assert reply.status == 302
    assert reply.location.startswith(CALLBACK + "?")
    assert (reply.leads_with["error"], reply.leads_with["state"]) == (error, "a state & more/+")
    assert "code" not in reply.leads_with


# --- what it gives ------------------------------------------------------------------------------------------


def test_a_code_is_exchanged_for_tokens_and_the_state_comes_back_exactly(shop: Shop) -> None:
    back = shop.authorize(nonce="n-1")
    assert back.leads_with["state"] == "a state & more/+"
    tokens = shop.exchange(back.leads_with["code"]).json()
    assert (tokens["token_type"], tokens["expires_in"], tokens["scope"]) == ("Bearer", 600, "openid profile")
    assert shop.userinfo(tokens["access_token"]).json() == {"sub": "u-1", "name": "Ada"}


def test_an_id_token_is_signed_by_a_key_of_the_jwks_and_says_for_whom_it_is(shop: Shop, tmp_path: Path) -> None:
    told = shop.provider.ask("GET", "/.well-known/openid-configuration").json()
    assert told["issuer"] == shop.provider.issuer
    assert (told["code_challenge_methods_supported"], told["response_types_supported"]) == (["S256"], ["code"])
    head, body, signature = shop.tokens(nonce="n-1")["id_token"].split(".")
    header, claims = json.loads(decoded(head)), json.loads(decoded(body))
    (key,) = shop.provider.ask("GET", told["jwks_uri"].removeprefix(shop.provider.issuer)).json()["keys"]
    assert (header["alg"], header["kid"]) == ("ES256", key["kid"])
    assert "d" not in key
    assert verified(key, decoded(signature), f"{head}.{body}".encode(), tmp_path)
    assert not verified(key, decoded(signature), f"{head}.{body}x".encode(), tmp_path)
    expected = {"iss": shop.provider.issuer, "aud": "till", "sub": "u-1", "nonce": "n-1", "name": "Ada"}
    assert expected.items() <= claims.items()
    assert claims["exp"] > claims["iat"]


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def verified(key: dict[str, str], signature: bytes, signed: bytes, folder: Path) -> bool:
    """Whether openssl takes an ES256 signature: it wants the key and the two numbers in DER."""
    public = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200") + b"\4"
    numbers = [int.from_bytes(half).to_bytes(33).lstrip(b"\0") for half in (signature[:32], signature[32:])]
    numbers = [b"\0" + number if number[0] & 128 else number for number in numbers]
    sequence = b"".join(b"\2" + bytes([len(number)]) + number for number in numbers)
    files = {"key": public + decoded(key["x"]) + decoded(key["y"]), "data": signed}
    files["signature"] = b"\x30" + bytes([len(sequence)]) + sequence
    for name, content in files.items():
        (folder / name).write_bytes(content)
    openssl = need_program("openssl", shutil.which("openssl"))
    argv = [openssl, "dgst", "-sha256", "-verify", "key", "-keyform", "DER", "-signature", "signature", "data"]
    return subprocess.run(argv, cwd=folder, capture_output=True, check=False).returncode == 0


def test_a_refresh_token_gives_new_tokens(shop: Shop) -> None:
    first = shop.tokens()
    second = shop.refresh(first["refresh_token"]).json()
    assert len({first["access_token"], second["access_token"], first["refresh_token"], second["refresh_token"]}) == 4
    assert shop.userinfo(second["access_token"]).status == 200


def test_a_public_client_needs_no_secret_but_the_verifier(shop: Shop) -> None:
    shop.provider.client("app", redirect_uris=[CALLBACK], auth_method="none")
    code = shop.code(client_id="app")
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, "client_id": "app"}
    assert shop.provider.ask("POST", "/token", form=form).status == 400
    assert shop.provider.ask("POST", "/token", form=form | {"code_verifier": VERIFIER}).status == 200


# --- what it refuses when somebody signs in -----------------------------------------------------------------


@pytest.mark.parametrize(
    "changed",
    [
        {"code_challenge": None, "code_challenge_method": None},
        {"code_challenge": None},
        {"code_challenge_method": None},
        {"code_challenge": VERIFIER, "code_challenge_method": "plain"},
        {"code_challenge": "short"},
    ],
)
def test_no_code_without_a_challenge_by_s256(shop: Shop, changed: dict[str, Any]) -> None:
    expect_led_back(shop.authorize(**changed), "invalid_request")


@pytest.mark.parametrize("uri", [CALLBACK + "/", CALLBACK + "?a=1", "http://shop.example/callback", CALLBACK[:-1], ""])
def test_a_redirect_uri_that_is_not_exactly_known_leads_nowhere(shop: Shop, uri: str) -> None:
    reply = shop.authorize(redirect_uri=uri)
    assert (reply.status, reply.location) == (400, "")


@pytest.mark.parametrize("scope", ["openid admin", "openid profile offline_access", "", None])
def test_a_scope_that_is_too_broad_or_none_is_refused_and_not_narrowed(shop: Shop, scope: str | None) -> None:
    expect_led_back(shop.authorize(scope=scope), "invalid_scope")


def test_another_response_type_an_unknown_client_and_a_nonce_used_twice_are_refused(shop: Shop) -> None:
    expect_led_back(shop.authorize(response_type="token"), "unsupported_response_type")
    unknown = shop.authorize(client_id="nobody")
    assert (unknown.status, unknown.location) == (400, "")
    assert shop.authorize(nonce="once").leads_with["code"]
    expect_led_back(shop.authorize(nonce="once"), "invalid_request")


def test_a_wrong_password_gives_no_code_and_a_no_is_led_back(shop: Shop) -> None:
    wrong = shop.authorize(password="wrong")  # noqa: S106
    assert (wrong.status, wrong.location) == (401, "")
    expect_led_back(shop.authorize(allow=False), "access_denied")


# --- what it refuses at the token endpoint --------------------------------------------------------------------


def test_a_code_needs_its_own_verifier(shop: Shop) -> None:
    code = shop.code()
    expect_error(shop.exchange(code, code_verifier=None), 400, "invalid_request")
    expect_error(shop.exchange(code, code_verifier=CHALLENGE), 400, "invalid_grant")
    expect_error(shop.exchange(code, code_verifier=VERIFIER + "x"), 400, "invalid_grant")
    assert shop.exchange(code).status == 200


def test_a_code_used_twice_is_refused_and_what_it_gave_is_revoked(shop: Shop) -> None:
    code = shop.code()
    first = shop.exchange(code).json()
    second = shop.refresh(first["refresh_token"]).json()
    expect_error(shop.exchange(code), 400, "invalid_grant")
    for token in (first, second):
        assert shop.userinfo(token["access_token"]).status == 401
    expect_error(shop.refresh(second["refresh_token"]), 400, "invalid_grant")


def test_a_code_used_by_many_at_once_is_good_for_one(shop: Shop) -> None:
    code = shop.code()
    replies: list[int] = []
    threads = [threading.Thread(target=lambda: replies.append(shop.exchange(code).status)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(replies) == [200, *[400] * 5]


def test_a_client_proves_who_it_is_in_its_own_way(shop: Shop) -> None:
    code = shop.code()
    expect_error(shop.exchange(code, basic=("till", "wrong")), 401, "invalid_client")
    expect_error(shop.exchange(code, basic=("other", "of-the-other")), 400, "invalid_grant")
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, "code_verifier": VERIFIER}
    posted = shop.provider.ask("POST", "/token", form=form | {"client_id": "till", "client_secret": "of-the-till"})
    expect_error(posted, 401, "invalid_client")
    expect_error(shop.provider.ask("POST", "/token", form=form | {"client_id": "till"}), 401, "invalid_client")
    assert shop.exchange(code).status == 200


def test_a_code_belongs_to_its_redirect_uri(shop: Shop) -> None:
    code = shop.code()
    expect_error(shop.exchange(code, redirect_uri=None), 400, "invalid_grant")
    expect_error(shop.exchange(code, redirect_uri=CALLBACK + "/"), 400, "invalid_grant")


def test_a_code_and_a_token_are_over_after_their_time(shop: Shop) -> None:
    code, tokens = shop.code(), shop.tokens()
    shop.provider.let_pass(61)
    expect_error(shop.exchange(code), 400, "invalid_grant")
    assert shop.userinfo(tokens["access_token"]).status == 200
    shop.provider.let_pass(600)
    late = shop.userinfo(tokens["access_token"])
    assert (late.status, 'error="invalid_token"' in late.headers["www-authenticate"]) == (401, True)
    assert shop.refresh(tokens["refresh_token"]).status == 200
    shop.provider.let_pass(15 * 24 * 3600)
    expect_error(shop.refresh(tokens["refresh_token"]), 400, "invalid_grant")


def test_a_refresh_token_used_twice_ends_the_whole_sign_in(shop: Shop) -> None:
    first = shop.tokens()
    second = shop.refresh(first["refresh_token"]).json()
    expect_error(shop.refresh(first["refresh_token"]), 400, "invalid_grant")
    expect_error(shop.refresh(second["refresh_token"]), 400, "invalid_grant")
    assert shop.userinfo(second["access_token"]).status == 401


def test_a_refresh_is_for_its_own_client_and_never_widens_the_scope(shop: Shop) -> None:
    token = shop.tokens()["refresh_token"]
    expect_error(shop.refresh(token, scope="openid profile email"), 400, "invalid_scope")
    expect_error(Shop(shop.provider, "other", "of-the-other").refresh(token), 400, "invalid_grant")
    assert shop.refresh(token, scope="openid").status == 200


def test_a_revoked_token_is_worth_nothing(shop: Shop) -> None:
    tokens = shop.tokens()
    assert shop.ask("/revoke", {"token": tokens["refresh_token"]}, basic=("till", "wrong")).status == 401
    assert shop.userinfo(tokens["access_token"]).status == 200
    assert shop.ask("/revoke", {"token": tokens["refresh_token"]}).status == 200
    assert shop.userinfo(tokens["access_token"]).status == 401
    expect_error(shop.refresh(tokens["refresh_token"]), 400, "invalid_grant")


def test_a_token_without_openid_asks_no_userinfo_and_no_token_none(shop: Shop) -> None:
    assert shop.userinfo(shop.tokens(scope="profile")["access_token"]).status == 403
    assert shop.userinfo("made-up").status == 401
    assert shop.provider.ask("GET", "/userinfo").status == 401


# --- what a test holds of it ----------------------------------------------------------------------------------


def test_what_it_has_seen_is_told_to_who_knows_the_secret_and_to_nobody_else(shop: Shop) -> None:
    tokens = shop.tokens()
    (seen,) = shop.provider.seen("/token")
    assert (seen.status, seen.scheme, seen.fields["code_verifier"]) == (200, "Basic", VERIFIER)
    assert seen.gave["access_token"] == tokens["access_token"]
    assert "right" not in repr(shop.provider.seen())
    stranger = Provider(shop.provider._address, b"guessed")
    with pytest.raises(CommandRefused, match="not signed"):
        stranger.seen()
    with pytest.raises(SandboxFailed, match="could not be brought back"):
        oidc.reset(shop.provider._address, b"guessed")


def test_an_order_is_taken_once(shop: Shop) -> None:
    body = json.dumps({"number": 1, "do": "log", "with": {}}).encode()
    signature = shop.provider._signature(b"ask", body)
    assert shop.provider._ask("POST", "/control", body, {"Kata-Signature": signature}).status == 403


def test_its_memory_and_its_descriptors_are_shut_to_the_solution(running: tuple[Session, Running]) -> None:
    session, _ = running
    script = (
        "import os\n"
        "for name in os.listdir('/proc'):\n"
        "    try:\n"
        "        words = open(f'/proc/{name}/cmdline', 'rb').read() if name.isdigit() else b''\n"
        "    except OSError:\n"
        "        continue\n"
        "    if b'oidc_provider' not in words or int(name) == os.getpid(): continue\n"
        "    for part in ('mem', 'fd/0', 'environ'):\n"
        "        try:\n"
        "            open(f'/proc/{name}/{part}', 'rb').close(); print('open', part)\n"
        "        except OSError as error:\n"
        "            print(type(error).__name__)\n"
    )
    assert session.run([session.python, "-c", script]).stdout.split() == [b"PermissionError"] * 3


def test_what_answers_in_its_place_is_not_believed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def pretend() -> None:
            connection, _ = listener.accept()
            with connection:
                asked = b""
                while b'"with"' not in asked:
                    asked += connection.recv(65536)
                number = json.loads(asked.partition(b"\r\n\r\n")[2])["number"]
                body = json.dumps({"number": number, "done": []}).encode()
                forged = hmac.new(b"guessed", b"answer\0" + body, hashlib.sha256).hexdigest()
                head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nKata-Signature: {forged}\r\n\r\n"
                connection.sendall(head.encode() + body)

        thread = threading.Thread(target=pretend)
        thread.start()
        with pytest.raises(ValueError, match="something else listens in its place"):
            Provider(listener.getsockname()[:2], b"the secret").seen()
        thread.join()


def test_an_answer_that_drips_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oidc, "SECONDS", 0.3)
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def drip() -> None:
            connection, _ = listener.accept()
            with connection, suppress(OSError):
                while not over.wait(0.05):
                    connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")

        thread = threading.Thread(target=drip)
        thread.start()
        with pytest.raises((ValueError, OSError)):
            Provider(listener.getsockname()[:2], b"the secret").seen()
        over.set()
        thread.join()


def test_a_test_can_order_claims_and_troubles(shop: Shop) -> None:
    shop.provider.next_id_token(aud="somebody else")
    assert json.loads(decoded(shop.tokens()["id_token"].split(".")[1]))["aud"] == "somebody else"
    tokens = shop.tokens()
    assert json.loads(decoded(tokens["id_token"].split(".")[1]))["aud"] == "till"
    shop.provider.trouble("/userinfo", status=503, times=1)
    assert [shop.userinfo(tokens["access_token"]).status for _ in range(2)] == [503, 200]


def test_a_browser_goes_nowhere_else(shop: Shop) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as elsewhere:
        port = elsewhere.getsockname()[1]
        assert shop.provider.sign_in(f"http://127.0.0.1:{port}/authorize?a=b", "ada", "right").status == 404
