"""Money and voids on a grouped invoice: payments fall on its purchases oldest first, voids credit their part."""

from pathlib import Path

import pytest

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.parts import Parts
from fordring.domain.errors import IllegalTransitionError
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Kind
from fordring.domain.purchase.totals import GivenLine, GivenOrder
from fordring.formats.documents.model import InvoiceDocument
from fordring.services.checkout.show_purchase import show_purchase
from fordring.services.invoicing.find_document import find_document
from fordring.services.invoicing.resolve_document import resolve_document
from fordring.services.views import PurchaseView
from fordring.storage.transaction import Database
from services.counter import Counter
from support.groups import billed, bought, grouped, invoices
from support.lives import balances, fees_demanded, received, shown, voided

AMOUNTS = (10_000, 2_500, 5_000)


@pytest.fixture
async def three(database: Database, merchant: Merchant) -> list[PurchaseView]:
    """Three purchases of 100,00, 25,00 and 50,00 on one invoice."""
    for place, amount in enumerate(AMOUNTS, start=1):
        await bought(database, grouped(merchant, amount, f"order-{place}"), f"2026-01-{place:02}")
    await billed(database, merchant, "2026-02-02")
    async with database.reading() as connection:
        rows = await connection.fetch("SELECT purchase_id FROM purchase ORDER BY created_at")
        return [await show_purchase(merchant.merchant_id, row["purchase_id"], connection) for row in rows]


async def standing(database: Database, views: list[PurchaseView]) -> list[str]:
    """Each purchase's status and captured sum."""
    after = [(await shown(database, view)).purchase for view in views]
    return [f"{purchase.status} {purchase.captured_minor}" for purchase in after]


async def claim_of(database: Database, views: list[PurchaseView]) -> Claim:
    """The invoice as it stands."""
    return (await shown(database, views[0])).claim


async def test_money_covers_the_oldest_purchase_first_to_the_last_minor_unit(
    database: Database, three: list[PurchaseView]
) -> None:
    claim = await claim_of(database, three)
    table = [
        (9_999, ["partially_captured 9999", "authorized 0", "authorized 0"]),
        (2, ["captured 10000", "partially_captured 1", "authorized 0"]),
        (3_000, ["captured 10000", "captured 2500", "partially_captured 501"]),
        (4_499, ["captured 10000", "captured 2500", "captured 5000"]),
    ]
    for paid, expected in table:
        await received(database, claim, paid)
        assert await standing(database, three) == expected
    closed = await claim_of(database, three)
    assert (closed.state, closed.closed_because, closed.open.total) == ("closed", "paid", 0)
    for view, amounts in zip(three, [[9_999, 1], [1, 2_499], [501, 4_499]], strict=True):
        purchase = (await shown(database, view)).purchase
        captures = [event for event in purchase.events if event.kind is Kind.PAID]
        assert [event.amount_minor for event in captures] == amounts
        assert {event.correlation_request_id for event in captures} == {purchase.collection_request_id}


async def test_what_is_too_much_is_owed_back(database: Database, merchant: Merchant, three: list[PurchaseView]) -> None:
    await received(database, await claim_of(database, three), 17_500 + 300)
    assert await standing(database, three) == ["captured 10000", "captured 2500", "captured 5000"]
    assert await balances(database, merchant) == {
        "client_funds NOK": 17_800,
        "owed.merchant NOK": -17_500,
        "owed.payer NOK": -300,
    }


async def test_a_void_after_billing_credits_its_part_and_leaves_the_others(
    database: Database, merchant: Merchant, three: list[PurchaseView]
) -> None:
    after = await voided(database, three[1])
    invoice, note = await invoices(database, merchant)
    assert (note.kind, note.number, note.principal_minor) == ("credit_note", "A1B2C-000002", 2_500)
    assert note.credits_claim_id == invoice.claim_id
    assert (note.content["credited_number"], note.content["merchant_reference"]) == ("A1B2C-000001", "order-2")
    assert note.content["delivered_on"] == "2026-01-02"
    assert [(line["amount_minor"], line["vat_minor"]) for line in note.content["lines"]] == [(2_500, 500)]
    assert (invoice.state, invoice.open.principal, invoice.principal_minor) == ("issued", 15_000, 17_500)
    assert after == await shown(database, three[1])
    assert await standing(database, three) == ["authorized 0", "voided 0", "authorized 0"]
    await received(database, invoice, 15_000)
    assert await standing(database, three) == ["captured 10000", "voided 0", "captured 5000"]
    assert (await claim_of(database, three)).closed_because == "paid"


async def test_the_void_of_the_last_closes_the_claim_and_lets_fees_fall(
    database: Database, merchant: Merchant, three: list[PurchaseView]
) -> None:
    claim = await claim_of(database, three)
    await fees_demanded(database, merchant, claim.claim_id, 35)
    for place, view in enumerate(three):
        await voided(database, view)
        left = await claim_of(database, three)
        assert left.open == (Parts() if place == 2 else Parts(sum(AMOUNTS[place + 1 :]), 35))
    assert (left.state, left.closed_because) == ("closed", "withdrawn")
    assert await balances(database, merchant) == {}
    assert [claim.number for claim in await invoices(database, merchant)] == [f"A1B2C-00000{n}" for n in range(1, 5)]


async def test_a_void_after_part_payment_credits_the_open_rest_only(
    database: Database, merchant: Merchant, three: list[PurchaseView]
) -> None:
    await received(database, await claim_of(database, three), 4_000)
    after = await voided(database, three[0])
    assert (after.purchase.captured_minor, after.purchase.voided_minor) == (4_000, 6_000)
    note = (await invoices(database, merchant))[-1]
    assert (note.principal_minor, note.content["lines"][0]["vat_minor"]) == (6_000, 1_200)
    assert (await claim_of(database, three)).open.principal == 7_500
    with pytest.raises(IllegalTransitionError):
        await voided(database, three[0])
    await received(database, await claim_of(database, three), 10_000)
    assert await standing(database, three) == ["voided 4000", "captured 2500", "captured 5000"]
    assert (await balances(database, merchant))["owed.payer NOK"] == -2_500


async def test_money_for_an_invoice_whose_purchases_were_all_voided_is_owed_back(
    database: Database, merchant: Merchant, three: list[PurchaseView]
) -> None:
    for view in three:
        await voided(database, view)
    await received(database, await claim_of(database, three), 17_500)
    assert await standing(database, three) == ["voided 0"] * 3
    assert (await balances(database, merchant))["owed.payer NOK"] == -17_500


async def test_a_credit_is_spread_over_the_vat_of_its_own_purchase(database: Database, merchant: Merchant) -> None:
    """The other purchases on the invoice bear other rates; they are not touched."""
    mixed = GivenOrder(
        15_625, "mixed", lines=(GivenLine("Pump", 12_500, vat_bp=2_500), GivenLine("Cake", 3_125, vat_bp=1_500))
    )
    await bought(database, grouped(merchant, 1_000, "plain"), "2026-01-05")
    view = await bought(database, grouped(merchant, 15_625, order=mixed), "2026-01-06")
    await billed(database, merchant, "2026-02-02")
    await received(database, (await shown(database, view)).claim, 1_000 + 5_625)
    await voided(database, view)
    note = (await invoices(database, merchant))[-1]
    told = [(line["vat_bp"], line["amount_minor"], line["vat_minor"]) for line in note.content["lines"]]
    assert told == [(2_500, 8_000, 1_600), (1_500, 2_000, 261)]


async def test_the_paper_keeps_what_was_billed_and_the_credit_note_names_its_purchase(
    database: Database, merchant: Merchant, three: list[PurchaseView]
) -> None:
    await voided(database, three[1])
    paper = await document(database, merchant, "invoice")
    assert [(section.heading, str(section.delivered_on)) for section in paper.sections] == [
        ("order-1", "2026-01-01"),
        ("order-2", "2026-01-02"),
        ("order-3", "2026-01-03"),
    ]
    assert [line.gross_minor for section in paper.sections for line in section.lines] == list(AMOUNTS)
    (total,) = paper.vat_totals
    assert (total.gross_minor, total.vat_minor, paper.total_minor) == (17_500, 3_500, 17_500)
    note = await document(database, merchant, "credit_note")
    assert (note.merchant_reference, note.credited_number) == ("order-2", "A1B2C-000001")
    assert (str(note.delivered_on), note.total_minor) == ("2026-01-02", 2_500)
    assert [line.gross_minor for section in note.sections for line in section.lines] == [2_500]


async def document(database: Database, owner: Merchant, kind: str) -> InvoiceDocument:
    """The merchant's one document of that kind, as it is printed."""
    async with database.reading() as connection:
        document_id = await connection.fetchval("SELECT document_id FROM document WHERE kind = $1", kind)
        source = await find_document(connection, owner.merchant_id, document_id)
    return resolve_document(source.merchant, source.account, source.claim, source.credited, source.items)


async def test_each_purchase_is_settled_by_what_it_brought(
    database: Database, merchant: Merchant, three: list[PurchaseView], tmp_path: Path
) -> None:
    counter = Counter(database, merchant, tmp_path)
    await counter.pay(counter.deposit(three[0], 11_000))
    assert [(await shown(database, view)).purchase.settlement_status.value for view in three] == ["not_settled"] * 3
    await counter.pay_out()
    assert [(await shown(database, view)).purchase.settlement_status.value for view in three] == [
        "pending",
        "pending",
        "not_settled",
    ]
