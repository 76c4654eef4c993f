"""An accounting system before this face: its app in process, its token, requests as the public pages print them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx2
from fastapi import FastAPI
from starlette.types import ASGIApp

from fordring.domain.merchant import Merchant
from fordring.faces.common.context import FaceContext, open_context
from fordring.faces.kravia import mount
from fordring.services.onboarding.issue_token import IssueToken, issue_token
from fordring.storage.transaction import Database
from support import make
from support.shared_app import SharedApp

BASE = "http://fordring.test"
PDF = b"%PDF-1.7 stand-in"


@dataclass
class Wall:
    """A wall clock that stands until it is moved."""

    now: datetime = make.WALL

    def __call__(self) -> datetime:
        """Now."""
        return self.now


async def context_of(database: Database, wall: Wall) -> FaceContext:
    """An installation whose documents are all alike."""

    async def open_document(_merchant_id: UUID, _document_id: UUID) -> bytes:
        return PDF

    return await open_context(database, wall, BASE, open_document, open_document)


FACE: SharedApp[FaceContext] = SharedApp(mount)


def app_of(context: FaceContext) -> ASGIApp:
    """This face alone, put together once for all tests."""
    return FACE.before(context)


def whole_app_of(context: FaceContext) -> FastAPI:
    """An application of this test's own, for what asks for its documentation or adds to it."""
    app = FastAPI()
    mount(app, context)
    return app


async def token_for(database: Database, *merchants: Merchant, expires_at: datetime | None = None) -> str:
    """A fresh token that acts for these merchants."""
    command = IssueToken("ledger program", frozenset(each.merchant_id for each in merchants), expires_at=expires_at)
    return await database.run(lambda connection: issue_token(command, make.work(connection)))


@dataclass
class Office:
    """An accounting system; every request carries its token, bare as the guides have it."""

    merchant: Merchant
    token: str
    http: httpx2.AsyncClient
    wall: Wall

    async def ask(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> httpx2.Response:
        """Any request, with the token."""
        return await self.http.request(method, path, headers={"Authorization": self.token, **(headers or {})}, **more)

    async def register(self, body: Any = None, **more: Any) -> httpx2.Response:
        """Hand over an invoice, the printed one unless said otherwise."""
        return await self.ask("POST", "/api/v2/invoice/register", json=printed() if body is None else body, **more)

    async def registered(self, **changes: Any) -> dict[str, Any]:
        """An invoice that is accepted; the answer."""
        answer = await self.register(printed(**changes))
        assert answer.status_code == 200, answer.text
        worded: dict[str, Any] = answer.json()
        return worded

    async def act(self, claim_no: int, action: str = "Start", **more: Any) -> httpx2.Response:
        """Act on an invoice."""
        return await self.ask("POST", f"/api/v2/invoice/{claim_no}/action?action={action}", **more)

    async def details(self, claim_no: int) -> dict[str, Any]:
        """What stands in the envelope."""
        answer = await self.ask("GET", f"/api/v2/invoice/{claim_no}/details")
        assert answer.status_code == 200, answer.text
        worded: dict[str, Any] = answer.json()["value"]
        return worded


def printed(**changes: Any) -> dict[str, Any]:
    """The public page's example, for the first merchant of a database."""
    return {
        "claimType": "Invoice",
        "creditorId": 10001,
        "accountingInvoiceId": None,
        "debtorName": "John Doe",
        "debtorNumber": "10001",
        "email": "debtor@example.com",
        "ssn": None,
        "organizationNumber": None,
        "isPrivateIndividual": "true",
        "postalAddress": {
            "addressAddressLine1": "Karl Johan Gate",
            "addressPostalCode": "1000",
            "addressCity": "Oslo",
            "addressCountryCode": "NO",
        },
        "invoiceNo": "20001",
        "invoiceDate": "2025-04-01",
        "dueDate": "2026-01-01",
        "originalAmount": 2500,
        "currencyCode": "NOK",
        "description": "Description of the service delivere",
        "orderLines": [
            {
                "description": "Service A",
                "unitPrice": 125,
                "count": 10,
                "vatInPercent": 25,
                "unit": "g",
                "total": 1250,
            },
            {
                "description": "Service B",
                "unitPrice": 125,
                "count": 10,
                "vatInPercent": 25,
                "unit": "g",
                "total": 1250,
                "discountInPercent": 0,
            },
        ],
        **changes,
    }


def handed_over(claim_type: str = "CollectionCase", **changes: Any) -> dict[str, Any]:
    """The public page's example of an overdue invoice, for the first merchant of a database."""
    body = printed(invoiceNo="20003", invoiceDate="2025-01-01", dueDate="2025-02-01", originalAmount=2250)
    del body["orderLines"]
    return body | {"claimType": claim_type, "description": "Invoice XYZ to collection", **changes}


def problem_of(answer: httpx2.Response, status: int) -> dict[str, Any]:
    """The refusal of an answer, which must have this status and the shape of every refusal."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    worded: dict[str, Any] = answer.json()
    assert worded["status"] == status
    return worded
