"""The merchant face: pay by invoice, look, capture, void, read settlements, hear of what happens.

Bodies are the API's own JSON. What changes something is sent under an idempotency key, so it can be repeated.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx2

from fordring.client import merchant_answers as answers
from fordring.client.exchange import USUAL, ClientCredentials, Options
from fordring.client.follow_up import FollowUpCalls
from fordring.client.request import Page, Request, nothing, reads
from fordring.client.transports import Awaiting, Blocking, Call, Listing

T = TypeVar("T", answers.Session, answers.Transaction)
PAGE_ITEMS = 100

_token = reads(answers.AccessToken)
_transaction = reads(answers.Transaction)
_subscription = reads(answers.Subscription)


class MerchantCalls:
    """The calls of the merchant face."""

    url: str
    account_id: str

    @property
    def _account(self) -> str:
        return f"/v1/accounts/{self.account_id}"

    @Call
    def open_session(self, session: Mapping[str, Any]) -> Request[answers.CreatedSession]:
        """A session from a profile (`profile_id`, `url`, `order`); its `url` is where the payer goes."""
        return Request("POST", "/v1/sessions-profile", reads(answers.CreatedSession), body=session).once()

    @Call
    def session(self, session_id: str) -> Request[answers.Session]:
        """One session."""
        return Request("GET", f"/v1/sessions/{session_id}", reads(answers.Session))

    @Listing
    def sessions(self, filters: Mapping[str, Any] | None = None) -> Request[Page[answers.Session]]:
        """Sessions, newest first; filters as the API names them."""
        return _listed("/v1/sessions", reads(tuple[answers.Session, ...]), filters or {})

    @Call
    def pay_session(self, session_id: str, payment: Mapping[str, Any]) -> Request[answers.SessionPayment]:
        """Pay a session by invoice (`payment_product_type`, `billing_address`)."""
        return Request("POST", f"/v1/sessions/{session_id}/pay", reads(answers.SessionPayment), body=payment).once()

    @Call
    def cancel_session(self, session_id: str) -> Request[answers.Session]:
        """Cancel a session that is not paid."""
        return Request("POST", f"/v1/sessions/{session_id}/cancel", reads(answers.Session)).once()

    @Call
    def pay(self, order: Mapping[str, Any], key: str | None = None) -> Request[answers.Transaction]:
        """An invoice payment in one step (`payment` and `session`); the same `key` again is the same transaction."""
        return Request("POST", "/v1/sessions/pay", _transaction, body=order).once(key)

    @Call
    def transaction(self, transaction_id: str) -> Request[answers.Transaction]:
        """One transaction."""
        return Request("GET", f"/v1/transactions/{transaction_id}", _transaction)

    @Listing
    def transactions(self, filters: Mapping[str, Any] | None = None) -> Request[Page[answers.Transaction]]:
        """Transactions, newest first; filters as the API names them, a list is repeated."""
        return _listed("/v1/transactions", reads(tuple[answers.Transaction, ...]), filters or {})

    @Call
    def capture(self, transaction_id: str, amount: int, reference: str | None = None) -> Request[answers.Transaction]:
        """Start collection of an invoice that the merchant delivered itself: of its whole `amount`."""
        body = {"amount": amount} | ({"capture_reference": reference} if reference else {})
        return Request("POST", f"/v1/transactions/{transaction_id}/capture", _transaction, body=body).once()

    @Call
    def void(self, transaction_id: str) -> Request[answers.Transaction]:
        """Cancel what is unpaid."""
        return Request("POST", f"/v1/transactions/{transaction_id}/void", _transaction).once()

    @Call
    def refund(self, transaction_id: str, amount: int) -> Request[answers.Transaction]:
        """Refused for invoices (RefusedError): `void` is the way, and overpayments go back by themselves."""
        body = {"amount": amount}
        return Request("POST", f"/v1/transactions/{transaction_id}/refund", _transaction, body=body).once()

    @Call
    def file(self, url: str) -> Request[bytes]:
        """The bytes behind a transaction's `invoice_url`, from this client's own server."""
        return Request("GET", urlsplit(url).path, bytes)

    @Listing
    def settlements(self, filters: Mapping[str, Any] | None = None) -> Request[Page[answers.Settlement]]:
        """Settlements, newest first."""
        path, query = f"{self._account}/settlements", {"limit": PAGE_ITEMS, **(filters or {})}
        return Request("GET", path, lambda content: _settled(path, query, content), query)

    @Call
    def report(self, settlement_id: str, attachment_id: str) -> Request[bytes]:
        """The bytes of one file of a settlement's report."""
        return Request("GET", f"{self._account}/settlements/{settlement_id}/attachments/{attachment_id}", bytes)

    @Call
    def subscribe(self, url: str, events: Sequence[str], secret: str) -> Request[answers.Subscription]:
        """Have events delivered to a public address, signed with the secret."""
        config = {"url": url, "content_type": "application/json", "secret": {"type": "HMAC-SHA1", "value": secret}}
        body = {"config": config, "events": list(events)}
        return Request("POST", f"{self._account}/hooks/subscriptions", _subscription, body=body).once()

    @Call
    def subscriptions(self) -> Request[tuple[answers.Subscription, ...]]:
        """Every subscription."""
        return Request("GET", f"{self._account}/hooks/subscriptions", reads(tuple[answers.Subscription, ...]))

    @Call
    def unsubscribe(self, subscription_id: str) -> Request[None]:
        """Have no more delivered."""
        return Request("DELETE", f"{self._account}/hooks/subscriptions/{subscription_id}", nothing).once()

    @Call
    def ping(self, subscription_id: str) -> Request[None]:
        """Have a test event delivered."""
        return Request("POST", f"{self._account}/hooks/subscriptions/{subscription_id}/ping", nothing).once()

    @Call
    def deliveries(self, subscription_id: str) -> Request[tuple[answers.Delivery, ...]]:
        """What was delivered to a subscription, newest first."""
        path = f"{self._account}/hooks/subscriptions/{subscription_id}/deliveries"
        return Request("GET", path, reads(tuple[answers.Delivery, ...]))

    @Call
    def advance_clock(self, target: Mapping[str, Any]) -> Request[answers.Advanced]:
        """Move the sandbox's clock: `{"days": 40}` or `{"to": "2026-12-01T08:00:00Z"}`."""
        return Request("POST", "/sandbox/clock/advance", reads(answers.Advanced), body=target)


class MerchantClient(MerchantCalls, FollowUpCalls, Blocking):
    """Speaks for one account, and waits. A token is fetched when one is needed."""

    def __init__(
        self,
        url: str,
        account_id: str,
        client_id: str,
        client_secret: str,
        *,
        options: Options = USUAL,
        http: httpx2.Client | None = None,
    ) -> None:
        self.account_id = account_id
        super().__init__(url, _credentials(url, account_id, client_id, client_secret), options, http)


class AsyncMerchantClient(MerchantCalls, FollowUpCalls, Awaiting):
    """Speaks for one account, and is awaited. A token is fetched when one is needed."""

    def __init__(
        self,
        url: str,
        account_id: str,
        client_id: str,
        client_secret: str,
        *,
        options: Options = USUAL,
        http: httpx2.AsyncClient | None = None,
    ) -> None:
        self.account_id = account_id
        super().__init__(url, _credentials(url, account_id, client_id, client_secret), options, http)


def _credentials(url: str, account_id: str, client_id: str, client_secret: str) -> ClientCredentials:
    account = f"/v1/accounts/{account_id}"
    body = {"grant_type": "client_credentials", "audience": url.rstrip("/") + account}
    asking = Request("POST", f"{account}/auth/token", lambda content: _token(content).access_token, body=body)
    return ClientCredentials(replace(asking, login=(client_id, client_secret)).once())


def _listed(path: str, read_all: Callable[[bytes], tuple[T, ...]], filters: Mapping[str, Any]) -> Request[Page[T]]:
    """A list whose next page begins after its last id; a page that is not full is the last."""
    limit = min(int(filters.get("limit", PAGE_ITEMS)), PAGE_ITEMS)
    query = {**filters, "limit": limit}

    def read(content: bytes) -> Page[T]:
        items = read_all(content)
        if len(items) < limit:
            return Page(items, None)
        return Page(items, _listed(path, read_all, {**filters, "starting_after": items[-1].id}))

    return Request("GET", path, read, query)


def _settled(path: str, query: Mapping[str, Any], content: bytes) -> Page[answers.Settlement]:
    """A page of settlements; its key begins the next."""
    page = reads(answers.SettlementList)(content)
    key = page.last_evaluated_key
    if key is None:
        return Page(page.items, None)
    after = {**query, "starting_after_id": key.id, "starting_after_date": key.settled_at.isoformat()}
    return Page(page.items, Request("GET", path, lambda more: _settled(path, after, more), after))
