"""A document's one rendering, made by a job or by the first reader, whichever comes first, and never again."""

import asyncio
import hashlib
from dataclasses import replace
from typing import Any
from uuid import UUID

from fordring.domain.claim.papers import goes_by_letter
from fordring.formats.documents.pdf.render import TEMPLATE_VERSION, render_pdf
from fordring.formats.papers.binding import PRINTABLE
from fordring.gateways.blobs import Blobs
from fordring.jobs.context import JobsContext, WallClock
from fordring.jobs.printing import printed_document
from fordring.jobs.registry import Handler, JobContext
from fordring.services.invoicing.find_document import DocumentSource, find_preview, source_of
from fordring.storage import documents
from fordring.storage.documents import Document
from fordring.storage.transaction import Database


async def document_bytes(
    database: Database, blobs: Blobs, merchant_id: UUID, document_id: UUID, wall: WallClock, public_url: str
) -> tuple[Document, bytes]:
    """The document and its bytes, whose checksum was verified; rendered now if it was not yet.

    Nothing is open in the database while it is rendered and stored. Of several who render at once the first to record
    wins, and all answer its bytes. `public_url`: where the payer's page is reached.

    Raises NotFoundError, and BlobError where the stored bytes are gone or changed.
    """
    async with database.reading() as connection:
        document = await documents.get(connection, merchant_id, document_id)
        source = None if document.blob_key else await source_of(connection, document)
    if source is None:
        return document, await _stored(blobs, document)
    return await _render(database, blobs, source, wall, public_url)


async def bytes_of(jobs: JobsContext, source: DocumentSource) -> bytes:
    """The same of a document whose source was read already: its bytes."""
    if source.document.blob_key:
        return await _stored(jobs.blobs, source.document)
    return (await _render(jobs.database, jobs.blobs, source, jobs.wall, jobs.public_url))[1]


async def preview_bytes(database: Database, blobs: Blobs, merchant_id: UUID, claim_id: UUID, wall: WallClock) -> bytes:
    """The paper that a claim would have if it were issued now, marked as a preview; the client's own as it is.

    Nothing is kept and no number is taken. Raises NotFoundError, IllegalTransitionError.
    """
    async with database.reading() as connection:
        source = await find_preview(connection, merchant_id, claim_id, wall())
    if source.document.uploaded_as is not None:
        return await _stored(blobs, source.document)
    return await _set(source, None, preview=True)


def render_task(jobs: JobsContext) -> Handler:
    """The job `render_document`: payload `document_id`."""

    async def render(payload: dict[str, Any], context: JobContext) -> None:
        if context.merchant_id is None:
            raise ValueError("a document belongs to a merchant")
        await see_rendered(jobs, context.merchant_id, UUID(payload["document_id"]))

    return render


async def see_rendered(jobs: JobsContext, merchant_id: UUID, document_id: UUID) -> None:
    """Render the document unless it is rendered already. Raises NotFoundError."""
    async with jobs.database.reading() as connection:
        document = await documents.get(connection, merchant_id, document_id)
        source = None if document.blob_key else await source_of(connection, document)
    if source is not None:
        await _render(jobs.database, jobs.blobs, source, jobs.wall, jobs.public_url)


async def _render(
    database: Database, blobs: Blobs, source: DocumentSource, wall: WallClock, public_url: str
) -> tuple[Document, bytes]:
    pdf = await _set(source, public_url)
    sha256 = hashlib.sha256(pdf).hexdigest()
    # Bytes of another template or brand get another key, so that a race between two of them ends well too.
    key = f"documents/{source.document.merchant_id}/{source.document.document_id}-{sha256[:16]}.pdf"
    await blobs.put_once(key, pdf)
    rendering = replace(
        source.document, blob_key=key, sha256=sha256, size_bytes=len(pdf), template_version=TEMPLATE_VERSION
    )
    won = await database.run(lambda connection: documents.rendered(connection, rendering, wall()))
    return won, pdf if won.blob_key == key else await _stored(blobs, won)


async def _set(source: DocumentSource, public_url: str | None, *, preview: bool = False) -> bytes:
    """The page set. The compiler lets go of the interpreter while it works: threads render side by side."""
    on_paper = goes_by_letter(source.claim)
    names = [
        attached.file_name or "" for attached in source.attachments if not on_paper or attached.media_type in PRINTABLE
    ]

    def on_a_thread() -> bytes:
        return render_pdf(replace(printed_document(source, names, public_url), preview=preview))

    return await asyncio.to_thread(on_a_thread)


async def _stored(blobs: Blobs, document: Document) -> bytes:
    return await blobs.get(document.blob_key or "", document.sha256 or "")
