"""Which purchases a list shows: filters in the domain's words, and the SQL conditions that they are.

A filter that names several values of one thing is satisfied by any of them; different filters must all be satisfied.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from fordring.domain.purchase.lifecycle import Status
from fordring.domain.purchase.purchase import Product

FIRST_PARAMETER = 3

ONE_OF = {
    "purchase_ids": "p.purchase_id",
    "checkout_ids": "p.checkout_id",
    "statuses": "p.status",
    "products": "p.product",
    "currencies": "p.currency",
    "store_ids": "p.store_id",
}
EQUAL = {
    "merchant_reference": "p.merchant_reference",
    "merchant_reference_2": "p.merchant_reference_2",
    "customer_id": "p.customer_id",
    "amount_minor": "p.amount_minor",
}
AT_LEAST = {"amount_minor_from": "p.amount_minor", "created_from": "p.created_at"}
AT_MOST = {"amount_minor_to": "p.amount_minor", "created_to": "p.created_at"}

PAID_IN_TIME = """EXISTS (SELECT FROM purchase_event e
    WHERE (e.merchant_id, e.purchase_id) = (p.merchant_id, p.purchase_id) AND e.kind = 'paid' AND e.success
      AND e.at >= coalesce({first}::timestamptz, '-infinity') AND e.at <= coalesce({last}::timestamptz, 'infinity'))"""

AFTER = """(p.created_at, p.purchase_id) < (SELECT a.created_at, a.purchase_id FROM purchase a
    WHERE a.merchant_id = p.merchant_id AND a.purchase_id = {after})"""

SEARCHED = ("p.merchant_reference", "p.merchant_reference_2", "p.phone_number", "p.email", "p.payer_name")


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseFilter:
    """What a list of purchases is narrowed to; what is not named narrows nothing. Bounds are inclusive.

    `after` continues behind that purchase. `content` is what the echoed order must contain. `search` is looked for in
    references, telephone, e-mail and name, whatever the case; `search_id` may be the purchase or its checkout.
    """

    purchase_ids: tuple[UUID, ...] = ()
    checkout_ids: tuple[UUID, ...] = ()
    statuses: tuple[Status, ...] = ()
    products: tuple[Product, ...] = ()
    currencies: tuple[str, ...] = ()
    store_ids: tuple[str, ...] = ()
    merchant_reference: str | None = None
    merchant_reference_2: str | None = None
    customer_id: str | None = None
    amount_minor: int | None = None
    amount_minor_from: int | None = None
    amount_minor_to: int | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None
    paid_from: datetime | None = None
    paid_to: datetime | None = None
    search: str | None = None
    search_id: UUID | None = None
    after: UUID | None = None
    content: Mapping[str, Any] = field(default_factory=dict)


def conditions(wanted: PurchaseFilter) -> tuple[list[str], list[Any]]:
    """Conditions on `purchase p`, and their values, the first of which is the parameter $3."""
    texts: list[str] = []
    values: list[Any] = []
    for text, *given in _parts(wanted):
        names = {f"v{place}": f"${FIRST_PARAMETER + len(values) + place}" for place in range(len(given))}
        texts.append(text.format(**names))
        values += given
    return texts, values


def _parts(wanted: PurchaseFilter) -> Iterator[tuple[Any, ...]]:
    """Each condition as a text with `{v0}`, `{v1}` … for the values behind it."""
    yield from _plain_parts(wanted)
    if wanted.paid_from or wanted.paid_to:
        yield PAID_IN_TIME.format(first="{v0}", last="{v1}"), wanted.paid_from, wanted.paid_to
    if wanted.content:
        yield "p.content @> {v0}", wanted.content
    if wanted.search_id is not None:
        yield "{v0} IN (p.purchase_id, p.checkout_id)", wanted.search_id
    elif wanted.search:
        anywhere = " OR ".join(f"strpos(lower({column}), lower({{v0}})) > 0" for column in SEARCHED)
        yield f"({anywhere})", wanted.search
    if wanted.after is not None:
        yield AFTER.format(after="{v0}"), wanted.after


def _plain_parts(wanted: PurchaseFilter) -> Iterator[tuple[Any, ...]]:
    """The conditions that compare a column with what is asked for."""
    for name, column in ONE_OF.items():
        if several := getattr(wanted, name):
            yield f"{column} = ANY({{v0}})", list(several)
    for operator, columns in (("=", EQUAL), (">=", AT_LEAST), ("<=", AT_MOST)):
        for name, column in columns.items():
            if (value := getattr(wanted, name)) is not None:
                yield f"{column} {operator} {{v0}}", value
