"""The routes of the payer's page: the page itself, the papers on it, the merchant's logo."""

from collections.abc import Awaitable, Callable
from typing import cast
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from fordring.domain.claim.page_link import PAGES, PageToken, read_token
from fordring.domain.errors import NotFoundError
from fordring.formats.documents.model import Language, logo_kind
from fordring.pages.context import PagesContext
from fordring.pages.payer.guesses import Guesses
from fordring.pages.payer.headers import FILE_HEADERS, LOGO_HEADERS, PAGE_HEADERS, PDF_HEADERS, disposition
from fordring.pages.payer.texts import TEXTS
from fordring.pages.payer.view import Reader
from fordring.pages.render import page
from fordring.services.branding import brand_of
from fordring.services.invoicing.resolve_document import language_of
from fordring.services.payers.show_page import PayerPage, ShowPage, paper_on, show_page
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit
from fordring.storage.work import Asker, Work

PAYER = "payer"
SPOKEN = {"nb": "nb", "no": "nb", "nn": "nb", "sv": "sv", "fi": "fi", "en": "en"}
LOGO_TYPES = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}
PDF = "application/pdf"

Answer = Callable[[Request, PageToken], Awaitable[Response]]


class Door:
    """What stands before every route: the token is read, and whoever guesses is turned away.

    A link that leads nowhere and one to somebody else's claim look alike.
    """

    def __init__(self, context: PagesContext, guesses: Guesses) -> None:
        self.context, self.guesses = context, guesses

    def opens(self, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint that answers whoever comes with a link that leads somewhere."""

        async def endpoint(request: Request) -> Response:
            address = request.client.host if request.client else None
            seconds = self.guesses.seconds_to_wait(address, self.context.wall())
            if seconds:
                return nothing_here(request, 429, seconds)
            try:
                return await answer(request, _token(request))
            except NotFoundError as error:
                if error.what == "page":
                    self.guesses.note(address)
                return nothing_here(request, 404)

        return endpoint


def router(context: PagesContext) -> APIRouter:
    """The routes below `/invoice/{token}`."""
    made = APIRouter(prefix=PAGES)
    door = Door(context, Guesses())

    async def show(request: Request, token: PageToken) -> Response:
        async with context.database.reading() as connection:
            found = await show_page(ShowPage(token), work_of(context, connection))
        return page("payer/page.html", 200, PAGE_HEADERS, **Reader(found, language_for(request, found)).facts())

    async def document(request: Request, token: PageToken) -> Response:
        async with context.database.reading() as connection:
            work = work_of(context, connection)
            found = await show_page(ShowPage(token), work)
            paper = await paper_on(found, _document_id(request), work)
        content = await context.open_document(paper.merchant_id, paper.document_id)
        claim = found.dossier.claim
        name = paper.file_name or f"{claim.own_number or claim.number or claim.claim_no}.pdf"
        way, headers = ("inline", PDF_HEADERS) if paper.media_type == PDF else ("attachment", FILE_HEADERS)
        return Response(content, 200, headers | {"Content-Disposition": disposition(name, way)}, paper.media_type)

    async def logo(_request: Request, token: PageToken) -> Response:
        async with context.database.reading() as connection:
            found = await show_page(ShowPage(token), work_of(context, connection))
        image = brand_of(found.dossier.merchant.settings).logo
        kind = None if image is None else logo_kind(image)
        if image is None or kind is None:
            raise NotFoundError("logo", "of the merchant")
        return Response(image, 200, LOGO_HEADERS, LOGO_TYPES[kind])

    made.add_api_route("/{token}", door.opens(show), methods=["GET"], response_class=HTMLResponse)
    made.add_api_route("/{token}/logo", door.opens(logo), methods=["GET"], response_class=Response)
    path = "/{token}/documents/{document_id}"
    made.add_api_route(path, door.opens(document), methods=["GET"], response_class=Response)
    return made


def work_of(context: PagesContext, connection: Connection) -> Work:
    """Work for one verb that a payer asks for."""
    return Work(connection, Unit(connection), context.wall(), Asker(PAYER, new_id()))


def language_for(request: Request, found: PayerPage) -> Language:
    """The language that was chosen on the page, else the one that the payer is written to in."""
    chosen = request.query_params.get("language")
    if chosen in TEXTS:
        return cast("Language", chosen)
    return language_of(found.dossier.merchant, found.dossier.claim)


def nothing_here(request: Request, status: int, retry_after: int | None = None) -> HTMLResponse:
    """A link that leads nowhere, or too many of them; in the first language of the browser that is one of ours."""
    asked = request.headers.get("accept-language", "").split(",")
    found = next((SPOKEN[each.strip()[:2].lower()] for each in asked if each.strip()[:2].lower() in SPOKEN), "en")
    language = cast("Language", found)
    headers = PAGE_HEADERS | ({"Retry-After": str(retry_after)} if retry_after else {})
    return page("payer/nothing.html", status, headers, language=language, texts=TEXTS[language], wait=bool(retry_after))


def _token(request: Request) -> PageToken:
    token = read_token(request.path_params["token"])
    if token is None:
        raise NotFoundError("page", "of this link")
    return token


def _document_id(request: Request) -> UUID:
    try:
        return UUID(request.path_params["document_id"])
    except ValueError as error:
        raise NotFoundError("file", request.path_params["document_id"]) from error
