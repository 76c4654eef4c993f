"""What is put together: every door of the web application, the mail server, the story and its listener."""

from pathlib import Path

import httpx2
import pytest
from aiohttp import ClientSession

from fordring.channels.signing import canonical_request, hmac_sha256_hex
from fordring.main.listener import HeardCall, listening
from fordring.main.mail import email_channel, smtp_settings
from fordring.main.settings import Settings, SettingsError
from fordring.main.story import BrokenStoryError, require
from fordring.main.wiring import SIGNATURE_HEADER, open_house, story_order, web_application
from support.database import RunDatabases

DOORS = """
200 /
200 /mailbox
200 /docs
200 /openapi.json
401 /v1/transactions
401 /api/v2/invoice/1000001/details
401 /sandbox/clock
401 /bank-files/1
404 /nonsense
"""
SERVERS = """
smtp://mail.example.com               mail.example.com 587 starttls
smtp://mail.example.com:2525          mail.example.com 2525 starttls
smtps://mail.example.com              mail.example.com 465 implicit
smtp://127.0.0.1:1025                 127.0.0.1 1025 none
"""


def settings(folder: Path, **more: str) -> Settings:
    """The settings of an installation in `folder`."""
    return Settings.read({"FORDRING_VAR": str(folder), **more})


async def test_every_door_is_there(databases: RunDatabases, database_name: str, tmp_path: Path) -> None:
    async with open_house(settings(tmp_path), databases.app_dsn(database_name), 4) as house:
        transport = httpx2.ASGITransport(app=web_application(house))
        async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as http:
            doors = [line.split() for line in DOORS.strip().splitlines()]
            answered = [(await http.get(path)).status_code for _, path in doors]
    assert [f"{status} {path}" for status, (_, path) in zip(answered, doors, strict=True)] == DOORS.strip().splitlines()


@pytest.mark.parametrize("line", SERVERS.strip().splitlines())
def test_the_mail_server_is_the_one_that_is_set(line: str) -> None:
    url, host, port, tls = line.split()
    server = smtp_settings(url, "Fordring <a@example.com>")
    assert (server.host, server.port, server.tls, server.sender) == (host, int(port), tls, "a@example.com")


def test_what_stands_before_the_at_sign_opens_the_mail_server() -> None:
    server = smtp_settings("smtp://shop%40example.com:p%2Fw@mail.example.com", "a@example.com")
    assert (server.user, server.password) == ("shop@example.com", "p/w")


def test_without_a_mail_server_there_is_no_channel(tmp_path: Path) -> None:
    assert email_channel(settings(tmp_path)) is None
    assert email_channel(settings(tmp_path, FORDRING_SMTP_URL="smtp://mail.example.com")) is not None


@pytest.mark.parametrize("url", ["http://mail.example.com", "mail.example.com", "smtp://"])
def test_an_address_that_is_no_mail_servers_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="FORDRING_SMTP_URL"):
        smtp_settings(url, "a@example.com")


def test_the_storys_order_is_a_business_that_wants_to_hear_of_everything() -> None:
    order = story_order("order-1", 125_000, "http://127.0.0.1:1/callback")
    session = order["session"]
    assert session["url"]["callback_url"].endswith("/callback?report_event=CAPTURE&report_event=VOID")
    assert session["order"]["amount"] == sum(item["amount"] for item in session["order"]["items"]) == 125_000
    assert order["payment"]["payment_product_type"] == "kravia.invoice_b2b"


async def test_a_listener_keeps_each_call_once_and_knows_whose_signature_it_bears() -> None:
    async with listening() as listener, ClientSession() as client:
        url = f"{listener.url}?event=CAPTURE&transaction_id=T1"
        signature = hmac_sha256_hex("secret", canonical_request(1_700_000_000, "T1", "GET", url))
        headers = {SIGNATURE_HEADER: f"t=1700000000,v0-hmac-sha256={signature}"}
        assert (await client.get(url, headers=headers)).status == 200
        [call] = listener.taken()
        assert listener.taken() == []
    assert (call.event, call.is_signed("T1", "secret")) == ("CAPTURE", True)
    assert not call.is_signed("T1", "another secret")
    assert not call.is_signed("T2", "secret")
    assert not HeardCall(call.method, f"{call.url}&x=1", call.signature, call.event).is_signed("T1", "secret")


def test_what_did_not_happen_breaks_the_story() -> None:
    require("all went well", holds=True)
    with pytest.raises(BrokenStoryError, match="it was told that the money came"):
        require("the money came", holds=False)
