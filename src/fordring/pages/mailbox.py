"""The mailbox: every e-mail and letter that sandbox merchants would have sent, newest first, with their files."""

from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from fordring.domain.errors import NotFoundError
from fordring.pages.context import PagesContext
from fordring.pages.render import FRAMED_MAIL_HEADERS, FRAMED_PDF_HEADERS, page
from fordring.storage import documents, mailbox, reports
from fordring.storage.documents import Document
from fordring.storage.mailbox import Received

MESSAGES_A_PAGE = 50


def router(context: PagesContext) -> APIRouter:
    """The routes below `/mailbox`."""
    made = APIRouter(prefix="/mailbox")

    async def listing(request: Request) -> HTMLResponse:
        context.require_sandbox(request)
        before = _id(request.query_params["before"]) if "before" in request.query_params else None
        async with context.database.reading() as connection:
            found = await mailbox.newest(connection, before, MESSAGES_A_PAGE + 1)
        older = found[MESSAGES_A_PAGE - 1].message.message_id if len(found) > MESSAGES_A_PAGE else None
        return page("mailbox.html", found=found[:MESSAGES_A_PAGE], older=older, first=before is None)

    async def message(request: Request) -> HTMLResponse:
        found = await _found(context, request)
        attached = await _attached(context, found)
        return page("message.html", found=found, files=await _files(context, found), attached=attached)

    async def html(request: Request) -> Response:
        found = await _found(context, request)
        return HTMLResponse(found.message.body_html or "", headers=FRAMED_MAIL_HEADERS)

    async def document(request: Request) -> Response:
        found = await _found(context, request)
        if found.message.document_id is None:
            raise HTTPException(404)
        pdf = await context.open_document(found.message.merchant_id, found.message.document_id)
        headers = FRAMED_PDF_HEADERS | {"Content-Disposition": f'inline; filename="claim-{found.claim_no}.pdf"'}
        return Response(pdf, headers=headers, media_type="application/pdf")

    async def attachment(request: Request) -> Response:
        found = await _found(context, request)
        wanted = _id(request.path_params["document_id"])
        document = next((each for each in await _attached(context, found) if each.document_id == wanted), None)
        if document is None:
            raise HTTPException(404)
        content = await context.open_document(document.merchant_id, document.document_id)
        # Whatever it is, a browser of ours is not where it runs: it is downloaded.
        headers = FRAMED_MAIL_HEADERS | {"Content-Disposition": "attachment"}
        return Response(content, headers=headers, media_type=document.media_type)

    async def report_file(request: Request) -> Response:
        found = await _found(context, request)
        wanted = [each for each in await _files(context, found) if each.name == request.path_params["name"]]
        if not wanted:
            raise HTTPException(404)
        content = await context.open_report(found.message.merchant_id, wanted[0].file_id)
        headers = FRAMED_PDF_HEADERS | {"Content-Disposition": f'attachment; filename="{wanted[0].name}"'}
        return Response(content, headers=headers, media_type=wanted[0].media_type)

    made.add_api_route("", listing, methods=["GET"], response_class=HTMLResponse)
    made.add_api_route("/{message_id}", message, methods=["GET"], response_class=HTMLResponse)
    made.add_api_route("/{message_id}/html", html, methods=["GET"], response_class=HTMLResponse)
    made.add_api_route("/{message_id}/document.pdf", document, methods=["GET"], response_class=Response)
    path = "/{message_id}/attachments/{document_id}/{name}"
    made.add_api_route(path, attachment, methods=["GET"], response_class=Response)
    made.add_api_route("/{message_id}/files/{name}", report_file, methods=["GET"], response_class=Response)
    return made


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of a settlement report that came with a message."""

    file_id: UUID
    name: str
    media_type: str


async def _files(context: PagesContext, found: Received) -> list[AttachedFile]:
    """The report's files that were sent with the message."""
    if found.report_id is None:
        return []
    async with context.database.reading() as connection:
        report = await reports.get(connection, found.message.merchant_id, found.report_id)
    sent = [file for file in report.files if file.filetype in (found.filetypes or ())]
    return [AttachedFile(file.file_id, report.file_name(file), reports.MEDIA_TYPES[file.filetype]) for file in sent]


async def _attached(context: PagesContext, found: Received) -> list[Document]:
    """What came along behind the claim's document."""
    async with context.database.reading() as connection:
        merchant_id, ids = found.message.merchant_id, found.message.attachment_ids
        return [await documents.get(connection, merchant_id, document_id) for document_id in ids]


async def _found(context: PagesContext, request: Request) -> Received:
    """The message in the path. Raises a 404."""
    context.require_sandbox(request)
    message_id = _id(request.path_params["message_id"])
    try:
        async with context.database.reading() as connection:
            return await mailbox.get(connection, message_id)
    except NotFoundError as error:
        raise HTTPException(404) from error


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise HTTPException(404) from error
