"""A year of one merchant's purchases to look through: spread over states, customers, stores, names and sums.

They are rows of a real purchase with other values, made by statements over whole sets; the ledger knows none of them.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bench.house import House, settle
from fordring.main.clock import wall
from fordring.services.views import PurchaseView
from fordring.storage import words
from fordring.storage.transaction import Database

YEAR = timedelta(days=365)
AT_ONCE = 25_000
COUNTED = 1_000
SYLLABLES = ["an", "ber", "dal", "en", "ga", "hol", "lu", "mar", "sen", "vik"]
PAID = "drawn.status IN ('captured', 'partially_captured')"

# What differs from purchase to purchase. Payments come up to four weeks after; a few are void, unpaid or paid in part.
DRAWN = """
SELECT place, gen_random_uuid() AS claim_id, gen_random_uuid() AS checkout_id, created_at,
       (left(stamp, 8) || '-' || right(stamp, 4) || substr(gen_random_uuid()::text, 14))::uuid AS purchase_id,
       random() AS a, random() AS b, random() AS c, random() AS d,
       CASE WHEN place * $2::interval < random() * interval '28 days' THEN 'authorized'
            ELSE (ARRAY['voided', 'partially_captured', 'authorized', 'captured'])
                 [1 + width_bucket(random(), ARRAY[0.02, 0.03, 0.05])] END AS status
  FROM generate_series($3::integer, $4::integer) AS place,
       LATERAL (SELECT $1::timestamptz - place * $2::interval) AS made(created_at),
       LATERAL (SELECT lpad(to_hex(floor(extract(epoch FROM created_at) * 1000)::bigint), 12, '0')) AS ids(stamp)
"""

ORDER = """
jsonb_build_object('amount', 1000, 'items', (SELECT jsonb_agg(jsonb_build_object('id', line, 'line_id', line,
        'amount', 1000, 'vat', 25, 'description', 'Sykkelbjelle nummer ' || line)) FROM generate_series(1, 5) AS line))
    || CASE WHEN c < 0.01 THEN jsonb_build_object('payout_destination_id', 'seller-' || floor(b * 1000)) ELSE '{}' END
"""


def _name(drawn: str, length: int) -> str:
    """SQL of an invented name of so many syllables, the first ones frequent, from what was drawn."""
    digits = (f"(floor({drawn} * {drawn} * {10**length})::integer / {10**place} % 10 + 1)" for place in range(length))
    return " || ".join(f"(ARRAY{SYLLABLES})[{digit}]" for digit in digits)


# The columns of each table that differ; the others are those of the example.
CLAIM = {"claim_id": "drawn.claim_id", "claim_no": "5000000 + place", "number": "'LOOKD-' || place"}
PURCHASE = {
    "claim_id": "drawn.claim_id",
    "purchase_id": "drawn.purchase_id",
    "checkout_id": "drawn.checkout_id",
    "product": "CASE WHEN a < 0.1 THEN 'business' ELSE 'consumer' END",
    "status": "drawn.status",
    "captured_minor": f"CASE WHEN {PAID} THEN 500 ELSE 0 END",
    "amount_minor": "1000 + floor(b * b * 1000000)",
    "merchant_reference": "'order-' || place",
    "merchant_reference_2": "CASE WHEN c < 0.3 THEN 'wc-' || place * 7 END",
    "customer_id": "CASE WHEN c < 0.6 THEN 'c-' || floor(a * 50000) END",
    "email": "'mail' || floor(d * 300000) || '@example.com'",
    "phone_number": "'+479' || floor(1e6 + 9e6 * d)",
    "payer_name": f"{_name('a', 2)} || ' ' || {_name('b', 3)}",
    "store_id": "CASE WHEN d < 0.5 THEN 'store-' || floor(a * a * 20) END",
    "content": "jsonb_build_object('profile_id', 'default', 'channel', CASE WHEN d < 0.01 THEN 'in_store'"
    f" ELSE 'ecommerce' END, 'order', {ORDER})",
    "created_at": "drawn.created_at",
    "updated_at": "drawn.created_at",
}
CHECKOUT = {
    name: PURCHASE[name]
    for name in (
        "checkout_id",
        "purchase_id",
        "merchant_reference",
        "payer_name",
        "store_id",
        "created_at",
        "updated_at",
    )
}
EVENT = {"purchase_id": "drawn.purchase_id"}
PAYMENT = {**EVENT, "kind": "'paid'", "event_no": "9", "at": "drawn.created_at + c * interval '28 days'"}
DOCUMENT = {"claim_id": "drawn.claim_id", "document_id": "gen_random_uuid()"}


def _copying(table: str, key: str, differing: Mapping[str, str], which: str = "true") -> str:
    """The statement that copies the rows of the merchant $1 whose `key` is $2, once for each purchase drawn."""
    values = ", ".join(f"'{column}', {value}" for column, value in differing.items())
    return f"""WITH example AS MATERIALIZED (SELECT t FROM {table} AS t WHERE (t.merchant_id, t.{key}) = ($1, $2))
        INSERT INTO {table} SELECT made.* FROM drawn, example,
            LATERAL jsonb_populate_record(example.t, jsonb_build_object({values})) AS made WHERE {which}"""  # noqa: S608 - of the constants above


async def fill(house: House, database: Database, example: PurchaseView, many: int) -> None:
    """`many` purchases of the merchant of `example` over the past year, each as complete as that one."""
    step, now = YEAR / many, wall()
    first, last = 1, min(many, COUNTED)
    while first <= many:
        await _add(database, example, now, step, first, last)
        if first == 1:  # or the checks of foreign keys read whole tables that were almost empty when last looked at
            await settle(house)
        first, last = last + 1, min(many, last + AT_ONCE)
    while await database.run(lambda connection: words.keep(connection, now)):
        pass


async def _add(
    database: Database, example: PurchaseView, now: datetime, step: timedelta, first: int, last: int
) -> None:
    merchant_id, purchase = example.merchant.merchant_id, example.purchase
    async with database.transaction() as connection:
        await connection.execute("SELECT setseed($1)", 1 / first)
        await connection.execute("CREATE TEMP TABLE drawn ON COMMIT DROP AS " + DRAWN, now, step, first, last)
        for table, differing in (("claim", CLAIM), ("purchase", PURCHASE), ("document", DOCUMENT)):
            await connection.execute(_copying(table, "claim_id", differing), merchant_id, purchase.claim_id)
        await connection.execute(_copying("checkout", "checkout_id", CHECKOUT), merchant_id, purchase.checkout_id)
        for differing, which in ((EVENT, "true"), (PAYMENT, f"{PAID} AND (example.t).event_no = 1")):
            statement = _copying("purchase_event", "purchase_id", differing, which)
            await connection.execute(statement, merchant_id, purchase.purchase_id)
