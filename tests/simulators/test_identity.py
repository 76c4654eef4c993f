"""The simulated provider as another program meets it: what it refuses, and that every process is the same."""

import base64
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import httpx2
import pytest

from fordring.gateways.identity.sealing import fresh_key
from fordring.simulators.identity.application import SimulatedProvider
from fordring.simulators.identity.people import PEOPLE
from fordring.simulators.identity.provider import Simulated
from support import make

ISSUER = "http://127.0.0.1:8080/simulators/identity"
CALLBACK = "http://127.0.0.1:8080/identity/callback"
SECRET = fresh_key()
GOOD = {
    "client_id": "fordring-no",
    "redirect_uri": f"{CALLBACK}/simulated-no",
    "response_type": "code",
    "scope": "openid profile",
    "state": "s",
    "nonce": "n",
    "code_challenge": "c" * 43,
    "code_challenge_method": "S256",
}


def provider(wall: Callable[[], datetime] = lambda: make.WALL) -> Simulated:
    return Simulated(ISSUER, CALLBACK, SECRET, wall)


def visitor(simulated: Simulated) -> httpx2.AsyncClient:
    transport = httpx2.ASGITransport(app=SimulatedProvider(simulated).application())
    return httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080")


async def test_discovery_and_keys_are_the_same_in_every_process_and_tell_nothing_private() -> None:
    async with visitor(provider()) as one, visitor(provider()) as two:
        assert (await one.get("/jwks")).json() == (await two.get("/jwks")).json()
        (key,) = (await one.get("/jwks")).json()["keys"]
        assert "d" not in key
        assert (await one.get("/.well-known/openid-configuration")).json()["issuer"] == ISSUER


@pytest.mark.parametrize(
    "change",
    [
        {"client_id": "other"},
        {"redirect_uri": "https://evil.example.com/"},
        {"redirect_uri": f"{CALLBACK}/simulated-se"},
        {"response_type": "token"},
        {"scope": "profile"},
        {"code_challenge": ""},
        {"code_challenge_method": "plain"},
        {"state": ""},
        {"nonce": ""},
    ],
)
async def test_a_request_that_no_provider_would_take_is_refused_on_the_spot(change: dict[str, str]) -> None:
    async with visitor(provider()) as payer:
        asked = {**GOOD, **change}
        assert (await payer.get("/authorize", params=asked)).status_code == 400
        assert (await payer.post("/authorize", data={**asked, "person": "ola"})).status_code == 400


async def test_everybody_of_the_list_is_offered_and_nobody_comes_back_who_never_does() -> None:
    async with visitor(provider()) as payer:
        shown = (await payer.get("/authorize", params=GOOD)).text
        assert all(person.family_name in shown for person in PEOPLE["NO"].values())
        assert not any(person.family_name in shown for person in PEOPLE["FI"].values())
        never = await payer.post("/authorize", data={**GOOD, "person": "never"})
        assert (never.status_code, "Nobody comes back" in never.text) == (200, True)
        nobody = await payer.post("/authorize", data={**GOOD, "person": "other", "given_name": " "})
        assert (nobody.status_code, "Be identified as" in nobody.text) == (200, True)


async def test_a_code_is_good_for_its_client_its_verifier_and_two_minutes() -> None:
    simulated = provider()
    code = simulated.code(GOOD, PEOPLE["NO"]["ola"])
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": GOOD["redirect_uri"],
        "code_verifier": "v",
    }

    async def error_of(at: Simulated, client: str = "fordring-no", secret: str = "", **change: str) -> Any:
        pair = f"{client}:{secret or simulated.client_secret}"
        head = {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
        async with visitor(at) as server:
            answer = await server.post("/token", data={**form, **change}, headers=head)
            return answer.json().get("error_description")

    assert await error_of(simulated) == "the code_verifier is not the one that was challenged"
    assert await error_of(simulated, secret="wrong") == "the client is not known by this secret"
    assert await error_of(simulated, "fordring-se") == "the code was given to another client"
    assert await error_of(simulated, redirect_uri="https://x.example.com") == "the code was given to another client"
    assert await error_of(simulated, code="x") == "the code is none of ours"
    assert await error_of(simulated, grant_type="password") == "there is only authorization_code"
    assert await error_of(provider(lambda: make.WALL + timedelta(minutes=2))) == "the code is too old"
    async with visitor(simulated) as server:
        assert (await server.post("/token", headers={"Authorization": "Basic %%%"})).status_code == 400
        assert (await server.post("/token", content=b"x" * 20_000)).status_code == 400
        assert (await server.get("/userinfo", headers={"Authorization": "Bearer x"})).status_code == 401
