"""Whoever watches a merchant's claims is owed one call for a claim and transaction, whatever wrote it."""

from collections import Counter
from uuid import UUID

import pytest

from fordring.domain.merchant import Merchant
from fordring.services.hooks.watch_claims import WatchClaims, watch_claims
from fordring.storage import claims
from fordring.storage.transaction import Connection, Database
from support import make
from support.groups import billed, bought, company, grouped, invoices
from support.lives import paid_by_invoice


class PowerCutError(Exception):
    """What ends a transaction in its middle."""


async def watched(database: Database, merchant: Merchant) -> None:
    command = WatchClaims(merchant.merchant_id, "https://ledger.example/hook", "a secret")
    await database.run(lambda connection: watch_claims(command, make.work(connection)))


async def owed(database: Database) -> Counter[UUID]:
    """How many calls are owed for each claim."""
    async with database.reading() as connection:
        return Counter([row["claim_id"] for row in await connection.fetch("SELECT claim_id FROM outgoing_call")])


async def test_each_invoice_of_a_billing_run_is_owed_a_call(database: Database, merchant: Merchant) -> None:
    await watched(database, merchant)
    for number in range(3):
        for part in range(2):
            firm = company(customer_reference=f"project {number}")
            order = grouped(merchant, reference=f"order-{number}-{part}", billing=firm)
            await bought(database, order, "2026-11-16")
    assert await owed(database) == {}
    assert await billed(database, merchant, "2026-12-01") == 3
    assert await owed(database) == {claim.claim_id: 1 for claim in await invoices(database, merchant)}


async def test_several_events_in_one_transaction_are_one_call_and_none_if_it_fails(
    database: Database, merchant: Merchant
) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant))
    await watched(database, merchant)
    claim_id = view.purchase.claim_id
    assert claim_id is not None

    async def two_events(connection: Connection, *, fails: bool) -> None:
        work = make.work(connection)
        claim = await claims.get(connection, merchant.merchant_id, claim_id, lock=True)
        for unit in (work.unit, work.unit.beside()):
            claim, event = claim.happened("noted", make.WALL, "somebody")
            claims.add_event(unit, claim, event, make.WALL)
            await unit.flush()
        if fails:
            raise PowerCutError

    with pytest.raises(PowerCutError):
        await database.run(lambda connection: two_events(connection, fails=True))
    assert await owed(database) == {}
    for _ in range(2):
        await database.run(lambda connection: two_events(connection, fails=False))
    assert await owed(database) == {claim_id: 2}
