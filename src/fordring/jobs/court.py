"""A claim's summary for a court as one PDF: its cover, every paper that can be printed, the extract of its ledger."""

import asyncio
import hashlib
from dataclasses import replace
from uuid import UUID

from fordring.formats.documents.court.cover import cover_of, ledger_of
from fordring.formats.documents.pdf.render import render_pdf
from fordring.formats.papers.binding import PRINTABLE, bound
from fordring.formats.papers.kinds import PDF
from fordring.jobs.context import JobsContext
from fordring.jobs.render import document_bytes
from fordring.services.court_bundle import CourtFile, court_file, paper_of
from fordring.storage import claims, merchants

BOUND_BYTES_MAX = 60_000_000
"""So much is bound in; what is beyond is listed with its checksum, and stays a file."""


async def court_bundle(jobs: JobsContext, merchant_id: UUID, claim_id: UUID) -> bytes:
    """The bundle as of the merchant's today; nothing is open in the database while it is made, and nothing is kept.

    Raises NotFoundError, IllegalTransitionError, and BlobError where stored bytes are gone or changed.
    """
    async with jobs.database.reading() as connection:
        merchant = await merchants.get(connection, merchant_id)
        claim = await claims.get(connection, merchant_id, claim_id)
        file = await court_file(jobs.work(connection), merchant, claim)
    papers, pages, size = [], [], 0
    for document in file.documents:
        known, content = await document_bytes(
            jobs.database, jobs.blobs, merchant_id, document.document_id, jobs.wall, jobs.public_url
        )
        goes_in = known.media_type in PRINTABLE and size + len(content) <= BOUND_BYTES_MAX
        if goes_in:
            size += len(content)
            pages.append((known.media_type, content))
        papers.append(paper_of(file, known, hashlib.sha256(content).hexdigest(), len(content), bound=goes_in))
    file = replace(file, case=replace(file.case, papers=tuple(papers)))
    return await asyncio.to_thread(_bound, file, pages)


def _bound(file: CourtFile, pages: list[tuple[str, bytes]]) -> bytes:
    extract = render_pdf(ledger_of(file.case))
    return bound(render_pdf(cover_of(file.case)), [*pages, (PDF, extract)], file.case.on)
