"""Looking companies up: Norway's register as it answers, and everything a register may do instead of answering."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from aiohttp import web

from fordring.gateways.companies import Company, Enhetsregisteret, NoRegister, RegisterDownError
from fordring.simulators.companies import DOWN, INVENTED, SandboxRegister
from support.make import WALL

NORDLYS = {
    "organisasjonsnummer": "310100005",
    "navn": "NORDLYS KAFFEBRENNERI AS",
    "organisasjonsform": {"kode": "AS"},
    "forretningsadresse": {
        "land": "Norge",
        "landkode": "NO",
        "postnummer": "0182",
        "poststed": "OSLO",
        "adresse": ["c/o Kari", "Brenneriveien 4"],
    },
}
AT_HOME = {"address_line": "c/o Kari, Brenneriveien 4", "postal_code": "0182", "postal_place": "OSLO"}
ABROAD = {"landkode": "SE", "adresse": ["Kungsgatan 1"], "postnummer": "11122", "poststed": "Stockholm"}


class Register:
    """An open register on this machine; `body` and `status` are what it answers."""

    def __init__(self) -> None:
        self.status, self.body, self.pause = 200, b"{}", 0.0
        self.paths: list[str] = []

    async def answer(self, request: web.Request) -> web.Response:
        """What it was told to answer."""
        self.paths.append(request.path)
        await asyncio.sleep(self.pause)
        return web.Response(status=self.status, body=self.body, headers={"Location": "/elsewhere"})


@asynccontextmanager
async def opened(seconds_max: float = 2.0) -> AsyncIterator[tuple[Register, Enhetsregisteret]]:
    """The register on a free port, and the gateway to it."""
    register, app = Register(), web.Application()
    app.router.add_get("/{path:.*}", register.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    address = runner.addresses[0]
    async with Enhetsregisteret(f"http://127.0.0.1:{address[1]}/api/", seconds_max) as gateway:
        yield register, gateway
    await runner.cleanup()


def company(**address: str) -> Company:
    return Company(organization_number="310100005", name="NORDLYS KAFFEBRENNERI AS", country="NO", **address)


ANSWERS = [
    (200, NORDLYS, company(**AT_HOME)),
    (200, {**NORDLYS, "forretningsadresse": ABROAD}, company()),
    (200, {**NORDLYS, "forretningsadresse": None, "postadresse": NORDLYS["forretningsadresse"]}, company(**AT_HOME)),
    (200, {"navn": "NORDLYS KAFFEBRENNERI AS", "forretningsadresse": {"adresse": 7, "poststed": 7}}, company()),
    (200, {**NORDLYS, "slettedato": "2026-01-01"}, None),
    (200, {}, None),
    (404, {}, None),
    (410, {}, None),
]


@pytest.mark.parametrize(("status", "told", "expected"), ANSWERS)
async def test_what_the_register_tells_is_understood(status: int, told: object, expected: Company | None) -> None:
    async with opened() as (register, gateway):
        register.status, register.body = status, json.dumps(told).encode()
        assert await gateway.find("310100005", "NO", WALL) == expected
        assert register.paths == ["/api/enheter/310100005"]


BROKEN = [(500, b"{}"), (302, b"{}"), (200, b"<html>"), (200, b"[]"), (200, b" " * 300_000)]


@pytest.mark.parametrize(("status", "body"), BROKEN)
async def test_a_register_that_cannot_be_read_is_down(status: int, body: bytes) -> None:
    async with opened() as (register, gateway):
        register.status, register.body = status, body
        with pytest.raises(RegisterDownError):
            await gateway.find("310100005", "NO", WALL)


async def test_after_three_failures_it_is_let_alone_for_a_minute() -> None:
    async with opened(0.05) as (register, gateway):
        register.pause = 1.0
        for _ in range(5):
            with pytest.raises(RegisterDownError):
                await gateway.find("310100005", "NO", WALL)
        assert len(register.paths) == 3
        register.pause = 0.0
        assert await gateway.find("310100005", "NO", WALL + timedelta(minutes=1)) is None
        assert await gateway.find("310100005", "NO", WALL) is None
        assert len(register.paths) == 5


async def test_only_numbers_of_norway_are_asked_for() -> None:
    async with opened() as (register, gateway):
        for number, country in (("5599990016", "SE"), ("../../secret", "NO"), ("", "NO"), ("１２３", "NO")):
            assert await gateway.find(number, country, WALL) is None
        assert register.paths == []
        assert [gateway.covers(country) for country in ("NO", "SE", "FI")] == [True, False, False]


async def test_without_a_register_nobody_is_found() -> None:
    assert not NoRegister().covers("NO")
    with pytest.raises(RegisterDownError):
        await NoRegister().find("310100005", "NO", WALL)


async def test_the_sandbox_has_invented_companies_and_is_down_for_one_number_a_country() -> None:
    register = SandboxRegister()
    for each in INVENTED:
        assert await register.find(each.organization_number, each.country, WALL) == each
    assert await register.find("923609016", "NO", WALL) is None
    assert not register.covers("DK")
    for country, number in DOWN.items():
        with pytest.raises(RegisterDownError):
            await register.find(number, country, WALL)
