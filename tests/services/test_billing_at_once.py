"""A billing run may be broken off anywhere, and shared: every purchase is billed once, and no number is lost."""

import asyncio
import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fordring.domain.claim.numbering import number_text
from fordring.domain.errors import IllegalTransitionError
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.lifecycle import Status
from fordring.domain.purchase.purchase import Kind
from fordring.services.invoicing.bill_batch import BillBatch, bill_batch
from fordring.services.views import PurchaseView
from fordring.storage.transaction import Connection, Database
from services import doomed_biller
from support import make
from support.groups import billed, bought, company, grouped, invoices, noon
from support.lives import captured, count, shown, voided

if TYPE_CHECKING:
    from support.database import RunDatabases

ROOT = Path(__file__).parents[2]
DAY = doomed_biller.DAY


async def waiting(database: Database, owner: Merchant, groups: int, each: int = 3) -> list[PurchaseView]:
    """So many groups of so many purchases, made in January."""
    return [
        await bought(
            database,
            grouped(owner, 1_000 + place, f"o{group}-{place}", billing=company(customer_reference=f"dept-{group:02}")),
            f"2026-01-{place + 1:02}",
        )
        for group in range(groups)
        for place in range(each)
    ]


async def each_was_billed_once(database: Database, owner: Merchant, views: list[PurchaseView], groups: int) -> None:
    """One invoice a group, numbered without a gap; each purchase on one, with one start of collection."""
    after = [await shown(database, view) for view in views]
    found = await invoices(database, owner)
    assert [claim.number for claim in found] == [number_text("A1B2C", n) for n in range(1, groups + 1)]
    assert {claim.principal_minor for claim in found} == {3_003}
    assert Counter(view.claim.claim_id for view in after) == {claim.claim_id: 3 for claim in found}
    assert all([event.kind for event in view.purchase.events].count(Kind.COLLECTION_STARTED) == 1 for view in after)
    tables = ("document", "delivery", "entry", "house.reference", "house.claim_directory")
    assert [await count(database, table) for table in tables] == [groups] * len(tables)
    assert await count(database, "house.pgqueuer", "entrypoint = 'deliver'") == groups
    assert await count(database, "billing_group") == 0


async def test_two_runs_at_once_share_the_groups(database: Database, merchant: Merchant) -> None:
    views = await waiting(database, merchant, 12)
    done = await asyncio.gather(*(billed(database, merchant, DAY, groups_max=1) for _ in range(2)))
    assert sum(done) == 12
    assert min(done) > 0
    await each_was_billed_once(database, merchant, views, 12)


async def test_a_run_that_was_killed_is_gone_on_with(
    databases: "RunDatabases", database_name: str, database: Database, merchant: Merchant
) -> None:
    views = await waiting(database, merchant, 10)
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests'}"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "services.doomed_biller", databases.app_dsn(database_name)),
        stdout=asyncio.subprocess.PIPE,
        env=environment,
    )
    assert process.stdout is not None
    assert await asyncio.wait_for(process.stdout.readline(), 60) == b"billed 3\n"
    assert await count(database, "claim") == doomed_biller.BATCHES * doomed_biller.GROUPS
    process.kill()
    await process.wait()
    assert await billed(database, merchant, DAY, wait=True) == 4
    await each_was_billed_once(database, merchant, views, 10)


class UndoneError(Exception):
    """What gives the groups back."""


@dataclass
class Holder:
    """A run that hangs with its transaction open until it is freed, and then fails when it is told to."""

    merchant: Merchant
    groups: int = 500
    undone: bool = False
    held: asyncio.Event = field(default_factory=asyncio.Event)
    free: asyncio.Event = field(default_factory=asyncio.Event)

    async def bill(self, connection: Connection) -> None:
        """Bill, say so, hang."""
        command = BillBatch(self.merchant.merchant_id, groups_max=self.groups)
        await bill_batch(command, make.work(connection, noon(DAY)))
        self.held.set()
        await self.free.wait()
        if self.undone:
            raise UndoneError


@pytest.mark.parametrize(("undone", "left"), [(True, 4), (False, 2)])
async def test_who_waits_takes_what_another_gives_back_and_leaves_what_it_commits(
    database: Database, merchant: Merchant, left: int, *, undone: bool
) -> None:
    views = await waiting(database, merchant, 4)
    holder = Holder(merchant, groups=2, undone=undone)
    running = asyncio.create_task(database.run(holder.bill))
    await holder.held.wait()
    waiter = asyncio.create_task(billed(database, merchant, DAY, wait=True))
    await asyncio.sleep(0.05)
    assert not waiter.done()
    holder.free.set()
    if undone:
        with pytest.raises(UndoneError):
            await running
    else:
        await running
    assert await waiter == left
    await each_was_billed_once(database, merchant, views, 4)


async def test_a_void_racing_the_run_is_left_out_or_credited(database: Database, merchant: Merchant) -> None:
    views = await waiting(database, merchant, 6, each=2)
    firsts = views[::2]
    await asyncio.gather(
        *(voided(database, view) for view in firsts),
        *(billed(database, merchant, DAY, groups_max=1, wait=True) for _ in range(2)),
    )
    await billed(database, merchant, DAY)
    notes = 0
    for view in firsts:
        after = await shown(database, view)
        assert after.purchase.status is Status.VOIDED
        notes += after.is_billed
    assert await count(database, "claim", "kind = 'credit_note'") == notes
    assert await count(database, "claim", "kind = 'invoice'") == 6
    for view in views[1::2]:
        assert (await shown(database, view)).claim.open.principal == 1_001


async def test_captures_and_second_voids_racing_the_run_change_nothing(database: Database, merchant: Merchant) -> None:
    views = await waiting(database, merchant, 4)
    await asyncio.gather(
        *(captured(database, view) for view in views),
        *(billed(database, merchant, DAY, groups_max=1, wait=True) for _ in range(2)),
    )
    await each_was_billed_once(database, merchant, views, 4)
    results = await asyncio.gather(*(voided(database, views[0]) for _ in range(3)), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == [
        IllegalTransitionError.__name__,
        IllegalTransitionError.__name__,
        PurchaseView.__name__,
    ]


async def test_a_purchase_that_comes_while_its_group_is_billed_gets_an_invoice_of_its_own(
    database: Database, merchant: Merchant
) -> None:
    """It joins the group the run holds: it waits for the run, and begins the group anew."""
    await waiting(database, merchant, 1, each=1)
    holder = Holder(merchant)
    running = asyncio.create_task(database.run(holder.bill))
    await holder.held.wait()
    command = grouped(merchant, 77, "late", billing=company(customer_reference="dept-00"))
    late = asyncio.create_task(bought(database, command, "2026-01-31"))
    await asyncio.sleep(0.05)
    assert not late.done()
    holder.free.set()
    await running
    await late
    await billed(database, merchant, DAY)
    assert sorted(claim.principal_minor for claim in await invoices(database, merchant)) == [77, 1_000]
