"""A merchant's shop before this face: its app in process, its token, requests as shops send them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx2
from fastapi import FastAPI
from starlette.types import ASGIApp

from fordring.domain.errors import NotFoundError
from fordring.domain.merchant import Merchant
from fordring.faces.common.context import FaceContext, open_context
from fordring.faces.dintero import mount
from fordring.services.access.create_client import ClientCredentials, CreateClient, create_client
from fordring.storage import documents
from fordring.storage.transaction import Database
from support import make
from support.shared_app import SharedApp

BASE = "http://fordring.test"
PDF = b"%PDF-1.7 stand-in"
EVERYTHING = frozenset(["admin:checkout", "admin:accounts"])


@dataclass
class Wall:
    """A wall clock that stands until it is moved."""

    now: datetime = make.WALL

    def __call__(self) -> datetime:
        """What it shows."""
        return self.now

    def forward(self, **time: float) -> None:
        """Move it, by `hours=1` and the like."""
        self.now += timedelta(**time)


async def context_of(database: Database, wall: Wall, base_url: str = BASE, *, insecure: bool = False) -> FaceContext:
    """An installation whose documents are all alike."""

    async def open_document(merchant_id: UUID, document_id: UUID) -> bytes:
        async with database.reading() as connection:
            found = await documents.get(connection, merchant_id, document_id)
        if found.media_type != "application/pdf":
            raise NotFoundError("file", document_id)
        return PDF

    return await open_context(database, wall, base_url, open_document, open_document, allow_private_callbacks=insecure)


FACE: SharedApp[FaceContext] = SharedApp(mount)


def app_of(context: FaceContext) -> ASGIApp:
    """This face alone, put together once for all tests."""
    return FACE.before(context)


def whole_app_of(context: FaceContext) -> FastAPI:
    """An application of this test's own, for what asks for its documentation or adds to it."""
    app = FastAPI()
    mount(app, context)
    return app


async def client_of(
    database: Database, account_id: str, scopes: frozenset[str] = EVERYTHING, wall: datetime = make.WALL
) -> ClientCredentials:
    """A fresh API client of an account."""
    command = CreateClient(account_id, scopes)
    return await database.run(lambda connection: create_client(command, make.work(connection, wall)))


@dataclass
class Shop:
    """A merchant's shop with its credentials; every request carries its token."""

    merchant: Merchant
    credentials: ClientCredentials
    http: httpx2.AsyncClient
    wall: Wall
    token: str = ""

    async def log_in(self) -> "Shop":
        """Get a token, which every request then carries."""
        answer = await self.ask_for_token()
        self.token = answer.json()["access_token"]
        return self

    async def ask_for_token(self, account_id: str | None = None, **more: Any) -> httpx2.Response:
        """The answer of the token endpoint; `more` replaces parts of a good request."""
        account = account_id or self.merchant.account_id
        facts: dict[str, Any] = {
            "auth": (self.credentials.client_id, self.credentials.client_secret),
            "json": {"grant_type": "client_credentials", "audience": f"{BASE}/v1/accounts/{account}"},
        }
        return await self.http.post(f"/v1/accounts/{account}/auth/token", **facts | more)

    async def ask(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> httpx2.Response:
        """A request with the token; headers given here win."""
        held = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        return await self.http.request(method, path, headers=held, **more)

    async def get(self, path: str, **more: Any) -> httpx2.Response:
        """A GET with the token."""
        return await self.ask("GET", path, **more)

    async def post(self, path: str, **more: Any) -> httpx2.Response:
        """A POST with the token."""
        return await self.ask("POST", path, **more)

    async def open(self, body: dict[str, Any] | None = None, path: str = "sessions-profile", **more: Any) -> str:
        """A session that is created; its id."""
        answer = await self.post(f"/v1/{path}", json=body or session(), **more)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    async def session(self, sid: str) -> dict[str, Any]:
        """A session as its merchant sees it."""
        answer = await self.get(f"/v1/sessions/{sid}")
        assert answer.status_code == 200, answer.text
        worded: dict[str, Any] = answer.json()
        return worded

    async def pay(self, body: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        """A payment that goes well; the transaction."""
        answer = await self.post("/v1/sessions/pay", json=body or consumer(), **more)
        assert answer.status_code == 200, answer.text
        worded: dict[str, Any] = answer.json()
        return worded


async def shop_of(shop: Shop, database: Database, *scopes: str) -> Shop:
    """Another client of the same account, that holds these scopes and is logged in."""
    credentials = await client_of(database, shop.merchant.account_id, frozenset(scopes))
    return await Shop(shop.merchant, credentials, shop.http, shop.wall).log_in()


ADDRESS = {
    "first_name": "Ola",
    "last_name": "Nordmann",
    "address_line": "Storgata 1",
    "postal_code": "0151",
    "postal_place": "Oslo",
    "country": "NO",
    "email": "ola@example.com",
    "phone_number": "+4799999999",
}
COMPANY = {**ADDRESS, "business_name": "Nordmann AS", "organization_number": "923609016"}


def consumer(reference: str = "order-1", amount: int = 12_500, **payment: Any) -> dict[str, Any]:
    """A consumer's order of one line, due in 14 days."""
    return {
        "payment": {
            "payment_product_type": "kravia.invoice_b2c",
            "operation": "invoice_payment",
            "days_until_due": 14,
            **payment,
        },
        "session": {
            "order": {
                "amount": amount,
                "currency": "NOK",
                "merchant_reference": reference,
                "items": [{"id": "bell", "line_id": "1", "description": "Bicycle bell", "amount": amount, "vat": 25}],
                "billing_address": dict(ADDRESS),
            }
        },
    }


def business(reference: str = "order-1", amount: int = 12_500, **payment: Any) -> dict[str, Any]:
    """A company's order."""
    body = consumer(reference, amount, **{"payment_product_type": "kravia.invoice_b2b", **payment})
    body["session"]["order"]["billing_address"] = dict(COMPANY)
    return body


def session(reference: str = "order-1", amount: int = 12_500, **options: Any) -> dict[str, Any]:
    """A session of one line that offers all kinds of invoice without identification; `options` are of each."""
    words = {"enabled": True, "require_identity_verification": False, **options}
    return {
        "url": {"return_url": "https://shop.example.com/back?cart=7", "callback_url": "https://shop.example.com/cb"},
        "order": {
            "amount": amount,
            "currency": "NOK",
            "merchant_reference": reference,
            "items": [{"id": "bell", "line_id": "1", "description": "Bicycle bell", "amount": amount, "vat": 25}],
        },
        "configuration": {"kravia": {name: dict(words) for name in ("invoice_b2b", "invoice_b2c")}},
    }


def payment(product: str = "kravia.invoice_b2c", **address: Any) -> dict[str, Any]:
    """How a session is paid by a consumer; name another product and a business to make it one."""
    return {"payment_product_type": product, "billing_address": {**ADDRESS, **address}}


def moment(text: str) -> datetime:
    """An ISO time of an answer."""
    return datetime.fromisoformat(text).astimezone(UTC)
