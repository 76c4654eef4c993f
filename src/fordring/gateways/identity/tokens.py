"""Tokens: what a provider signed, and maybe encrypted to us; and what we sign for a provider."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from joserfc import jwe, jws, jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey

from fordring.gateways.identity.configuration import CONTENT_ALGORITHMS, KEY_ALGORITHMS, ProviderConfiguration
from fordring.gateways.identity.fetching import UntrustedError
from fordring.gateways.identity.metadata import Metadata

TOKEN_LETTERS_MAX = 64 * 1_024
SIGNED_FOR = timedelta(minutes=5)


async def claims_of(token: str, provider: ProviderConfiguration, metadata: Metadata, wall: datetime) -> dict[str, Any]:
    """The claims of a token that the provider signed by an algorithm we take, decrypted first where it must be.

    A key that is not known yet has the provider's keys fetched again, once. Raises UntrustedError, UnreachableError.
    """
    if len(token) > TOKEN_LETTERS_MAX:
        raise UntrustedError("the token is too long")
    signed = _decrypted(token, provider)
    try:
        return _verified(signed, await metadata.keys(wall), provider)
    except InvalidKeyIdError:
        pass
    try:
        return _verified(signed, await metadata.keys(wall, afresh=True), provider)
    except InvalidKeyIdError as error:
        raise UntrustedError("the token is signed by a key that the provider does not show") from error


def client_assertion(provider: ProviderConfiguration, audience: str, wall: datetime) -> str:
    """A token by which we say who we are (RFC 7523), good once and for five minutes."""
    claims = {"iss": provider.client_id, "sub": provider.client_id}
    return _signed(provider, {**claims, "aud": audience}, wall)


def request_object(provider: ProviderConfiguration, parameters: Mapping[str, str], wall: datetime) -> str:
    """What we ask for, signed so that nobody on the way changes it (RFC 9101)."""
    return _signed(provider, {**parameters, "iss": provider.client_id, "aud": provider.issuer}, wall)


def _signed(provider: ProviderConfiguration, claims: Mapping[str, Any], wall: datetime) -> str:
    key = provider.key("sig")
    issued = int(wall.timestamp())
    times = {"iat": issued, "nbf": issued, "exp": issued + int(SIGNED_FOR.total_seconds())}
    header = {"alg": algorithm_of(key), **({"kid": key.kid} if key.kid else {})}
    return jwt.encode(header, {**claims, **times, "jti": secrets.token_urlsafe(24)}, key)


def algorithm_of(key: RSAKey | ECKey) -> str:
    """What we sign by: what the key itself names, else what its kind is for."""
    named = key.get("alg")
    return str(named) if named else ("ES256" if isinstance(key, ECKey) else "RS256")


def _decrypted(token: str, provider: ProviderConfiguration) -> str:
    is_encrypted = token.count(".") == 4
    if is_encrypted != provider.encrypted:
        raise UntrustedError("the token is encrypted" if is_encrypted else "the token is not encrypted")
    if not is_encrypted:
        return token
    try:
        opened = jwe.decrypt_compact(token, provider.key("enc"), algorithms=[*KEY_ALGORITHMS, *CONTENT_ALGORITHMS])
        return (opened.plaintext or b"").decode()
    except (JoseError, ValueError) as error:
        raise UntrustedError("the token cannot be decrypted") from error


def _verified(signed: str, keys: KeySet, provider: ProviderConfiguration) -> dict[str, Any]:
    """Raises InvalidKeyIdError, UntrustedError."""
    try:
        if "kid" not in jws.extract_compact(signed.encode()).headers() and len(keys.keys) != 1:
            raise UntrustedError("the token does not say by which key it is signed")
        claims = jwt.decode(signed, keys, algorithms=list(provider.algorithms)).claims
    except InvalidKeyIdError:
        raise
    except (JoseError, ValueError, TypeError, KeyError, json.JSONDecodeError) as error:
        raise UntrustedError(f"the token's signature: {type(error).__name__}") from error
    if not isinstance(claims, dict):
        raise UntrustedError("the token has no claims")
    return claims
