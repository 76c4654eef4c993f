"""Void: what is unpaid falls away with a credit note of its own number, delivered as the invoice was."""

import pytest

from fordring.domain.claim.claim import ClaimKind
from fordring.domain.claim.lifecycle import Closed, State
from fordring.domain.errors import IllegalTransitionError, NotFoundError
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.lifecycle import Status
from fordring.domain.purchase.purchase import Callback, Channel, Kind
from fordring.services.checkout.void_purchase import VoidPurchase, void_purchase
from fordring.storage import claims
from fordring.storage.transaction import Database
from support import make
from support.lives import balances, count, credit_note_of, fees_demanded, paid_by_invoice, received, shown, voided


async def test_a_void_closes_the_claim_and_leaves_nothing_owed(database: Database, merchant: Merchant) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant))
    after = await voided(database, view)
    assert (after.purchase.status, after.purchase.voided_minor) == (Status.VOIDED, 12_500)
    event = after.purchase.events[-1]
    assert (event.kind, event.amount_minor, event.status) == (Kind.VOIDED, 12_500, Status.VOIDED)
    assert (after.claim.state, after.claim.closed_because, after.claim.open.total) == (
        State.CLOSED,
        Closed.WITHDRAWN,
        0,
    )
    assert await balances(database, merchant) == {}
    assert await shown(database, view) == after


async def test_the_credit_note_says_what_it_credits_and_is_a_claim_of_its_own(
    database: Database, merchant: Merchant
) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant))
    after = await voided(database, view)
    note = await credit_note_of(database, view)
    assert (note.kind, note.state, note.number) == (ClaimKind.CREDIT_NOTE, State.CLOSED, "A1B2C-000002")
    assert (note.principal_minor, note.open.total) == (12_500, 0)
    assert note.content["credited_number"] == "A1B2C-000001"
    assert (note.reference, note.due_on, note.fingerprint) == (None, None, None)
    async with database.reading() as connection:
        assert await claims.find(connection, note.claim_no) == (note.merchant_id, note.claim_id)
        closed = (await claims.events_of(connection, after.claim))[-1]
        (issued,) = await claims.events_of(connection, note)
    assert (closed.kind, closed.facts) == ("withdrawn", {"credited_by": note.claim_no, "amount_minor": 12_500})
    assert (issued.kind, issued.facts) == ("issued", {"credits": view.claim.claim_no})


async def test_after_a_part_payment_only_the_rest_is_credited(database: Database, merchant: Merchant) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant))
    await received(database, view.claim, 5_000)
    after = (await voided(database, view)).purchase
    assert (after.status, after.captured_minor, after.voided_minor) == (Status.VOIDED, 5_000, 7_500)
    assert [event.amount_minor for event in after.events if event.kind in {Kind.PAID, Kind.VOIDED}] == [5_000, 7_500]
    assert (await credit_note_of(database, view)).principal_minor == 7_500
    assert await balances(database, merchant) == {"client_funds NOK": 5_000, "owed.merchant NOK": -5_000}


async def test_money_that_comes_after_the_void_goes_back_to_the_payer(database: Database, merchant: Merchant) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant))
    await voided(database, view)
    await received(database, view.claim, 12_500)
    assert (await shown(database, view)).purchase.captured_minor == 0
    assert await balances(database, merchant) == {"client_funds NOK": 12_500, "owed.payer NOK": -12_500}


async def test_unpaid_fees_and_interest_fall_away_and_paid_ones_stay(database: Database, merchant: Merchant) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant))
    await fees_demanded(database, merchant, view.claim.claim_id, fees=3_500)
    await received(database, view.claim, 4_000)
    await fees_demanded(database, merchant, view.claim.claim_id, fees=3_500, interest=77)
    after = (await voided(database, view)).purchase
    assert (after.captured_minor, after.voided_minor) == (500, 12_000)
    assert (await credit_note_of(database, view)).principal_minor == 12_000
    assert await balances(database, merchant) == {"client_funds NOK": 4_000, "owed.merchant NOK": -4_000}


@pytest.mark.parametrize("kinds", [{Kind.AUTHORIZED}, {Kind.AUTHORIZED, Kind.VOIDED}])
async def test_the_merchant_is_told_of_the_void_only_when_it_asked_for_that(
    database: Database, merchant: Merchant, kinds: set[Kind]
) -> None:
    callback = Callback("https://shop.example/", frozenset(kinds))
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant, callback=callback))
    after = await voided(database, view)
    async with database.reading() as connection:
        rows = await connection.fetch("SELECT event_no FROM outgoing_call ORDER BY event_no")
    told = [after.purchase.events[row["event_no"] - 1].kind for row in rows]
    assert told == [Kind.AUTHORIZED, Kind.VOIDED][: len(kinds)]


@pytest.mark.parametrize(("channel", "delivered"), [(Channel.OPERATOR, ["email", "email"]), (Channel.MERCHANT, [])])
async def test_the_credit_note_is_delivered_as_the_invoice_was(
    database: Database, merchant: Merchant, channel: Channel, delivered: list[str]
) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant, channel=channel))
    await voided(database, view)
    async with database.reading() as connection:
        ways = await connection.fetch("SELECT channel, address FROM delivery ORDER BY delivery_id")
        papers = await connection.fetch("SELECT kind FROM document ORDER BY document_id")
    assert [row["channel"] for row in ways] == delivered
    assert len({str(row["address"]) for row in ways}) == min(1, len(ways))
    assert [row["kind"] for row in papers] == ["invoice", "credit_note"]
    rendered = await count(database, "house.pgqueuer", "entrypoint = 'render_document'")
    assert rendered == (0 if delivered else 2)


async def test_a_refused_void_takes_no_number(database: Database, merchant: Merchant) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant))
    await voided(database, view)
    with pytest.raises(IllegalTransitionError):
        await voided(database, view)
    following = await paid_by_invoice(database, make.payment_by_invoice(merchant))
    assert following.claim.number == "A1B2C-000003"


async def test_another_merchants_purchase_is_not_there(database: Database, merchant: Merchant) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant))
    other = await make.merchant(database, "SE", "T22223333")
    command = VoidPurchase(other.merchant_id, view.purchase.purchase_id)
    with pytest.raises(NotFoundError):
        await database.run(lambda connection: void_purchase(command, make.work(connection)))
    assert (await shown(database, view)).purchase == view.purchase
