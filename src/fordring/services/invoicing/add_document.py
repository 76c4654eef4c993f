"""A client hands in a document for a claim: its own invoice, an attachment, a case's original, or anything else."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import UNISSUED
from fordring.domain.claim.papers import Purpose, document_kind, goes_by_letter, takes_the_papers_place
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.formats.papers.binding import PRINTABLE
from fordring.services.callers import claim_of
from fordring.services.kept_file import KeptFile
from fordring.storage import claims, uploads
from fordring.storage.documents import Document
from fordring.storage.ids import new_id
from fordring.storage.work import Work

DOCUMENTS_MAX = 50


@dataclass(frozen=True, slots=True)
class AddDocument:
    """What is handed in, for which claim by its public id; `uploaded_as` is its type in the client's words."""

    claim_no: int
    merchants: Collection[UUID]
    purpose: Purpose
    uploaded_as: str
    file_name: str
    media_type: str
    file: KeptFile


@dataclass(frozen=True, slots=True)
class Added:
    """The document, its claim, and what is doubtful about it."""

    claim: Claim
    document: Document
    warnings: tuple[FieldProblem, ...] = ()


async def add_document(command: AddDocument, work: Work) -> Added:
    """Keep the document; the same bytes under the same type are the document that is there.

    Raises NotFoundError, also for a claim of others, IllegalTransitionError, and InvalidCommandError for one too many.
    """
    merchant, claim = await claim_of(work.connection, command.claim_no, command.merchants, lock=True)
    before = await uploads.same(work.connection, claim, command.uploaded_as, command.file.sha256)
    if before is not None and (before.kind == claim.kind or not takes_the_papers_place(claim, command.purpose)):
        return Added(claim, before, tuple(_warnings(claim, command)))
    kind = document_kind(claim, command.purpose)
    if before is None and await uploads.count(work.connection, claim) >= DOCUMENTS_MAX:
        raise InvalidCommandError(FieldProblem("file", f"is one too many: {DOCUMENTS_MAX} documents are there"))
    now = merchant.now(work.wall)
    kept = before or await uploads.add(work.connection, _document(claim, command, kind, now))
    if takes_the_papers_place(claim, command.purpose):
        kept = await uploads.put_in_place(work.connection, claim, kept)
    told, event = claim.happened("document_added", now, work.asker.name, document_id=kept.document_id)
    await claims.save(work.connection, told)
    claims.add_event(work.unit, told, event, work.wall)
    await work.unit.flush()
    return Added(told, kept, tuple(_warnings(claim, command)))


def _document(claim: Claim, command: AddDocument, kind: str, now: datetime) -> Document:
    return Document(
        merchant_id=claim.merchant_id,
        document_id=new_id(),
        claim_id=claim.claim_id,
        # It becomes the claim's paper in a step of its own, which takes the place from whatever had it.
        kind=Purpose.OTHER if takes_the_papers_place(claim, command.purpose) else kind,
        media_type=command.media_type,
        blob_key=command.file.blob_key,
        sha256=command.file.sha256,
        size_bytes=command.file.size_bytes,
        template_version=None,
        created_at=now,
        uploaded_as=command.uploaded_as,
        file_name=command.file_name,
    )


def _warnings(claim: Claim, command: AddDocument) -> Iterator[FieldProblem]:
    """What a client should know of an attachment that does not travel the whole way."""
    if command.purpose is not Purpose.ATTACHMENT:
        return
    if claim.state not in UNISSUED:
        yield FieldProblem("file", "the invoice had been sent before: this is kept and shown, and did not go with it")
    elif goes_by_letter(claim) and command.media_type not in PRINTABLE:
        yield FieldProblem("file", f"{command.media_type} cannot be printed: it does not go with a letter")
    if claim.state in UNISSUED and claim.number is not None:
        yield FieldProblem("file", "the invoice's PDF was made before, and does not name this attachment")
