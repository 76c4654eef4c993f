"""The other side is somebody else's: `oidc-provider-mock`, a real server on this machine, asked over real HTTP."""

import re
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest

from fordring.channels.reach import ALLOW_INSECURE, PUBLIC_HTTPS
from fordring.gateways.identity.configuration import ProviderConfiguration
from fordring.gateways.identity.fetching import HTTPFetch, UnreachableError, UntrustedError
from fordring.gateways.identity.provider import Provider, Return, Way

pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")

CALLBACK = "http://127.0.0.1:1/identity/callback/mock"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The mock's address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it still uses what authlib has moved
        from oidc_provider_mock import User, run_server_in_thread

        names = {"name": "Kari Anne Nordmann", "given_name": "Kari Anne", "family_name": "Nordmann"}
        person = {**names, "nnin": "02827549833"}
        users = [User(sub="kari", claims=person)]
        with run_server_in_thread(require_nonce=True, user_claims=users) as server:
            yield f"http://localhost:{server.server_port}"


def provider_of(issuer: str, **more: Any) -> ProviderConfiguration:
    facts: dict[str, Any] = {
        "name": "mock",
        "issuer": issuer,
        "client_id": "fordring",
        "client_secret": "secret",
        "label": "Mock",
        "country": "NO",
        "national_idp": "nbid",
        "national_id_claims": ("nnin",),
        "sandbox": True,
    }
    return ProviderConfiguration(**facts | more)


async def code_of(provider: Provider, way: Way) -> str:
    """What the payer comes back with after choosing Kari."""
    address = await provider.begin(way, datetime.now(UTC))
    async with httpx2.AsyncClient() as browser:
        page = await browser.post(address, data={"sub": "kari"})
    back = httpx2.URL(page.headers["location"])
    assert back.params["state"] == way.state
    return str(back.params["code"])


async def test_a_person_of_the_mock_is_identified(issuer: str) -> None:
    async with HTTPFetch(ALLOW_INSECURE.schemes, ALLOW_INSECURE.admits) as fetch:
        for authentication in ("client_secret_basic", "client_secret_post"):
            provider = Provider(provider_of(issuer, client_authentication=authentication), fetch)
            way = Way(redirect_uri=CALLBACK, state="state-1", nonce="nonce-1", verifier="v" * 43)
            came = Return(
                redirect_uri=CALLBACK, nonce="nonce-1", verifier=way.verifier, code=await code_of(provider, way)
            )
            known = await provider.finish(came, datetime.now(UTC))
            assert (known.person.name, known.national_id) == ("Kari Anne Nordmann", "02827549833")
            with pytest.raises(UntrustedError):
                await provider.finish(came, datetime.now(UTC))
        endpoints, keys = await provider.said(datetime.now(UTC))
        assert re.fullmatch(rf"{issuer}/oauth2/authorize", endpoints.authorization_endpoint)
        assert keys == 1


async def test_another_nonce_is_refused(issuer: str) -> None:
    async with HTTPFetch(ALLOW_INSECURE.schemes, ALLOW_INSECURE.admits) as fetch:
        provider = Provider(provider_of(issuer), fetch)
        way = Way(redirect_uri=CALLBACK, state="state-1", nonce="nonce-1", verifier="v" * 43)
        code = await code_of(provider, way)
        came = Return(redirect_uri=CALLBACK, nonce="nonce-2", verifier="v" * 43, code=code)
        with pytest.raises(UntrustedError, match="nonce"):
            await provider.finish(came, datetime.now(UTC))


async def test_an_issuer_inside_our_network_is_out_of_reach_of_live_merchants(issuer: str) -> None:
    way = Way(redirect_uri=CALLBACK, state="s", nonce="n", verifier="v" * 43)
    async with HTTPFetch(PUBLIC_HTTPS.schemes, PUBLIC_HTTPS.admits) as fetch:
        with pytest.raises(UnreachableError, match="http is not a way"):
            await Provider(provider_of(issuer), fetch).begin(way, datetime.now(UTC))
        with pytest.raises(UnreachableError):
            await Provider(provider_of("https://127.0.0.1:1"), fetch).begin(way, datetime.now(UTC))
    async with HTTPFetch(ALLOW_INSECURE.schemes, ALLOW_INSECURE.admits) as fetch:
        other = Provider(provider_of(f"{issuer}/"), fetch)
        with pytest.raises(UntrustedError, match="another issuer"):
            await other.begin(way, datetime.now(UTC))
