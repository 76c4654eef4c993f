"""Which purchases a list shows: filters in the domain's words, and the SQL conditions that they are.

A filter that names several values of one thing is satisfied by any of them; different filters must all be satisfied.
How the purchases are found by them stands in `storage/looking.py`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fordring.domain.purchase.lifecycle import Status
from fordring.domain.purchase.purchase import Product

FIRST_PARAMETER = 3


PAID_IN_TIME = """EXISTS (SELECT FROM purchase_event e
    WHERE (e.merchant_id, e.purchase_id) = (p.merchant_id, p.purchase_id) AND e.kind = 'paid' AND e.success
      AND e.at >= coalesce({v0}::timestamptz, '-infinity') AND e.at <= coalesce({v1}::timestamptz, 'infinity'))"""
SEARCHED = "searched_in(p.merchant_reference, p.merchant_reference_2, p.email, p.phone_number, p.payer_name)"
NOT_OF_A_WORD = re.compile(r"(\W)")
BEGINS_A_WORD = "(^|[^[:alnum:]])"


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseFilter:
    """What a list of purchases is narrowed to; what is not named narrows nothing. Bounds are inclusive.

    `after` continues behind the purchase that was made then and has this id. `search` is looked for at the beginnings
    of words of references, telephone, e-mail and name, whatever the case; `search_id` may be the purchase or its
    checkout.
    """

    purchase_ids: tuple[UUID, ...] = ()
    checkout_ids: tuple[UUID, ...] = ()
    statuses: tuple[Status, ...] = ()
    products: tuple[Product, ...] = ()
    store_ids: tuple[str, ...] = ()
    merchant_reference: str | None = None
    merchant_reference_2: str | None = None
    customer_id: str | None = None
    seller_id: str | None = None
    sold_through: str | None = None
    amount_minor: int | None = None
    amount_minor_from: int | None = None
    amount_minor_to: int | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None
    paid_from: datetime | None = None
    paid_to: datetime | None = None
    search: str | None = None
    search_id: UUID | None = None
    after: tuple[datetime, UUID] | None = None

    @property
    def paid(self) -> bool:
        """Whether it asks when the purchase was paid."""
        return self.paid_from is not None or self.paid_to is not None

    @property
    def terms(self) -> list[str]:
        """What is searched for: each of these must be found."""
        return (self.search or "").lower().split()


Part = tuple[Any, ...]
"""A condition as a text with `{v0}`, `{v1}` … for the values behind it."""


def numbered(parts: Iterable[Part], first: int = FIRST_PARAMETER) -> tuple[list[str], list[Any]]:
    """Conditions with numbered parameters, and their values, the first of which is the parameter `first`."""
    texts: list[str] = []
    values: list[Any] = []
    for text, *given in parts:
        names = {f"v{place}": f"${first + len(values) + place}" for place in range(len(given))}
        texts.append(text.format(**names))
        values += given
    return texts, values


def joined(*parts: Part, glue: str = " ") -> Part:
    """Parts as one."""
    texts: list[str] = []
    values: list[Any] = []
    for text, *given in parts:
        names = {f"v{place}": f"{{v{len(values) + place}}}" for place in range(len(given))}
        texts.append(text.format(**names))
        values += given
    return glue.join(texts), *values


def plain_parts(wanted: PurchaseFilter) -> Iterator[Part]:
    """When it was made, which every index here knows."""
    if wanted.created_from is not None:
        yield "p.created_at >= {v0}", wanted.created_from
    made_until = [moment for moment in (wanted.created_to, wanted.paid_to) if moment is not None]
    if made_until:  # nothing is paid before it is made
        yield "p.created_at <= {v0}", min(made_until)
    if wanted.after is not None:
        yield "(p.created_at, p.purchase_id) < ({v0}::timestamptz, {v1}::uuid)", *wanted.after


def kind_parts(wanted: PurchaseFilter) -> Iterator[Part]:
    """Its product and where it stands."""
    if wanted.products:
        yield "p.product = ANY({v0})", list(wanted.products)
    if wanted.statuses:
        yield "p.status = ANY({v0})", list(wanted.statuses)


def costly_parts(wanted: PurchaseFilter) -> Iterator[Part]:
    """What must be looked at in the purchase itself."""
    if wanted.sold_through is not None:
        yield "p.content ->> 'channel' = {v0}", wanted.sold_through
    if wanted.amount_minor_from is not None:
        yield "p.amount_minor >= {v0}", wanted.amount_minor_from
    if wanted.amount_minor_to is not None:
        yield "p.amount_minor <= {v0}", wanted.amount_minor_to
    if wanted.paid:
        yield PAID_IN_TIME, wanted.paid_from, wanted.paid_to
    if wanted.terms:
        yield f"lower({SEARCHED}) ~ ALL ({{v0}}::text[])", [begun(term) for term in wanted.terms]


def begun(term: str) -> str:
    """The pattern of a text in which `term` begins a word; one that begins with a sign may stand anywhere."""
    pattern = NOT_OF_A_WORD.sub(r"\\\1", term)
    return BEGINS_A_WORD + pattern if term[0].isalnum() else pattern
