"""A creditor's accounting system hears once of every claim that changed, and of no other."""

import hashlib
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import httpx2
import pytest

from channels.receivers import Receiver, receiver
from faces.kravia.stage import printed
from fordring.client import AsyncMerchantClient
from fordring.domain.merchant import Clock, Merchant
from fordring.domain.money import Money
from fordring.domain.telling import Topic
from fordring.faces.common.once import done
from fordring.jobs.sender import Sender
from fordring.main.commands.bank import import_file
from fordring.main.sandbox import another_merchant
from fordring.main.wiring import House, story_order, web_application
from fordring.services.hooks.subscribe import Subscribe, subscribe
from fordring.simulators.bank import Deposit, credits_file
from fordring.storage import merchants
from journeys.stage import ORIGIN

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
SECRET = "correct horse battery"


@dataclass
class Books:
    """The accounting system: what it asks for and what it was told since it last looked."""

    house: House
    http: httpx2.AsyncClient
    keys: dict[str, Any]
    merchant: Merchant
    ears: Receiver
    shop: AsyncMerchantClient

    async def ask(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        """A request that is accepted."""
        token = {"Authorization": self.keys["creditor_token"]}
        answer = await self.http.request(method, f"/api/v2/{path}", headers=token, **more)
        assert answer.status_code == 200, answer.text
        worded: dict[str, Any] = answer.json()
        return worded

    async def registered(self, number: str) -> int:
        """An invoice of 2500, due in a while."""
        dates = {"invoiceDate": None, "dueDate": None}
        changes = {"creditorId": self.keys["creditor_id"], "invoiceNo": number, **dates}
        claim: int = (await self.ask("POST", "invoice/register", json=printed(**changes)))["id"]
        return claim

    async def heard(self) -> Sequence[int]:
        """Send what is owed; the invoices that came with the documented signature, in the order of their ids."""
        await Sender(self.house.jobs).send_due_of(self.merchant.merchant_id)
        bodies = [json.loads(request.partition(b"\r\n\r\n")[2]) for request in self.ears.requests]
        self.ears.requests.clear()
        for body in bodies:
            covered = json.dumps(body["data"], separators=(",", ":")) + SECRET
            assert body["signature"] == hashlib.md5(covered.encode(), usedforsecurity=False).hexdigest()
        return sorted(body["data"]["claimId"] for body in bodies)

    async def paid(self, claim: int, *amounts: int) -> None:
        """The bank's file of these payments."""
        reference = (await self.ask("GET", f"invoice/{claim}/details"))["value"]["invoice"]["kid"]
        deposits = [Deposit(Money(amount, "NOK"), MONDAY.date(), reference) for amount in amounts]
        path = self.house.settings.var / "bank.xml"
        path.write_bytes(credits_file(self.merchant.bank_account.iban, deposits, f"M{claim}", MONDAY))
        assert (await import_file(self.house, path)).counts == {"matched": len(amounts)}


@pytest.fixture
async def books(house: House) -> AsyncIterator[Books]:
    transport = httpx2.ASGITransport(app=web_application(house))
    keys = await another_merchant(house.database, "NO")

    async def at_the_beginning(connection: Any) -> Merchant:
        merchant = await merchants.by_account_id(connection, keys["account_id"])
        await merchants.set_clock(connection, merchant.merchant_id, Clock(frozen_at=MONDAY))
        return merchant

    merchant = await house.database.run(at_the_beginning)
    async with httpx2.AsyncClient(transport=transport, base_url=ORIGIN) as http, receiver("204 No Content") as ears:
        shop = AsyncMerchantClient(ORIGIN, keys["account_id"], keys["client_id"], keys["client_secret"], http=http)
        yield Books(house, http, keys, merchant, ears, shop)


async def test_every_claim_that_changed_is_told_once_and_no_other(books: Books) -> None:
    before = await books.registered("20001")
    hook = f"creditor/{books.keys['creditor_id']}/webhook"
    await books.ask("PUT", hook, json={"url": f"http://127.0.0.1:{books.ears.port}/", "secret": SECRET})
    assert await books.heard() == []

    one, two = await books.registered("20002"), await books.registered("20003")
    assert await books.heard() == [one, two]
    for claim in (one, two, one):  # the third changes nothing
        await books.ask("POST", f"invoice/{claim}/action?action=Start")
    assert await books.heard() == [one, two]
    await books.shop.advance_clock({"days": 1})
    assert await books.heard() == [one] * 3 + [two] * 3  # issued, rendered, delivered

    await books.paid(one, 50_000, 75_000)
    assert await books.heard() == [one]
    parts = [{"InvoiceId": one, "Amount": -100}, {"InvoiceId": one, "Amount": -50}]
    credit = {"Date": "2026-11-17", "Invoices": parts}
    note = (await books.ask("POST", "invoice/creditnote", json=credit))["invoices"][0]["creditNoteId"]
    assert set(await books.heard()) >= {one, note}
    await books.ask("POST", f"invoice/{one}/action?action=Pause")
    direct = {"date": "2026-11-17", "amount": 10, "invoices": [{"invoiceId": two, "amount": 10}]}
    await books.ask("POST", "invoice/payment", json=direct)
    assert [each for each in await books.heard() if each in {before, one, two}] == [one, two]
    await books.ask("POST", f"invoice/{two}/action?action=Withdraw")
    told = await books.heard()
    assert (told.count(two), told.count(one), before in told) == (1, 0, False)

    await books.ask("PUT", hook, json={"enabled": False})
    await books.ask("POST", f"invoice/{one}/action?action=Resume")
    await books.ask("PUT", hook, json={"enabled": True})
    assert await books.heard() == []


async def test_a_purchase_of_the_shop_is_told_at_both_faces(books: Books) -> None:
    hook = f"creditor/{books.keys['creditor_id']}/webhook"
    await books.ask("PUT", hook, json={"url": f"http://127.0.0.1:{books.ears.port}/", "secret": SECRET})
    async with receiver("200 OK") as counter:
        url, topics = f"http://127.0.0.1:{counter.port}/", frozenset({Topic.PURCHASE})
        command = Subscribe(books.merchant.merchant_id, url, topics, content={"events": ["checkout_transaction"]})
        work = books.house.jobs.work
        await books.house.database.run(lambda connection: done(partial(subscribe, command), work(connection)))
        bought = await books.shop.pay(story_order("order-1", 125_000, f"{ORIGIN}/hear"))
        assert await books.heard() == [bought.invoice_id]
        heard = [request for request in counter.requests if b"event: checkout_transaction" in request]
        assert [bought.id.encode() in request for request in heard] == [True]
