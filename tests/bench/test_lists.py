"""The lists' part of the bench; and among its purchases each way of looking finds what looking at every one finds."""

import re
from collections.abc import Sequence
from typing import Any

import asyncpg
from bench.house import House, connected, fresh_database
from bench.lists import QUERIES, SESSION_QUERIES, known_of, page_asked
from bench.looked_through import fill
from bench.orders import open_merchants, payment, work
from bench.size import Size

from bench import lists
from fordring.domain.merchant import Merchant
from fordring.services.checkout.list_purchases import ListPurchases, list_purchases
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.storage.listing import PurchaseFilter
from fordring.storage.looking import NEWEST_MAX
from fordring.storage.transaction import Connection

MANY = NEWEST_MAX + 400


async def test_every_query_is_timed(house: House) -> None:
    figures = await lists.measure(house, Size().scaled(0))
    assert len(figures) == len(QUERIES.splitlines()) - 1 + len(SESSION_QUERIES.splitlines()) - 1


async def test_each_way_of_looking_finds_what_looking_at_every_purchase_finds(house: House) -> None:
    # In a database of its own: the ledger knows nothing of these purchases.
    async with fresh_database(house, "looked_through") as its, connected(its, 2) as database:
        owner = (await open_merchants(database, 1))[0]
        example = await database.run(lambda connection: pay_by_invoice(payment(owner), work(connection)))
        await fill(its, database, example, MANY)
        known = await known_of(database, owner, MANY)
        async with database.reading() as connection:
            everything = await _everything(connection, owner)
            for query in QUERIES.splitlines()[1:]:
                page = page_asked(query, known, owner)
                command = ListPurchases(owner.merchant_id, page.wanted, page.limit, page.currencies, page.after)
                views = () if page.empty else await list_purchases(command, connection)
                expected = [] if page.empty else _fitting(everything, page.wanted, command, owner)
                assert [view.purchase.purchase_id for view in views] == expected[: page.limit], query


async def _everything(connection: Connection, owner: Merchant) -> list[asyncpg.Record]:
    rows: list[asyncpg.Record] = await connection.fetch(
        """SELECT p.*, ARRAY(SELECT e.at FROM purchase_event e
                              WHERE e.purchase_id = p.purchase_id AND e.kind = 'paid') AS paid
             FROM purchase p WHERE p.merchant_id = $1 ORDER BY created_at DESC, purchase_id DESC""",
        owner.merchant_id,
    )
    return rows


def _fitting(
    rows: Sequence[asyncpg.Record], wanted: PurchaseFilter, command: ListPurchases, owner: Merchant
) -> list[Any]:
    ids = [row["purchase_id"] for row in rows]
    behind = ids.index(command.after) + 1 if command.after else 0
    sold = not command.currencies or owner.currency in command.currencies
    return [row["purchase_id"] for row in rows[behind:] if sold and _fits(row, wanted)]


def _fits(row: asyncpg.Record, wanted: PurchaseFilter) -> bool:
    one_of = {
        "purchase_id": wanted.purchase_ids,
        "checkout_id": wanted.checkout_ids,
        "status": wanted.statuses,
        "product": wanted.products,
        "store_id": wanted.store_ids,
    }
    equal = {name: getattr(wanted, name) for name in ("merchant_reference", "merchant_reference_2", "customer_id")}
    told = {"channel": wanted.sold_through, "payout_destination_id": wanted.seller_id}
    content = {**row["content"], **row["content"].get("order", {})}
    return (
        all(not several or row[name] in several for name, several in one_of.items())
        and all(value is None or row[name] == value for name, value in equal.items())
        and all(value is None or content.get(name) == value for name, value in told.items())
        and _within(row["amount_minor"], wanted.amount_minor, wanted.amount_minor)
        and _within(row["amount_minor"], wanted.amount_minor_from, wanted.amount_minor_to)
        and _within(row["created_at"], wanted.created_from, wanted.created_to)
        and (not wanted.paid or any(_within(at, wanted.paid_from, wanted.paid_to) for at in row["paid"]))
        and (wanted.search_id is None or wanted.search_id in {row["purchase_id"], row["checkout_id"]})
        and all(_begins_a_word(row, term) for term in wanted.terms)
    )


def _within(value: Any, first: Any, last: Any) -> bool:
    return (first is None or value >= first) and (last is None or value <= last)


def _begins_a_word(row: asyncpg.Record, term: str) -> bool:
    names = ("merchant_reference", "merchant_reference_2", "email", "phone_number", "payer_name")
    texts = [str(row[name]).lower() for name in names if row[name]]
    return any(re.search(rf"(^|[\W_]){re.escape(term)}", text) for text in texts)
