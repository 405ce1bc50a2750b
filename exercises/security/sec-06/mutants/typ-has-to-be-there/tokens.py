"""The tokens (JWT) by which a shop's services know who asks."""

import base64
import hashlib
import hmac
import json
import re

PART = re.compile(r"[A-Za-z0-9_-]*")


class TokenError(Exception):
    """A token is not to be believed."""


def sign(claims, kid, secret):
    """Return a token. It is here for trying things out; there is nothing to change."""
    header = {"alg": "HS256", "typ": "JWT", "kid": kid}
    signed = ".".join(encoded(json.dumps(part).encode()) for part in (header, claims))
    return signed + "." + encoded(hmac.digest(secret, signed.encode(), hashlib.sha256))


def encoded(data):
    """Return bytes as base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def read(token, keys, audience, now):
    """Return what a token claims.

    Args:
        token: what came with a request.
        keys: the secrets, bytes, by their ids.
        audience: the service that this is.
        now: the time, in seconds.

    Raises:
        TokenError: the token is not to be believed.
    """
    parts = token.split(".") if isinstance(token, str) else []
    if len(parts) != 3:
        raise TokenError("a token has three parts")
    header, payload, signature = map(decoded, parts)
    check_signature(mapping(header), f"{parts[0]}.{parts[1]}", signature, keys)
    claims = mapping(payload)
    check_claims(claims, audience, now)
    return claims


def decoded(part):
    """Return the bytes of a part; b64decode alone would skip characters that do not belong there."""
    if not PART.fullmatch(part) or len(part) % 4 == 1:
        raise TokenError("a part is not base64url")
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def mapping(data):
    """Return the object that stands in bytes of JSON."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise TokenError("a part is not JSON") from error
    if not isinstance(value, dict):
        raise TokenError("a part is not an object")
    return value


def check_signature(header, signed, signature, keys):
    """Come back if one of our keys signed this, by the algorithm that we want and not by one that the token wants."""
    if header.get("alg") != "HS256":
        raise TokenError("only HS256 is accepted")
    if header.get("typ") != "JWT":
        raise TokenError("the token is no JWT")
    kid = header.get("kid")
    if not isinstance(kid, str) or kid not in keys:
        raise TokenError("there is no such key")
    if not hmac.compare_digest(signature, hmac.digest(keys[kid], signed.encode(), hashlib.sha256)):
        raise TokenError("the signature is wrong")


def check_claims(claims, audience, now):
    """Come back if the token is for us, and for now."""
    expires, begins, wanted = claims.get("exp"), claims.get("nbf", now), claims.get("aud")
    if type(expires) not in (int, float) or type(begins) not in (int, float):
        raise TokenError("a time is not a number")
    if not begins <= now < expires:
        raise TokenError("the token is not valid now")
    if audience not in (wanted if isinstance(wanted, list) else [wanted]):
        raise TokenError("the token is for somebody else")
