"""One provider: the address a payer is sent to, and who it says the payer is.

OpenID Connect Core 1.0, authorization code flow, with PKCE (RFC 7636) and the issuer in the answer (RFC 9207).
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge

from fordring.domain.identity.claims import NAMES, Expected, doubts, identified
from fordring.domain.identity.person import Identified
from fordring.gateways.identity.configuration import ProviderConfiguration
from fordring.gateways.identity.fetching import Answer, Asking, Fetch, UntrustedError
from fordring.gateways.identity.metadata import Endpoints, Metadata, json_of
from fordring.gateways.identity.tokens import claims_of, client_assertion, request_object

JWT_TYPES = frozenset({"application/jwt", "application/jose"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The secrets of one way to a provider and back."""

    redirect_uri: str
    state: str
    nonce: str
    verifier: str
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """What a payer came back with: a code to exchange, and the issuer that the answer names, if it does."""

    redirect_uri: str
    nonce: str
    verifier: str
    code: str = field(repr=False)
    issuer: str | None = None


class Identifies(Protocol):
    """What the pages need of a provider."""

    @property
    def configuration(self) -> ProviderConfiguration:
        """How it is set up."""

    async def begin(self, way: Way, wall: datetime) -> str:
        """Where to send the payer. Raises ProviderError."""

    async def finish(self, came: Return, wall: datetime) -> Identified:
        """Who the payer is. Raises ProviderError."""


class Provider:
    """A provider asked through `fetch`."""

    def __init__(self, configuration: ProviderConfiguration, fetch: Fetch) -> None:
        self._configuration = configuration
        self._fetch = fetch
        self._metadata = Metadata(configuration.issuer, fetch)

    @property
    def configuration(self) -> ProviderConfiguration:
        """How it is set up."""
        return self._configuration

    async def said(self, wall: datetime) -> tuple[Endpoints, int]:
        """What its discovery document says, and how many keys it shows that can sign. Raises ProviderError."""
        return await self._metadata.endpoints(wall), len((await self._metadata.keys(wall)).keys)

    async def begin(self, way: Way, wall: datetime) -> str:
        """The address to send the payer to. Raises ProviderError."""
        provider = self._configuration
        endpoints = await self._metadata.endpoints(wall)
        asked = provider.acr_values if provider.acr_asked is None else provider.acr_asked
        parameters = {
            "response_type": "code",
            "client_id": provider.client_id,
            "redirect_uri": way.redirect_uri,
            "scope": " ".join(provider.scopes),
            "state": way.state,
            "nonce": way.nonce,
            "code_challenge": create_s256_code_challenge(way.verifier),
            "code_challenge_method": "S256",
            "ui_locales": way.language,
            **({"acr_values": " ".join(asked)} if asked else {}),
            **provider.parameters,
        }
        if provider.signed_request:
            signed = request_object(provider, parameters, wall)
            plain = ("response_type", "client_id", "scope")
            parameters = {**{name: parameters[name] for name in plain}, "request": signed}
        return _with_query(endpoints.authorization_endpoint, parameters)

    async def finish(self, came: Return, wall: datetime) -> Identified:
        """Exchange the code for the person. Raises UnreachableError, UntrustedError."""
        provider = self._configuration
        if came.issuer is not None and came.issuer != provider.issuer:
            raise UntrustedError("the answer is another issuer's")
        tokens = await self._exchange(came, wall)
        if not isinstance(tokens.get("id_token"), str):
            raise UntrustedError("the provider gave no id token")
        expected = Expected(
            issuer=provider.issuer,
            client_id=provider.client_id,
            nonce=came.nonce,
            acr=frozenset(provider.acr_values),
            national_idp=provider.national_idp,
            country=provider.country,
            national_id_claims=provider.national_id_claims,
        )
        claims = await claims_of(tokens["id_token"], provider, self._metadata, wall)
        wrong = list(doubts(claims, expected, wall))
        if wrong:
            raise UntrustedError(f"the id token's {', '.join(wrong)}")
        return identified(await self._completed(claims, tokens, wall), expected)

    async def _exchange(self, came: Return, wall: datetime) -> dict[str, Any]:
        provider = self._configuration
        endpoint = (await self._metadata.endpoints(wall)).token_endpoint
        form = {
            "grant_type": "authorization_code",
            "code": came.code,
            "redirect_uri": came.redirect_uri,
            "code_verifier": came.verifier,
        }
        headers = {"Accept": "application/json"}
        if provider.client_authentication == "client_secret_basic":
            pair = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        else:
            form["client_id"] = provider.client_id
        if provider.client_authentication == "client_secret_post":
            form["client_secret"] = provider.client_secret
        if provider.client_authentication == "private_key_jwt":
            form["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
            form["client_assertion"] = client_assertion(provider, endpoint, wall)
        return json_of(await self._fetch(Asking("POST", endpoint, headers, form)))

    async def _completed(self, claims: dict[str, Any], tokens: Mapping[str, Any], wall: datetime) -> dict[str, Any]:
        """The claims with what only the userinfo endpoint tells, where a name or the national id is missing."""
        endpoint = (await self._metadata.endpoints(wall)).userinfo_endpoint
        wanted = self._configuration.national_id_claims
        complete = any(claims.get(name) for name in NAMES) and (not wanted or any(map(claims.get, wanted)))
        if complete or endpoint is None or not isinstance(tokens.get("access_token"), str):
            return claims
        headers = {"Authorization": f"Bearer {tokens['access_token']}", "Accept": "application/json, application/jwt"}
        told = await self._told(await self._fetch(Asking("GET", endpoint, headers)), wall)
        if told.get("sub") != claims["sub"]:
            raise UntrustedError("the userinfo endpoint tells of somebody else")
        return {**told, **claims}

    async def _told(self, answer: Answer, wall: datetime) -> dict[str, Any]:
        if answer.status == 200 and answer.media_type in JWT_TYPES:
            token = answer.body.decode("ascii", "replace").strip()
            return await claims_of(token, self._configuration, self._metadata, wall)
        return json_of(answer)


def _with_query(address: str, parameters: Mapping[str, str]) -> str:
    told = "&".join(f"{name}={quote(value, safe='')}" for name, value in parameters.items())
    return f"{address}{'&' if urlsplit(address).query else '?'}{told}"
