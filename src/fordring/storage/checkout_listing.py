"""Which checkouts a list shows: filters in the domain's words, and the SQL conditions that they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fordring.storage.listing import numbered

AFTER = """(c.created_at, c.checkout_id) < (SELECT a.created_at, a.checkout_id FROM checkout a
    WHERE a.merchant_id = $1 AND a.checkout_id = {v0})"""
OF_PURCHASES = """c.checkout_id IN (SELECT b.checkout_id FROM purchase b
    WHERE b.merchant_id = $1 AND b.purchase_id = ANY({v0}))"""
SEARCHED = ("c.merchant_reference", "c.merchant_reference_2", "c.payer_name")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckoutFilter:
    """What a list of checkouts is narrowed to; what is not named narrows nothing. Bounds are inclusive.

    `after` continues behind that checkout. `search` is looked for in references and the payer's name, whatever the
    case.
    """

    checkout_ids: tuple[UUID, ...] = ()
    purchase_ids: tuple[UUID, ...] = ()
    store_ids: tuple[str, ...] = ()
    created_from: datetime | None = None
    created_to: datetime | None = None
    search: str | None = None
    after: UUID | None = None


def conditions(wanted: CheckoutFilter) -> tuple[list[str], list[Any]]:
    """Conditions on `checkout c`, and their values, the first of which is the parameter $3; $1 is the merchant."""
    return numbered(_parts(wanted))


def _parts(wanted: CheckoutFilter) -> Iterator[tuple[Any, ...]]:
    if wanted.checkout_ids:
        yield "c.checkout_id = ANY({v0})", list(wanted.checkout_ids)
    if wanted.purchase_ids:
        yield OF_PURCHASES, list(wanted.purchase_ids)
    if wanted.store_ids:
        yield "c.store_id = ANY({v0})", list(wanted.store_ids)
    if wanted.created_from is not None:
        yield "c.created_at >= {v0}", wanted.created_from
    if wanted.created_to is not None:
        yield "c.created_at <= {v0}", wanted.created_to
    if wanted.search:
        anywhere = " OR ".join(f"strpos(lower({column}), lower({{v0}})) > 0" for column in SEARCHED)
        yield f"({anywhere})", wanted.search
    if wanted.after is not None:
        yield AFTER, wanted.after
