"""Purchases that wait for grouped invoices, made here: one real one, copied by statements over whole sets."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from bench.orders import LINES, open_merchants, payment, work
from fordring.domain.calendar import local_day
from fordring.domain.claim.grouping import Group
from fordring.domain.purchase.purchase import Product
from fordring.main.clock import wall
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.storage.merchants import set_clock
from fordring.storage.transaction import Connection, Database

PURCHASES_AT_ONCE = 20_000
LATER = timedelta(days=70)
"""So far the merchant's clock is moved on, so that the period is over and its invoices are due."""

# Purchase n of all is customer n % customers'; ids grow as those of purchases made one after the other do.
COPIED = """
    WITH n AS MATERIALIZED (
        SELECT n, lpad(to_hex($3::bigint + n), 12, '0') AS hex, n % $4 AS customer
          FROM generate_series($1::bigint, $2::bigint) AS n),
    ids AS MATERIALIZED (
        SELECT n, customer, (hex || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid AS id
          FROM n),
    bought AS (
        INSERT INTO purchase SELECT (jsonb_populate_record(p, jsonb_build_object(
               'purchase_id', ids.id, 'checkout_id', ids.id, 'merchant_reference', 'order-' || ids.n))).*
          FROM ids, purchase p WHERE p.purchase_id = $5),
    told AS (
        INSERT INTO purchase_event SELECT (jsonb_populate_record(e, jsonb_build_object('purchase_id', ids.id))).*
          FROM ids, purchase_event e WHERE e.purchase_id = $5)
    INSERT INTO billing_item SELECT (jsonb_populate_record(i, jsonb_build_object(
           'purchase_id', ids.id, 'group_key', md5(ids.customer::text)::uuid, 'payer_key', 'org:NO:' || ids.customer,
           'billing', i.billing || jsonb_build_object('business_name', format('Kunde %s AS', ids.customer),
                                                      'email', format('faktura-%s@example.com', ids.customer))))).*
      FROM ids, billing_item i WHERE i.purchase_id = $5"""
GROUPED = """
    INSERT INTO billing_group (merchant_id, bill_on, group_key, purchases)
    SELECT merchant_id, bill_on, group_key, count(*) FROM billing_item WHERE purchase_id <> $1 GROUP BY 1, 2, 3"""
OF_THE_PURCHASE = ("billing_item", "purchase_event", "outgoing_call", "purchase")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Whose purchases wait, and how many of how many customers; all are due."""

    merchant_id: UUID
    purchases: int
    customers: int


async def wait_for_billing(database: Database, purchases: int, customers: int) -> Waiting:
    """So many purchases of so many customers of one merchant, whose clock shows a day after the period."""
    (owner,) = await open_merchants(database, 1)
    lines = [{"line_id": str(n), "description": text, "amount": amount} for n, (text, amount) in enumerate(LINES)]
    given = payment(owner)
    company = replace(given.billing, business_name="Kunde AS", organization_number="923609016")
    command = replace(given, product=Product.GROUPED, billing=company, content={"order": {"items": lines}})
    view = await database.run(lambda connection: pay_by_invoice(command, work(connection)))
    assert view.item is not None
    first_ms = int(wall().timestamp() * 1_000)
    for start in range(1, purchases + 1, PURCHASES_AT_ONCE):
        last = min(start + PURCHASES_AT_ONCE - 1, purchases)
        await _execute(database, COPIED, start, last, first_ms, customers, view.purchase.purchase_id)
    await _execute(database, GROUPED, view.purchase.purchase_id)
    await _forget(database, view.purchase.purchase_id, view.item.group)

    async def move_on(connection: Connection) -> None:
        await set_clock(connection, owner.merchant_id, replace(owner.clock, offset=LATER))

    await database.run(move_on)
    due = local_day(wall() + LATER, owner.country)
    if view.item.group.bill_on > due:
        raise RuntimeError("the purchases are not due yet")
    return Waiting(owner.merchant_id, purchases, customers)


async def _forget(database: Database, purchase_id: UUID, group: Group) -> None:
    """The purchase that was copied is no part of the measurement."""
    await _execute(database, "DELETE FROM billing_group WHERE group_key = $1", group.key)
    for table in OF_THE_PURCHASE:
        await _execute(database, f"DELETE FROM {table} WHERE purchase_id = $1", purchase_id)  # noqa: S608 - words of the constant


async def _execute(database: Database, text: str, *values: object) -> None:
    async with database.transaction() as connection:
        await connection.execute(text, *values)
