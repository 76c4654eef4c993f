"""Grouped invoices end to end in three countries: bought, billed by the clock, delivered, read, paid, captured."""

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import httpx2
import pytest
from pypdf import PdfReader

from fordring.client import AsyncMerchantClient
from fordring.domain.calendar import Interval, issue_day
from fordring.domain.merchant import Clock, Merchant
from fordring.jobs.booking import BookBankFile
from fordring.main.sandbox import another_merchant
from fordring.main.wiring import House, web_application
from fordring.storage import merchants
from fordring.storage.house.files import RECEIVED
from fordring.storage.transaction import Connection
from journeys.stage import ORIGIN

BEGINS = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Country:
    """What differs from country to country."""

    code: str
    currency: str
    vat: float
    number: str
    place: dict[str, str]
    printed: tuple[str, ...]


NORWAY = Country(
    code="NO",
    currency="NOK",
    vat=25,
    number="974760673",
    place={"address_line": "Storgata 1", "postal_code": "0151", "postal_place": "Oslo"},
    printed=("Faktura", "Leveringsdato 16.11.2026", "Leveringsdato 20.11.2026", "100,00", "250,00", "350,00"),
)
SWEDEN = Country(
    code="SE",
    currency="SEK",
    vat=25,
    number="5560360793",
    place={"address_line": "Storgatan 1", "postal_code": "11122", "postal_place": "Stockholm"},
    printed=("Faktura", "Leveransdatum 2026-11-16", "Leveransdatum 2026-11-20", "100,00", "250,00", "350,00"),
)
FINLAND = Country(
    code="FI",
    currency="EUR",
    vat=25.5,
    number="20774740",
    place={"address_line": "Katu 1", "postal_code": "00100", "postal_place": "Helsinki"},
    printed=("Lasku", "Toimituspäivä 16.11.2026", "Toimituspäivä 20.11.2026", "100,00", "250,00", "350,00"),
)


def order(country: Country, reference: str, amount: int) -> dict[str, Any]:
    """A company's purchase for its monthly invoice."""
    item = {"line_id": "1", "description": "Bell", "quantity": 1, "amount": amount, "vat": country.vat}
    billing = {"first_name": "Åsa", "last_name": "Öberg", "email": "asa@example.com", "country": country.code}
    company = {"business_name": "Öberg AB", "organization_number": country.number, "phone_number": "+46701234567"}
    placed: dict[str, Any] = {"amount": amount, "currency": country.currency, "merchant_reference": reference}
    placed |= {"items": [item], "billing_address": billing | company | country.place}
    payment = {"payment_product_type": "kravia.invoice_b2b_grouped", "operation": "invoice_payment"}
    return {"payment": {**payment, "days_until_due": 14}, "session": {"order": placed}}


async def frozen(connection: Connection, account_id: str) -> Merchant:
    """The merchant, its clock standing on a Monday."""
    merchant = await merchants.by_account_id(connection, account_id)
    await merchants.set_clock(connection, merchant.merchant_id, Clock(frozen_at=BEGINS))
    return merchant


async def pays(house: House, http: httpx2.AsyncClient, token: str, claim_no: int | None, **amount: int) -> None:
    """The sandbox's payer pays, and the job books the bank's file."""
    headers = {"Authorization": f"Bearer {token}"}
    answer = await http.post("/sandbox/pay", json={"claim_id": claim_no, **amount}, headers=headers)
    assert answer.status_code == 200, answer.text
    async with house.database.reading() as connection:
        rows = await connection.fetch("SELECT bank_file_id FROM house.bank_file WHERE state = $1", RECEIVED)
    for row in rows:
        await BookBankFile(house.jobs).book(row["bank_file_id"])


@pytest.mark.parametrize("country", [NORWAY, SWEDEN, FINLAND], ids=lambda country: country.code)
async def test_a_companys_month_becomes_one_invoice_that_is_paid(house: House, country: Country) -> None:
    keys = await another_merchant(house.database, country.code)
    merchant = await house.database.run(lambda connection: frozen(connection, keys["account_id"]))
    transport = httpx2.ASGITransport(app=web_application(house))
    async with httpx2.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        api = AsyncMerchantClient(ORIGIN, keys["account_id"], keys["client_id"], keys["client_secret"], http=http)
        bought = [(await api.pay(order(country, "kjøp-1", 10_000))).id]
        await api.advance_clock({"days": 4, "freeze": True})
        bought.append((await api.pay(order(country, "kjøp-2", 25_000))).id)
        dropped = (await api.pay(order(country, "kjøp-3", 70_000))).id
        assert (await api.void(dropped)).status == "AUTHORIZATION_VOIDED"

        moved = await api.advance_clock({"days": 20, "freeze": True})
        assert [each.what for each in moved.happened if each.what.startswith("claim")] == [
            "claim.issued",
            "claim.delivered",
        ]
        first, second = [await api.transaction(each) for each in bought]
        assert (first.events[-1].event, second.events[-1].event) == ("INITIATE_CAPTURE",) * 2
        assert first.invoice_number == second.invoice_number
        issued_on = issue_day(date(2026, 11, 20), Interval.MONTHLY, merchant.country)
        assert second.events[-1].invoice_date == issued_on

        pdf = PdfReader(io.BytesIO(await api.file(str(first.invoice_url))))
        text = "\n".join(page.extract_text() for page in pdf.pages).replace("\N{NO-BREAK SPACE}", " ")
        missing = [words for words in (*country.printed, "kjøp-1", "kjøp-2", "Öberg AB") if words not in text]
        assert not missing, text
        assert "kjøp-3" not in text
        async with house.database.reading() as connection:
            mailed = await connection.fetch("SELECT recipient, subject FROM mailbox_message")
        assert [row["recipient"] for row in mailed] == ["asa@example.com"]
        assert str(first.invoice_number) in mailed[0]["subject"]

        await pays(house, http, keys["creditor_token"], second.invoice_id, amount=12_000)
        assert [(await api.transaction(each)).status for each in bought] == ["CAPTURED", "PARTIALLY_CAPTURED"]
        await pays(house, http, keys["creditor_token"], second.invoice_id)
        assert [(await api.transaction(each)).status for each in bought] == ["CAPTURED", "CAPTURED"]
        assert (await api.transaction(dropped)).status == "AUTHORIZATION_VOIDED"
