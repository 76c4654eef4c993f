"""Start and issue: scheduled at once, issued once on its day by a job; withdrawn before; purchases answer too."""

import asyncio
from datetime import UTC, date, datetime

import pytest

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import Closed, State
from fordring.domain.errors import IllegalTransitionError, NotFoundError
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Channel
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.services.checkout.void_purchase import VoidPurchase, void_purchase
from fordring.services.dossiers import Dossier
from fordring.services.invoicing.issue_due import IssueDue, issue_due
from fordring.services.invoicing.show_claim import ShowClaim, show_claim
from fordring.services.invoicing.withdraw_claim import WithdrawClaim, withdraw_claim
from fordring.storage import ledger
from fordring.storage.transaction import Database
from support import make
from support.groups import invoices
from support.lives import balances, received
from support.registrations import issued, queued, registered, registration, started

TODAY = date(2026, 11, 16)
LATER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


async def due(database: Database, owner: Merchant, wall: datetime = make.WALL) -> int:
    return await database.run(lambda connection: issue_due(IssueDue(owner.merchant_id), make.work(connection, wall)))


async def shown(database: Database, claim: Claim) -> Dossier:
    command = ShowClaim(claim.claim_no, {claim.merchant_id})
    return await database.run(lambda connection: show_claim(command, make.work(connection)))


async def withdrawn(database: Database, claim: Claim) -> Dossier:
    command = WithdrawClaim(claim.claim_no, {claim.merchant_id}, "Typed twice")
    return await database.run(lambda connection: withdraw_claim(command, make.work(connection)))


async def test_start_schedules_and_the_job_issues(database: Database, merchant: Merchant) -> None:
    draft = (await registered(database, merchant, registration(own_number=None))).claim
    scheduled = (await started(database, merchant, draft)).claim
    assert (scheduled.state, scheduled.next_step_on, scheduled.number) == (State.SCHEDULED, TODAY, None)
    assert await queued(database) == ["issue_claim"]
    claim = await issued(database, draft)
    assert (claim.state, claim.number, claim.issued_on, claim.due_on, claim.next_step_on) == (
        State.ISSUED,
        "A1B2C-000001",
        TODAY,
        date(2026, 11, 30),
        TODAY,
    )
    dossier = await shown(database, claim)
    assert dossier.claim == claim
    assert [event.kind for event in dossier.events] == ["registered", "scheduled", "issued"]
    assert dossier.events[1].facts["message"] == "Confirming"
    assert [delivery.state for delivery in dossier.deliveries] == ["waiting"]
    assert len(dossier.documents) == 1
    async with database.reading() as connection:
        assert await ledger.balances(connection, merchant.merchant_id) == {
            "receivable.principal NOK": 250_000,
            "expected.merchant NOK": -250_000,
        }


async def test_a_clients_own_number_stays_outside_the_series(database: Database, merchant: Merchant) -> None:
    for own_number in ("20001", None):
        draft = (await registered(database, merchant, registration(own_number=own_number))).claim
        await started(database, merchant, draft)
        claim = await issued(database, draft)
        assert (claim.own_number, claim.number) == (own_number, None if own_number else "A1B2C-000001")


async def test_64_starts_and_64_jobs_at_once_leave_one_issue(database: Database, merchant: Merchant) -> None:
    draft = (await registered(database, merchant, registration(own_number=None))).claim
    dossiers = await asyncio.gather(*(started(database, merchant, draft) for _ in range(64)))
    assert {dossier.claim.state for dossier in dossiers} == {State.SCHEDULED}
    assert await queued(database) == ["issue_claim"]
    claims = await asyncio.gather(*(issued(database, draft) for _ in range(64)))
    assert {claim.number for claim in claims} == {"A1B2C-000001"}
    dossier = await shown(database, draft)
    assert [event.kind for event in dossier.events] == ["registered", "scheduled", "issued"]
    assert (len(dossier.documents), len(dossier.deliveries)) == (1, 1)


async def test_64_claims_issued_at_once_leave_no_gap_and_no_double(database: Database, merchant: Merchant) -> None:
    drafts = [
        (await registered(database, merchant, registration(own_number=None, own_id=str(place)))).claim
        for place in range(64)
    ]
    await asyncio.gather(*(started(database, merchant, draft) for draft in drafts))
    claims = await asyncio.gather(*(issued(database, draft) for draft in drafts))
    assert sorted(claim.number or "" for claim in claims) == [f"A1B2C-{number:06}" for number in range(1, 65)]


async def test_a_future_invoice_day_waits_on_the_claim_and_not_in_the_queue(
    database: Database, merchant: Merchant
) -> None:
    given = registration(invoice_on=date(2026, 12, 1), due_on=date(2026, 12, 20))
    draft = (await registered(database, merchant, given)).claim
    assert (await started(database, merchant, draft)).claim.next_step_on == date(2026, 12, 1)
    assert (await queued(database), await due(database, merchant)) == ([], 0)
    assert (await issued(database, draft)).state is State.SCHEDULED
    assert await due(database, merchant, LATER) == 1
    assert await due(database, merchant, LATER) == 1
    assert await queued(database) == ["issue_claim"]
    claim = await issued(database, draft, LATER)
    assert (claim.issued_on, claim.due_on) == (date(2026, 12, 1), date(2026, 12, 20))
    assert await due(database, merchant, LATER) == 0


async def test_a_day_begins_at_the_merchants_midnight(database: Database, merchant: Merchant) -> None:
    draft = (await registered(database, merchant, registration(invoice_on=date(2026, 12, 1)))).claim
    await started(database, merchant, draft)
    midnight = datetime(2026, 11, 30, 23, 0, tzinfo=UTC)
    assert await due(database, merchant, midnight.replace(hour=22, minute=59)) == 0
    assert await due(database, merchant, midnight) == 1


async def test_a_past_invoice_day_and_a_past_due_day_stay_as_printed(database: Database, merchant: Merchant) -> None:
    given = registration(invoice_on=date(2026, 9, 1), due_on=date(2026, 9, 15))
    draft = (await registered(database, merchant, given)).claim
    await started(database, merchant, draft)
    claim = await issued(database, draft)
    assert (claim.issued_on, claim.due_on, claim.days_until_due) == (date(2026, 9, 1), date(2026, 9, 15), 14)


async def test_a_merchants_usual_term_counts_from_the_invoice_day(database: Database) -> None:
    owner = await make.merchant(database, settings={"days_until_due": 30})
    draft = (await registered(database, owner, registration(invoice_on=date(2026, 11, 1)))).claim
    await started(database, owner, draft)
    assert (await issued(database, draft)).due_on == date(2026, 12, 1)


async def test_what_the_merchant_delivers_is_rendered_and_not_sent(database: Database, merchant: Merchant) -> None:
    draft = (await registered(database, merchant, registration(channel=Channel.MERCHANT))).claim
    await started(database, merchant, draft)
    claim = await issued(database, draft)
    assert claim.collection_started
    dossier = await shown(database, claim)
    assert (len(dossier.documents), len(dossier.deliveries)) == (1, 0)
    assert await queued(database) == ["issue_claim", "render_document"]


async def test_a_purchase_is_readable_as_a_claim_and_its_start_changes_nothing(
    database: Database, merchant: Merchant
) -> None:
    purchase = await database.run(lambda c: pay_by_invoice(make.payment_by_invoice(merchant), make.work(c)))
    before = await shown(database, purchase.claim)
    assert (before.claim.claim_no, before.claim.number) == (purchase.claim.claim_no, "A1B2C-000001")
    after = await started(database, merchant, purchase.claim)
    assert (after.claim, after.events) == (before.claim, before.events)
    assert await queued(database) == ["deliver"]


async def test_a_voided_purchase_cannot_be_started(database: Database, merchant: Merchant) -> None:
    view = await database.run(lambda c: pay_by_invoice(make.payment_by_invoice(merchant), make.work(c)))
    command = VoidPurchase(merchant.merchant_id, view.purchase.purchase_id)
    await database.run(lambda c: void_purchase(command, make.work(c)))
    with pytest.raises(IllegalTransitionError):
        await started(database, merchant, view.claim)


@pytest.mark.parametrize("schedule", [False, True])
async def test_what_was_never_issued_is_withdrawn_without_number_and_entry(
    database: Database, merchant: Merchant, *, schedule: bool
) -> None:
    draft = (await registered(database, merchant, registration(own_number=None))).claim
    if schedule:
        await started(database, merchant, draft)
    dossier = await withdrawn(database, draft)
    assert (dossier.claim.state, dossier.claim.closed_because) == (State.CLOSED, Closed.WITHDRAWN)
    assert (await withdrawn(database, draft)).events == dossier.events
    assert (await issued(database, draft)).number is None
    with pytest.raises(IllegalTransitionError):
        await started(database, merchant, draft)


async def test_an_issued_invoice_is_withdrawn_with_a_credit_note(database: Database, merchant: Merchant) -> None:
    draft = (await registered(database, merchant, registration(own_number=None))).claim
    await started(database, merchant, draft)
    await received(database, await issued(database, draft), 50_000)
    dossier = await withdrawn(database, draft)
    assert (dossier.claim.closed_because, dossier.events[-1].facts["message"]) == (Closed.WITHDRAWN, "Typed twice")
    assert (await withdrawn(database, draft)).events == dossier.events
    _, note = await invoices(database, merchant)
    assert (note.number, note.principal_minor) == ("A1B2C-000002", 200_000)
    assert await balances(database, merchant) == {"client_funds NOK": 50_000, "owed.merchant NOK": -50_000}


async def test_a_claim_of_others_looks_like_none(database: Database, merchant: Merchant) -> None:
    other = await make.merchant(database, account_id="T22223333")
    claim = (await registered(database, other)).claim
    mine = {merchant.merchant_id}
    for number in (claim.claim_no, 99):
        async with database.transaction() as connection:
            work = make.work(connection)
            for verb in (
                show_claim(ShowClaim(number, mine), work),
                withdraw_claim(WithdrawClaim(number, mine), work),
            ):
                with pytest.raises(NotFoundError, match=f"claim {number} was not found"):
                    await verb
        with pytest.raises(NotFoundError):
            await started(database, merchant, claim)
