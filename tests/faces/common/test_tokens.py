"""Tokens: signed, checked once, remembered within bounds."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from joserfc import jws, jwt
from joserfc.jwk import ECKey, OctKey

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
    token = Tokens(signing, ISSUER).issue(BEARER, f"{ISSUER}/v1/accounts/T11112222", WALL)
    assert Tokens(signing, ISSUER).read(token, WALL) == BEARER
    claims = jwt.decode(token, ECKey.import_key(json.loads(signing.private)), algorithms=["ES256"]).claims
    assert claims["scope"] == claims["scp"] == ["read:checkout", "write:checkout"]
    assert (claims["aud"], claims["exp"]) == (f"{ISSUER}/v1/accounts/T11112222", BEARER.expires)


def test_it_is_refused_from_the_second_it_expires_in_also_when_remembered() -> None:
    tokens = Tokens(key(), ISSUER)
    token = tokens.issue(BEARER, ISSUER, WALL)
    last = WALL + timedelta(seconds=TOKEN_SECONDS - 1)
    assert tokens.read(token, last) == BEARER
    for _ in range(2):
        with pytest.raises(InvalidTokenError, match="expired"):
            tokens.read(token, last + timedelta(seconds=1))


def test_other_keys_issuers_and_algorithms_are_refused() -> None:
    signing = key()
    tokens = Tokens(signing, ISSUER)
    good = tokens.issue(BEARER, ISSUER, WALL)
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
        Tokens(key(), ISSUER).issue(BEARER, ISSUER, WALL),
        Tokens(signing, "https://elsewhere.example.com").issue(BEARER, ISSUER, WALL),
    ):
        with pytest.raises(InvalidTokenError):
            tokens.read(wrong, WALL)


def test_no_more_tokens_are_remembered_than_allowed() -> None:
    tokens = Tokens(key(), ISSUER, remembered_max=3)
    issued = [tokens.issue(replace(BEARER, client_id=str(number)), ISSUER, WALL) for number in range(10)]
    for _ in range(2):
        assert [tokens.read(token, WALL).client_id for token in issued] == [str(number) for number in range(10)]
    assert len(tokens._remembered) == 3
