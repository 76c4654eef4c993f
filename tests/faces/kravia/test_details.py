"""invoice/{id}/details: every member present, flat where the API is flat, for claims of either face."""

from datetime import date
from typing import Any

from faces.kravia.stage import PDF, Office, printed, problem_of
from fordring.domain.money import Money
from fordring.domain.payment.receipt import Receipt
from fordring.faces.kravia.wire.answers import DetailsAnswer
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.services.checkout.void_purchase import VoidPurchase, void_purchase
from fordring.services.invoicing.issue_claim import IssueClaim, issue_claim
from fordring.services.opened import open_claims, save_claims
from fordring.services.receipts import receive
from fordring.storage import claims
from fordring.storage.ids import new_id
from fordring.storage.transaction import Database
from fordring.storage.work import Work
from support import make
from support.groups import billed, bought, grouped, invoices

BOOKING = [
    {
        "amount": 3000,
        "description": "Customer ledger",
        "bookingDate": "2025-01-01",
        "ledgerAccount": 1500,
        "vatCode": 0,
    },
    {"amount": -1000.5, "description": "Sales revenue", "bookingDate": None, "ledgerAccount": "3200", "vatCode": None},
]


async def issue(database: Database, office: Office, claim_no: int) -> None:
    async with database.reading() as connection:
        _, claim_id = await claims.find(connection, claim_no)
    command = IssueClaim(office.merchant.merchant_id, claim_id)
    await database.run(lambda connection: issue_claim(command, make.work(connection)))


async def pay_a_part(work: Work, office: Office, claim_no: int) -> None:
    """1000,50 from the payer's bank."""
    _, claim_id = await claims.find(work.connection, claim_no)
    account_id = office.merchant.bank_account.bank_account_id
    opened = await open_claims(work, [(office.merchant.merchant_id, claim_id)])
    money = Money(100_050, "NOK")
    receive(work, opened, claim_id, Receipt(new_id(), account_id, money, date(2026, 11, 16), "", "its reference"))
    await save_claims(work, opened)
    await work.unit.flush()


def is_flat(value: dict[str, Any]) -> bool:
    return not any(isinstance(inner, dict | list) for inner in value.values())


async def test_every_member_is_present_and_the_observed_objects_are_flat(database: Database, office: Office) -> None:
    claim_no = (await office.registered(accountingInvoiceId="L-7", bookkeepingDetails=BOOKING, ssn="17054026641"))["id"]
    await office.act(claim_no)
    await issue(database, office, claim_no)
    answer = await office.ask("GET", f"/api/v2.0/invoice/{claim_no}/details")
    assert DetailsAnswer.model_validate(answer.json()).worded() == answer.json()
    value = answer.json()["value"]
    assert all(is_flat(value[name]) for name in ("invoice", "creditor", "debtor", "availableActions", "outstanding"))
    assert all(is_flat(entry) for entry in value["statusCodeHistory"])
    assert (value["invoice"]["accountingInvoiceId"], value["invoice"]["statusCode"]) == ("L-7", "Overdue")
    assert value["debtor"]["name"] == "John Doe"
    assert value["debtor"]["debtorNumber"] == "10001"
    assert value["debtor"]["ssn"] == "17054026641"
    assert value["bookkeepingDetails"] == [
        BOOKING[0] | {"ledgerAccount": "1500", "vatCode": "0"},
        BOOKING[1],
    ]
    assert value["notifications"] == [
        {
            "type": "Email",
            "level": "Info",
            "primaryTarget": "debtor@example.com",
            "date": "2026-11-16T09:00:00.0000000",
            "status": "waiting",
        }
    ]
    line = value["orderLines"][1]
    assert (line["unit"], line["unitPrice"], line["count"], line["discountInPercent"]) == ("g", 125, 10, 0)
    assert (line["vatInPercent"], line["vatAmount"], line["total"]) == (25, 250, 1250)


async def test_a_payment_is_shown_by_part_and_reduces_what_is_outstanding(database: Database, office: Office) -> None:
    claim_no = (await office.registered())["id"]
    await office.act(claim_no)
    await issue(database, office, claim_no)
    await database.run(lambda connection: pay_a_part(make.work(connection), office, claim_no))
    value = await office.details(claim_no)
    assert value["outstanding"] == {
        "date": "2026-11-16",
        "capital": 1499.5,
        "fees": 0,
        "interest": 0,
        "total": 1499.5,
        "currencyCode": "NOK",
    }
    assert value["unverified"] == []
    (payment,) = value["payments"]
    assert (payment["amount"], payment["capital"], payment["overpaid"]) == (1000.5, 1000.5, 0)


async def test_a_letter_is_shown_with_its_address(database: Database, office: Office) -> None:
    claim_no = (await office.registered(email=None))["id"]
    await office.act(claim_no)
    await issue(database, office, claim_no)
    (notification,) = (await office.details(claim_no))["notifications"]
    assert (notification["type"], notification["primaryTarget"]) == ("Print", "Karl Johan Gate, 1000, Oslo, NO")


async def test_a_document_is_answered_at_its_url_to_the_same_token(
    database: Database, office: Office, neighbour: Office
) -> None:
    claim_no = (await office.registered(invoiceNo='2026/17 ø"'))["id"]
    assert (await office.details(claim_no))["documents"] == []
    await office.act(claim_no)
    await issue(database, office, claim_no)
    (document,) = (await office.details(claim_no))["documents"]
    assert (document["type"], document["fileName"]) == ("Invoice", "2026-17---.pdf")
    answer = await office.ask("GET", document["url"])
    assert (answer.content, answer.headers["content-type"]) == (PDF, "application/pdf")
    problem_of(await neighbour.ask("GET", document["url"]), 404)
    problem_of(await office.ask("GET", document["url"][:-1]), 404)


async def test_a_purchase_is_shown_as_a_claim_and_its_start_changes_nothing(database: Database, office: Office) -> None:
    view = await database.run(lambda c: pay_by_invoice(make.payment_by_invoice(office.merchant), make.work(c)))
    claim_no = view.claim.claim_no
    answer = await office.ask("GET", f"/api/v2/invoice/{claim_no}/details")
    assert DetailsAnswer.model_validate(answer.json()).worded() == answer.json()
    value = answer.json()["value"]
    assert (value["invoice"]["invoiceNo"], value["invoice"]["statusCode"]) == ("A1B2C-000001", "Sent")
    assert (value["invoice"]["originalAmount"], value["debtor"]["name"]) == (125, "Ola Nordmann")
    assert [line["total"] for line in value["orderLines"]] == [125]
    assert (await office.act(claim_no)).json()["statusCode"] == "Sent"
    assert (await office.details(claim_no)) == value


async def test_a_grouped_invoice_is_one_claim_with_the_lines_of_its_purchases(
    database: Database, office: Office
) -> None:
    for place, day in enumerate(("2026-10-05", "2026-10-20"), start=1):
        await bought(database, grouped(office.merchant, 10_000 * place, f"order-{place}"), day)
    await billed(database, office.merchant, "2026-11-02")
    (claim,) = await invoices(database, office.merchant)
    answer = await office.ask("GET", f"/api/v2/invoice/{claim.claim_no}/details")
    assert DetailsAnswer.model_validate(answer.json()).worded() == answer.json()
    value = answer.json()["value"]
    assert (value["invoice"]["invoiceNo"], value["invoice"]["originalAmount"]) == ("A1B2C-000001", 300)
    assert (value["invoice"]["invoiceDate"], value["invoice"]["dueDate"]) == ("2026-11-02", "2026-11-16")
    assert value["debtor"]["name"] == "Nordmann AS"
    assert [(line["total"], line["vatAmount"]) for line in value["orderLines"]] == [(100, 20), (200, 40)]
    assert value["outstanding"]["capital"] == 300
    assert [activity["type"] for activity in value["activities"]] == ["issued"]


async def test_a_voided_purchase_and_its_credit_note_are_shown(database: Database, office: Office) -> None:
    view = await database.run(lambda c: pay_by_invoice(make.payment_by_invoice(office.merchant), make.work(c)))
    command = VoidPurchase(office.merchant.merchant_id, view.purchase.purchase_id)
    await database.run(lambda c: void_purchase(command, make.work(c)))
    voided, note = await office.details(view.claim.claim_no), await office.details(view.claim.claim_no + 1)
    assert (voided["invoice"]["statusCode"], voided["outstanding"]["total"]) == ("Withdrawn", 0)
    assert [entry["code"] for entry in voided["statusCodeHistory"]] == ["Sent", "Withdrawn"]
    assert (note["invoice"]["claimType"], note["invoice"]["statusCode"]) == ("CreditNote", "Sent")
    assert [entry["code"] for entry in note["statusCodeHistory"]] == ["Sent"]
    problem_of(await office.act(view.claim.claim_no), 409)


async def test_a_draft_shows_the_day_it_wants(office: Office) -> None:
    value = await office.details((await office.registered())["id"])
    assert value["invoice"]["invoiceDate"] == printed()["invoiceDate"]
    assert value["availableActions"]["Start"] is True
    assert [activity["type"] for activity in value["activities"]] == ["registered"]
