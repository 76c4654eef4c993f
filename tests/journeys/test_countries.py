"""A Swedish and a Finnish shop from the order to the money on its account, through API, PDF, bank file and order."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pypdf import PdfReader

from fordring.client import AsyncCreditorClient, AsyncMerchantClient
from fordring.client.merchant_answers import Transaction
from fordring.domain.merchant import Clock, Merchant
from fordring.domain.money import Money
from fordring.main.commands.bank import import_file
from fordring.main.commands.payout import on_the_way, pay_out
from fordring.main.sandbox import another_merchant
from fordring.main.wiring import House, web_application
from fordring.simulators.bank import Deposit, confirmations, credits_file
from fordring.storage import merchants
from journeys.stage import ORIGIN

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Country:
    """A country's order, what its invoice must say, and what its payout comes to."""

    code: str
    currency: str
    vat: float
    address: dict[str, str]
    printed: tuple[str, ...]
    reference_word: str
    net_minor: int

    def order(self) -> dict[str, Any]:
        """A consumer buys for 100.00."""
        item = {"line_id": "1", "description": "Bell", "quantity": 1, "amount": 10_000, "vat": self.vat}
        billing = {"first_name": "Åsa", "last_name": "Öberg", "email": "asa@example.com", "country": self.code}
        order = {"amount": 10_000, "currency": self.currency, "merchant_reference": "order-1", "items": [item]}
        payment = {"payment_product_type": "kravia.invoice_b2c", "operation": "invoice_payment", "days_until_due": 14}
        order["billing_address"] = billing | {"phone_number": "+46701234567"} | self.address
        return {"payment": payment, "session": {"url": {"callback_url": f"{ORIGIN}/hear"}, "order": order}}


SWEDEN = Country(
    code="SE",
    currency="SEK",
    vat=25,
    address={"address_line": "Storgatan 1", "postal_code": "11122", "postal_place": "Stockholm"},
    printed=("Faktura", "Sjö Cykel AB", "556036-0793", "Godkänd för F-skatt", "25 %", "20,00", "80,00", "991-2346"),
    reference_word="OCR",
    net_minor=9_687,
)
FINLAND = Country(
    code="FI",
    currency="EUR",
    vat=25.5,
    address={"address_line": "Katu 1", "postal_code": "00100", "postal_place": "Helsinki"},
    printed=("Lasku", "Järvi Pyörä Oy", "2077474-0", "25,5 %", "20,32", "79,68", "FI21 1234 5600 0007 85"),
    reference_word="Viitenumero",
    net_minor=9_687,
)


@dataclass(frozen=True, slots=True)
class Shop:
    """One shop and what it does at both faces."""

    house: House
    merchant: Merchant
    api: AsyncMerchantClient
    office: AsyncCreditorClient

    async def bill(self, bought: Transaction) -> tuple[str, str]:
        """The invoice's text, spaces as printed, and its payment reference as the creditor face tells it."""
        pdf = await self.api.file(str(bought.invoice_url))
        details = await self.office.details(bought.invoice_id or 0)
        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
        return text.replace("\N{NO-BREAK SPACE}", " "), str(details.invoice.kid)


async def shop_of(house: House, http: httpx2.AsyncClient, country: str) -> Shop:
    """A new sandbox shop, its clock frozen on a Monday."""
    keys = await another_merchant(house.database, country)

    async def at_the_beginning(connection: Any) -> Merchant:
        merchant = await merchants.by_account_id(connection, keys["account_id"])
        await merchants.set_clock(connection, merchant.merchant_id, Clock(frozen_at=MONDAY))
        return merchant

    merchant = await house.database.run(at_the_beginning)
    api = AsyncMerchantClient(ORIGIN, keys["account_id"], keys["client_id"], keys["client_secret"], http=http)
    return Shop(house, merchant, api, AsyncCreditorClient(ORIGIN, keys["creditor_token"], http=http))


@pytest.mark.parametrize("country", [SWEDEN, FINLAND], ids=lambda country: country.code)
async def test_a_shop_abroad_walks_the_whole_way(house: House, country: Country, tmp_path: Path) -> None:
    transport = httpx2.ASGITransport(app=web_application(house))
    async with httpx2.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        shop = await shop_of(house, http, country.code)
        bought = await shop.api.pay(country.order())
        text, reference = await shop.bill(bought)
        missing = [words for words in (*country.printed, country.reference_word) if words not in text]
        assert not missing, text
        assert reference in text.replace(" ", "")

        deposit = Deposit(Money(10_000, country.currency), (MONDAY + timedelta(days=9)).date(), reference)
        received = tmp_path / "bank.xml"
        received.write_bytes(credits_file(shop.merchant.bank_account.iban, [deposit], "M1", MONDAY))
        booked = await import_file(house, received)
        assert (booked.state, booked.counts) == ("booked", {"matched": 1})
        assert (await shop.api.transaction(bought.id)).status == "CAPTURED"

        [(run, path)] = await pay_out(house, tmp_path)
        assert [payout.net_minor for payout in run.payouts] == [country.net_minor]
        assert [found for found, _ in await on_the_way(house, tmp_path)] == [run]
        assert (await shop.api.transaction(bought.id)).settlement_status == "PENDING_SETTLEMENT"
        [confirmed] = confirmations(path.read_bytes(), MONDAY)
        received.write_bytes(confirmed)
        assert (await import_file(house, received)).counts == {"confirmed": 1}
        assert (await shop.api.transaction(bought.id)).settlement_status == "SETTLED"
        assert await on_the_way(house, tmp_path) == []
