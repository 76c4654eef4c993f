"""The Finnish Trust Network: signed requests, encrypted id tokens, keys that change; and every forgery refused."""

import base64
import json
from dataclasses import replace
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from fordring.gateways.identity.fetching import UntrustedError
from fordring.gateways.identity.provider import Provider, Return, Way
from support import make
from support.small_provider import ACR, HETU, ISSUER, ROTATED, THEIRS, SmallProvider, trust_network

WAY = Way(redirect_uri="https://pay.example.com/cb", state="s", nonce="n-1", verifier="v" * 43)
FORGED = ECKey.generate_key("P-256", {"kid": "their-1", "use": "sig"})


async def identified(broker: SmallProvider, provider: Provider, **more: Any) -> Any:
    code = broker.authorize(await provider.begin(WAY, make.WALL))
    facts = {"redirect_uri": WAY.redirect_uri, "nonce": WAY.nonce, "verifier": WAY.verifier, "code": code}
    return await provider.finish(Return(**facts | more), make.WALL)


async def test_a_person_is_identified_by_an_encrypted_token_that_answers_a_signed_request() -> None:
    broker = SmallProvider(make.WALL)
    provider = Provider(trust_network(), broker)
    known = await identified(broker, provider)
    assert (known.person.name, known.person.acr, known.person.country) == ("Väinö Järvinen", ACR, "FI")
    assert known.national_id == HETU
    asked = {"state": "s", "nonce": "n-1", "code_challenge_method": "S256", "acr_values": ACR}
    assert asked.items() <= broker.asked.items()
    assert (await identified(broker, provider, issuer=ISSUER)).person == known.person
    assert broker.fetched.count("/jwks") == broker.fetched.count("/.well-known/openid-configuration") == 1


async def test_a_new_key_has_the_keys_fetched_again_once_and_an_unknown_one_is_refused() -> None:
    broker = SmallProvider(make.WALL)
    provider = Provider(trust_network(), broker)
    await identified(broker, provider)
    broker.key, broker.shown = ROTATED, (THEIRS, ROTATED)
    assert (await identified(broker, provider)).national_id == HETU
    assert broker.fetched.count("/jwks") == 2
    broker.key = FORGED
    broker.header = {"kid": "nobody's"}
    with pytest.raises(UntrustedError, match="a key that the provider does not show"):
        await identified(broker, provider)
    assert broker.fetched.count("/jwks") == 3


async def test_what_the_token_lacks_is_told_by_userinfo_encrypted_too() -> None:
    broker = SmallProvider(make.WALL, claims={"name": None, "urn:oid:1.2.246.21": None})
    broker.userinfo = {"given_name": "Väinö", "family_name": "Järvinen", "urn:oid:1.2.246.21": HETU}
    known = await identified(broker, Provider(trust_network(), broker))
    assert (known.person.full_name, known.national_id) == ("Väinö Järvinen", HETU)
    broker.userinfo = {"sub": "somebody else"}
    with pytest.raises(UntrustedError, match="somebody else"):
        await identified(broker, Provider(trust_network(), broker))


def unsigned(token: str) -> str:
    """The same claims, signed by nobody."""
    head = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    return f"{head}.{token.split('.')[1]}."


def signed_by_what_all_know(token: str) -> str:
    """The same claims, signed symmetrically by the text of the provider's public key."""
    claims = jwt.decode(token, THEIRS, algorithms=["ES256"]).claims
    public = OctKey.import_key(json.dumps(THEIRS.as_dict(private=False)))
    return jwt.encode({"alg": "HS256", "kid": "their-1"}, claims, public)


BENT: list[tuple[dict[str, Any], str]] = [
    ({"claims": {"nonce": "n-2"}}, "nonce"),
    ({"claims": {"iss": "https://other.example.fi"}}, "iss"),
    ({"claims": {"aud": "somebody"}}, "aud"),
    ({"claims": {"acr": "http://ftn.ficora.fi/2017/loatest2"}}, "acr"),
    ({"claims": {"exp": 1}}, "exp"),
    ({"claims": {"sub": None}}, "sub"),
    ({"key": FORGED}, "signature: BadSignatureError"),
    ({"forge": unsigned}, "signature"),
    ({"forge": signed_by_what_all_know}, "signature"),
    ({"forge": lambda token: token[:-8]}, "signature"),
    ({"forge": lambda _token: "no token"}, "signature"),
    ({"forge": lambda token: token + "x" * 70_000}, "too long"),
    ({"encrypted": False}, "not encrypted"),
]


@pytest.mark.parametrize(("bent", "why"), BENT)
async def test_a_bent_token_is_refused_and_the_refusal_tells_nothing_of_the_person(
    bent: dict[str, Any], why: str
) -> None:
    broker = SmallProvider(make.WALL)
    provider = Provider(trust_network(), broker)
    await identified(broker, provider)
    for name, value in bent.items():
        setattr(broker, name, value)
    with pytest.raises(UntrustedError, match=why) as refused:
        await identified(broker, provider)
    assert HETU not in repr(refused.value)
    assert "Järvinen" not in repr(refused.value)


async def test_tokens_by_secrets_both_know_or_for_another_key_are_refused() -> None:
    broker = SmallProvider(make.WALL)
    weak = Provider(replace(trust_network(), algorithms=("PS256",)), broker)
    with pytest.raises(UntrustedError, match="signature"):
        await identified(broker, weak)
    plain = Provider(replace(trust_network(), encrypted=False), broker)
    with pytest.raises(UntrustedError, match="is encrypted"):
        await identified(broker, plain)
    broker.encrypted = False
    assert (await identified(broker, plain)).national_id == HETU
    broker.header = {"kid": None}
    assert (await identified(broker, plain)).national_id == HETU
    broker.shown = (THEIRS, ROTATED)
    with pytest.raises(UntrustedError, match="by which key"):
        await identified(broker, Provider(replace(trust_network(), encrypted=False), broker))
    with pytest.raises(UntrustedError, match="another issuer"):
        await identified(broker, plain, issuer="https://other.example.fi")
