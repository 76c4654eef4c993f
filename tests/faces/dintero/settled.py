"""A shop that was paid out: purchases, bank files and payouts behind the face, with the reports really rendered."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2

from faces.dintero.stage import BASE, Shop, Wall, app_of, client_of
from fordring.domain.errors import NotFoundError
from fordring.domain.merchant import Merchant
from fordring.faces.common.context import open_context
from fordring.jobs.render_report import report_file_bytes
from fordring.services.payments.confirm_payout import ConfirmPayout, confirm_payout
from fordring.services.views import PurchaseView
from fordring.storage.payouts import Payout
from fordring.storage.transaction import Database
from services.counter import DAY, Counter
from support import make

ALL_SCOPES = frozenset(["admin:checkout", "admin:billing", "admin:reports", "admin:settlements"])
COMMISSION = {"commission_bp": 250, "commission_vat_bp": 2500}


@dataclass
class SettledShop:
    """A shop, its bank counter, and the clock that both go by."""

    shop: Shop
    counter: Counter

    @property
    def base(self) -> str:
        """Where its settlements and reports stand."""
        return f"/v1/accounts/{self.shop.merchant.account_id}"

    async def forward(self, **time: float) -> datetime:
        """Move the clock; what it shows then. Tokens run out, so there is a new one."""
        self.shop.wall.forward(**time)
        self.counter.wall += timedelta(**time)
        await self.shop.log_in()
        return self.counter.wall

    async def bought(self, amount_minor: int = 100_000, **more: Any) -> PurchaseView:
        """A purchase that was paid in full, its money on the day of the clock."""
        view = await self.counter.invoice(amount_minor, **more)
        await self.counter.pay(replace(self.counter.deposit(view), day=self.counter.wall.date()))
        return view

    async def sent(self) -> Payout:
        """What waits, in a file to the bank."""
        return (await self.counter.pay_out())[0].payouts[0]

    async def settled(self, amount_minor: int = 100_000) -> Payout:
        """A purchase paid, paid out, and confirmed by the bank."""
        await self.bought(amount_minor)
        return await self.confirmed(await self.sent())

    async def confirmed(self, payout: Payout) -> Payout:
        """The bank has sent it."""
        command = ConfirmPayout(payout.reference, DAY)
        jobs = self.counter.jobs
        return await self.counter.database.run(lambda connection: confirm_payout(command, jobs.work(connection)))

    async def listed(self, **query: str) -> list[dict[str, Any]]:
        """The items of the list."""
        answer = await self.shop.get(f"{self.base}/settlements", params=query)
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items


@asynccontextmanager
async def settled_shop(
    database: Database, folder: Path, merchant: Merchant, scopes: frozenset[str] = ALL_SCOPES
) -> AsyncIterator[SettledShop]:
    """The shop of this merchant, before an app of its own."""
    wall = Wall()
    counter = Counter(database, merchant, folder)

    async def open_document(_merchant_id: UUID, document_id: UUID) -> bytes:
        raise NotFoundError("file", document_id)

    async def open_report(merchant_id: UUID, file_id: UUID) -> bytes:
        return await report_file_bytes(database, counter.jobs.blobs, merchant_id, file_id, counter.jobs.wall)

    app = app_of(await open_context(database, wall, BASE, open_document, open_report))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=BASE) as http:
        shop = Shop(merchant, await client_of(database, merchant.account_id, scopes), http, wall)
        yield SettledShop(await shop.log_in(), counter)


async def opened(database: Database, **more: Any) -> Merchant:
    """A merchant that pays commission."""
    return await make.merchant(database, **COMMISSION | more)
