"""Bank files over HTTP, the operator's alone, and the sandbox's payers, each for claims of their own merchant."""

from functools import partial
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from faces.own.stage import BASE, Desk
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.faces.own.routes import money
from fordring.jobs.booking import BookBankFile
from fordring.services.incoming_file import keep_bank_file
from fordring.simulators.bank import Deposit, credits_file
from fordring.storage import merchants
from support import make
from support.lives import shown

FILES, PAY = "/bank-files", "/sandbox/pay"
DEPOSIT = Deposit(Money(12_500, "NOK"), make.WALL.date(), "000010000016")
FILE = credits_file(make.bank_account().iban, [DEPOSIT], "M1", make.WALL)


@pytest.fixture
async def operator(desk: Desk) -> dict[str, str]:
    """The operator's credentials."""
    return bearer(await desk.opaque_token(operator=True))


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def kept(folder: Path) -> list[int]:
    """How many bytes each bank file has that was kept."""
    return [path.stat().st_size for path in folder.rglob("bank-files/*")]


async def booked(desk: Desk, told: Any) -> str:
    """The state of the file after its job was done."""
    return (await BookBankFile(desk.house.jobs).book(told["id"])).state


async def test_the_operators_file_is_acknowledged_booked_by_a_job_and_shown(
    desk: Desk, merchant: Merchant, operator: dict[str, str]
) -> None:
    view = await desk.house.pay(merchant)
    told = await desk.http.post(f"{FILES}?name=november.xml", content=FILE, headers=operator)
    assert (told.status_code, told.json()["state"], told.json()["kind"]) == (200, "received", "camt.054")
    assert (told.json()["name"], told.json()["size_bytes"]) == ("november.xml", len(FILE))
    assert any(told.json()["id"] in key for key in await desk.house.queued())
    assert await booked(desk, told.json()) == "booked"
    seen = (await desk.http.get(f"{FILES}/{told.json()['id']}", headers=operator)).json()
    assert (seen["state"], seen["counts"], seen["problems"]) == ("booked", {"matched": 1}, [])
    assert (await shown(desk.house.database, view)).purchase.captured_minor == 12_500


async def test_the_same_file_twice_is_one_file(desk: Desk, merchant: Merchant, operator: dict[str, str]) -> None:
    assert merchant.bank_account
    first, second = [(await desk.http.post(FILES, content=FILE, headers=operator)).json() for _ in range(2)]
    assert first["id"] == second["id"]
    assert first["name"] == "upload"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<html/>", b"\x00" * 4096, FILE[:600]])
async def test_what_is_no_whole_bank_file_ends_refused_with_a_reason(
    desk: Desk, merchant: Merchant, operator: dict[str, str], content: bytes
) -> None:
    assert merchant.bank_account
    told = (await desk.http.post(FILES, content=content, headers=operator)).json()
    assert await booked(desk, told) == "refused"
    seen = (await desk.http.get(f"{FILES}/{told['id']}", headers=operator)).json()
    assert seen["problems"][0]["message"]


async def test_bank_files_are_the_operators_alone(desk: Desk, merchant: Merchant, operator: dict[str, str]) -> None:
    told = (await desk.http.post(FILES, content=FILE, headers=operator)).json()
    for headers, status in (
        ({}, 401),
        (bearer("nonsense"), 401),
        (bearer(await desk.merchant_token(merchant)), 403),
        (bearer(await desk.opaque_token(merchant)), 403),
    ):
        assert (await desk.http.post(FILES, content=FILE, headers=headers)).status_code == status
        assert (await desk.http.get(f"{FILES}/{told['id']}", headers=headers)).status_code == status


@pytest.mark.parametrize("name", ["nonsense", "01a1fdde-0000-7000-8000-000000000000", "%00"])
async def test_an_unknown_file_is_not_there(desk: Desk, operator: dict[str, str], name: str) -> None:
    assert (await desk.http.get(f"{FILES}/{name}", headers=operator)).status_code == 404


async def test_a_file_beyond_the_limit_is_refused_before_it_is_kept(
    desk: Desk, operator: dict[str, str], tmp_path: Path
) -> None:
    app = FastAPI()
    app.include_router(money.router(desk.face, partial(keep_bank_file, desk.house.jobs.blobs), file_bytes_max=1000))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=BASE) as http:
        refused = await http.post(FILES, content=b"<" * 1001, headers=operator)
        taken = await http.post(FILES, content=b"<" * 1000, headers=operator)
    assert (refused.status_code, refused.json()["error"]["code"]) == (413, "body_too_large")
    assert taken.status_code == 200
    assert kept(tmp_path) == [1000]


@pytest.mark.parametrize(
    ("amount", "captured"), [({}, 12_500), ({"amount": 5_000}, 5_000), ({"amount": 20_000}, 12_500)]
)
async def test_a_payer_pays_all_of_a_claim_or_what_it_likes(
    desk: Desk, merchant: Merchant, amount: dict[str, int], captured: int
) -> None:
    view = await desk.house.pay(merchant)
    body = {"claim_id": view.claim.claim_no, **amount}
    told = await desk.http.post(PAY, json=body, headers=bearer(await desk.merchant_token(merchant)))
    assert (told.status_code, told.json()["state"]) == (200, "received"), told.text
    assert await booked(desk, told.json()) == "booked"
    assert (await shown(desk.house.database, view)).purchase.captured_minor == captured


async def test_a_payer_pays_years_ahead_too(desk: Desk, merchant: Merchant) -> None:
    async with desk.house.database.transaction() as connection:
        await connection.execute("UPDATE merchant SET clock_offset_ms = 800 * 86400 * 1000::bigint")
        ahead = await merchants.get(connection, merchant.merchant_id)
    view = await desk.house.pay(ahead)
    headers = bearer(await desk.merchant_token(ahead))
    told = await desk.http.post(PAY, json={"claim_id": view.claim.claim_no}, headers=headers)
    assert await booked(desk, told.json()) == "booked"
    assert (await shown(desk.house.database, view)).purchase.captured_minor == 12_500


async def test_the_bank_writes_the_format_that_was_asked_for(desk: Desk, merchant: Merchant) -> None:
    view = await desk.house.pay(merchant)
    headers = bearer(await desk.merchant_token(merchant))
    body = {"claim_id": view.claim.claim_no, "format": "ocr_giro"}
    told = (await desk.http.post(PAY, json=body, headers=headers)).json()
    assert (told["kind"], await booked(desk, told)) == ("ocr_giro", "booked")
    assert (await shown(desk.house.database, view)).purchase.captured_minor == 12_500
    other = await desk.house.pay(merchant)
    for wrong in ("bgmax", "csv"):
        answer = await desk.http.post(PAY, json={"claim_id": other.claim.claim_no, "format": wrong}, headers=headers)
        assert (answer.status_code, answer.json()["error"]["fields"][0]["field"]) == (400, "format"), answer.text


async def test_the_same_payment_twice_is_money_twice(desk: Desk, merchant: Merchant) -> None:
    view = await desk.house.pay(merchant)
    body, headers = {"claim_id": view.claim.claim_no, "amount": 5_000}, bearer(await desk.opaque_token(merchant))
    for _ in range(2):
        await booked(desk, (await desk.http.post(PAY, json=body, headers=headers)).json())
    assert (await shown(desk.house.database, view)).purchase.captured_minor == 10_000


async def test_nothing_can_be_paid_on_a_claim_that_is_paid(desk: Desk, merchant: Merchant) -> None:
    view = await desk.house.pay(merchant)
    body, headers = {"claim_id": view.claim.claim_no}, bearer(await desk.merchant_token(merchant))
    await booked(desk, (await desk.http.post(PAY, json=body, headers=headers)).json())
    answer = await desk.http.post(PAY, json=body, headers=headers)
    assert (answer.status_code, answer.json()["error"]["fields"][0]["field"]) == (400, "claim_id"), answer.text


async def test_another_merchants_claim_and_a_live_one_are_not_there(desk: Desk, merchant: Merchant) -> None:
    other = await make.merchant(desk.house.database, "NO", "T99998888", number_prefix="B2C3D")
    live = await make.merchant(desk.house.database, "NO", "P11112222", number_prefix="C2C3D")
    theirs, lives = await desk.house.pay(other), await desk.house.pay(live)
    for headers, number in (
        (bearer(await desk.merchant_token(merchant)), theirs.claim.claim_no),
        (bearer(await desk.merchant_token(merchant)), 4711),
        (bearer(await desk.merchant_token(live)), lives.claim.claim_no),
    ):
        answer = await desk.http.post(PAY, json={"claim_id": number}, headers=headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


async def test_the_operator_names_the_merchant(desk: Desk, merchant: Merchant, operator: dict[str, str]) -> None:
    body = {"claim_id": (await desk.house.pay(merchant)).claim.claim_no}
    unnamed = await desk.http.post(PAY, json=body, headers=operator)
    assert (unnamed.status_code, unnamed.json()["error"]["fields"][0]["field"]) == (400, "account_id")
    assert (await desk.http.post(f"{PAY}?account_id=T11112222", json=body, headers=operator)).status_code == 200


async def test_who_may_not_pay_is_told_so_before_the_body_is_read(desk: Desk, merchant: Merchant) -> None:
    reading = bearer(await desk.merchant_token(merchant, "read:checkout"))
    for headers, status in (({}, 401), (bearer("nonsense"), 401), (reading, 403)):
        assert (await desk.http.post(PAY, content=b"{", headers=headers)).status_code == status


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "claim_id"),
        ({"claim_id": "1000001"}, "claim_id"),
        ({"claim_id": 1.5}, "claim_id"),
        ({"claim_id": 1, "amount": 0}, "amount"),
        ({"claim_id": 1, "amount": -1}, "amount"),
        ({"claim_id": 1, "amount": 2**31}, "amount"),
        ({"claim_id": 1, "amount": "5"}, "amount"),
        ({"claim_id": 1, "ammount": 5}, "ammount"),
        ([], "body"),
    ],
)
async def test_a_body_that_cannot_be_used_names_its_field(
    desk: Desk, merchant: Merchant, body: Any, field: str
) -> None:
    answer = await desk.http.post(PAY, json=body, headers=bearer(await desk.merchant_token(merchant)))
    assert answer.status_code == 400, answer.text
    assert [problem["field"] for problem in answer.json()["error"]["fields"]] == [field]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b'{"claim_id": 1000000000000000000000000000000}'])
async def test_a_body_that_is_no_request_is_refused(desk: Desk, merchant: Merchant, body: bytes) -> None:
    answer = await desk.http.post(PAY, content=body, headers=bearer(await desk.merchant_token(merchant)))
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_request")
