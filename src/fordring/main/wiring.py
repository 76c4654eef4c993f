"""Where the house is put together: what one room needs of another is handed in here, and the foreign words meet."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import FastAPI

from fordring import pages
from fordring.channels.callback import HTTPCall, HTTPCallbacks
from fordring.channels.letter import LetterOutbox
from fordring.channels.reach import ALLOW_INSECURE, PUBLIC_HTTPS
from fordring.domain.telling import HookKind
from fordring.faces import dintero, kravia, own
from fordring.faces.common.context import FaceContext, Uploads, open_context
from fordring.faces.common.greeting import EXAMPLE
from fordring.faces.common.pace import Pace
from fordring.faces.common.public_pace import PublicPace
from fordring.faces.dintero import verifying
from fordring.faces.dintero.outgoing import word_call as word_for_shops
from fordring.faces.dintero.translate.ids import parse_id
from fordring.faces.dintero.translate.page_facts import showing_of, ticked
from fordring.faces.dintero.translate.session_words import purchase_id, return_address, session_id
from fordring.faces.dintero.translate.vocabulary import PRODUCT_WORDS
from fordring.faces.kravia.outgoing import word_call as word_for_creditors
from fordring.faces.own import OwnDoors
from fordring.gateways.blobs import Blobs, open_blobs
from fordring.gateways.companies import CompanyRegister, Enhetsregisteret, NoRegister
from fordring.jobs.bank_day import play_bank_day
from fordring.jobs.context import JobsContext, Outlets
from fordring.jobs.court import court_bundle
from fordring.jobs.handlers import player_of, registry_of
from fordring.jobs.payment_orders import order_file
from fordring.jobs.registry import Registry
from fordring.jobs.render import document_bytes, preview_bytes
from fordring.jobs.render_report import report_file_bytes
from fordring.main.clock import wall
from fordring.main.demo import demo_of
from fordring.main.identity import SIMULATOR_PATH, Identities, open_identities
from fordring.main.mail import email_channel
from fordring.main.settings import Settings
from fordring.pages.context import PagesContext, ShopWords
from fordring.services.incoming_file import keep_bank_file
from fordring.services.kept_file import keep_file
from fordring.services.messages import Message
from fordring.simulators.companies import SandboxRegister
from fordring.storage.transaction import Database

CONNECTIONS_MAX = 24
"""A little more than the jobs a worker does at once."""


@dataclass(frozen=True, slots=True)
class House:
    """Everything put together: what the web application, the worker and each command work with."""

    settings: Settings
    database: Database
    blobs: Blobs
    jobs: JobsContext
    registry: Registry
    face: FaceContext
    companies: CompanyRegister
    identities: Identities


@asynccontextmanager
async def open_house(settings: Settings, app_dsn: str, connections_max: int = CONNECTIONS_MAX) -> AsyncIterator[House]:
    """The house on the database at `app_dsn`, closed when the block ends."""
    async with AsyncExitStack() as stack:
        database = await Database.connect(app_dsn, connections_max)
        stack.push_async_callback(database.close)
        blobs = open_blobs(settings.blobs_url)
        jobs = JobsContext(
            database=database,
            blobs=blobs,
            wall=wall,
            outlets=await _outlets(settings, stack),
            word_call=partial(word_call, settings.public_url),
            public_url=settings.public_url,
            identity_kept=timedelta(days=settings.identity_days),
        )

        async def open_document(merchant_id: UUID, document_id: UUID) -> bytes:
            return (await document_bytes(database, blobs, merchant_id, document_id, wall, settings.public_url))[1]

        async def open_report(merchant_id: UUID, file_id: UUID) -> bytes:
            return await report_file_bytes(database, blobs, merchant_id, file_id, wall)

        face = await open_context(
            database,
            wall,
            settings.public_url,
            open_document,
            open_report,
            allow_private_callbacks=settings.allow_private_callbacks,
            uploads=_uploads(settings, database, blobs),
            pace=Pace(settings.calls_per_minute),
        )
        pace = PublicPace(settings.public_calls_per_minute)
        face = replace(face, public_pace=pace, court_bundle=partial(court_bundle, jobs))
        companies = await _companies(settings, stack)
        identities = await open_identities(settings, stack, wall)
        yield House(settings, database, blobs, jobs, registry_of(jobs), face, companies, identities)


def word_call(base_url: str, message: Message, wall: datetime) -> HTTPCall:
    """The request to make now: a watch hears in the words of creditors, anybody else in those of shops.

    Raises ValueError for what nobody wants to hear.
    """
    if message.hook is not None and message.hook.kind is HookKind.WATCH:
        return word_for_creditors(message, message.hook, wall)
    return word_for_shops(base_url, message, wall)


def _uploads(settings: Settings, database: Database, blobs: Blobs) -> Uploads:
    async def preview(merchant_id: UUID, claim_id: UUID) -> bytes:
        return await preview_bytes(database, blobs, merchant_id, claim_id, wall)

    return Uploads(settings.document_bytes_max, settings.document_types, partial(keep_file, blobs), preview)


async def _companies(settings: Settings, stack: AsyncExitStack) -> CompanyRegister:
    """Where the payers of live merchants are looked up."""
    address = settings.company_register
    return NoRegister() if address is None else await stack.enter_async_context(Enhetsregisteret(address))


async def _outlets(settings: Settings, stack: AsyncExitStack) -> Outlets:
    reach = ALLOW_INSECURE if settings.allow_private_callbacks else PUBLIC_HTTPS
    return Outlets(
        callbacks=await stack.enter_async_context(HTTPCallbacks(PUBLIC_HTTPS)),
        sandbox_callbacks=await stack.enter_async_context(HTTPCallbacks(reach)),
        email=email_channel(settings),
        letters=LetterOutbox(settings.letter_outbox),
        sandbox_letters=LetterOutbox(settings.var / "sandbox-letters"),
        letter_folders=(settings.letter_outbox, settings.var / "sandbox-letters"),
        mail_host=urlsplit(settings.public_url).hostname or "localhost",
    )


SIGNATURE_HEADER = verifying.HEADER
is_signed = verifying.is_signed


def story_order(reference: str, amount: int, callback_url: str) -> dict[str, Any]:
    """The body of the story's purchases: a business pays by invoice, and its merchant wants to hear of everything."""
    order = json.loads(EXAMPLE)
    order["payment"]["payment_product_type"] = "kravia.invoice_b2b"
    session = order["session"]
    session["url"]["callback_url"] = f"{callback_url}?report_event=CAPTURE&report_event=VOID"
    session["order"] |= {"amount": amount, "merchant_reference": reference}
    session["order"]["items"][0] |= {"amount": amount, "description": "City bicycle, 7 gears"}
    session["order"]["billing_address"] |= {"business_name": "Nordmann AS", "organization_number": "974760673"}
    return cast("dict[str, Any]", order)


def web_application(house: House) -> FastAPI:
    """Both faces, the operator's own and the pages, over one house."""
    app = FastAPI(
        title="Fordring",
        version="0.1.0",
        summary="Invoice payments and collection behind two known APIs.",
        servers=[{"url": house.settings.public_url}],
        docs_url=None,
        redoc_url=None,
    )
    dintero.mount(app, house.face)
    kravia.mount(app, house.face)
    keep = partial(keep_bank_file, house.blobs)
    play_day = partial(play_bank_day, house.jobs)
    doors = OwnDoors(player_of(house.jobs).advance, play_day, keep, partial(order_file, house.jobs))
    own.mount(app, house.face, doors)
    pages.mount(app, pages_context(house), app.openapi)
    app.mount(SIMULATOR_PATH, house.identities.simulator)
    return app


def pages_context(house: House) -> PagesContext:
    """The house as its pages see it; what they tell a shop is worded by the shops' face."""
    face = house.face
    shop = ShopWords(
        parse_session=partial(parse_id, "session"),
        session_id=session_id,
        return_address=return_address,
        purchase_id=purchase_id,
        product_word=PRODUCT_WORDS.__getitem__,
        showing=showing_of,
        ticked=ticked,
    )
    return PagesContext(
        database=house.database,
        wall=wall,
        open_document=face.open_document,
        open_report=face.open_report,
        public_url=face.base_url,
        shop=shop,
        sign=face.links.sign,
        identity=house.identities.directory,
        seal=house.identities.seal,
        demo=demo_of(face, house.jobs, house.blobs, is_signed),
        seconds_to_wait=face.public_pace.seconds_to_wait,
        companies=house.companies,
        sandbox_companies=SandboxRegister(),
    )
