"""Tokens: signed, read, told apart."""

import base64
import json
from datetime import timedelta
from uuid import UUID

import pytest
from joserfc import jws, jwt
from joserfc.jwk import ECKey, KeySet, OctKey

from fordring.faces.common.tokens import TOKEN_SECONDS, Bearer, InvalidTokenError, Tokens
from fordring.storage.house.keys import SigningKey
from support.make import WALL

ISSUER = "https://invoices.example.com"
BEARER = Bearer(
    client_id="client",
    account_id="T11112222",
    merchant_id=UUID(int=7),
    scopes=frozenset(["read:checkout", "write:checkout"]),
    expires=int(WALL.timestamp()) + TOKEN_SECONDS,
)


def key() -> SigningKey:
    return SigningKey("k1", json.dumps(ECKey.generate_key("P-256").as_dict(private=True)))


def test_a_token_says_who_holds_it() -> None:
    signing = key()
    token = Tokens(signing, ISSUER).issue(BEARER, 3, f"{ISSUER}/v1/accounts/T11112222", WALL)
    read = Tokens(signing, ISSUER).read(token, WALL)
    assert (read.bearer, read.generation) == (BEARER, 3)
    claims = jwt.decode(token, ECKey.import_key(json.loads(signing.private)), algorithms=["ES256"]).claims
    assert claims["scope"] == claims["scp"] == ["read:checkout", "write:checkout"]
    assert (claims["aud"], claims["exp"]) == (f"{ISSUER}/v1/accounts/T11112222", BEARER.expires)


def test_a_token_of_an_earlier_release_is_of_the_first_generation() -> None:
    signing = key()
    facts = {"iss": ISSUER, "sub": "client", "account_id": "T11112222", "merchant_id": str(BEARER.merchant_id)}
    claims = {**facts, "exp": BEARER.expires, "scope": sorted(BEARER.scopes)}
    token = jwt.encode({"alg": "ES256"}, claims, ECKey.import_key(json.loads(signing.private)))
    read = Tokens(signing, ISSUER).read(token, WALL)
    assert (read.bearer, read.generation) == (BEARER, 1)


def test_two_tokens_are_told_apart_and_two_signatures_of_one_token_are_not() -> None:
    signing = key()
    tokens = Tokens(signing, ISSUER)
    one, other = (tokens.issue(BEARER, 1, ISSUER, WALL) for _ in range(2))
    assert tokens.read(one, WALL).sha256 != tokens.read(other, WALL).sha256
    twin = _with_the_other_signature(one)
    assert twin != one
    assert tokens.read(twin, WALL) == tokens.read(one, WALL)


def _with_the_other_signature(token: str) -> str:
    """ES256 signatures come in pairs: with s, the order of the curve less s holds too."""
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    signed, _, signature = token.rpartition(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    other = raw[:32] + (order - int.from_bytes(raw[32:])).to_bytes(32)
    return f"{signed}.{base64.urlsafe_b64encode(other).decode().rstrip('=')}"


def test_it_is_refused_from_the_second_it_expires_in() -> None:
    tokens = Tokens(key(), ISSUER)
    token = tokens.issue(BEARER, 1, ISSUER, WALL)
    last = WALL + timedelta(seconds=TOKEN_SECONDS - 1)
    assert tokens.read(token, last).bearer == BEARER
    with pytest.raises(InvalidTokenError, match="expired"):
        tokens.read(token, last + timedelta(seconds=1))


def test_other_keys_issuers_and_algorithms_are_refused() -> None:
    signing = key()
    tokens = Tokens(signing, ISSUER)
    good = tokens.issue(BEARER, 1, ISSUER, WALL)
    header, payload, signature = good.split(".")
    public = ECKey.import_key(json.loads(signing.private)).as_pem(private=False)
    symmetric = OctKey.import_key(public.hex())
    confused = jws.serialize_compact({"alg": "HS256"}, payload, symmetric)
    for wrong in (
        "",
        "nonsense",
        "a.b.c",
        f"{header}.{payload}.",
        f"{header}.{payload}.{signature[:-4]}AAAA",
        "eyJhbGciOiJub25lIn0." + payload + ".",
        confused,
        Tokens(key(), ISSUER).issue(BEARER, 1, ISSUER, WALL),
        Tokens(signing, "https://elsewhere.example.com").issue(BEARER, 1, ISSUER, WALL),
    ):
        with pytest.raises(InvalidTokenError):
            tokens.read(wrong, WALL)


def test_the_public_keys_verify_a_token_and_hold_nothing_private() -> None:
    tokens = Tokens(key(), ISSUER)
    told = tokens.public_keys()
    token = tokens.issue(BEARER, 1, ISSUER, WALL)
    assert jwt.decode(token, KeySet.import_key_set({"keys": told})).claims["sub"] == "client"
    assert [sorted(each) for each in told] == [["alg", "crv", "kid", "kty", "use", "x", "y"]]
