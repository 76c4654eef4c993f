"""invoice/search: filters, pages and their order, and following what changes as the public page says to."""

from datetime import timedelta
from typing import Any

import pytest

from faces.kravia.stage import BASE, Office, printed, problem_of, token_for
from faces.kravia.test_details import issue, pay_a_part
from fordring.faces.kravia.compatibility import OPEN, STATUSES
from fordring.faces.kravia.translate.ticks import LATEST, tick_text, ticks_of
from fordring.faces.kravia.vocabulary import STANDINGS
from fordring.faces.kravia.wire.search_answers import SearchAnswer
from fordring.main.clock import wall as real_wall
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.services.checkout.void_purchase import VoidPurchase, void_purchase
from fordring.storage import claim_words, words
from fordring.storage.transaction import Database
from support import make

FOLLOW = "orderBy=11&byAscending=True"
NOON = 639_000_000_000_000_000


async def found(office: Office, query: str = "", path: str = "search") -> list[dict[str, Any]]:
    answer = await office.ask("GET", f"/api/v2/invoice/{path}?{query}")
    assert answer.status_code == 200, answer.text
    assert SearchAnswer.model_validate(answer.json()).worded() == answer.json()
    rows: list[dict[str, Any]] = answer.json()["data"]
    return rows


async def ids(office: Office, query: str = "", path: str = "search") -> list[int]:
    return [row["id"] for row in await found(office, query, path)]


@pytest.mark.parametrize(
    ("text", "ticks"),
    [
        (tick_text(NOON), NOON),
        (tick_text(NOON + 1), NOON + 1),
        ("0001-01-01T00:00:00", 0),
        ("0001-01-01T00:00:00.0000001", 1),
        ("0001-01-01 00:01", 600_000_000),
        ("0001-01-02", 864_000_000_000),
        ("0001-01-01T01:00:00.5Z", 36_005_000_000),
        ("0001-01-01T03:00:00+02:00", 36_000_000_000),
        ("0001-01-01T03:00:00 0200", 36_000_000_000),
        ("0001-01-01T00:30:00-00:30", 36_000_000_000),
        ("0001-01-01T00:00:00.12345678", 1_234_567),
        ("0001-01-01T00:00:00+02:00", 0),
        ("9999-12-31T23:59:59.9999999", LATEST),
        ("9999-12-31T23:59:59.9999999-01:00", LATEST),
    ],
)
def test_a_time_is_read_to_its_last_digit(text: str, ticks: int) -> None:
    assert ticks_of(text) == ticks


def test_every_status_has_its_filter() -> None:
    assert set(STANDINGS) == {*STATUSES, OPEN}


async def test_following_as_the_public_page_says_tells_each_change_once(database: Database, office: Office) -> None:
    first, second = [(await office.registered(invoiceNo=number))["id"] for number in ("1", "2")]
    rows = await found(office, FOLLOW)
    assert [row["id"] for row in rows] == [first, second]
    assert rows[0]["lastUpdatedTime"] < rows[1]["lastUpdatedTime"]
    last = rows[1]["lastUpdatedTime"]
    assert await found(office, f"{FOLLOW}&lastUpdatedTime={last}") == []
    acted = (await office.act(first)).json()
    (row,) = await found(office, f"{FOLLOW}&lastUpdatedTime={last}")
    details = (await office.details(first))["invoice"]
    assert row["lastUpdatedTime"] == acted["lastUpdatedTime"] == details["lastUpdatedTime"] > last
    assert (row["statusCode"], row["outstandingAmount"], row["invoiceNo"]) == ("Scheduled", 2500, "1")
    await issue(database, office, first)
    await database.run(lambda connection: pay_a_part(make.work(connection), office, first))
    (row,) = await found(office, f"{FOLLOW}&LASTUPDATEDTIME={row['lastUpdatedTime']}")
    assert (row["statusCode"], row["outstandingAmount"]) == ("Overdue", 1499.5)


async def test_pages_follow_each_other_in_either_order_with_a_total(office: Office, neighbour: Office) -> None:
    numbers = [(await office.registered(invoiceNo=str(number)))["id"] for number in range(5)]
    assert await ids(office) == numbers[::-1]
    assert await ids(office, "top=2&skip=0&byAscending=true") == numbers[:2]
    assert await ids(office, "top=2&skip=2&byAscending=1") == numbers[2:4]
    assert await ids(office, "Top=2&SKIP=4&byAscending=True&orderBy=3&unknown=x") == numbers[4:]
    assert await ids(office, "skip=9") == []
    for top in (100_000, 2**63 - 1, "9" * 5_000):
        assert await ids(office, f"top={top}") == numbers[::-1]
    for query in ("", "top=2&skip=2", "top=2&skip=4", "top=0", "skip=9"):
        assert (await office.ask("GET", f"/api/v2/invoice/search?{query}")).json()["total"] == 5, query
    assert await ids(neighbour) == []


async def test_a_token_of_two_creditors_sees_both_in_one_order(
    database: Database, office: Office, neighbour: Office
) -> None:
    both = Office(
        office.merchant, await token_for(database, office.merchant, neighbour.merchant), office.http, office.wall
    )
    swedish = printed(creditorId=10002, currencyCode="SEK", postalAddress=None, kid=None)
    order = [
        (await office.registered(invoiceNo="1"))["id"],
        (await both.register(swedish)).json()["id"],
        (await office.registered(invoiceNo="3"))["id"],
    ]
    assert await ids(both, FOLLOW) == order
    assert await ids(both, f"{FOLLOW}&top=1&skip=1") == [order[1]]
    assert await ids(both, "creditorId=10002") == [order[1]]
    problem_of(await office.ask("GET", "/api/v2/invoice/search?creditorId=10002"), 403)
    problem_of(await office.ask("GET", "/api/v2/invoice/search?creditorId=99999999999999"), 403)


async def test_a_status_finds_the_invoices_that_bear_it(database: Database, office: Office) -> None:
    """One invoice of each, and what each filter finds among them."""
    states = [await office.registered(invoiceNo=str(number), invoiceDate=None, dueDate=due) for number, due in DUES]
    draft, scheduled, sent, overdue, held, withdrawn = [claim["id"] for claim in states]
    for claim_no in (scheduled, sent, overdue, held):
        await office.act(claim_no)
    for claim_no in (sent, overdue, held):
        await issue(database, office, claim_no)
    await office.act(held, "Pause")
    await office.act(withdrawn, "Withdraw")
    view = await database.run(lambda c: pay_by_invoice(make.payment_by_invoice(office.merchant), make.work(c)))
    void = VoidPurchase(office.merchant.merchant_id, view.purchase.purchase_id)
    await database.run(lambda c: void_purchase(void, make.work(c)))
    bought, note = view.claim.claim_no, view.claim.claim_no + 1
    expected = {
        "Registered": [draft],
        "Scheduled": [scheduled],
        "Sent": [sent, note],
        "Overdue": [overdue],
        "OnHold": [held],
        "Paid": [],
        "Credited": [],
        "Withdrawn": [withdrawn, bought],
        OPEN: [draft, scheduled, sent, overdue, held],
    }
    assert {status: sorted(await ids(office, f"status={status.lower()}")) for status in expected} == expected
    shown = {row["id"]: row["statusCode"] for row in await found(office, "top=50")}
    assert all(shown[number] == status for status in expected if status != OPEN for number in expected[status])
    assert await ids(office, "claimType=CreditNote") == [note]
    assert sorted(await ids(office, "claimType=open")) == expected[OPEN]
    assert await ids(office, "claimType=CreditNote&status=Withdrawn") == []


DUES = [
    (1, "2027-01-01"),
    (2, "2027-01-01"),
    (3, "2027-01-01"),
    (4, "2026-11-01"),
    (5, "2027-01-01"),
    (6, "2027-01-01"),
]


async def test_a_text_finds_what_is_known_of_an_invoice(database: Database, office: Office) -> None:
    kari = {"debtorName": "Kari Ås", "debtorNumber": "777", "email": "kari@example.com", "phoneNumber": "+4722334455"}
    one = (await office.registered(invoiceNo="F-100", accountingInvoiceId="erp-9", **kari))["id"]
    two = (await office.registered(invoiceNo="F-200", invoiceDate=None, dueDate=None))["id"]
    searches = {
        "q=kari": [one],
        "q=ås KARI": [one],
        "q=F-1": [one],
        "q=F": [one, two],
        "q=erp-9": [one],
        "q=777": [one],
        "q=2233": [one],
        f"q={one}": [one],
        "q=service": [one, two],
        "q=ari": [],
        "q='\\%25:": [],
        "invoiceNo=F-200": [two],
        "invoiceNo=F-2": [],
        "invoiceNo=F-200&status=Paid": [],
        "q=kari&top=1": [one],
    }
    settled = real_wall() + 2 * words.SETTLED
    for _ in range(2):  # before their words are kept, and afterwards
        for query, wanted in searches.items():
            assert sorted(await ids(office, query, "search/q")) == wanted, query
        await database.run(lambda connection: claim_words.keep(connection, settled))
    numbered = (await office.registered(invoiceNo=None, invoiceDate=None, dueDate=None))["id"]
    late = real_wall() + timedelta(hours=1)
    await database.run(lambda connection: claim_words.keep(connection, late))
    await office.act(numbered)
    await issue(database, office, numbered)
    assert await ids(office, "q=a1b2c-000001") == await ids(office, "invoiceNo=A1B2C-000001") == [numbered]


async def test_what_cannot_be_searched_for_is_refused_by_its_name(office: Office) -> None:
    bad = {"top": "-1", "skip": "x", "lastUpdatedTime": "yesterday", "byAscending": "up", "creditorId": "1.5"}
    bad |= {"status": "Lost", "claimType": "Loan"}
    query = "&".join(f"{name}={value}" for name, value in bad.items())
    problem = problem_of(await office.ask("GET", f"/api/v2/invoice/search?{query}"), 400)
    assert set(problem["errors"]) == set(bad)
    assert "Overdue" in problem["errors"]["status"][0]
    for name in ("q", "invoiceNo"):
        problem_of(await office.ask("GET", f"/api/v2/invoice/search?{name}=%00"), 400)
    assert (await office.http.get(f"{BASE}/api/v2/invoice/search")).status_code == 401
