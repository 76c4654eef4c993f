"""The billing run: purchases of a customer's period become one invoice, with everything an invoice brings."""

from datetime import date
from typing import Any

import pytest

from fordring.domain.calendar import Interval
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.lifecycle import Status
from fordring.domain.purchase.purchase import Callback, Kind
from fordring.domain.references import check_holds
from fordring.storage import billing
from fordring.storage.transaction import Database
from support import make
from support.groups import billed, bought, company, grouped, invoices
from support.lives import balances, captured, count, shown, voided

TABLES = """
    interval   purchase  2022   2027   2030   2026   2024   2029
    monthly    01-05     02-01  02-01  02-01  02-02  02-01  02-01
    monthly    01-20     02-01  02-01  02-01  02-02  02-01  02-01
    monthly    02-15     03-01  03-01  03-01  03-02  03-01  03-01
    quarterly  01-15     04-01  04-01  04-01  04-01  04-02  04-03
    quarterly  02-20     04-01  04-01  04-01  04-01  04-02  04-03
    quarterly  04-10     07-01  07-01  07-01  07-01  07-01  07-02
"""
"""The public page's two tables: literally in the first three years, shifted by weekends and holidays in the others."""
DUE = {"02-01": "02-15", "03-01": "03-15", "04-01": "04-15", "07-01": "07-15"}
"""The page's due dates, 14 days after the issue dates it names."""


def purchases_in(year: str) -> list[tuple[str, str, str]]:
    """Interval, purchase day, issue day."""
    rows = [line.split() for line in TABLES.strip().splitlines()]
    column = rows[0].index(year)
    return [(row[0], f"{year}-{row[1]}", f"{year}-{row[column]}") for row in rows[1:]]


@pytest.mark.parametrize("year", ["2022", "2027", "2030", "2026", "2024", "2029"])
async def test_the_tables_of_the_public_page_come_true(database: Database, merchant: Merchant, year: str) -> None:
    table = purchases_in(year)
    views = []
    for place, (interval, day, _) in enumerate(table):
        command = grouped(merchant, 1_000 + place, f"order-{place}", interval=Interval(interval))
        views.append(await bought(database, command, day))
    for issued in sorted({row[2] for row in table}):
        assert await billed(database, merchant, date.fromisoformat(issued).replace(day=1)) == (
            0 if not issued.endswith("-01") else 1
        )
        await billed(database, merchant, issued)
    for view, (_, _, issued) in zip(views, table, strict=True):
        claim = (await shown(database, view)).claim
        assert str(claim.issued_on) == issued
        assert claim.due_on is not None
        assert str(claim.due_on)[5:] == DUE.get(issued[5:], str(claim.due_on)[5:])
        assert (claim.due_on - date.fromisoformat(issued)).days == 14
    sums = [claim.principal_minor for claim in await invoices(database, merchant)]
    assert sorted(sums) == sorted([1_000 + 1_001, 1_002, 1_003 + 1_004, 1_005])


@pytest.mark.parametrize(
    ("country", "interval", "purchase", "before", "issued"),
    [
        ("SE", "monthly", "2026-04-15", "2026-05-03", "2026-05-04"),
        ("SE", "quarterly", "2024-02-20", "2024-04-01", "2024-04-02"),
        ("SE", "monthly", "2025-10-20", "2025-11-02", "2025-11-03"),
        ("FI", "monthly", "2026-12-10", "2027-01-03", "2027-01-04"),
        ("FI", "monthly", "2028-04-03", "2028-05-01", "2028-05-02"),
        ("FI", "quarterly", "2029-03-30", "2029-04-02", "2029-04-03"),
    ],
)
async def test_each_country_bills_by_its_own_holidays(
    database: Database, country: str, interval: str, purchase: str, before: str, issued: str
) -> None:
    owner = await make.merchant(database, country)
    view = await bought(database, grouped(owner, interval=Interval(interval)), purchase)
    assert await billed(database, owner, before) == 0
    assert await billed(database, owner, issued) == 1
    claim = (await shown(database, view)).claim
    assert (str(claim.issued_on), claim.number) == (issued, "A1B2C-000001")
    assert claim.reference is not None
    assert check_holds(owner.bank_account.agreement, claim.reference)


async def test_a_purchase_waits_without_a_claim_and_without_a_number(database: Database, merchant: Merchant) -> None:
    view = await bought(database, grouped(merchant), "2026-01-05")
    now = await shown(database, view)
    assert not now.is_billed
    assert now.purchase.status is Status.AUTHORIZED
    assert [event.kind for event in now.purchase.events] == [Kind.INITIALIZED, Kind.AUTHORIZED]
    assert [await count(database, table) for table in ("claim", "entry", "document", "delivery")] == [0, 0, 0, 0]
    with pytest.raises(ValueError, match="is not billed yet"):
        _ = now.claim
    with pytest.raises(ValueError, match="is not billed yet"):
        _ = now.document_id


async def test_one_invoice_bears_the_purchases_of_a_customers_period(database: Database, merchant: Merchant) -> None:
    others: list[dict[str, Any]] = [
        {"billing": company(customer_reference="sales")},
        {"billing": company(business_name="Nordmann Holding AS")},
        {"interval": Interval.QUARTERLY},
    ]
    mine = [
        await bought(database, grouped(merchant, 10_000, "jan-5"), "2026-01-05"),
        await bought(
            database, grouped(merchant, 2_500, "jan-20", billing=company(business_name=" nordmann as")), "2026-01-20"
        ),
    ]
    for place, more in enumerate(others):
        await bought(database, grouped(merchant, 100 + place, f"other-{place}", **more), "2026-01-10")
    late = await bought(database, grouped(merchant, 700, "feb-1"), "2026-02-01")
    assert await billed(database, merchant, "2026-02-02") == 3
    first, second = [await shown(database, view) for view in mine]
    assert first.claim == second.claim
    assert first.claim.principal_minor == 12_500
    assert not (await shown(database, late)).is_billed
    assert await billed(database, merchant, "2026-02-02") == 0
    assert [claim.number for claim in await invoices(database, merchant)] == [f"A1B2C-00000{n}" for n in (1, 2, 3)]
    for view in (first, second):
        event = view.purchase.events[-1]
        assert (event.kind, event.event_no, event.amount_minor) == (
            Kind.COLLECTION_STARTED,
            3,
            view.purchase.amount.minor,
        )
        assert view.purchase.collection_request_id == event.request.request_id
    assert first.purchase.collection_request_id != second.purchase.collection_request_id
    assert await count(database, "delivery", "state = 'waiting' AND channel = 'email'") == 3


async def test_the_run_tells_what_the_domain_would_have_told(database: Database, merchant: Merchant) -> None:
    """The set-based statement and the purchase's own rule agree, field by field."""
    view = await bought(database, grouped(merchant), "2026-01-05")
    before = (await shown(database, view)).purchase
    await billed(database, merchant, "2026-02-02")
    after = (await shown(database, view)).purchase
    event = after.events[-1]
    expected = before.collection_started(12_500, event.at, event.request)
    assert (after.status, after.updated_at, after.events) == (expected.status, expected.updated_at, expected.events)


async def test_the_invoice_is_made_out_as_the_newest_purchase_says_and_due_after_the_longest_term(
    database: Database, merchant: Merchant
) -> None:
    spelled = company(business_name="NORDMANN AS", email="faktura@example.com", address_line="Nygata 2")
    await bought(database, grouped(merchant, days_until_due=30), "2026-01-05")
    await bought(database, grouped(merchant, billing=spelled, days_until_due=10), "2026-01-20")
    await billed(database, merchant, "2026-02-02")
    (claim,) = await invoices(database, merchant)
    assert claim.billing["business_name"] == "NORDMANN AS"
    assert (claim.billing["email"], claim.billing["address_line"]) == ("faktura@example.com", "Nygata 2")
    assert (claim.days_until_due, claim.due_on) == (30, date(2026, 3, 4))
    assert await count(database, "delivery", "address ->> 'email' = 'faktura@example.com'") == 1


async def test_what_was_voided_before_billing_is_left_out(database: Database, merchant: Merchant) -> None:
    kept = await bought(database, grouped(merchant, 1_000, "kept"), "2026-01-05")
    dropped = await voided(database, await bought(database, grouped(merchant, 9_000, "dropped"), "2026-01-06"))
    alone = grouped(merchant, 500, "alone", billing=company(customer_reference="sales"))
    await voided(database, await bought(database, alone, "2026-01-07"))
    assert dropped.purchase.status is Status.VOIDED
    assert await billed(database, merchant, "2026-02-02") == 2
    (claim,) = await invoices(database, merchant)
    assert (claim.principal_minor, claim.kind) == (1_000, "invoice")
    assert (await shown(database, kept)).claim == claim
    after = await shown(database, dropped)
    assert not after.is_billed
    assert [event.kind for event in after.purchase.events][-1] is Kind.VOIDED
    assert await count(database, "billing_group") == 0


async def test_a_capture_before_billing_changes_nothing(database: Database, merchant: Merchant) -> None:
    view = await bought(database, grouped(merchant), "2026-01-05")
    after = await captured(database, view)
    assert not after.is_billed
    assert after.purchase == (await shown(database, view)).purchase == view.purchase


async def test_a_run_that_comes_late_issues_on_its_own_day_an_invoice_for_each_period(
    database: Database, merchant: Merchant
) -> None:
    await bought(database, grouped(merchant, 100), "2026-01-05")
    await bought(database, grouped(merchant, 200), "2026-02-05")
    assert await billed(database, merchant, "2026-03-10") == 2
    found = await invoices(database, merchant)
    assert [(claim.principal_minor, str(claim.issued_on)) for claim in found] == [
        (100, "2026-03-10"),
        (200, "2026-03-10"),
    ]


async def test_the_books_of_many_groups_in_small_batches_say_what_was_bought(
    database: Database, merchant: Merchant
) -> None:
    for place in range(12):
        reference = f"dept-{place % 4}"
        command = grouped(merchant, 1_000 + place, f"o{place}", billing=company(customer_reference=reference))
        await bought(database, command, f"2026-01-{place + 1:02}")
    assert await billed(database, merchant, "2026-02-02", groups_max=3, purchases_max=4) == 4
    assert len(await invoices(database, merchant)) == 4
    whole = sum(1_000 + place for place in range(12))
    assert await balances(database, merchant) == {
        "expected.merchant NOK": -whole,
        "receivable.principal NOK": whole,
    }


async def test_a_callback_that_wants_it_hears_that_collection_began(database: Database, merchant: Merchant) -> None:
    wants = Callback("https://example.com/cb", frozenset({Kind.COLLECTION_STARTED}))
    silent = Callback("https://example.com/cb", frozenset({Kind.PAID}))
    told = await bought(database, grouped(merchant, 100, "told", callback=wants), "2026-01-05")
    await bought(database, grouped(merchant, 100, "untold", callback=silent), "2026-01-06")
    await billed(database, merchant, "2026-02-02")
    async with database.reading() as connection:
        calls = await connection.fetch("SELECT purchase_id, event_no FROM outgoing_call")
    assert [(row["purchase_id"], row["event_no"]) for row in calls] == [(told.purchase.purchase_id, 3)]


async def test_a_reference_that_a_client_has_taken_is_passed_over(database: Database, merchant: Merchant) -> None:
    await bought(database, grouped(merchant), "2026-01-05")
    account = merchant.bank_account
    async with database.transaction() as connection:
        (pair,) = await billing.fresh_references(connection, account, 1)
    async with database.transaction() as connection:
        for ahead in (1, 2):
            await connection.execute(
                "INSERT INTO house.reference SELECT $1, $2, $3, gen_random_uuid()",
                account.bank_account_id,
                make.reference_of(account, pair[0] + ahead),
                merchant.merchant_id,
            )
    assert await billed(database, merchant, "2026-02-02") == 1
    (claim,) = await invoices(database, merchant)
    assert claim.claim_no == pair[0] + 3
