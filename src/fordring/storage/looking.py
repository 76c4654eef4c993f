"""How the purchases of a list are found, newest first: always by an index, never by the planner's luck.

What is asked for exactly has an index that yields its purchases in the list's order; those of several values are
merged. What is not (a search, a time of payment, a range of amounts) is looked for among the newest first; where these
do not fill the page it is rare, and its own index finds all of it. docs/decisions/0024-lists.md has the table.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.purchase.lifecycle import Status
from fordring.domain.purchase.purchase import Product
from fordring.storage import words
from fordring.storage.listing import (
    FIRST_PARAMETER,
    Part,
    PurchaseFilter,
    costly_parts,
    joined,
    kind_parts,
    numbered,
    plain_parts,
)
from fordring.storage.transaction import Connection

NEWEST_MAX = 2_000
"""How many of the newest are looked through before an index on what is asked for is."""


@dataclass(frozen=True, slots=True)
class Column:
    """What is compared, in SQL, and its type."""

    text: str
    kind: str = "text"


EXACT = {
    "purchase_ids": Column("p.purchase_id", "uuid"),
    "checkout_ids": Column("p.checkout_id", "uuid"),
    "merchant_reference": Column("p.merchant_reference"),
    "merchant_reference_2": Column("p.merchant_reference_2"),
    "customer_id": Column("p.customer_id"),
    "seller_id": Column("p.content -> 'order' ->> 'payout_destination_id'"),
    "store_ids": Column("p.store_id"),
    "amount_minor": Column("p.amount_minor", "bigint"),
}
"""Each has an index that yields the purchases with one value newest first; what is narrower stands first."""

PRODUCT = Column("p.product")
STATUS = Column("p.status")
CHANNEL = Column("p.content ->> 'channel'")
USUAL_CHANNEL = "ecommerce"
ELSEWHERE = "p.content ->> 'channel' <> 'ecommerce'"
"""What the index on the channel is about: most purchases are sold through the usual one."""

ORDER = "ORDER BY p.created_at DESC, p.purchase_id DESC LIMIT"
FIND = "SELECT p.purchase_id, p.created_at FROM purchase p WHERE p.merchant_id = $1"
PAYMENTS = """SELECT DISTINCT e.purchase_id FROM purchase_event e
    WHERE e.merchant_id = $1 AND e.kind = 'paid' AND e.success
      AND e.at BETWEEN coalesce({v0}::timestamptz, '-infinity') AND coalesce({v1}::timestamptz, 'infinity')"""
OF_SOME = """) SELECT p.purchase_id, p.created_at FROM narrow CROSS JOIN LATERAL (
    SELECT * FROM purchase o WHERE o.merchant_id = $1 AND o.purchase_id = narrow.purchase_id OFFSET 0) AS p
    WHERE true"""
"""One by one by their keys: joined as a whole, the planner might look at every purchase there is."""


async def look(connection: Connection, merchant_id: UUID, wanted: PurchaseFilter, limit: int) -> list[UUID]:
    """The ids of the newest purchases that fit."""
    rows: list[asyncpg.Record] = []
    for way in _ways(wanted):
        (text,), values = numbered([way], FIRST_PARAMETER)
        rows = await connection.fetch(text, merchant_id, limit, *values)
        if len(rows) == limit:
            break
    return [row["purchase_id"] for row in rows]


def _ways(wanted: PurchaseFilter) -> Iterator[Part]:
    """The statements that find what is wanted; each finds more than the one before, the last finds all."""
    exact = {name: several for name in EXACT if (several := _several(wanted, name))}
    rest = [*plain_parts(wanted), *kind_parts(wanted), *costly_parts(wanted)]
    if exact:
        first, *others = [(EXACT[name], several) for name, several in exact.items()]
        yield _merged([first], [*(_any_of(*other) for other in others), *rest])
    elif wanted.search_id is not None:
        yield _of_some((f"{FIND} AND (p.purchase_id = {{v0}} OR p.checkout_id = {{v0}})", wanted.search_id), rest)
    elif wanted.sold_through not in {None, USUAL_CHANNEL}:
        yield _merged([(CHANNEL, [wanted.sold_through])], [(ELSEWHERE,), *rest])
    elif not list(costly_parts(wanted)):
        yield _newest(wanted, "$2")
    else:
        yield _of_some(_newest(wanted, str(NEWEST_MAX)), costly_parts(wanted))
        yield _of_some(_by_index(wanted), rest)


def _several(wanted: PurchaseFilter, name: str) -> list[Any]:
    """The values asked for exactly, each once."""
    value = getattr(wanted, name)
    if value is None:
        return []
    return list(dict.fromkeys(value)) if isinstance(value, tuple) else [value]


def _newest(wanted: PurchaseFilter, limit: str) -> Part:
    """The newest of all, or of the kinds that are asked for."""
    plain = plain_parts(wanted)
    if not wanted.products and not wanted.statuses:
        return joined((FIND,), *_further(plain), (f"{ORDER} {limit}",))
    kinds: list[tuple[Column, list[Any]]] = [
        (PRODUCT, list(wanted.products or Product)),
        (STATUS, list(wanted.statuses or Status)),
    ]
    return _merged(kinds, plain, limit)


def _by_index(wanted: PurchaseFilter) -> Part:
    """Every purchase that the index on what is asked for yields, in no order."""
    if wanted.terms:
        return words.FOUND, wanted.terms
    if wanted.paid:
        return PAYMENTS, wanted.paid_from, wanted.paid_to
    return joined((FIND,), *_further(costly_parts(wanted)))


def _merged(keys: Sequence[tuple[Column, Sequence[Any]]], rest: Iterable[Part], limit: str = "$2") -> Part:
    """The newest of each combination of these values, each read in order from an index that begins with them."""
    values = [
        (f"unnest({{v0}}::{column.kind}[]) AS key{place}(value)", several)
        for place, (column, several) in enumerate(keys)
    ]
    same = [(f"AND {column.text} = key{place}.value",) for place, (column, _) in enumerate(keys)]
    return joined(
        ("SELECT p.purchase_id, p.created_at FROM",),
        joined(*values, glue=" CROSS JOIN "),
        (f"CROSS JOIN LATERAL ({FIND}",),
        *same,
        *_further(rest),
        (f"{ORDER} {limit}) AS p {ORDER} {limit}",),
    )


def _of_some(some: Part, rest: Iterable[Part]) -> Part:
    """The newest of some purchases that also satisfy the rest."""
    return joined(("WITH narrow AS MATERIALIZED (",), some, (OF_SOME,), *_further(rest), (f"{ORDER} $2",))


def _any_of(column: Column, several: Sequence[Any]) -> Part:
    return f"{column.text} = ANY({{v0}}::{column.kind}[])", several


def _further(parts: Iterable[Part]) -> Iterator[Part]:
    return ((f"AND {text}", *values) for text, *values in parts)
