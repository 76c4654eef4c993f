"""Invoices that were followed up, and money for them whose file comes when it likes; how things stand afterwards."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.parts import Parts
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.services.views import PurchaseView
from fordring.simulators.bank import Deposit
from fordring.storage.transaction import Database
from services.counter import Counter
from support.steps import Taken, day, step_taken

PRINCIPAL = 1_000_000
COLLECTOR = {"regime": "collector", "licence": "2026/1", "collector": "Fjellinkasso AS"}


async def followed_up(counter: Counter, *steps: Taken, principal: int = PRINCIPAL) -> PurchaseView:
    """An invoice of 10 000 kr, due on 30 November 2026, with these steps."""
    view = await counter.invoice(principal)
    for step in steps:
        await step_taken(counter.database, counter.merchant, view.claim.claim_id, step)
    return view


async def money(counter: Counter, view: PurchaseView, minor: int, paid: int, comes: int, **more: Any) -> None:
    """Money of a value day, in a file that comes on another; both so many days after the due date."""
    counter.wall = datetime.combine(day(comes), time(9), UTC)
    amount = Money(minor, counter.merchant.currency)
    await counter.pay(Deposit(amount, day(paid), reference=view.claim.reference or "", **more))


async def open_of(counter: Counter, view: PurchaseView) -> Parts:
    """What is open of the invoice."""
    return (await counter.now(view)).claim.open


async def told(counter: Counter) -> list[tuple[str, str]]:
    """What the claim's story says, and who did it."""
    async with counter.database.reading() as connection:
        rows = await connection.fetch("SELECT kind, created_by FROM claim_event ORDER BY event_no")
    return [(row["kind"], row["created_by"]) for row in rows]


async def refunded(counter: Counter) -> list[int]:
    """What goes back to payers."""
    return sorted(amount for amount, *_ in await counter.refunds())


async def standing(counter: Counter) -> list[int]:
    """The steps that were not cancelled."""
    async with counter.database.reading() as connection:
        rows = await connection.fetch("SELECT step_no FROM step WHERE cancelled_on IS NULL ORDER BY step_no")
    return [row["step_no"] for row in rows]


async def paid_late(
    database: Database, owner: Merchant, folder: Path, claim: Claim, minor: int, value_on: date
) -> None:
    """Money of that day, whose file comes two hundred days later."""
    wall = datetime.combine(value_on + timedelta(200), time(9), UTC)
    counter = Counter(database, owner, folder, wall)
    money, named = Money(minor, owner.currency), f"E{value_on}-{minor}"
    await counter.pay(Deposit(money, value_on, reference=claim.reference or "", bank_reference=named))
