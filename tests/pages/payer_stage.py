"""What the tests of the payer's page share: an invoice with its payer's browser and its case handler."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import httpx2

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.page_link import page_path, read_token
from fordring.domain.claim.payer_request import Answer, PayerRequest
from fordring.domain.merchant import Merchant
from fordring.pages.payer.forms import proof_of
from fordring.services.payers.answer_request import AnswerRequest, answer_request
from fordring.services.views import PurchaseView
from fordring.storage import claims, payer_requests
from fordring.storage.transaction import Database
from jobs.outgoing import Installation
from pages.stage import browser, pages_of

WRITTEN = {"paid": {"day": "2026-11-16"}, "dispute": {"reason": "Aldri bestilt"}, "more-time": {"day": "2026-12-20"}}
WRITTEN["plan"] = {"day": "2026-12-20", "count": "1"}


async def link_of(house: Installation, view: PurchaseView) -> str:
    """The path of the page of a purchase's invoice."""
    async with house.database.reading() as connection:
        path = page_path(await claims.get(connection, view.merchant.merchant_id, view.claim.claim_id))
    assert path is not None
    return path


async def post(payer: httpx2.AsyncClient, link: str, path: str, **fields: str) -> httpx2.Response:
    """Send a form of the page, with the proof that the page puts into it."""
    token = read_token(link.rpartition("/")[2])
    assert token is not None
    return await payer.post(f"{link}/{path}", data={"proof": proof_of(token.key.bytes), **fields})


class Case:
    """An invoice, its payer's browser, and its case handler."""

    def __init__(self, house: Installation, view: PurchaseView, link: str, payer: httpx2.AsyncClient) -> None:
        self.house, self.view, self.link, self.payer = house, view, link, payer

    async def requests(self) -> list[PayerRequest]:
        """What was said, oldest first."""
        async with self.house.database.reading() as connection:
            return list(await payer_requests.of_claim(connection, self.view.claim))

    async def claim(self) -> Claim:
        """The claim as it is now."""
        async with self.house.database.reading() as connection:
            return await claims.get(connection, self.view.merchant.merchant_id, self.view.claim.claim_id)

    async def until(self) -> date | None:
        """The end of the pause that the claim has; None where it has none."""
        pause = (await self.claim()).pause
        assert pause is not None
        return pause.until

    async def answer(self, answer: Answer, message: str = "", until: date | None = None) -> PayerRequest:
        """Answer the one request that waits."""
        (waiting,) = [each for each in await self.requests() if each.answer is None]
        command = AnswerRequest(waiting.request_id, None, answer, message, until)
        jobs = self.house.jobs
        return await jobs.database.run(lambda connection: answer_request(command, jobs.work(connection)))

    async def post(self, path: str, **fields: str) -> httpx2.Response:
        """Send a form of the page."""
        return await post(self.payer, self.link, path, **fields)

    async def page(self) -> str:
        """The page as it is now."""
        return (await self.payer.get(self.link)).text

    async def story(self) -> list[str]:
        """The kinds of the claim's events."""
        return await self.house.claim_story(self.view.merchant, self.view.claim.claim_id)


@asynccontextmanager
async def case(database: Database, merchant: Merchant, folder: Path, **facts: Any) -> AsyncIterator[Case]:
    """A new invoice of the merchant, and whoever deals with it."""
    house = Installation(database, folder)
    view = await house.pay(merchant, **facts)
    async with browser(pages_of(house)) as payer:
        yield Case(house, view, await link_of(house, view), payer)
