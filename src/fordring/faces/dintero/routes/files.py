"""`GET /files/{fid}`: a PDF, the invoice or a letter about it, or where it can be fetched without a token for minutes.

One rule for both documented readings: who accepts `application/json` gets the file's facts with a signed address; who
brings a token, or comes by such an address, gets the bytes; everybody else is asked for a token.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import UUID

from starlette.responses import Response

from fordring.domain.errors import NotFoundError
from fordring.faces.common.requests import NotAuthenticatedError
from fordring.faces.dintero.routes.route import READ, Route
from fordring.faces.dintero.routes.visit import Visit
from fordring.faces.dintero.translate.ids import parse_file_id
from fordring.faces.dintero.wire import answers
from fordring.storage import claims, documents, letters, merchants, purchases


@dataclass(frozen=True, slots=True)
class Found:
    """A document of a purchase, and the name its file has."""

    merchant_id: UUID
    document_id: UUID
    media_type: str
    name: str


async def show_file(visit: Visit) -> Response:
    """The PDF, or with `Accept: application/json` its facts and an address that needs no token."""
    fid: str = visit.request.path_params["fid"]
    query = visit.request.query_params
    signed = "signature" in query
    if signed and not visit.context.links.is_good(fid, query.get("expires", ""), query["signature"], visit.wall):
        raise NotAuthenticatedError("the link is not valid, or no longer")
    known = visit.credentials
    account_id, purchase_id, document_id = parse_file_id(fid)
    if known and (await visit.holder(READ)).account_id != account_id:
        raise NotFoundError("file", fid)
    as_json = "application/json" in visit.request.headers.get("accept", "").lower()
    if not (signed or known or as_json):
        raise NotAuthenticatedError("a Bearer token is expected")
    found = await _find(visit, fid, account_id, purchase_id, document_id)
    if as_json and not signed:
        return _facts(visit, fid, found)
    content = await visit.context.open_document(found.merchant_id, found.document_id)
    headers = {"content-disposition": f'inline; filename="{found.name}"', "x-content-type-options": "nosniff"}
    return Response(content, 200, {**visit.headers, **headers}, found.media_type)


async def _find(visit: Visit, fid: str, account_id: str, purchase_id: UUID, document_id: UUID) -> Found:
    async with visit.context.database.reading() as connection:
        merchant = await merchants.by_account_id(connection, account_id)
        purchase = await purchases.get(connection, merchant.merchant_id, purchase_id)
        document = await documents.get(connection, merchant.merchant_id, document_id)
        about = {document.claim_id, *await letters.claims_in(connection, merchant.merchant_id, document_id)}
        if purchase.claim_id is None or purchase.claim_id not in about or document.uploaded_as is not None:
            raise NotFoundError("file", fid)
        claim = await claims.get(connection, merchant.merchant_id, purchase.claim_id)
    return Found(merchant.merchant_id, document_id, document.media_type, f"{document.kind}_{claim.number}.pdf")


def _facts(visit: Visit, fid: str, found: Found) -> Response:
    links = visit.context.links
    expires = links.last_second(visit.wall)
    query = urlencode({"expires": expires, "signature": links.signature(fid, expires)})
    facts = {
        "id": fid,
        "name": found.name,
        "mime_type": found.media_type,
        "expires_at": datetime.fromtimestamp(expires, UTC),
        "url": f"{visit.context.base_url}/v1/files/{fid}?{query}",
    }
    return visit.answer(facts)


ROUTES = (Route("GET", "/files/{fid}", show_file, answers.File, media_types=("application/pdf",)),)
