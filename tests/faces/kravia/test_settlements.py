"""Settlements at the creditor face: what the bank confirmed, how to book it, and that its books have it."""

from pathlib import Path
from typing import Any

import pytest

from faces.kravia.stage import Office, problem_of
from fordring.domain.claim.claim import Claim
from fordring.faces.kravia.wire.settlement_answers import Settlement
from fordring.services.payments.confirm_payout import ConfirmPayout, confirm_payout
from fordring.storage.payouts import Payout
from fordring.storage.transaction import Database
from services.counter import DAY, Counter
from support.lives import fees_demanded, received
from support.registrations import issued, registered, registration, started


@pytest.fixture
async def counter(database: Database, office: Office, tmp_path: Path) -> Counter:
    """The office's bank; it pays 2 % commission with 25 % VAT."""
    rates = "UPDATE merchant SET commission_bp = 200, commission_vat_bp = 2500 WHERE merchant_id = $1"
    async with database.transaction() as connection:
        await connection.execute(rates, office.merchant.merchant_id)
    return Counter(database, office.merchant, tmp_path)


async def per_invoice(counter: Counter) -> None:
    async with counter.database.transaction() as connection:
        await connection.execute("""UPDATE merchant SET settings = '{"disbursement": "per_invoice"}'""")


async def invoice(counter: Counter, number: str) -> Claim:
    """An invoice of 2500,00 that was sent."""
    given = registration(own_number=number, own_id=f"id-{number}")
    draft = (await registered(counter.database, counter.merchant, given)).claim
    await started(counter.database, counter.merchant, draft)
    return await issued(counter.database, draft)


async def confirmed(counter: Counter, command: ConfirmPayout) -> None:
    await counter.database.run(lambda connection: confirm_payout(command, counter.jobs.work(connection)))


async def settled(counter: Counter, *paid: tuple[Claim, int]) -> list[Payout]:
    """These payments, paid out and confirmed."""
    for claim, minor in paid:
        await received(counter.database, claim, minor)
    run, _ = await counter.pay_out()
    for payout in run.payouts:
        await confirmed(counter, ConfirmPayout(payout.reference, DAY))
    return list(run.payouts)


async def listed(office: Office, query: str = "") -> list[dict[str, Any]]:
    answer = await office.ask("GET", f"/api/v2/settlements{query}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["value"]
    for each in found:
        assert Settlement.model_validate(each).worded() == each
    return found


async def bookkept(office: Office, number: int, accounting_id: str) -> dict[str, Any]:
    answer = await office.ask("PATCH", f"/api/v2/settlements/{number}/bookkeep?internalAccountingId={accounting_id}")
    assert answer.status_code == 200, answer.text
    worded: dict[str, Any] = answer.json()
    return worded


async def test_a_settlement_says_what_was_collected_what_it_cost_and_how_to_book_it(
    counter: Counter, office: Office
) -> None:
    one, two = await invoice(counter, "20001"), await invoice(counter, "20002")
    await fees_demanded(counter.database, counter.merchant, one.claim_id, 3_500, 1_000)
    await received(counter.database, two, 100)
    (payout,) = await settled(counter, (one, 254_500), (two, 100_000))
    (found,) = await listed(office, "?excludeclosed=True")
    assert (found["id"], found["amount"], found["reference"]) == (1001, 3457.35, payout.reference)
    assert (found["kid"], found["message"], found["date"]) == (None, f"Settlement {payout.reference}", "2026-11-16")
    assert (found["status"], found["internalAccountingId"], found["bankAccount"]) == ("Open", None, "97101234561")
    first, second = found["invoices"]
    assert first == {
        "invoiceId": one.claim_no,
        "accountingInvoiceId": "id-20001",
        "invoiceNo": "20001",
        "capital": 2500,
        "fees": 35,
        "interest": 10,
        "provision": 50.9,
        "vat": 12.73,
    }
    assert (second["capital"], second["provision"], second["vat"]) == (1001, 20.02, 5)
    lines = [(line["ledgerAccount"], line["amount"], line["invoiceId"]) for line in found["bookkeeping"]]
    assert lines == [
        ("1920", 3457.35, None),
        ("6790", 70.92, None),
        ("2710", 17.73, None),
        ("1500", -2500, one.claim_no),
        ("3900", -35, one.claim_no),
        ("8050", -10, one.claim_no),
        ("1500", -1001, two.claim_no),
    ]


async def test_settlements_are_listed_from_the_oldest_and_closed_by_their_id_in_the_books(
    counter: Counter, office: Office, neighbour: Office
) -> None:
    await per_invoice(counter)
    many = [await invoice(counter, str(number)) for number in range(22)]
    await settled(counter, *((claim, 1_000) for claim in many))
    found = await listed(office)
    assert [each["id"] for each in found] == list(range(1001, 1023))
    assert [each["id"] for each in await listed(office, "?top=2&skip=20&creditorId=10001")] == [1021, 1022]
    assert await listed(office, "?dateFrom=2026-11-17") == await listed(office, "?top=0") == []
    assert len(await listed(office, "?dateFrom=2026-11-16&dateTo=2026-11-16")) == 22
    assert (await bookkept(office, 1001, "XYZ3"))["status"] == "Closed"
    again = await bookkept(office, 1001, "XYZ3")
    assert (again["internalAccountingId"], (await bookkept(office, 1001, "XYZ4"))["internalAccountingId"]) == (
        "XYZ3",
        "XYZ4",
    )
    await bookkept(office, 1002, "XYZ5")
    assert (await bookkept(office, 1002, ""))["status"] == "Open"
    assert [each["id"] for each in await listed(office, "?ExcludeClosed=true&top=1")] == [1002]
    async with counter.database.reading() as connection:
        told = await connection.fetch("SELECT internal_accounting_id FROM settlement_booking ORDER BY booking_id")
    assert [row["internal_accounting_id"] for row in told] == ["XYZ3", "XYZ4", "XYZ5", None]
    assert await listed(neighbour) == []
    for asker, number in ((neighbour, 1001), (office, 999), (office, "x")):
        path = f"/api/v2/settlements/{number}/bookkeep?internalAccountingId=1"
        problem_of(await asker.ask("PATCH", path), 404)


@pytest.mark.parametrize(
    ("method", "path", "status", "field"),
    [
        ("PATCH", "/settlements/1/bookkeep", 400, "internalAccountingId"),
        ("PATCH", f"/settlements/1/bookkeep?internalAccountingId={'x' * 256}", 400, "internalAccountingId"),
        ("GET", "/settlements?ExcludeClosed=maybe", 400, "ExcludeClosed"),
        ("GET", "/settlements?top=-1", 400, "top"),
        ("GET", "/settlements?skip=1e30", 400, "skip"),
        ("GET", "/settlements?dateTo=soon", 400, "dateTo"),
        ("GET", "/settlements?creditorId=10002", 403, None),
        ("GET", "/bookkeeping?creditorId=99", 403, None),
        ("GET", "/bookkeeping?format=xml", 400, "format"),
        ("GET", "/invoice/1/bookkeeping", 404, None),
    ],
)
async def test_what_cannot_be_asked_is_refused_by_name(
    office: Office, method: str, path: str, status: int, field: str | None
) -> None:
    problem = problem_of(await office.ask(method, f"/api/v2{path}"), status)
    assert list(problem.get("errors", {})) == ([field] if field else [])


async def test_a_payout_of_one_invoice_is_not_registered_back_nor_is_a_bookkept_settlement(
    counter: Counter, office: Office
) -> None:
    await per_invoice(counter)
    claim = await invoice(counter, "20001")
    await settled(counter, (claim, 100_000))

    async def paid(amount: float, day: str = "2026-11-16", **more: Any) -> Any:
        part = {"invoiceId": claim.claim_no, "amount": amount}
        return await office.ask("POST", "/api/v2/invoice/payment", json={"date": day, "invoices": [part], **more})

    twice = {"invoices": [{"invoiceId": claim.claim_no, "amount": 975}] * 2, "date": "2026-11-16"}
    first, second = (await office.ask("POST", "/api/v2/invoice/payment", json=twice)).json()["invoices"]
    assert (first["booked"], first["ignored"], second["booked"]) == (0, 975, 975)
    assert "our payout P" in first["reason"]
    assert (await paid(1000, AccountingPaymentId="2")).json()["booked"] == 525
    await bookkept(office, 1001, "XYZ3")
    problem = problem_of(await paid(1, AccountingPaymentId="XYZ3"), 400)
    assert "settlement 1001" in problem["errors"]["AccountingPaymentId"][0]


async def test_a_payment_dated_before_the_payout_is_the_payers(counter: Counter, office: Office) -> None:
    await per_invoice(counter)
    claim = await invoice(counter, "20001")
    await settled(counter, (claim, 100_000))
    part = {"invoiceId": claim.claim_no, "amount": 975}
    body = {"date": "2026-11-15", "invoices": [part]}
    assert (await office.ask("POST", "/api/v2/invoice/payment", json=body)).json()["booked"] == 975


async def test_lines_of_bookkeeping_are_read_by_invoice_and_by_period(office: Office) -> None:
    line = {"amount": "3000.505", "description": '=Sales, "May"', "bookingDate": "2025-05-01", "ledgerAccount": 3200}
    bare = {"amount": -1, "description": "Customer ledger"}
    told = await office.registered(bookkeepingDetails=[line, bare], accountingInvoiceId="A1")
    await office.registered(bookkeepingDetails=[line], invoiceNo="20002")
    await office.act(told["id"])
    one = (await office.ask("GET", f"/api/v2/invoice/{told['id']}/bookkeeping")).json()
    assert (one["invoiceNo"], [each["amount"] for each in one["bookkeepingDetails"]]) == ("20001", [3000.505, -1])
    exported = (await office.ask("GET", "/api/v2/bookkeeping?dateFrom=2025-04-01&dateTo=2025-04-30")).json()["value"]
    assert [(each["amount"], each["bookingDate"], each["claimType"]) for each in exported] == [
        (-1, "2025-04-01", "Invoice")
    ]
    answer = await office.ask("GET", "/api/v2/bookkeeping?format=CSV&dateFrom=2025-05-01")
    assert answer.headers["content-type"].startswith("text/csv")
    header, row = answer.text.splitlines()
    assert header.startswith("amount,description,bookingDate,ledgerAccount,vatCode,creditorId,invoiceId")
    assert row == f'3000.505,"\'=Sales, ""May""",2025-05-01,3200,,10001,{told["id"]},Invoice,A1,20001,NOK'
