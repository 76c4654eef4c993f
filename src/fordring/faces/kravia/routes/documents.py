"""Documents of an invoice: handing them in, listing, reading and taking them back, the preview and the final PDF."""

import asyncio
from functools import partial
from uuid import UUID

from starlette.responses import Response

from fordring.domain.claim.papers import Purpose, takes_the_papers_place
from fordring.domain.errors import NotFoundError
from fordring.faces.common.disposition import disposition
from fordring.faces.common.once import done
from fordring.faces.common.requests import REQUEST_ID, BodyTooLargeError, read_body
from fordring.faces.kravia.compatibility import DOCUMENT_TYPES, OWN_PATHS
from fordring.faces.kravia.errors import BadRequestError
from fordring.faces.kravia.routes.route import Route
from fordring.faces.kravia.routes.shown import shown
from fordring.faces.kravia.routes.visit import Call
from fordring.faces.kravia.translate.story import document, document_name
from fordring.faces.kravia.translate.uploads import Upload, upload_of
from fordring.faces.kravia.vocabulary import field_name
from fordring.faces.kravia.wire.answers import Warned
from fordring.faces.kravia.wire.documents import DocumentBody
from fordring.faces.kravia.wire.documents_answers import Documents, HandedIn
from fordring.formats.papers.inspection import inspected
from fordring.formats.papers.kinds import PDF, SHOWABLE, TEXT, XML
from fordring.formats.papers.names import safe_name
from fordring.services.correspondents import language_of
from fordring.services.dossiers import Dossier
from fordring.services.invoicing.add_document import AddDocument, Added, add_document
from fordring.services.invoicing.remove_document import RemoveDocument
from fordring.services.invoicing.remove_document import remove_document as take_away
from fordring.services.invoicing.show_paper import ShowPaper, show_paper

TYPE_LENGTH_MAX = 100
ATTACHMENT = {"nb": "Vedlegg", "sv": "Bilaga", "fi": "Liite", "en": "Attachment"}
ROOM_BYTES = 64 * 1_024
"""For what stands around a document in a body, beside the half more that base64 and its escapes may take."""


async def hand_in(call: Call) -> Response:
    """Keep a document for the invoice: `InvoiceAttachment` is sent along with it, `Invoice` is the invoice itself.

    On an invoice of ours an own `Invoice` replaces our PDF, until it is issued; on a collection case it is the copy of
    the original. Any other type is kept and shown. The file comes as a multipart part, binary or base64, as a form
    field, or as JSON in base64; the body tells which, whatever its content type says. The same bytes under the same
    type again are answered with the document that is there.
    """
    word, purpose = _type(call)
    found = await shown(call)
    content_max = call.context.uploads.bytes_max
    try:
        raw = await read_body(call.request, content_max * 3 // 2 + ROOM_BYTES)
    except BodyTooLargeError:
        raise BodyTooLargeError(content_max, "the document") from None
    given = await asyncio.to_thread(upload_of, raw, call.request.headers.get("content-type", ""))
    if len(given.content) > content_max:
        raise BodyTooLargeError(content_max, "the document")
    command = await _kept(call, found, given, word, purpose)
    return await call.once(lambda work: add_document(command, work), lambda added: _added(call, added), raw)


async def list_documents(call: Call) -> Response:
    """The documents of the invoice, handed in and made here (our own addition)."""
    return _listed(call, await shown(call))


async def show_document(call: Call) -> Response:
    """The bytes of one document of the invoice (our own addition)."""
    dossier, wanted = await shown(call), call.request.path_params["documentId"]
    found = next((each for each in dossier.documents if str(each.document_id) == wanted.lower()), None)
    if found is None:
        raise NotFoundError("document", wanted)
    content = await call.context.open_document(found.merchant_id, found.document_id)
    return _bytes(call, content, found.media_type, document_name(found, dossier.claim))


async def remove_document(call: Call) -> Response:
    """Take back a document that was handed in, before Start; answers those that are left (our own addition)."""
    try:
        wanted = UUID(call.request.path_params["documentId"])
    except ValueError:
        raise NotFoundError("document", call.request.path_params["documentId"]) from None
    command = RemoveDocument(call.number, call.token.merchants, wanted)
    return await call.once(lambda work: take_away(command, work), partial(_listed, call), b"")


async def preview(call: Call) -> Response:
    """The PDF as the invoice will look, marked as a preview, before it is issued (our own addition).

    No number is taken. An invoice of your own is shown as it is.
    """
    dossier = await shown(call)
    content = await call.context.uploads.preview(dossier.claim.merchant_id, dossier.claim.claim_id)
    return _bytes(call, content, PDF, f"preview-{dossier.claim.claim_no}.pdf")


async def show_pdf(call: Call) -> Response:
    """The invoice's final PDF, for sending it yourself before Start (our own addition, `pdfUrl` in the answers).

    A draft's is made now: it takes its number from the series and keeps its days, as if it were issued.
    """
    command = ShowPaper(call.number, call.token.merchants)
    claim, paper = await call.context.database.run(
        lambda connection: done(lambda work: show_paper(command, work), call.work(connection))
    )
    content = await call.context.open_document(paper.merchant_id, paper.document_id)
    return _bytes(call, content, paper.media_type, document_name(paper, claim))


def _type(call: Call) -> tuple[str, Purpose]:
    """The type as it is kept, and what we take it for. Raises BadRequestError."""
    asked = call.query("type")
    if asked is None:
        raise BadRequestError({"type": "the query parameter type is missing"})
    if len(asked) > TYPE_LENGTH_MAX or not asked.isprintable():
        raise BadRequestError({"type": f"must be up to {TYPE_LENGTH_MAX} printable characters"})
    return DOCUMENT_TYPES.get(asked.lower(), (asked, Purpose.OTHER))


async def _kept(call: Call, found: Dossier, given: Upload, word: str, purpose: Purpose) -> AddDocument:
    """The document checked by its bytes and put into the blob store, and what is to be done with it."""
    uploads, claim = call.context.uploads, found.claim
    pdf_only = takes_the_papers_place(claim, purpose)
    media_type = await asyncio.to_thread(
        lambda: inspected(given.content, given.name, uploads.media_types, pdf_only=pdf_only)
    )
    name = safe_name(given.name, media_type, _unnamed(found, word, purpose))
    kept = await uploads.keep(claim.merchant_id, given.content)
    return AddDocument(call.number, call.token.merchants, purpose, word, name, media_type, kept)


def _unnamed(found: Dossier, word: str, purpose: Purpose) -> str:
    """What a document is called that came without a name: an attachment so that its reader understands it."""
    if purpose is not Purpose.ATTACHMENT:
        return f"{word}-{found.claim.claim_no}"
    return f"{ATTACHMENT[language_of(found.merchant, found.claim)]} {len(found.documents) + 1}"


def _added(call: Call, added: Added) -> Response:
    told = document(added.document, added.claim, call.context.base_url)
    warnings = [Warned(field=field_name(each.field), message=each.message) for each in added.warnings]
    return call.answer(HandedIn(**told.model_dump(), warnings=warnings))


def _listed(call: Call, dossier: Dossier) -> Response:
    value = [document(each, dossier.claim, call.context.base_url) for each in dossier.documents]
    return call.answer(Documents(value=value))


def _bytes(call: Call, content: bytes, media_type: str, name: str) -> Response:
    """A file for a browser: shown where that is safe, else kept from running anything."""
    headers = {
        REQUEST_ID: str(call.request_id),
        "Content-Disposition": disposition(name, "inline" if media_type in SHOWABLE else "attachment"),
        "X-Content-Type-Options": "nosniff",
    }
    if media_type not in SHOWABLE:
        headers["Content-Security-Policy"] = "sandbox"
    return Response(content, 200, headers, media_type)


BYTES = (PDF, "image/png", "image/jpeg", XML, TEXT, "application/zip", "application/octet-stream")
_TYPE = {
    "schema": {"type": "string", "maxLength": TYPE_LENGTH_MAX},
    "description": "InvoiceAttachment, Invoice, or any other, which is kept",
    "required": True,
}
_FILE = {"type": "string", "description": "a file as it is, or a field in base64"}
_FORM = {"type": "object", "properties": {"file": _FILE, "fileName": {"type": "string"}}, "required": ["file"]}
_ENCODINGS = {
    "multipart/form-data": {"schema": _FORM},
    "application/x-www-form-urlencoded": {"schema": _FORM},
}
ROUTES: tuple[Route, ...] = (
    Route("POST", "/invoice/{id}/document", hand_in, HandedIn, DocumentBody, {"type": _TYPE}, encodings=_ENCODINGS),
    Route("GET", OWN_PATHS["list_documents"], list_documents, Documents),
    Route("GET", OWN_PATHS["show_document"], show_document, None, media_types=BYTES),
    Route("DELETE", OWN_PATHS["remove_document"], remove_document, Documents),
    Route("GET", OWN_PATHS["preview"], preview, None, media_types=(PDF,)),
    Route("GET", OWN_PATHS["show_pdf"], show_pdf, None, media_types=(PDF,)),
)
