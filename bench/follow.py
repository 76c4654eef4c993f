"""Searching and following invoices at the creditor face with very many of them; and what their stamps cost writers."""

import http.client
import time
from contextlib import AsyncExitStack, closing
from statistics import median
from urllib.parse import quote

import asyncpg

from bench.figures import Figure, at_most
from bench.followed import fill
from bench.growth import TURNS, book_in_turns, contestant, pay_in_turns
from bench.house import House, connected, fresh_database, settle, web_application
from bench.orders import open_merchants, payment, work
from bench.size import Size
from fordring.faces.kravia.translate.ticks import tick_text
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.services.onboarding.issue_token import IssueToken, issue_token

PART = "follow"
SEARCH_MS_MAX = 30.0
IDLE_MS_MAX = 10.0
COST_MAX = 1.15
TIMES = 15
IDLE = "orderBy=11&byAscending=True&lastUpdatedTime={last}"
QUERIES = f"""

top=100
orderBy=11&byAscending=True
orderBy=11&byAscending=True&lastUpdatedTime={{middle}}
top=20&skip=1000
creditorId={{creditor}}
claimType=CollectionCase
claimType=CreditNote
claimType=Open
status=Registered
status=Sent
status=Overdue
status=OnHold
status=InstalmentPlan
status=AwaitingApproval
status=Reminder
status=Compensation
status=CollectionNotice
status=PaymentDemand
status=HeavyPaymentDemand
status=LegalAction
status=Monitored
status=Open
status=PaymentDemand&claimType=CollectionCase
status=PaymentDemand&orderBy=11&byAscending=True&lastUpdatedTime={{middle}}
status=InstalmentPlan&q=anan
status=Paid
status=Credited
status=TimeBarred
status=WrittenOff
status=Withdrawn&claimType=CollectionCase
invoiceNo=LOOKD-700
q=LOOKD-700
q=anan ananber
q=mail4711@example.com
q=nobody at all
{IDLE}
"""
STATISTICS = ("creditor", "cases")
UNSTAMPED = """
    ALTER TABLE claim DISABLE TRIGGER claim_stamped;
    DROP INDEX claim_stamp, claim_stamp_open, claim_stamp_lost, claim_stamp_paused, claim_stamp_kind,
        claim_stamp_step"""


async def measure(house: House, size: Size) -> list[Figure]:
    """Milliseconds of each search over HTTP, and the rates of payments and bookings against those without stamps."""
    async with fresh_database(house, "bench_follow") as its, connected(its, 2) as database:
        owners = await open_merchants(database, 2)
        example = await database.run(lambda connection: pay_by_invoice(payment(owners[0]), work(connection)))
        await fill(its, database, example.claim, size.claims_many)
        await settle(its)
        async with database.reading() as connection:
            stamps = (
                "SELECT max(stamp) AS last, percentile_disc(0.5) WITHIN GROUP (ORDER BY stamp) AS middle FROM claim"
            )
            row = await connection.fetchrow(stamps)
        assert row is not None
        known = {name: tick_text(row[name]) for name in ("last", "middle")} | {"creditor": str(owners[0].creditor_no)}
        command = IssueToken("bench", frozenset(owner.merchant_id for owner in owners))
        token = await database.run(lambda connection: issue_token(command, work(connection)))
        with web_application(its) as port, closing(http.client.HTTPConnection("127.0.0.1", port)) as client:
            found = [_figure(query, client, token, known) for query in QUERIES.splitlines()[1:]]
            found += [_counted(which, client, token) for which in STATISTICS]
    return [*found, *await _cost(house, size)]


def _figure(query: str, client: http.client.HTTPConnection, token: str, known: dict[str, str]) -> Figure:
    path = f"/api/v2/invoice/search?{quote(query.format(**known), safe='=&:')}"
    took = median(_asked(client, path, token) for _ in range(TIMES))
    most = IDLE_MS_MAX if query == IDLE else SEARCH_MS_MAX
    shown = f"search?{query}" if query != IDLE else f"search?{query}, nothing changed"
    return Figure(PART, shown, f"{took:.1f} ms", "", None, f"under {most:.0f} ms", took < most)


def _counted(which: str, client: http.client.HTTPConnection, token: str) -> Figure:
    """All of a creditor's claims by how they stand."""
    took = median(_asked(client, f"/api/v2/statistic/{which}", token) for _ in range(TIMES))
    return Figure(PART, f"statistic/{which}", f"{took:.1f} ms", "", None, "", None)


def _asked(client: http.client.HTTPConnection, path: str, token: str) -> float:
    """Milliseconds from asking to the last byte of the answer."""
    began = time.perf_counter()
    client.request("GET", path, headers={"authorization": token})
    answer = client.getresponse()
    answer.read()
    assert answer.status == http.client.OK, (path, answer.status)
    return 1_000 * (time.perf_counter() - began)


async def _cost(house: House, size: Size) -> list[Figure]:
    """A payment and a booked credit, one at a time and in turns, against a database whose claims bear no stamps."""
    async with AsyncExitStack() as stack:
        bare = await contestant(stack, house, "bench_unstamped", size.claims_few)
        connection = await asyncpg.connect(bare.house.owner_dsn)
        await connection.execute(UNSTAMPED)
        await connection.close()
        stamped = await contestant(stack, house, "bench_stamped", size.claims_few)
        paid = await pay_in_turns(bare, stamped, size.units)
        booked = await book_in_turns(bare, stamped, size.claims_few // (TURNS + 1))
    return [
        at_most(PART, "one payment, its claim stamped", paid[1], paid[0], COST_MAX, "without stamps"),
        at_most(PART, "one booked credit, its claim stamped", booked[1], booked[0], COST_MAX, "without stamps"),
    ]
