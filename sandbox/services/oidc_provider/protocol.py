"""Authlib's authorization server, with what it leaves open decided: PKCE by S256 for all, exact scopes, rotation."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from authlib.integrations.flask_oauth2 import AuthorizationServer, ResourceProtector
from authlib.oauth2.rfc6749 import InvalidRequestError, grants
from authlib.oauth2.rfc6750 import BearerTokenValidator
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode

from .state import CODE_SECONDS, REFRESH_SECONDS, Code, Store, Token, User

if TYPE_CHECKING:
    from joserfc.jwk import ECKey

SCOPES = ("openid", "profile", "email", "offline_access")
AUTH_METHODS = ["client_secret_basic", "client_secret_post", "none"]
ID_TOKEN_SECONDS = 300


class S256Only(CodeChallenge):
    """RFC 7636 as RFC 9700 wants it: a challenge from every client, by SHA-256 alone."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ("S256",)

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        """Called for an authorization request."""
        given = grant.request.payload.data
        if not given.get("code_challenge"):
            raise InvalidRequestError("Missing 'code_challenge'")
        if given.get("code_challenge_method") != "S256":
            raise InvalidRequestError("The 'code_challenge_method' must be S256")
        super().validate_code_challenge(grant, redirect_uri)


def build(  # noqa: C901 - Authlib is told by classes
    app: Any, store: Store, issuer: str, key: ECKey
) -> tuple[AuthorizationServer, ResourceProtector]:
    """The server, and what guards a resource with its tokens."""

    class CodeGrant(grants.AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = AUTH_METHODS

        def save_authorization_code(self, code: str, request: Any) -> None:
            given = request.payload
            store.codes[code] = Code(
                code=code,
                client_id=request.client.client_id,
                username=request.user.username,
                redirect_uri=given.redirect_uri,
                scope=request.scope,
                nonce=given.data.get("nonce"),
                code_challenge=given.data["code_challenge"],
                code_challenge_method=given.data["code_challenge_method"],
                family=store.family(),
                ends_at=store.now() + CODE_SECONDS,
            )

        def query_authorization_code(self, code: str, client: Any) -> Code | None:
            return store.usable_code(code, client)

        def delete_authorization_code(self, authorization_code: Code) -> None:
            authorization_code.used = True  # kept, so that a second use is known as one

        def authenticate_user(self, authorization_code: Code) -> User | None:
            return store.users.get(authorization_code.username)

    class RefreshGrant(grants.RefreshTokenGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = AUTH_METHODS
        INCLUDE_NEW_REFRESH_TOKEN = True

        def authenticate_refresh_token(self, refresh_token: str) -> Token | None:
            return store.usable_refresh(refresh_token)

        def authenticate_user(self, refresh_token: Token) -> User | None:
            return store.users.get(refresh_token.username)

        def revoke_old_credential(self, refresh_token: Token) -> None:
            refresh_token.rotated = True

    class IdToken(OpenIDCode):
        def exists_nonce(self, nonce: str, request: Any) -> bool:
            return any(c.nonce == nonce and c.client_id == request.payload.client_id for c in store.codes.values())

        def resolve_client_private_key(self, _client: Any) -> ECKey:
            return key

        def get_encode_header(self, _client: Any) -> dict[str, str]:
            return {"alg": "ES256", "kid": key.kid}

        def get_client_claims(self, client: Any) -> dict[str, Any]:
            return {"iss": issuer, "aud": client.client_id, "exp": int(time.time()) + ID_TOKEN_SECONDS}

        def generate_user_info(self, user: User, scope: str) -> UserInfo:
            claims, store.claims = store.claims, {}
            return UserInfo(user.claims(scope) | claims)

    class Revocation(RevocationEndpoint):
        CLIENT_AUTH_METHODS = AUTH_METHODS

        def query_token(self, token_string: str, _token_type_hint: str | None) -> Token | None:
            return store.refresh(token_string) or store.access(token_string)

        def revoke_token(self, token: Token, request: Any) -> None:
            token.revoked = True
            if request.form["token"] == token.refresh_token:
                store.revoked.add(token.family)  # RFC 7009: what was issued on the same grant goes with it

    class Validator(BearerTokenValidator):
        def authenticate_token(self, token_string: str) -> Token | None:
            return store.access(token_string)

    def save(token: dict[str, Any], request: Any) -> None:
        before = getattr(request, "authorization_code", None) or request.refresh_token
        store.tokens.append(
            Token(
                access_token=token["access_token"],
                refresh_token=token.get("refresh_token", ""),
                client_id=request.client.client_id,
                username=request.user.username,
                scope=token["scope"],
                family=before.family,
                ends_at=store.now() + token["expires_in"],
                refresh_ends_at=store.now() + REFRESH_SECONDS,
                store=store,
            )
        )

    app.config["OAUTH2_REFRESH_TOKEN_GENERATOR"] = True
    server = AuthorizationServer(
        app,
        query_client=lambda name: store.clients.get(name),  # noqa: PLW0108 - a reset makes a new one
        save_token=save,
    )
    server.register_token_generator("default", _generator(server, app))
    server.register_grant(CodeGrant, [S256Only(required=True), IdToken(require_nonce=False)])
    server.register_grant(RefreshGrant)
    server.register_endpoint(Revocation)
    guard = ResourceProtector()
    guard.register_token_validator(Validator())
    return server, guard


def _generator(server: Any, app: Any) -> Any:
    """Tokens that last as long as the client's row says."""
    generate = server.create_bearer_token_generator(app.config)
    generate.expires_generator = lambda client, _grant_type: client.access_seconds
    return generate
