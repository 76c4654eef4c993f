"""The simulated provider itself: its codes and tokens. It keeps nothing: what it must know again is sealed in them."""

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwt
from joserfc.jwk import ECKey

from fordring.gateways.identity.configuration import ProviderConfiguration
from fordring.gateways.identity.sealing import Sealer, SealError
from fordring.simulators.identity.people import COUNTRIES, IDPS, PEOPLE, TestPerson

ACR = "urn:fordring:simulated"
CODE_TIME = timedelta(minutes=2)
TOKEN_TIME = timedelta(minutes=10)
ORDER_OF_P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
NATIONAL_ID = "simulated_national_id"


class RefusedError(Exception):
    """A request that the provider refuses; the sentence is the error's code and what is wrong."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(f"{code}: {description}")
        self.code, self.description = code, description


@dataclass(frozen=True, slots=True)
class Simulated:
    """One installation's provider. `secret` is the installation's own, `callback` begins every redirect address."""

    issuer: str
    callback: str
    secret: str
    wall: Callable[[], datetime]

    @property
    def sealer(self) -> Sealer:
        """What codes and access tokens are sealed by."""
        return Sealer(self.secret)

    @property
    def key(self) -> ECKey:
        """What tokens are signed by: the same in every process of the installation."""
        drawn = int.from_bytes(hashlib.sha256(f"simulated provider {self.secret}".encode()).digest(), "big")
        private = ec.derive_private_key(drawn % (ORDER_OF_P256 - 1) + 1, ec.SECP256R1())
        return ECKey.import_key(private, {"kid": "simulated-1", "use": "sig", "alg": "ES256"})

    def configurations(self) -> list[ProviderConfiguration]:
        """How each of its electronic identities is set up at our side."""
        return [
            ProviderConfiguration(
                name=f"simulated-{country.lower()}",
                issuer=self.issuer,
                client_id=client_of(country),
                client_secret=self.client_secret,
                label=f"{label} (simulated)",
                country=country,
                national_idp=IDPS[country],
                acr_values=(ACR,),
                sandbox=True,
                national_id_claims=(NATIONAL_ID,),
            )
            for country, label in COUNTRIES.items()
        ]

    @property
    def client_secret(self) -> str:
        """What its clients authenticate by."""
        return hashlib.sha256(f"simulated client {self.secret}".encode()).hexdigest()

    def country_of(self, asked: Mapping[str, str]) -> str:
        """Whose people are asked for. Raises RefusedError for a request that no provider would send a payer on from."""
        country = next((country for country in COUNTRIES if client_of(country) == asked.get("client_id")), None)
        if country is None:
            raise RefusedError("invalid_client", "the client is not known")
        if asked.get("redirect_uri") != f"{self.callback}/simulated-{country.lower()}":
            raise RefusedError("invalid_request", "the redirect_uri is not the client's")
        if asked.get("response_type") != "code" or "openid" not in asked.get("scope", "").split():
            raise RefusedError("invalid_request", "response_type is code, and scope has openid")
        if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
            raise RefusedError("invalid_request", "a code_challenge by S256 is needed")
        if not asked.get("state") or not asked.get("nonce"):
            raise RefusedError("invalid_request", "state and nonce are needed")
        return country

    def code(self, asked: Mapping[str, str], person: TestPerson) -> str:
        """A code for the person, good for two minutes and this request only."""
        kept = {name: asked[name] for name in ("client_id", "redirect_uri", "nonce", "code_challenge")}
        until = (self.wall() + CODE_TIME).timestamp()
        told = {**kept, "given_name": person.given_name, "family_name": person.family_name, "until": until}
        return self.sealer.seal(json.dumps({**told, "id": person.national_id}), "code")

    def tokens(self, form: Mapping[str, str], secret: str) -> dict[str, Any]:
        """The tokens for a code, for the client who knows its secret. Raises RefusedError."""
        if not secrets.compare_digest(secret.encode(), self.client_secret.encode()):
            raise RefusedError("invalid_client", "the client is not known by this secret")
        if form.get("grant_type") != "authorization_code":
            raise RefusedError("unsupported_grant_type", "there is only authorization_code")
        try:
            kept = json.loads(self.sealer.open(form.get("code", ""), "code"))
        except SealError as error:
            raise RefusedError("invalid_grant", "the code is none of ours") from error
        now = self.wall()
        if now.timestamp() >= kept["until"]:
            raise RefusedError("invalid_grant", "the code is too old")
        if (form.get("client_id"), form.get("redirect_uri")) != (kept["client_id"], kept["redirect_uri"]):
            raise RefusedError("invalid_grant", "the code was given to another client")
        if create_s256_code_challenge(form.get("code_verifier", "")) != kept["code_challenge"]:
            raise RefusedError("invalid_grant", "the code_verifier is not the one that was challenged")
        person = _claims_of(kept)
        issued = int(now.timestamp())
        claims = {
            "iss": self.issuer,
            "aud": kept["client_id"],
            "iat": issued,
            "auth_time": issued,
            "exp": issued + int(TOKEN_TIME.total_seconds()),
            "nonce": kept["nonce"],
            "acr": ACR,
            "sub": person["sub"],
        }
        return {
            "access_token": self.sealer.seal(json.dumps(person), "access token"),
            "token_type": "Bearer",
            "expires_in": int(TOKEN_TIME.total_seconds()),
            "id_token": jwt.encode({"alg": "ES256", "kid": self.key.kid}, claims, self.key),
        }

    def userinfo(self, access_token: str) -> dict[str, Any]:
        """Who the holder of an access token is. Raises RefusedError."""
        try:
            person: dict[str, Any] = json.loads(self.sealer.open(access_token, "access token"))
        except SealError as error:
            raise RefusedError("invalid_token", "the access token is none of ours") from error
        return person


def client_of(country: str) -> str:
    """The client of a country's electronic identity."""
    return f"fordring-{country.lower()}"


def chosen(country: str, form: Mapping[str, str]) -> TestPerson | None:
    """The person that was chosen, one of the list or one that was typed; None for nobody."""
    key = form.get("person", "")
    given, family = form.get("given_name", "").strip(), form.get("family_name", "").strip()
    if key == "other" and given and family:
        number = hashlib.sha256(f"{given} {family}".encode()).hexdigest()[:11]
        return TestPerson(given[:100], family[:100], f"TEST-{number}", "1990-01-01")
    return PEOPLE[country].get(key)


def _claims_of(kept: Mapping[str, Any]) -> dict[str, Any]:
    names = {name: kept[name] for name in ("given_name", "family_name")}
    subject = hashlib.sha256(f"{kept['client_id']} {kept['id']}".encode()).hexdigest()[:32]
    return {"sub": subject, "name": " ".join(names.values()), **names, NATIONAL_ID: kept["id"]}
