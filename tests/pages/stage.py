"""The pages as a browser meets them, without a server: over an installation whose outlets record."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from uuid import UUID

import httpx2
from fastapi import FastAPI

from fordring.faces.common.links import Links
from fordring.faces.common.public_pace import PublicPace
from fordring.faces.dintero.translate.ids import parse_id
from fordring.faces.dintero.translate.page_facts import showing_of, ticked
from fordring.faces.dintero.translate.session_words import purchase_id, return_address, session_id
from fordring.faces.dintero.translate.vocabulary import PRODUCT_WORDS
from fordring.jobs.render import document_bytes
from fordring.jobs.render_report import report_file_bytes
from fordring.pages import PagesContext, mount
from fordring.pages.context import ShopWords
from fordring.simulators.companies import SandboxRegister
from fordring.storage import mailbox
from fordring.storage.house.keys import SigningKey
from fordring.storage.mailbox import Received
from jobs.outgoing import Installation

HERE = "http://127.0.0.1:8080"
SHOP = ShopWords(
    parse_session=partial(parse_id, "session"),
    session_id=session_id,
    return_address=return_address,
    purchase_id=purchase_id,
    product_word=PRODUCT_WORDS.__getitem__,
    showing=showing_of,
    ticked=ticked,
)


def pages_of(house: Installation, wall: Callable[[], datetime] | None = None) -> PagesContext:
    """What main hands in, of this installation; `wall` is another clock than its own."""

    async def open_document(merchant_id: UUID, document_id: UUID) -> bytes:
        jobs = house.jobs
        ids = (merchant_id, document_id)
        return (await document_bytes(jobs.database, jobs.blobs, *ids, jobs.wall, jobs.public_url))[1]

    async def open_report(merchant_id: UUID, file_id: UUID) -> bytes:
        jobs = house.jobs
        return await report_file_bytes(jobs.database, jobs.blobs, merchant_id, file_id, jobs.wall)

    return PagesContext(
        database=house.database,
        wall=wall or house.wall,
        open_document=open_document,
        open_report=open_report,
        public_url=house.jobs.public_url,
        shop=SHOP,
        seconds_to_wait=PublicPace().seconds_to_wait,
        sandbox_companies=SandboxRegister(),
        sign=Links(SigningKey("test", "stands in")).sign,
    )


@asynccontextmanager
async def browser(
    context: PagesContext, base: str = HERE, address: str = "127.0.0.1"
) -> AsyncIterator[httpx2.AsyncClient]:
    """A browser on the machine at `address` that asks for `base`."""
    app = FastAPI()
    mount(app, context, app.openapi)
    transport = httpx2.ASGITransport(app=app, client=(address, 50_000))
    async with httpx2.AsyncClient(transport=transport, base_url=base) as client:
        yield client


async def newest(house: Installation) -> Received:
    """What the mailbox got last."""
    async with house.database.reading() as connection:
        return (await mailbox.newest(connection, None, 1))[0]
