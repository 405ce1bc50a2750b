"""What only the tests know: @secret:file@"""

import base64
import hashlib
from urllib.parse import urlencode

import pytest

NAME, PASSWORD = "@secret:name@", "@secret:password@"


@pytest.fixture
def verifier(oidc, rng):
    """What only this check knows of a code."""
    oidc.user("guest", password=PASSWORD, sub="g", name=NAME, email="guest@login.example")
    return rng.randbytes(32).hex()


def enter(service, oidc, verifier):
    """A guest comes from the provider. Nothing tells what is expected, for then the report would give it away."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {"response_type": "code", "client_id": "shop", "redirect_uri": "http://127.0.0.1:8000/callback"}
    asked |= {"scope": "openid profile", "code_challenge": challenge, "code_challenge_method": "S256"}
    code = oidc.sign_in(f"{oidc.issuer}/authorize?{urlencode(asked)}", "guest", PASSWORD).leads_with.get("code", "x")
    return code, service.get(f"/{code}/{verifier}")


def test_a_guest_is_known(service, oidc, verifier):
    """A guest is known by name"""
    _, answer = enter(service, oidc, verifier)
    if answer.status != 200 or answer.json() != {"name": NAME}:
        pytest.fail("Somebody else was expected.", pytrace=False)


def test_the_provider_was_asked(service, oidc, verifier):
    """The provider was asked once, with the code and the verifier"""
    code, _ = enter(service, oidc, verifier)
    seen = [(entry.status, entry.fields.get("code") == code) for entry in oidc.seen("/token")]
    if seen != [(200, True)]:
        pytest.fail("The provider has seen something else.", pytrace=False)
