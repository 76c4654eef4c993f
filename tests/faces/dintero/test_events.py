"""How events are worded: payments, settlements, what a bank took back."""

from dataclasses import replace

from faces.dintero.stage import BASE
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.lifecycle import Status
from fordring.domain.purchase.purchase import Kind, Request
from fordring.faces.dintero.translate.transactions import transaction
from fordring.faces.dintero.wire.answers import Transaction
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.services.views import PurchaseView
from fordring.storage.ids import new_id
from fordring.storage.transaction import Database
from support import make

BANK = Request(new_id(), "fordring")


async def issued(database: Database, merchant: Merchant) -> PurchaseView:
    command = make.payment_by_invoice(merchant, content={"order": {"event_reference": "batch"}})
    return await database.run(lambda connection: pay_by_invoice(command, make.work(connection)))


def worded(view: PurchaseView) -> Transaction:
    return Transaction.model_validate(transaction(view, BASE))


async def test_a_payment_correlates_to_the_start_of_collection(database: Database, merchant: Merchant) -> None:
    view = await issued(database, merchant)
    part = view.purchase.paid(5_000, make.WALL, BANK)
    told = worded(replace(view, purchase=part.paid(7_500, make.WALL, BANK)))
    started, first, second = told.events[2:]
    assert (first.event, first.amount, first.transaction_status) == ("CAPTURE", 5_000, "PARTIALLY_CAPTURED")
    assert (second.event, second.amount, second.transaction_status) == ("CAPTURE", 7_500, "CAPTURED")
    assert first.correlation_request_id == second.correlation_request_id == started.request_id
    assert (first.calculated_vat_amount, second.calculated_vat_amount) == (1_000, 1_500)
    assert first.event_reference == "batch"
    assert first.metadata is not None
    assert first.metadata.invoice_number == "A1B2C-000001"


async def test_a_payment_bears_the_reference_of_its_capture(database: Database, merchant: Merchant) -> None:
    view = await issued(database, merchant)
    events = list(view.purchase.events)
    events[2] = replace(events[2], event_reference="ship-1")
    paid = replace(view.purchase, events=tuple(events)).paid(12_500, make.WALL, BANK)
    assert worded(replace(view, purchase=paid)).events[-1].event_reference == "ship-1"


async def test_a_settlement_names_its_payout(database: Database, merchant: Merchant) -> None:
    view = await issued(database, merchant)
    paid = view.purchase.paid(12_500, make.WALL, BANK).sent_out(12_500, make.WALL)
    assert worded(replace(view, purchase=paid)).settlement_status == "PENDING_SETTLEMENT"
    facts = {"payout_id": "p-1", "reference": "PO1"}
    lines = [{"event_no": 4, "amount_minor": 12_500, "fee_minor": 391}]
    told = worded(replace(view, purchase=paid.settled(12_500, make.WALL, BANK, **facts, lines=lines)))
    assert (told.status, told.settlement_status, told.events[-1].event) == ("CAPTURED", "SETTLED", "SETTLEMENT")
    brought = {
        "settlement_id": "p-1",
        "provider_reference": "PO1",
        "amount": 12_109,
        "capture": 12_500,
        "refund": 0,
        "fee": 391,
    }
    for event, other in ((told.events[-1], "4"), (told.events[-2], "5")):
        assert event.settlements is not None
        assert event.settlements.settlement_status == "SETTLED"
        assert [line.model_dump() for line in event.settlements.events] == [brought | {"event_correlation_id": other}]


async def test_a_payment_that_did_not_go_out_yet_names_no_settlement(database: Database, merchant: Merchant) -> None:
    view = await issued(database, merchant)
    lines = [{"event_no": 4, "amount_minor": 5_000, "fee_minor": 0}]
    part = view.purchase.paid(5_000, make.WALL, BANK).sent_out(5_000, make.WALL)
    settled = part.settled(5_000, make.WALL, BANK, payout_id="p-1", reference="PO1", lines=lines)
    told = worded(replace(view, purchase=settled.paid(7_500, make.WALL, BANK)))
    assert [event.event for event in told.events if event.settlements] == ["CAPTURE", "SETTLEMENT"]
    assert told.settlement_status == "PARTIALLY_SETTLED"


async def test_a_payment_taken_back_is_a_capture_that_failed(database: Database, merchant: Merchant) -> None:
    view = await issued(database, merchant)
    paid = view.purchase.paid(12_500, make.WALL, BANK)
    back = replace(paid, captured_minor=0).with_event(
        Kind.REVERSED, Status.AUTHORIZED, 12_500, make.WALL, BANK, facts={"corrects": [4]}
    )
    told = worded(replace(view, purchase=back)).events[-1]
    assert (told.event, told.success, told.transaction_status) == ("CAPTURE", False, "AUTHORIZED")
    assert told.error is not None
    assert told.error.code == "PAYMENT_REVERSED"
    assert told.correction is not None
    assert (told.correction.event_ids, told.correction.remaining_capture_amount) == (["4"], 12_500)
    shown = transaction(replace(view, purchase=back), BASE, frozenset(["events.success.true"]))
    assert [event["id"] for event in shown["events"]] == ["1", "2", "3", "4"]
