"""Every filter of the merchant's lists at a year of purchases, alone and in pairs: how long the endpoint takes."""

import http.client
import time
from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from statistics import median
from urllib.parse import parse_qsl, quote
from uuid import UUID

from bench.figures import Figure
from bench.house import House, connected, fresh_database, public_url, settle, web_application
from bench.looked_through import YEAR, fill
from bench.orders import open_merchants, payment, work
from bench.pay import token_of
from bench.size import Size
from fordring.domain.merchant import Merchant
from fordring.faces.common.tokens import Tokens
from fordring.faces.dintero.translate.filters import Page, page_of
from fordring.faces.dintero.translate.ids import public_id
from fordring.main.clock import wall
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.services.onboarding.open_signing_key import open_signing_key
from fordring.storage.transaction import Database

PART = "lists"
MS_MAX = 50.0
TIMES = 9

# `{days_3}` is the moment three days ago, `{deep}` a transaction three quarters down the list.
QUERIES = """

limit=100
starting_after={deep}
starting_after={deep}&status=CAPTURED&limit=100
id={deep}
session_id={session}
merchant_reference={reference}
merchant_reference_2=wc-700
status=AUTHORIZED
status=CAPTURED&limit=100
status=PARTIALLY_CAPTURED
status=FAILED
status=CAPTURED&status=AUTHORIZATION_VOIDED
payment_product=kravia
payment_product_type=kravia.invoice_b2b&limit=100
payment_product_type=kravia.invoice_b2b_grouped
payment_operation=unscheduled_purchase
customer_id=c-4711
customer_id=c-4711&status=CAPTURED
store_id=store-0&limit=100
store_id=store-19
store_id=store-3&store_id=store-4&status=PARTIALLY_CAPTURED
store_id=elsewhere
currency=NOK
currency=SEK
amount=5000
amount.gte=2000
amount.gte=1000900
amount.lte=1005&status=CAPTURED
amount.gte=99000&amount.lte=99010
created_at.gte={days_30}&created_at.lte={days_29}
created_at.lte={days_300}&limit=100
created_at.gte={days_200}&created_at.lte={days_170}&status=PARTIALLY_CAPTURED
captured_at.gte={days_1}
captured_at.gte={days_180}&limit=100
captured_at.gte={days_101}&captured_at.lte={days_100}
captured_at.gte={days_400}&captured_at.lte={days_370}
captured_at.lte={days_300}
refunded_at.gte={days_300}
search={reference}
search={session}
search=anan ananber
search=anan
search=viksenmar
search=wc-7
search=example.com
search=mail4711@example.com
search=nobody at all
search=gahol&status=PARTIALLY_CAPTURED
payout_destination_id=seller-7
channel=ecommerce
channel=in_store&limit=100
channel=in_app
card_brand=Visa
token_id=x
"""

SESSION_QUERIES = """

limit=100
starting_after={session}&limit=100
id={session}
transaction_id={deep}
created_at.gte={days_30}&created_at.lte={days_29}
created_at.lte={days_300}&limit=100
store_id=store-19
store_id=store-0&limit=100
"""


async def measure(house: House, size: Size) -> list[Figure]:
    """Milliseconds of each query, the middle of several."""
    async with fresh_database(house, "bench_lists") as its, connected(its, 2) as database:
        owner = (await open_merchants(database, 1))[0]
        example = await database.run(lambda connection: pay_by_invoice(payment(owner), work(connection)))
        await fill(its, database, example, size.claims_many)
        await settle(its)
        known = await known_of(database, owner, size.claims_many)
        with web_application(its) as port:
            key = await database.run(lambda connection: open_signing_key(work(connection)))
            token = await token_of(database, owner, Tokens(key, public_url(port)))
            asked = [
                *(f"transactions?{query}" for query in QUERIES.splitlines()[1:]),
                *(f"sessions?{query}" for query in SESSION_QUERIES.splitlines()[1:]),
            ]
            return [_figure(query, port, token, known) for query in asked]


async def known_of(database: Database, owner: Merchant, many: int) -> dict[str, str]:
    """What stands for the names in the queries."""
    deep = f"order-{many * 3 // 4}"
    async with database.reading() as connection:
        row = await connection.fetchrow(
            "SELECT purchase_id, checkout_id FROM purchase WHERE merchant_id = $1 AND merchant_reference = $2",
            owner.merchant_id,
            deep,
        )
    assert row is not None
    now = wall()
    return {
        "reference": deep,
        "deep": _public(owner, row["purchase_id"]),
        "session": _public(owner, row["checkout_id"]),
        **{f"days_{days}": quote((now - timedelta(days=days)).isoformat()) for days in range(YEAR.days + 40)},
    }


def page_asked(query: str, known: Mapping[str, str], owner: Merchant) -> Page:
    """What a query asks for."""
    return page_of(parse_qsl(query.format(**known)), owner.account_id)


def _public(owner: Merchant, identifier: UUID) -> str:
    return public_id(owner.account_id, identifier)


def _figure(query: str, port: int, token: str, known: Mapping[str, str]) -> Figure:
    asked = f"/v1/{query.format(**known).replace(' ', '%20')}"
    with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
        took = median(_asked(connection, asked, token) for _ in range(TIMES))
    shown = f"GET /{query}"
    return Figure(PART, shown, f"{took:.1f} ms", "", None, f"under {MS_MAX:.0f} ms", took < MS_MAX)


def _asked(connection: http.client.HTTPConnection, path: str, token: str) -> float:
    """Milliseconds from asking to the last byte of the answer."""
    began = time.perf_counter()
    connection.request("GET", path, headers={"authorization": f"Bearer {token}"})
    answer = connection.getresponse()
    answer.read()
    assert answer.status == http.client.OK, (path, answer.status)
    return 1_000 * (time.perf_counter() - began)
