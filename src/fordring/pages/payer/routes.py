"""The routes of the payer's page: the page itself, the papers on it, the merchant's logo, and what its forms send."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from fordring.domain.claim.page_link import PAGES, PageToken
from fordring.domain.errors import NotFoundError
from fordring.formats.documents.model import logo_kind
from fordring.pages.context import PagesContext
from fordring.pages.guesses import Guesses
from fordring.pages.payer.door import Door
from fordring.pages.payer.headers import FILE_HEADERS, LOGO_HEADERS, PDF_HEADERS, disposition
from fordring.pages.payer.posts import Posts, shown, work_of
from fordring.pages.payer.replies import Attempt
from fordring.services.branding import brand_of
from fordring.services.payers.show_page import ShowPage, paper_on, show_page

LOGO_TYPES = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}
PDF = "application/pdf"


def router(context: PagesContext) -> APIRouter:
    """The routes below `/invoice/{token}`."""
    made = APIRouter(prefix=PAGES)
    door, posts = Door(context, Guesses()), Posts(context)

    async def show(request: Request, token: PageToken) -> Response:
        return await shown(context, request, token, 200, Attempt(done=request.query_params.get("done", "")))

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
    for name, form, submit in posts.forms():
        taken = door.opens(posts.taken(form, submit))
        made.add_api_route(f"/{{token}}/{name}", taken, methods=["POST"], response_class=Response)
    return made


def _document_id(request: Request) -> UUID:
    try:
        return UUID(request.path_params["document_id"])
    except ValueError as error:
        raise NotFoundError("file", request.path_params["document_id"]) from error
