"""One purchase from API call to payout, played through the two faces and real files, a line per event.

The same story is the main journey test. Its clock is frozen, so every play tells the same facts in the same order.
"""

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx2

from fordring.channels.durable import write_durably
from fordring.client import AsyncCreditorClient, AsyncMerchantClient
from fordring.client.merchant_answers import Transaction
from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.merchant import Clock, Merchant
from fordring.domain.money import Money
from fordring.jobs.payment_orders import order_file
from fordring.main.clock import wall
from fordring.main.commands.bank import import_file
from fordring.main.database import open_database
from fordring.main.listener import Listener, listening
from fordring.main.sandbox import SandboxFacts, open_sandbox
from fordring.main.settings import Settings
from fordring.main.terminal import decimals
from fordring.main.wiring import House, open_house, story_order, web_application
from fordring.simulators.bank import Deposit, confirmations, credits_file
from fordring.storage import audit, claims, ledger, mailbox, merchants
from fordring.storage.house import orders
from fordring.storage.migrate import migrate
from fordring.storage.transaction import Connection

Say = Callable[[str], None]

BEGINNING = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
ORIGIN = "http://fordring.test"
AMOUNT, FIRST_PART, SURPLUS = 125_000, 50_000, 1_500


class BrokenStoryError(Exception):
    """Something did not happen as it is told."""


def play_in_a_house_of_its_own(folder: Path, say: Say) -> None:
    """Play the story on a database that is made for it and gone afterwards; its files are left in `folder`."""
    with tempfile.TemporaryDirectory(prefix="fordring-story-") as var:
        environment = {"FORDRING_VAR": var, "FORDRING_ALLOW_PRIVATE_CALLBACKS": "yes", "FORDRING_PUBLIC_URL": ORIGIN}
        settings = Settings.read(environment)
        with open_database(settings) as databases:
            asyncio.run(_play_at(settings, databases.owner_dsn, databases.app_dsn, folder, say))


async def _play_at(settings: Settings, owner_dsn: str, app_dsn: str, folder: Path, say: Say) -> None:
    await migrate(owner_dsn)
    async with open_house(settings, app_dsn) as house:
        await play(house, await open_sandbox(house.database, ORIGIN, {}), folder, say)


async def play(house: House, facts: SandboxFacts, folder: Path, say: Say) -> None:
    """Play the story at this sandbox merchant. Raises BrokenStoryError, RefusedError."""
    transport = httpx2.ASGITransport(app=web_application(house))
    async with httpx2.AsyncClient(transport=transport, base_url=ORIGIN) as http, listening() as listener:
        merchant = await house.database.run(lambda connection: _at_the_beginning(connection, facts.account_id))
        shop = AsyncMerchantClient(ORIGIN, facts.account_id, facts.client_id, facts.client_secret, http=http)
        office = AsyncCreditorClient(ORIGIN, facts.creditor_token, http=http)
        teller = Teller(house, merchant, shop, office, listener, folder, say)
        await teller.tell()


async def _at_the_beginning(connection: Connection, account_id: str) -> Merchant:
    """The merchant, its clock frozen where the story begins; before anything has happened there a clock may be set."""
    merchant = await merchants.by_account_id(connection, account_id)
    await merchants.set_clock(connection, merchant.merchant_id, Clock(frozen_at=BEGINNING))
    return merchant


@dataclass(frozen=True, slots=True)
class Teller:
    """Who plays the story and tells it."""

    house: House
    merchant: Merchant
    shop: AsyncMerchantClient
    office: AsyncCreditorClient
    listener: Listener
    folder: Path
    say: Say

    async def tell(self) -> None:
        """From the first call to the money on the merchant's account."""
        bought = await self._buy("order-1")
        await self._deliver()
        await self._look_from_the_other_side(bought)
        await self._pay(bought, FIRST_PART, 10)
        await self._pay(bought, AMOUNT - FIRST_PART + SURPLUS, 5)
        await self._void(await self._buy("order-2"))
        await self._settle(bought)
        await self._prove()
        self.say(f"The files are in {self.folder}")

    async def _buy(self, reference: str) -> Transaction:
        made: Transaction = await self.shop.pay(story_order(reference, AMOUNT, self.listener.url))
        await self._line("bought", f"{reference}: {made.status}, invoice {made.invoice_number}")
        path = self.folder / f"invoice-{made.invoice_number}.pdf"
        write_durably(path, await self.shop.file(made.invoice_url or ""))
        await self._line("rendered", path.name)
        return made

    async def _deliver(self) -> None:
        await self._advance(1)
        async with self.house.database.reading() as connection:
            newest = (await mailbox.newest(connection, None, 1))[0].message
        await self._line("delivered", f"{newest.channel} to {newest.recipient}: {newest.subject}")
        await self._heard()

    async def _look_from_the_other_side(self, made: Transaction) -> None:
        details = await self.office.details(made.invoice_id or 0)
        require("the creditor face shows the claim", holds=details.invoice.invoice_no == made.invoice_number)
        await self._line("read", f"claim {made.invoice_id} at the creditor face, by its integer id")

    async def _pay(self, made: Transaction, amount: int, days: int) -> None:
        await self._advance(days)
        claim = await self._claim(made)
        now = await self._now()
        deposit = Deposit(Money(amount, claim.currency), local_day(now, self.merchant.country), claim.reference or "")
        path = self.folder / f"bank-{now:%Y-%m-%d}.camt.054.xml"
        account = self.merchant.bank_account.iban
        write_durably(path, credits_file(account, [deposit], f"STORY{now:%Y%m%d}", now))
        file = await import_file(self.house, path)
        await self._line("bank file", f"{path.name}: {file.state}")
        shown = await self.shop.transaction(made.id)
        await self._line("paid", f"{decimals(amount)}: {shown.status}")
        await self._advance(0)
        await self._heard()

    async def _void(self, made: Transaction) -> None:
        voided = await self.shop.void(made.id)
        await self._line("voided", f"{voided.merchant_reference}: {voided.status}, a credit note goes out")
        await self._advance(1)
        await self._heard()

    async def _settle(self, made: Transaction) -> None:
        await self._advance(1)
        shown = await self.shop.transaction(made.id)
        require("the money is on its way", holds=shown.settlement_status == "PENDING_SETTLEMENT")
        async with self.house.database.reading() as connection:
            sent = await orders.newest(connection)
        for order in reversed(sent):
            data = await order_file(self.house.jobs, order.order_id)
            write_durably(self.folder / order.file_name, data)
            await self._line("paid out", f"{decimals(order.total_minor)} in {order.file_name[:28]}….xml")
            path = self.folder / f"bank-{order.execute_on}-debit.camt.054.xml"
            write_durably(path, confirmations(data, await self._now())[0])
            await import_file(self.house, path)
            shown = await self.shop.transaction(made.id)
            await self._line("confirmed", f"{path.name}: {shown.settlement_status}")
        require("the bank's debits settle the purchase", holds=shown.settlement_status == "SETTLED")

    async def _prove(self) -> None:
        async with self.house.database.reading() as connection:
            found = await audit.findings(connection)
        broken = [finding.truth.sentence for finding in found if finding.rows and not finding.truth.warning]
        require(f"every truth holds, not {broken}", holds=not broken)
        await self._line("audited", f"{len(found)} standing truths hold")

    async def _heard(self) -> None:
        """Every call that came since the last time, its signature checked by what the merchant knows."""
        for call in self.listener.taken():
            right = call.is_signed(self.merchant.account_id, self.merchant.signature_secret)
            require("the callback's signature is right to the byte", holds=right)
            await self._line("called back", f"{call.event}, signature right")

    async def _advance(self, days: int) -> None:
        for happening in (await self.shop.advance_clock({"days": days})).happened:
            day = local_day(happening.at, self.merchant.country)
            self.say(f"{day}  {'':11}  … {happening.what}")

    async def _claim(self, made: Transaction) -> Claim:
        async with self.house.database.reading() as connection:
            merchant_id, claim_id = await claims.find(connection, made.invoice_id or 0)
            return await claims.get(connection, merchant_id, claim_id)

    async def _now(self) -> datetime:
        async with self.house.database.reading() as connection:
            return (await merchants.get(connection, self.merchant.merchant_id)).now(wall())

    async def _line(self, what: str, detail: str) -> None:
        async with self.house.database.reading() as connection:
            balances = await ledger.balances(connection, self.merchant.merchant_id)
        held = "  ".join(f"{name.removesuffix(' NOK')} {decimals(minor)}" for name, minor in balances.items())
        day = local_day(await self._now(), self.merchant.country)
        self.say(f"{day}  {what:11}  {detail:66}  {held or 'the books are empty'}")


def require(sentence: str, *, holds: bool) -> None:
    """Raise BrokenStoryError unless what is told has happened."""
    if not holds:
        raise BrokenStoryError(f"it was told that {sentence}")
