"""A client of the creditor face: register, start, look. Bodies are the API's own JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2

from fordring.client.http import JSON, call


@dataclass(frozen=True, slots=True)
class CreditorClient:
    """Speaks with one token, which may cover many creditors. `http` has the server as its base URL."""

    http: httpx2.AsyncClient
    token: str

    async def register(self, invoice: Mapping[str, Any]) -> JSON:
        """Register an invoice; the claim as stored, with its integer `id`. Raises RefusedError."""
        return (await self._call("POST", "/api/v2/invoice/register", json=invoice)).json()

    async def start(self, invoice_id: int) -> JSON:
        """Ask for it to be issued and sent. Raises RefusedError."""
        return (await self._call("POST", f"/api/v2/invoice/{invoice_id}/action", params={"action": "Start"})).json()

    async def details(self, invoice_id: int) -> JSON:
        """Everything about one claim. Raises RefusedError."""
        return (await self._call("GET", f"/api/v2/invoice/{invoice_id}/details")).json()["value"]

    async def _call(self, method: str, path: str, **more: Any) -> httpx2.Response:
        return await call(self.http, method, path, {"Authorization": self.token}, **more)
