"""A small OpenID provider on joserfc that does what the Finnish Trust Network asks of one, and whatever a test bends.

Requests come as signed request objects, clients say who they are by `private_key_jwt`, id tokens are encrypted to them.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwe, jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

from fordring.gateways.identity.configuration import ProviderConfiguration
from fordring.gateways.identity.fetching import Answer, Asking

ISSUER = "https://broker.example.fi"
CLIENT = "fordring"
ACR = "http://ftn.ficora.fi/2017/loa2"
HETU = "070770-905D"
OUR_SIGNATURE = RSAKey.generate_key(2048, {"kid": "our-sig", "use": "sig"})
OUR_ENCRYPTION = RSAKey.generate_key(2048, {"kid": "our-enc", "use": "enc"})
THEIRS = ECKey.generate_key("P-256", {"kid": "their-1", "use": "sig"})
ROTATED = RSAKey.generate_key(2048, {"kid": "their-2", "use": "sig"})


def trust_network(**more: Any) -> ProviderConfiguration:
    """The provider as it is set up at our side."""
    facts: dict[str, Any] = {
        "name": "ftn",
        "issuer": ISSUER,
        "client_id": CLIENT,
        "label": "FTN",
        "country": "FI",
        "national_idp": "ftn",
        "acr_values": (ACR,),
        "client_authentication": "private_key_jwt",
        "keys": KeySet([OUR_SIGNATURE, OUR_ENCRYPTION]),
        "signed_request": True,
        "encrypted": True,
        "national_id_claims": ("urn:oid:1.2.246.21",),
    }
    return ProviderConfiguration(**facts | more)


@dataclass
class SmallProvider:
    """Answers what is asked of it; `claims`, `header` and `key` are of the next token, None leaves one out.

    `forge` is what becomes of a token that was signed.
    """

    wall: datetime
    claims: Mapping[str, Any] = field(default_factory=dict)
    header: Mapping[str, Any] = field(default_factory=dict)
    key: ECKey | RSAKey = field(default_factory=lambda: THEIRS)
    shown: tuple[ECKey | RSAKey, ...] = (THEIRS,)
    encrypted: bool = True
    forge: Callable[[str], str] = str
    userinfo: Mapping[str, Any] | None = None
    fetched: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    asked: dict[str, Any] = field(default_factory=dict)

    def authorize(self, address: str) -> str:
        """Where a payer is sent: look at the signed request; a code."""
        told = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        request = jwt.decode(told["request"], OUR_SIGNATURE, algorithms=["RS256"])
        assert request.header["kid"] == "our-sig"
        self.asked = self._once(request.claims, ISSUER)
        assert self.asked["client_id"] == told["client_id"] == CLIENT
        assert set(told) == {"response_type", "client_id", "scope", "request"}
        return "code-1"

    async def __call__(self, asking: Asking, /) -> Answer:
        """The answer to one request."""
        path = urlsplit(asking.url).path
        self.fetched.append(path)
        if path == "/.well-known/openid-configuration":
            endpoints = {f"{name}_endpoint": f"{ISSUER}/{name}" for name in ("authorization", "token", "userinfo")}
            return _json({"issuer": ISSUER, "jwks_uri": f"{ISSUER}/jwks", **endpoints})
        if path == "/jwks":
            return _json(KeySet(list(self.shown)).as_dict(private=False))
        if path == "/token":
            return self._token(dict(asking.form or {}))
        told = self._signed({"sub": "s-1", **(self.userinfo or {})})
        return Answer(200, "application/jwt", told.encode())

    def _token(self, form: dict[str, str]) -> Answer:
        assertion = jwt.decode(form["client_assertion"], OUR_SIGNATURE, algorithms=["RS256"])
        self._once(assertion.claims, f"{ISSUER}/token")
        assert assertion.claims["sub"] == CLIENT
        assert create_s256_code_challenge(form["code_verifier"]) == self.asked["code_challenge"]
        issued = int(self.wall.timestamp())
        good = {
            "iss": ISSUER,
            "aud": CLIENT,
            "sub": "s-1",
            "acr": ACR,
            "nonce": self.asked["nonce"],
            "iat": issued,
            "exp": issued + 300,
            "name": "Väinö Järvinen",
            "urn:oid:1.2.246.21": HETU,
        }
        claims = {name: value for name, value in {**good, **self.claims}.items() if value is not None}
        return _json({"id_token": self._signed(claims), "access_token": "a-1", "token_type": "Bearer"})

    def _signed(self, claims: Mapping[str, Any]) -> str:
        algorithm = "ES256" if isinstance(self.key, ECKey) else "RS256"
        header = {"alg": algorithm, "kid": self.key.kid, **self.header}
        told = {name: value for name, value in header.items() if value is not None}
        token = self.forge(jwt.encode(told, dict(claims), self.key))
        if not self.encrypted:
            return token
        header = {"alg": "RSA-OAEP", "enc": "A256GCM", "kid": "our-enc", "cty": "JWT"}
        return jwe.encrypt_compact(header, token, OUR_ENCRYPTION, algorithms=["RSA-OAEP", "A256GCM"])

    def _once(self, claims: dict[str, Any], audience: str) -> dict[str, Any]:
        """What we signed: for this audience, now, and never seen before."""
        assert (claims["iss"], claims["aud"]) == (CLIENT, audience)
        assert claims["nbf"] <= int(self.wall.timestamp()) < claims["exp"]
        assert claims["jti"] not in self.seen
        self.seen.add(claims["jti"])
        return claims


def _json(told: Mapping[str, Any]) -> Answer:
    return Answer(200, "application/json", json.dumps(told).encode())
