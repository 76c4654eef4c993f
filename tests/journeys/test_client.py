"""The client at a real house: every call of both faces reads what the server says; the README's example is run."""

import asyncio
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx2
import pytest

from faces.dintero.served import serving
from faces.kravia.every_route import things_of, token_of_a_partner
from faces.kravia.stage import Office, Wall
from fordring.client import AsyncCreditorClient, AsyncMerchantClient, RefusedError
from fordring.client.books import BooksCalls
from fordring.client.creditor import CreditorCalls
from fordring.client.merchant import MerchantCalls
from fordring.client.onboarding import OnboardingCalls
from fordring.client.transports import Call, Listing
from fordring.faces.common.greeting import words_of_keys
from fordring.faces.kravia.wire.examples import CREDITOR
from fordring.main.sandbox import open_sandbox
from fordring.main.wiring import House, story_order, web_application
from fordring.storage import merchants
from fordring.storage.transaction import Database
from journeys.stage import ORIGIN
from support.example_of_page import example_runs

README = Path(__file__).parents[2] / "README.md"
INVOICE: dict[str, Any] = {
    "claimType": "Invoice",
    "debtorName": "Nordmann AS",
    "organizationNumber": "974760673",
    "email": "post@example.com",
    "originalAmount": Decimal("125.50"),
    "description": "Bell",
}


class Used:
    """A client whose calls are noted."""

    def __init__(self, client: Any) -> None:
        self.client, self.names = client, set[str]()

    def __getattr__(self, name: str) -> Any:
        self.names.add(name)
        return getattr(self.client, name)


def calls_of(described: type) -> set[str]:
    """The names of the calls of a face."""
    return {name for name, member in vars(described).items() if isinstance(member, Call | Listing)}


async def test_every_call_of_the_creditor_face_is_answered_in_its_shape(house: House) -> None:
    facts = await open_sandbox(house.database, ORIGIN, {})
    transport = httpx2.ASGITransport(app=web_application(house))
    async with httpx2.AsyncClient(transport=transport) as http:
        office = Used(AsyncCreditorClient(ORIGIN, facts.creditor_token, http=http))
        [creditor] = await office.creditors()
        assert (await office.settings(creditor.id)).org_number == creditor.organization_number
        invoice = {**INVOICE, "creditorId": creditor.id}
        made = await office.register(invoice, "key-1")
        assert (await office.register(invoice, "key-1")).id == made.id
        with pytest.raises(RefusedError) as refused:
            await office.register({**invoice, "dueDate": "soon"})
        assert set(refused.value.errors) == {"dueDate"}

        kept = await office.attach(made.id, "terms.txt", b"Terms")
        assert await office.document(made.id, kept.id) == b"Terms"
        assert kept.id in {each.id for each in await office.documents(made.id)}
        assert kept.id not in {each.id for each in await office.remove_document(made.id, kept.id)}
        assert (await office.preview(made.id)).startswith(b"%PDF")
        started = await office.start(made.id, "go")
        assert (started.status_code, started.available_actions["Start"]) == ("Scheduled", False)
        assert (await office.pause(made.id, until=date(2099, 1, 1))).status_code == "OnHold"
        assert (await office.resume(made.id)).status_code == "Scheduled"
        assert (await office.pdf(made.id)).startswith(b"%PDF")

        shop = AsyncMerchantClient(ORIGIN, facts.account_id, facts.client_id, facts.client_secret, http=http)
        bought = (await shop.pay(story_order("order-1", 12_550, f"{ORIGIN}/hear"))).invoice_id
        assert bought is not None
        paid = await office.payment({bought: Decimal("25.50")}, date(2026, 11, 16), "P1", "cash")
        credited = await office.credit_note({bought: Decimal("0.05")}, date(2026, 11, 16), "C1")
        assert (paid.booked, credited.invoices[0].remaining_capital) == (Decimal("25.5"), Decimal("99.95"))
        details = await office.details(bought)
        assert (details.outstanding.capital, details.payments[0].direct) == (Decimal("99.95"), True)
        assert (await office.withdraw(bought)).status_code == "Withdrawn"
    assert calls_of(CreditorCalls) == office.names


async def test_every_call_about_books_is_answered_in_its_shape(
    house: House, database: Database, tmp_path: Path
) -> None:
    facts = await open_sandbox(house.database, ORIGIN, {})
    transport = httpx2.ASGITransport(app=web_application(house))
    merchant = await house.database.run(lambda connection: merchants.by_account_id(connection, facts.account_id))
    async with httpx2.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        token = facts.creditor_token
        things = await things_of(Office(merchant, token, http, Wall()), database, tmp_path)
        office = Used(AsyncCreditorClient(ORIGIN, token, http=http))
        assert [each.id async for each in office.search({"top": 2, "status": "Registered"})] == [things.draft]
        changed = [each async for each in office.changes()]
        assert {each.id for each in changed} == {things.draft, *things.sent}
        assert [each async for each in office.changes(changed[-1].last_updated_time, facts.creditor_id)] == []
        [settled] = [each async for each in office.settlements({"top": 1}, exclude_closed=True)]
        assert sum(line.amount or 0 for line in settled.bookkeeping) == 0
        assert (await office.bookkeep(settled.id, "XYZ3")).status == "Closed"
        assert [each async for each in office.settlements(exclude_closed=True)] == []
        assert (await office.bookkeeping(things.draft)).invoice_id == things.draft
        [card] = [each async for each in office.debtors(facts.creditor_id)]
        changed_card = await office.change_debtor(facts.creditor_id, card.debtor_number, {"email": "new@example.com"})
        assert (await office.debtor(facts.creditor_id, card.debtor_number)).email == changed_card.email
        assert (await office.statistic()).open_cases == 2
        assert (await office.statuses(facts.creditor_id))["Registered"] == 1
        told = {"amount": Decimal("125.5"), "ledgerAccount": 1500, "bookingDate": date(2026, 11, 16)}
        booked = {"creditorId": facts.creditor_id, "bookkeepingDetails": [told]}
        made = await office.client.start((await office.client.register({**INVOICE, **booked})).id)
        *_, line = await office.bookkeeping_lines({"dateTo": date(2099, 1, 1)})
        assert (line.invoice_id, line.amount, line.ledger_account) == (made.id, Decimal("125.5"), "1500")
        assert f",{made.id},Invoice,".encode() in await office.bookkeeping_file()
    assert calls_of(BooksCalls) == office.names


async def test_every_call_about_creditors_is_answered_in_its_shape(house: House) -> None:
    facts = await open_sandbox(house.database, ORIGIN, {})
    transport = httpx2.ASGITransport(app=web_application(house))
    merchant = await house.database.run(lambda connection: merchants.by_account_id(connection, facts.account_id))
    token = await token_of_a_partner(house.database, merchant)
    async with httpx2.AsyncClient(transport=transport) as http:
        office = Used(AsyncCreditorClient(ORIGIN, token, http=http))
        template = await office.template("Systima")
        made = await office.activate(template | CREDITOR)
        assert (await office.creditor(made.id)).account_id == made.account_id
        assert (await office.change_creditor(made.id, {"email": "new@example.com"})).email == "new@example.com"
        assert (await office.change_settings(made.id, {"daysUntilDue": 30})).days_until_due == 30
        guest = {"email": "kari@example.com", "name": "Kari", "isAccountant": False}
        assert (await office.invite(made.id, guest)).creditor_id == made.id
        assert not (await office.deactivate(made.id)).active
        assert (await office.reactivate(made.id)).active
        assert (await office.company()).name
        hook = await office.set_webhook(made.id, "https://ledger.example.com/hear", "correct horse battery")
        assert (await office.test_webhook(made.id)).url == hook.url
        assert [each.test for each in (await office.webhook(made.id)).deliveries] == [True]
        await office.remove_webhook(made.id)
    assert calls_of(OnboardingCalls) == office.names


async def test_every_call_of_the_merchant_face_is_answered_in_its_shape(house: House) -> None:
    facts = await open_sandbox(house.database, ORIGIN, {})
    transport = httpx2.ASGITransport(app=web_application(house))
    async with httpx2.AsyncClient(transport=transport) as http:
        shop = Used(AsyncMerchantClient(ORIGIN, facts.account_id, facts.client_id, facts.client_secret, http=http))
        order = story_order("order-1", 12_500, f"{ORIGIN}/hear")
        bought = await shop.pay(order, "key-1")
        assert await shop.pay(order, "key-1") == bought
        assert asdict(await shop.transaction(bought.id)) == asdict(bought)
        assert (await shop.file(bought.invoice_url)).startswith(b"%PDF")
        for refused in (shop.capture(bought.id, 1, "part"), shop.refund(bought.id, 1)):
            with pytest.raises(RefusedError):
                await refused
        assert (await shop.void(bought.id)).status == "AUTHORIZATION_VOIDED"

        placed = order["session"]["order"]
        asked = {"profile_id": "default", "url": {"return_url": f"{ORIGIN}/back"}, "order": placed}
        session = await shop.open_session(asked)
        assert (await shop.session(session.id)).order["amount"] == 12_500
        payment = {"payment_product_type": "kravia.invoice_b2b", "billing_address": placed["billing_address"]}
        assert (await shop.pay_session(session.id, payment)).error == "IdentityVerificationRequired"
        await shop.cancel_session((await shop.open_session(asked)).id)
        assert len([each async for each in shop.sessions({"limit": 1})]) == 3
        assert len([each async for each in shop.transactions({"limit": 1})]) == 1

        subscribed = await shop.subscribe("https://shop.example.com/hear", ["checkout_transaction"], "secret")
        await shop.ping(subscribed.id)
        assert [each.id for each in await shop.subscriptions()] == [subscribed.id]
        assert [each.event for each in await shop.deliveries(subscribed.id)] == ["ping", "ping"]
        await shop.unsubscribe(subscribed.id)
        assert [each async for each in shop.settlements()] == []
        with pytest.raises(RefusedError):
            await shop.report(bought.session_id, bought.session_id)
        assert (await shop.advance_clock({"days": 1})).happened
    assert calls_of(MerchantCalls) == shop.names


async def test_the_readmes_example_does_what_it_says(house: House, tmp_path: Path) -> None:
    facts = await open_sandbox(house.database, ORIGIN, {})
    async with serving(web_application(house)) as address:
        await asyncio.to_thread(example_runs, README, address, words_of_keys(asdict(facts)), tmp_path)
