"""A merchant's server as the browser tests need one: it opens sessions over HTTP, with its own key, and reads back."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2

ITEMS = (("City bicycle, 7 gears", 1, 499_000), ("Bicycle bell", 2, 25_000))
"""Description, quantity, and the line's amount in minor units, VAT included."""
PRODUCTS = ("invoice_b2b", "invoice_b2b_grouped", "invoice_b2c")
BACK = "/static/icon.svg"
"""Where a payer is sent by default, below the shop's origin: something that is surely there."""


@dataclass
class Shop:
    """A sandbox merchant's server. `facts` are its keys; `origin` is where its own pages are."""

    http: httpx2.AsyncClient
    facts: Mapping[str, Any]
    origin: str
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    async def open(
        self,
        products: tuple[str, ...] = ("invoice_b2b", "invoice_b2c"),
        *,
        verify: bool = False,
        currency: str = "NOK",
        back: str | None = None,
        **more: Any,
    ) -> str:
        """A session that offers these products only; its id. `more` replaces parts of the body, of `order` its own."""
        options = {
            product: {"enabled": product in products, "require_identity_verification": verify} for product in PRODUCTS
        }
        body = {
            "url": {"return_url": back or f"{self.origin}{BACK}"},
            "order": order(f"order-{next(self.numbers)}", currency) | more.pop("order", {}),
            "configuration": {"kravia": options},
            **more,
        }
        answer = await self.ask("POST", "/v1/sessions-profile", json=body)
        return str(answer["id"])

    async def ask(self, method: str, path: str, **more: Any) -> Any:
        """A request with the merchant's key that goes well; the answer."""
        answer = await self.http.request(method, path, headers={"x-api-key": self.facts["api_key"]}, **more)
        assert answer.status_code == 200, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()

    async def session(self, sid: str) -> Any:
        """A session as its merchant sees it."""
        return await self.ask("GET", f"/v1/sessions/{sid}")


def order(reference: str, currency: str = "NOK") -> dict[str, Any]:
    """An order of two lines with 25 % VAT."""
    items = [
        {
            "id": str(number),
            "line_id": str(number),
            "description": text,
            "quantity": quantity,
            "amount": amount,
            "vat": 25,
        }
        for number, (text, quantity, amount) in enumerate(ITEMS, start=1)
    ]
    amount = sum(amount for _, _, amount in ITEMS)
    return {"amount": amount, "currency": currency, "merchant_reference": reference, "items": items}
