"""A client of the merchant face: pay by invoice, look, capture, void, download. Bodies are the API's own JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2

from fordring.client.http import JSON, call


@dataclass(slots=True)
class MerchantClient:
    """Speaks for one account. `http` has the server as its base URL; a token is fetched when one is needed."""

    http: httpx2.AsyncClient
    account_id: str
    client_id: str
    client_secret: str
    _token: str = field(default="", repr=False)

    async def sign_in(self) -> None:
        """Fetch a token with the client credentials. Raises RefusedError."""
        origin = str(self.http.base_url).rstrip("/")
        response = await call(
            self.http,
            "POST",
            f"/v1/accounts/{self.account_id}/auth/token",
            {},
            auth=(self.client_id, self.client_secret),
            json={"grant_type": "client_credentials", "audience": f"{origin}/v1/accounts/{self.account_id}"},
        )
        self._token = response.json()["access_token"]

    async def _call(self, method: str, path: str, headers: Mapping[str, str] | None = None, **more: Any) -> Any:
        if not self._token:
            await self.sign_in()
        return await call(
            self.http, method, path, {"Authorization": f"Bearer {self._token}", **(headers or {})}, **more
        )

    async def pay(self, body: Mapping[str, Any], idempotency_key: str | None = None) -> JSON:
        """Create an invoice payment in one step (`payment` and `session`); the transaction. Raises RefusedError."""
        headers = {"Idempotency-Key": idempotency_key} if idempotency_key else {}
        return (await self._call("POST", "/v1/sessions/pay", headers, json=body)).json()

    async def transaction(self, transaction_id: str) -> JSON:
        """One transaction. Raises RefusedError."""
        return (await self._call("GET", f"/v1/transactions/{transaction_id}")).json()

    async def transactions(self, **filters: Any) -> list[JSON]:
        """Transactions, newest first; filters as the API names them, lists repeat. Raises RefusedError."""
        found: list[JSON] = (await self._call("GET", "/v1/transactions", params=filters)).json()
        return found

    async def capture(self, transaction_id: str, amount: int) -> JSON:
        """Start collection of an invoice the merchant delivered itself. Raises RefusedError."""
        return (await self._call("POST", f"/v1/transactions/{transaction_id}/capture", json={"amount": amount})).json()

    async def void(self, transaction_id: str) -> JSON:
        """Cancel what is unpaid. Raises RefusedError."""
        return (await self._call("POST", f"/v1/transactions/{transaction_id}/void")).json()

    async def file(self, url: str) -> bytes:
        """The bytes behind `kravia:invoice_url`. Raises RefusedError."""
        content: bytes = (await self._call("GET", httpx2.URL(url).path)).content
        return content

    async def advance_clock(self, **target: Any) -> list[JSON]:
        """Move the sandbox clock (`days=40` or `to="2026-12-01T08:00:00Z"`); what happened. Raises RefusedError."""
        happened: list[JSON] = (await self._call("POST", "/sandbox/clock/advance", json=target)).json()["happened"]
        return happened
