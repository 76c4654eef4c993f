"""The creditor face's calls about many invoices at once: search, follow, reconcile, customer cards."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import quote

from fordring.client import books_answers as answers
from fordring.client.request import Page, Request, reads
from fordring.client.transports import Call, Listing

BASE = "/api/v2"
PAGE_ITEMS = 100
T = TypeVar("T")

_found = reads(tuple[answers.FoundInvoice, ...], inside="data")
_cards = reads(tuple[answers.DebtorCard, ...], inside="data")
_lines = reads(tuple[answers.ExportedLine, ...], inside="value")
_settlements = reads(tuple[answers.Settlement, ...], inside="value")


class BooksCalls:
    """The calls of whoever keeps books."""

    @Listing
    def search(self, filters: Mapping[str, Any] | None = None) -> Request[Page[answers.FoundInvoice]]:
        """Invoices, the last changed first; filters as the API names them (`status`, `claimType`, `q` …)."""
        return _skipping(Request("GET", f"{BASE}/invoice/search", _found, filters or {}))

    @Listing
    def changes(self, since: str | None = None, creditor_id: int | None = None) -> Request[Page[answers.FoundInvoice]]:
        """Whatever changed after `since`, in its order: go on from the last item's `last_updated_time`."""
        query = {"orderBy": 11, "byAscending": True, "creditorId": creditor_id, "lastUpdatedTime": since}
        return _following({**query, "top": PAGE_ITEMS})

    @Listing
    def settlements(
        self, filters: Mapping[str, Any] | None = None, *, exclude_closed: bool = False
    ) -> Request[Page[answers.Settlement]]:
        """What was paid to the creditors, the oldest first; without what their books have, if that is wished."""
        query = {"ExcludeClosed": exclude_closed, **(filters or {})}
        return _skipping(Request("GET", f"{BASE}/settlements", _settlements, query))

    @Call
    def bookkeep(self, settlement_id: int, accounting_id: str) -> Request[answers.Settlement]:
        """Say under which id the books have a settlement; an empty one opens it again."""
        path, query = f"{BASE}/settlements/{settlement_id}/bookkeep", {"internalAccountingId": accounting_id}
        return Request("PATCH", path, reads(answers.Settlement), query).once()

    @Call
    def bookkeeping(self, invoice_id: int) -> Request[answers.InvoiceBookkeeping]:
        """The bookkeeping lines of an invoice, as it was registered with."""
        return Request("GET", f"{BASE}/invoice/{invoice_id}/bookkeeping", reads(answers.InvoiceBookkeeping))

    @Call
    def bookkeeping_lines(self, filters: Mapping[str, Any] | None = None) -> Request[tuple[answers.ExportedLine, ...]]:
        """The bookkeeping lines of what was started, by invoice (`creditorId`, `dateFrom`, `dateTo`)."""
        return Request("GET", f"{BASE}/bookkeeping", _lines, {**(filters or {}), "format": "json"})

    @Call
    def bookkeeping_file(self, filters: Mapping[str, Any] | None = None) -> Request[bytes]:
        """The same as CSV in UTF-8."""
        return Request("GET", f"{BASE}/bookkeeping", bytes, {**(filters or {}), "format": "csv"})

    @Listing
    def debtors(self, creditor_id: int) -> Request[Page[answers.DebtorCard]]:
        """The creditor's customer cards."""
        return _skipping(Request("GET", f"{BASE}/creditor/{creditor_id}/debtor", _cards))

    @Call
    def debtor(self, creditor_id: int, debtor_number: str) -> Request[answers.DebtorCard]:
        """One customer card."""
        return Request("GET", _card(creditor_id, debtor_number), reads(answers.DebtorCard))

    @Call
    def change_debtor(
        self, creditor_id: int, debtor_number: str, changes: Mapping[str, Any]
    ) -> Request[answers.DebtorCard]:
        """Correct a customer card; what is absent stays."""
        return Request("PUT", _card(creditor_id, debtor_number), reads(answers.DebtorCard), body=changes).once()

    @Call
    def statistic(self, creditor_id: int | None = None) -> Request[answers.Statistic]:
        """How many invoices stand how."""
        return Request("GET", f"{BASE}/statistic/creditor", reads(answers.Statistic), {"creditorId": creditor_id})

    @Call
    def statuses(self, creditor_id: int | None = None) -> Request[dict[str, int]]:
        """How many invoices have which status."""
        read = reads(dict[str, int], inside="value")
        return Request("GET", f"{BASE}/statistic/cases", read, {"creditorId": creditor_id})


def _card(creditor_id: int, debtor_number: str) -> str:
    return f"{BASE}/creditor/{creditor_id}/debtor/{quote(debtor_number, safe='')}"


def _skipping(request: Request[tuple[T, ...]]) -> Request[Page[T]]:
    """A list in pages of `top`, of which a page that is not full is the last."""
    top = min(int(request.query.get("top", PAGE_ITEMS)), PAGE_ITEMS)
    query = {"skip": 0, **request.query, "top": top}

    def read(content: bytes) -> Page[T]:
        items = request.read(content)
        if len(items) < top:
            return Page(items, None)
        return Page(items, _skipping(replace(request, query={**query, "skip": query["skip"] + len(items)})))

    return Request(request.method, request.path, read, query)


def _following(query: Mapping[str, Any]) -> Request[Page[answers.FoundInvoice]]:
    """What changed, page after page, each beginning after the last change of the one before."""

    def read(content: bytes) -> Page[answers.FoundInvoice]:
        items = _found(content)
        if not items:
            return Page(items, None)
        return Page(items, _following({**query, "lastUpdatedTime": items[-1].last_updated_time}))

    return Request("GET", f"{BASE}/invoice/search", read, query)
