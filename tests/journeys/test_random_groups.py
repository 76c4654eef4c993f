"""Random lives of grouped invoices: whatever is bought, voided, billed, paid and demanded, the books agree."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.merchant import Merchant
from fordring.storage import audit
from fordring.storage.transaction import Database
from support import make
from support.groups import billed, bought, company, grouped, invoices
from support.lives import captured, fees_demanded, received, shown, voided
from support.random_groups import AFTER, BEFORE, Bought, GroupStep, Invoice

SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
POSTINGS = """
    SELECT account, sum(amount_minor)::bigint AS minor FROM posting
     WHERE claim_id = $1 GROUP BY account HAVING sum(amount_minor) <> 0"""
PAYER_NUMBERS = count(1)


@pytest.fixture
async def merchants(database: Database) -> list[Merchant]:
    """One merchant of each country."""
    return [await make.merchant(database, country, f"T0000000{n}") for n, country in enumerate(("NO", "SE", "FI"))]


async def begun(database: Database, owner: Merchant, before: list[tuple[int, bool]]) -> tuple[Invoice, list[Bought]]:
    """A customer of its own buys in January; the invoice of what it did not void, and what it voided."""
    billing = company(owner.country, customer_reference=f"dept-{next(PAYER_NUMBERS)}")
    kept, dropped = [], []
    for place, (amount, void) in enumerate(before):
        command = grouped(owner, amount, f"order-{place}", billing=billing)
        view = await bought(database, command, f"2026-01-{place + 5:02}")
        if void:
            await voided(database, view)
            dropped.append(Bought(view, amount, voided=True, credited=amount))
        else:
            kept.append(Bought(view, amount))
    await billed(database, owner, "2026-02-02")
    return Invoice(kept), dropped


async def take(database: Database, owner: Merchant, invoice: Invoice, step: GroupStep) -> None:
    """One step of the invoice's life, and the same step of the reckoning."""
    one = invoice.bought[step.which % len(invoice.bought)]
    claim = (await shown(database, one.view)).claim
    if step.verb == "receive":
        await received(database, claim, step.minor)
        invoice.gets(step.minor)
    elif step.verb == "demand":
        if not invoice.closed:
            await fees_demanded(database, owner, claim.claim_id, step.minor)
            invoice.fees += step.minor
    elif step.verb == "capture" and not one.voided:
        await captured(database, one.view)
    elif step.verb == "void" and not one.voided and one.open:
        await voided(database, one.view)
        invoice.loses(one)
    else:
        verbs = {"capture": captured, "void": voided}
        with pytest.raises(IllegalTransitionError):
            await verbs[step.verb](database, one.view)


async def agree(database: Database, owner: Merchant, invoice: Invoice) -> None:
    """What is stored of the invoice and its purchases is what the reckoning says."""
    views = [await shown(database, one.view) for one in invoice.bought]
    (claim,) = {view.claim.claim_id: view.claim for view in views}.values()
    for one, view in zip(invoice.bought, views, strict=True):
        purchase = view.purchase
        assert (purchase.status, purchase.captured_minor) == (one.status, one.captured)
        assert (purchase.voided_minor, purchase.open_minor) == (one.credited, one.open)
        paid = [event for event in purchase.events if event.kind == "paid"]
        assert sum(event.amount_minor for event in paid) == one.captured
        assert {event.correlation_request_id for event in paid} <= {purchase.collection_request_id}
    assert claim.principal_minor == sum(one.amount for one in invoice.bought)
    assert (claim.open.principal, claim.open.fees, claim.state == "closed") == (
        invoice.open,
        invoice.fees,
        invoice.closed,
    )
    notes = [each for each in await invoices(database, owner) if each.credits_claim_id == claim.claim_id]
    assert [note.principal_minor for note in notes] == invoice.notes
    async with database.reading() as connection:
        rows = await connection.fetch(POSTINGS, claim.claim_id)
    assert {row["account"]: row["minor"] for row in rows} == invoice.postings


@SETTINGS
@given(before=BEFORE, after=AFTER)
async def test_the_books_of_a_grouped_invoice_say_what_a_plain_reckoning_says(
    database: Database, merchants: list[Merchant], before: list[tuple[int, bool]], after: list[GroupStep]
) -> None:
    owner = merchants[len(before) % len(merchants)]
    invoice, dropped = await begun(database, owner, before)
    for step in after if invoice.bought else ():
        await take(database, owner, invoice, step)
    if invoice.bought:
        await agree(database, owner, invoice)
    for one in dropped:
        view = await shown(database, one.view)
        assert (view.is_billed, view.purchase.status, view.purchase.voided_minor) == (False, "voided", one.amount)
    async with database.reading() as connection:
        broken = [found for found in await audit.findings(connection) if found.rows and not found.truth.warning]
    assert broken == []
