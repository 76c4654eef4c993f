"""invoice/payment and invoice/creditnote: capital only, on several invoices at once; what was not booked is said."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

from faces.kravia.stage import Office, problem_of, token_for
from fordring.domain.merchant import Merchant
from fordring.faces.kravia.wire.bookkeeping_answers import Booked
from fordring.services.invoicing.show_claim import ShowClaim, show_claim
from fordring.storage.transaction import Database
from support import make
from support.lives import balances, count, fees_demanded, paid_by_invoice, received, shown, voided
from support.registrations import issued


async def sent(database: Database, office: Office, fees: int = 0) -> int:
    """An invoice of 2500 that was issued, maybe with a fee on top; its id."""
    number: int = (await office.registered(invoiceNo=None, invoiceDate=None, dueDate=None))["id"]
    await office.act(number)
    command = ShowClaim(number, {office.merchant.merchant_id})
    claim = (await database.run(lambda connection: show_claim(command, make.work(connection)))).claim
    await issued(database, claim)
    if fees:
        await fees_demanded(database, office.merchant, claim.claim_id, fees)
    return number


async def report(office: Office, what: str, *parts: tuple[int, Any], **more: Any) -> dict[str, Any]:
    """A payment or credit note that is accepted; the answer."""
    answer = await office.ask("POST", f"/api/v2/invoice/{what}", json=body(what, *parts, **more))
    assert answer.status_code == 200, answer.text
    worded: dict[str, Any] = answer.json()
    assert Booked.model_validate(worded).worded() == worded
    return worded


def body(what: str, *parts: tuple[int, Any], **more: Any) -> dict[str, Any]:
    """The body as printed."""
    if what == "creditnote":
        invoices = [{"InvoiceId": number, "Amount": amount} for number, amount in parts]
        return {"Date": "2026-11-16T00:00:00", "Invoices": invoices, **more}
    invoices = [{"invoiceId": number, "amount": amount} for number, amount in parts]
    return {"date": "2026-11-16", "invoices": invoices, **more}


async def outstanding(office: Office, number: int) -> tuple[str, int, int]:
    """The status, the capital and the fees that are open."""
    value = await office.details(number)
    return value["invoice"]["statusCode"], value["outstanding"]["capital"], value["outstanding"]["fees"]


async def test_a_payment_covers_the_capital_of_several_invoices_and_says_what_it_does_not(
    database: Database, office: Office
) -> None:
    one, two = await sent(database, office, fees=3_500), await sent(database, office)
    worded = await report(office, "payment", (one, 2600), (two, "400.555"), amount=3100, AccountingPaymentId=286519)
    assert (worded["booked"], worded["ignored"], worded["unallocated"]) == (2900.56, 100, 99.44)
    first, second = worded["invoices"]
    assert (first["booked"], first["ignored"]) == (2500, 100)
    assert first["reason"] == "it is more than the capital that remains"
    assert (second["booked"], second["remainingCapital"], second["reason"]) == (400.56, 2099.44, None)
    assert await outstanding(office, one) == ("Sent", 0, 35)
    (payment,) = (await office.details(one))["payments"]
    assert (payment["direct"], payment["amount"], payment["capital"]) == (True, 2500, 2500)
    assert await balances(database, office.merchant) == {
        "receivable.principal NOK": 209_944,
        "receivable.fees NOK": 3_500,
        "expected.merchant NOK": -213_444,
    }


@pytest.mark.parametrize(
    ("setting", "fees", "after"),
    [(False, 0, ("Paid", 0, 0)), (False, 3_500, ("Sent", 0, 35)), (True, 3_500, ("Paid", 0, 0))],
)
async def test_whether_a_full_direct_payment_closes_is_the_creditors_policy(
    database: Database, office: Office, fees: int, after: tuple[str, int, int], *, setting: bool
) -> None:
    await setting_of(database, office, direct_payment_closes=setting)
    number = await sent(database, office, fees)
    await report(office, "payment", (number, 2500))
    assert await outstanding(office, number) == after


async def setting_of(database: Database, office: Office, **settings: bool) -> None:
    query = "UPDATE merchant SET settings = settings || $2 WHERE merchant_id = $1"
    async with database.transaction() as connection:
        await connection.execute(query, office.merchant.merchant_id, settings)


async def test_a_reversal_takes_back_what_was_reported_and_no_more(database: Database, office: Office) -> None:
    number = await sent(database, office)
    await report(office, "payment", (number, 2500))
    worded = await report(office, "payment", (number, -1000), (number, -2000), amount=-3000)
    assert [(part["booked"], part["ignored"]) for part in worded["invoices"]] == [(-1000, 0), (-1500, -500)]
    assert await outstanding(office, number) == ("Sent", 2500, 0)
    assert [payment["amount"] for payment in (await office.details(number))["payments"]] == [2500, -1000, -1500]
    worded = await report(office, "payment", (number, -1))
    assert worded["invoices"][0]["reason"] == "no direct payment was reported"


@pytest.mark.parametrize("what", ["payment", "creditnote"])
async def test_the_same_again_books_nothing_and_other_content_is_warned_of(
    database: Database, office: Office, what: str
) -> None:
    number = await sent(database, office)
    first = await report(office, what, (number, 100), AccountingPaymentId="4711")
    again = await report(office, what, (number, 100), AccountingPaymentId="4711")
    assert again["invoices"] == first["invoices"]
    assert ([each["field"] for each in again["warnings"]], first["warnings"]) == (["AccountingPaymentId"], [])
    other = await report(office, what, (number, 200), AccountingPaymentId="4711")
    assert (other["booked"], len(other["warnings"])) == (200, 1)
    assert (await outstanding(office, number))[1] == 2200


@pytest.mark.parametrize(("writes_off", "after"), [(True, ("Credited", 0, 0)), (False, ("Sent", 0, 35))])
async def test_a_full_credit_writes_off_fees_and_closes(
    database: Database, office: Office, after: tuple[str, int, int], *, writes_off: bool
) -> None:
    await setting_of(database, office, full_credit_writes_off=writes_off)
    number = await sent(database, office, fees=3_500)
    worded = await report(office, "creditnote", (number, -500), (number, 2500), Amount=-3000)
    assert [(part["booked"], part["ignored"]) for part in worded["invoices"]] == [(500, 0), (2000, 500)]
    assert await outstanding(office, number) == after
    notes = [await office.details(part["creditNoteId"]) for part in worded["invoices"]]
    assert [(note["invoice"]["claimType"], note["invoice"]["invoiceNo"]) for note in notes] == [
        ("CreditNote", "A1B2C-000002"),
        ("CreditNote", "A1B2C-000003"),
    ]
    assert [len(note["notifications"]) for note in notes] == [1, 1]


@pytest.mark.parametrize("what", ["payment", "creditnote"])
async def test_what_cannot_be_booked_leaves_nothing_booked(
    database: Database, office: Office, neighbour: Office, what: str
) -> None:
    number = await sent(database, office)
    draft: int = (await office.registered(invoiceNo="7"))["id"]
    foreign: int = (await neighbour.registered(creditorId=10002, currencyCode=None))["id"]
    path = f"/api/v2/invoice/{what}"
    problem = problem_of(await office.ask("POST", path, json=body(what, (number, 1), (99, 1), (foreign, 1))), 404)
    assert f"99, {foreign}" in problem["detail"]
    problem = problem_of(await office.ask("POST", path, json=body(what, (number, 1), (draft, 1))), 409)
    assert problem["detail"].startswith(f"invoice {draft} is Registered, which does not allow ")
    assert await count(database, "reported_booking") == 0
    assert (await outstanding(office, number))[1] == 2500
    await office.act(number, "Withdraw")
    (part,) = (await report(office, what, (number, 100)))["invoices"]
    assert (part["booked"], part["ignored"], part["reason"]) == (0, 100, "the invoice is closed: withdrawn")
    assert (await report(office, "payment", (number, -100)))["invoices"][0]["booked"] == 0


@pytest.mark.parametrize(("what", "field"), [("payment", "invoices[0].amount"), ("creditnote", "Invoices[0].Amount")])
async def test_an_amount_that_is_none_is_named_as_printed(
    database: Database, office: Office, what: str, field: str
) -> None:
    for amount in (0, "0.004", "1e-10", "NaN", "1e308", None, "", "much", True, [1]):
        problem = problem_of(await office.ask("POST", f"/api/v2/invoice/{what}", json=body(what, (99, amount))), 400)
        assert list(problem["errors"]) == [field], amount
    assert await count(database, "reported_booking") == 0


@pytest.mark.parametrize(("what", "field"), [("payment", "date"), ("creditnote", "Date")])
async def test_a_day_that_cannot_be_meant_is_refused_and_one_to_come_counts_from_today(
    database: Database, office: Office, what: str, field: str
) -> None:
    number = await sent(database, office)
    for day in ("1900-01-01", "9999-12-31"):
        wrong = {**body(what, (number, 100)), field: day}
        problem = problem_of(await office.ask("POST", f"/api/v2/invoice/{what}", json=wrong), 400)
        assert list(problem["errors"]) == [field]
    assert await count(database, "reported_booking") == 0
    worded = await report(office, what, (number, 100), **{field: "2027-01-01"})
    assert [warning["field"] for warning in worded["warnings"]] == [field]
    async with database.reading() as connection:
        assert await connection.fetchval("SELECT value_on FROM reported_booking") == date(2026, 11, 16)
    assert (await outstanding(office, number))[1] == 2400


async def test_every_field_is_named_at_once(office: Office) -> None:
    sent_off = {"date": "2024-13-01", "amount": "0", "invoices": [{"invoiceId": "x"}, 7]}
    problem = problem_of(await office.ask("POST", "/api/v2/invoice/payment", json=sent_off), 400)
    assert set(problem["errors"]) == {"date", "invoices[0].invoiceId", "invoices[0].amount", "invoices[1]"}
    nothing: list[dict[str, Any]] = [{}, {"invoices": []}, {"invoices": None}]
    for empty in nothing:
        problem = problem_of(await office.ask("POST", "/api/v2/invoice/payment", json=empty), 400)
        assert problem["errors"] == {"invoices": ["must not be empty" if empty.get("invoices") == [] else "is missing"]}
    for number in ("NaN", "-Infinity", "1e99999999999999999999"):
        raw = f'{{"invoices": [{{"invoiceId": 1, "amount": {number}}}]}}'
        problem = problem_of(await office.ask("POST", "/api/v2/invoice/payment", content=raw), 400)
        assert list(problem["errors"]) == ["invoices[0].amount"]


async def test_fields_are_named_as_their_client_spells_them(office: Office) -> None:
    sent_off = {"DATE": "2024-13-01", "Invoices": [{"INVOICEID": 1, "invoiceid": "x"}, {"amount": "NaN"}]}
    problem = problem_of(await office.ask("POST", "/api/v2/invoice/payment", json=sent_off), 400)
    assert set(problem["errors"]) == {
        *("DATE", "Invoices[0].invoiceid", "Invoices[0].amount"),
        *("Invoices[1].invoiceId", "Invoices[1].amount"),
    }
    problem = problem_of(await office.ask("GET", "/api/v2/invoice/search?TOP=all&skip=-1"), 400)
    assert set(problem["errors"]) == {"TOP", "skip"}


async def test_a_purchase_is_captured_by_a_direct_payment_counts_as_settled_and_goes_back(
    database: Database, merchant: Merchant, office: Office
) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant))
    number = view.claim.claim_no
    await report(office, "payment", (number, 50))
    await report(office, "creditnote", (number, -25))
    await received(database, view.claim, 5_000)
    told = (await shown(database, view)).purchase
    assert (told.status, told.captured_minor, told.voided_minor) == ("captured", 10_000, 2_500)
    assert told.settled_minor == 5_000
    assert told.settlement_status == "partially_settled"
    await report(office, "payment", (number, -80))
    back = (await shown(database, view)).purchase
    assert (back.status, back.captured_minor, back.settled_minor) == ("partially_captured", 5_000, 0)
    assert await outstanding(office, number) == ("Sent", 50, 0)
    await report(office, "payment", (number, 10))
    await report(office, "creditnote", (number, 40))
    assert await outstanding(office, number) == ("Credited", 0, 0)
    await report(office, "payment", (number, -10))
    assert await outstanding(office, number) == ("Sent", 10, 0)
    assert (await voided(database, view)).purchase.status == "voided"


@pytest.mark.parametrize("field", ["AccountingPaymentId", "description"])
async def test_a_payout_of_ours_is_not_registered_back(database: Database, office: Office, field: str) -> None:
    number = await sent(database, office)
    async with database.transaction() as connection:
        await connection.execute(
            """INSERT INTO payout (merchant_id, payout_id, bank_account_id, reference, order_id, state, currency,
                   gross_minor, commission_minor, vat_minor, net_minor, payee_name, payee_country, payout_account,
                   payee_reference, payee_text, created_at)
               VALUES ($1, gen_random_uuid(), gen_random_uuid(), 'P4711', gen_random_uuid(), 'rejected', 'NOK',
                   1, 0, 0, 1, 'F', 'NO', '1', '', 'P4711', now())""",
            office.merchant.merchant_id,
        )
    text = {"AccountingPaymentId": "P4711", "description": "Bank: ref.P4711, thanks"}[field]
    sent_off = body("payment", (number, 100), **{field: text})
    problem = problem_of(await office.ask("POST", "/api/v2/invoice/payment", json=sent_off), 400)
    assert "a payout of ours" in problem["errors"][field][0]
    assert (await outstanding(office, number))[1] == 2500


async def test_several_creditors_are_one_report_where_the_token_covers_them(
    database: Database, office: Office, neighbour: Office
) -> None:
    ours = await sent(database, office)
    theirs = (await paid_by_invoice(database, make.payment_by_invoice(neighbour.merchant))).claim
    token = await token_for(database, office.merchant, neighbour.merchant)
    both = Office(office.merchant, token, office.http, office.wall)
    assert (await report(both, "payment", (ours, 100), (theirs.claim_no, 100)))["booked"] == 200


async def test_many_at_once_leave_the_truths_standing(database: Database, merchant: Merchant, office: Office) -> None:
    """Payments, credits, voids, bank money and withdrawals on the same claims: whoever comes first, the sums hold."""
    views = [await paid_by_invoice(database, make.payment_by_invoice(merchant)) for _ in range(3)]
    numbers = [view.claim.claim_no for view in views]
    forth, back = [(number, 10) for number in numbers], [(number, 15) for number in reversed(numbers)]
    await asyncio.gather(
        *(report(office, "payment", *forth) for _ in range(4)),
        *(report(office, "creditnote", *back) for _ in range(4)),
        *(report(office, "payment", *[(number, -5) for number in numbers]) for _ in range(4)),
        *(report(office, "payment", *back, AccountingPaymentId="one") for _ in range(4)),
        *(received(database, view.claim, 1_000) for view in views),
        voided(database, views[0]),
        office.act(numbers[1], "Withdraw"),
    )
    purchases = [(await shown(database, view)).purchase for view in views]
    assert [str(purchase.status) for purchase in purchases[:2]] == ["voided", "voided"]
    assert await count(database, "reported_booking", "accounting_id = 'one'") == 3
    last = purchases[2]
    assert last.amount.minor == last.open_minor + last.captured_minor + last.voided_minor
    assert last.voided_minor == 6_000


async def test_a_payment_without_a_day_is_of_the_creditors_today(database: Database, office: Office) -> None:
    number = await sent(database, office)
    office.wall.now = make.WALL.replace(hour=23, minute=30)  # past midnight in Oslo
    await report(office, "payment", (number, 100), date=None)
    (payment,) = (await office.details(number))["payments"]
    async with database.reading() as connection:
        value_on = await connection.fetchval("SELECT value_on FROM entry WHERE kind = 'direct_payment'")
    assert payment["date"] == value_on.isoformat() == (make.WALL.date() + timedelta(days=1)).isoformat()
