"""The query of `GET /sessions` becomes a filter (API reference, list sessions). Unknown parameters are ignored."""

from collections.abc import Sequence
from dataclasses import dataclass

from fordring.faces.dintero.translate.filters import Query, ids, limit_of
from fordring.faces.dintero.translate.ids import own_id
from fordring.storage.checkout_listing import CheckoutFilter


@dataclass(frozen=True, slots=True)
class SessionPage:
    """What a list shows: the filter, the most it may hold; `empty` when nothing can fit."""

    wanted: CheckoutFilter
    limit: int
    empty: bool


def page_of(given: Sequence[tuple[str, str]], account_id: str) -> SessionPage:
    """The page that a query asks for. Raises BadRequestError, and NotFoundError for another's `starting_after`."""
    query = Query(given)
    limit = limit_of(query)
    after = query.one("starting_after")
    wanted = CheckoutFilter(
        checkout_ids=ids(query, "id", account_id),
        purchase_ids=ids(query, "transaction_id", account_id),
        store_ids=tuple(query.all("store_id")),
        created_from=query.moment("created_at.gte"),
        created_to=query.moment("created_at.lte"),
        search=query.one("search") or None,
        after=own_id("session", after, account_id) if after is not None else None,
    )
    return SessionPage(wanted, limit, query.empty)
