"""The query of `GET /transactions` becomes a filter (API reference, list transactions). Unknown parameters are ignored.

Filters for things that no invoice purchase has (cards, tokens, refunds) are accepted and leave nothing.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from fordring.domain.errors import NotFoundError
from fordring.faces.dintero.errors import BadRequestError
from fordring.faces.dintero.translate import vocabulary
from fordring.faces.dintero.translate.fields import Problem
from fordring.faces.dintero.translate.ids import own_id, parse_id
from fordring.storage.listing import PurchaseFilter

LIMIT_MAX = 100
LIMIT = 10
BIGINT_MAX = 2**63 - 1
TEXT_LENGTH_MAX = 255
ABSENT = ("card_brand", "token_id", "refunded_at.gte", "refunded_at.lte", "payout_correlation_id", "terminal_id")
"""Filters for what invoice purchases never have."""

PRODUCT = re.compile(r"[a-z0-9_]{1,64}", re.ASCII)
PRODUCT_TYPE = re.compile(r"[a-z0-9_]{1,64}\.[a-z0-9_]{1,64}", re.ASCII)
CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
INTEGER = re.compile(r"-?[0-9]{1,19}", re.ASCII)
LOST_PLUS = re.compile(r" (?=[0-9]{2}:?[0-9]{2}$)")


@dataclass(frozen=True, slots=True)
class Page:
    """What a list shows: the filter, the most it may hold, behind which it begins; `empty` when nothing can fit."""

    wanted: PurchaseFilter
    limit: int
    empty: bool
    currencies: Sequence[str]
    after: UUID | None


class Query:
    """The query's parameters, read one by one; the first that cannot be used is told."""

    def __init__(self, given: Sequence[tuple[str, str]], absent: Sequence[str] = ()) -> None:
        self._given: dict[str, list[str]] = {}
        for name, value in given:
            if "\0" in value or len(value) > TEXT_LENGTH_MAX:
                raise BadRequestError(Problem((name,), "is no text that can be searched for"))
            self._given.setdefault(name, []).append(value)
        self.empty = any(name in self._given for name in absent)

    def all(self, name: str) -> list[str]:
        """Every value of a parameter that may be repeated."""
        return self._given.get(name, [])

    def one(self, name: str) -> str | None:
        """The last value."""
        return self._given[name][-1] if name in self._given else None

    def integer(self, name: str) -> int | None:
        """The last value, a number that fits a column."""
        text = self.one(name)
        if text is None:
            return None
        if not INTEGER.fullmatch(text) or abs(int(text)) > BIGINT_MAX:
            raise BadRequestError(Problem((name,), "is not an integer"))
        return int(text)

    def moment(self, name: str) -> datetime | None:
        """The last value, an ISO 8601 time; without a zone it is UTC."""
        text = self.one(name)
        if text is None:
            return None
        try:
            found = datetime.fromisoformat(LOST_PLUS.sub("+", text))
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            raise BadRequestError(Problem((name,), "is not an ISO 8601 time")) from None

    def chosen(self, name: str, words: Mapping[str, Any], of_others: Callable[[str], bool]) -> tuple[Any, ...]:
        """Our words for the values; values that only other payments have leave nothing. Others are refused."""
        given = self.all(name)
        for word in given:
            if word not in words and not of_others(word):
                raise BadRequestError(Problem((name,), f"{word} is not a value of this filter"))
        found = tuple(words[word] for word in given if word in words)
        self.empty = self.empty or bool(given and not found)
        return found


def page_of(given: Sequence[tuple[str, str]], account_id: str) -> Page:
    """The page that a query asks for. Raises BadRequestError, and NotFoundError for another's `starting_after`."""
    query = Query(given, ABSENT)
    limit = limit_of(query)
    words = vocabulary
    query.chosen("payment_product", {words.PAYMENT_PRODUCT: None}, lambda word: bool(PRODUCT.fullmatch(word)))
    operations = {words.PAYMENT_OPERATION: None}
    query.chosen("payment_operation", operations, words.PAYMENT_OPERATIONS.__contains__)
    search = query.one("search") or None
    search_id = _searched_id(search, account_id)
    after = query.one("starting_after")
    wanted = PurchaseFilter(
        purchase_ids=ids(query, "id", account_id),
        checkout_ids=ids(query, "session_id", account_id),
        statuses=query.chosen("status", words.STATUSES, words.STATUSES_OF_OTHERS.__contains__),
        products=query.chosen("payment_product_type", words.PRODUCTS, _is_product_of_others),
        store_ids=tuple(query.all("store_id")),
        merchant_reference=query.one("merchant_reference"),
        merchant_reference_2=query.one("merchant_reference_2"),
        customer_id=query.one("customer_id"),
        amount_minor=query.integer("amount"),
        amount_minor_from=query.integer("amount.gte"),
        amount_minor_to=query.integer("amount.lte"),
        created_from=query.moment("created_at.gte"),
        created_to=query.moment("created_at.lte"),
        paid_from=query.moment("captured_at.gte"),
        paid_to=query.moment("captured_at.lte"),
        search=search if search_id is None else None,
        search_id=search_id,
        sold_through=_channel(query),
        seller_id=query.one("payout_destination_id"),
    )
    continued = own_id("transaction", after, account_id) if after is not None else None
    return Page(wanted, limit, query.empty, _currencies(query), continued)


def limit_of(query: Query) -> int:
    """How many are asked for at most. Raises BadRequestError."""
    limit = query.integer("limit")
    if limit is not None and not 1 <= limit <= LIMIT_MAX:
        raise BadRequestError(Problem(("limit",), f"is 1 to {LIMIT_MAX}"))
    return limit or LIMIT


def _is_product_of_others(word: str) -> bool:
    return bool(PRODUCT_TYPE.fullmatch(word)) and not word.startswith(vocabulary.PAYMENT_PRODUCT)


def ids(query: Query, name: str, account_id: str) -> tuple[UUID, ...]:
    """The ids asked for; another account's fit nothing."""
    found: list[UUID] = []
    for text in query.all(name):
        try:
            owner, identifier = parse_id(name, text)
        except NotFoundError:
            raise BadRequestError(Problem((name,), f"{text} is not an id")) from None
        if owner == account_id:
            found.append(identifier)
    query.empty = query.empty or bool(query.all(name) and not found)
    return tuple(found)


def _currencies(query: Query) -> tuple[str, ...]:
    for word in query.all("currency"):
        if not CURRENCY.fullmatch(word):
            raise BadRequestError(Problem(("currency",), f"{word} is not an ISO 4217 code"))
    return tuple(query.all("currency"))


def _searched_id(search: str | None, account_id: str) -> UUID | None:
    """The id in a search, if it is one; it may be a transaction's or a session's."""
    try:
        return own_id("transaction", search or "", account_id)
    except NotFoundError:
        return None


def _channel(query: Query) -> str | None:
    channel = query.one("channel")
    if channel is not None and channel not in vocabulary.SALES_CHANNELS:
        raise BadRequestError(Problem(("channel",), f"{channel} is not a value of this filter"))
    return channel
