"""A client takes back a document that it handed in, as long as the claim is a draft."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.claim.lifecycle import State
from fordring.domain.errors import IllegalTransitionError, NotFoundError
from fordring.services.callers import claim_of
from fordring.services.dossiers import Dossier, dossier_of
from fordring.storage import claims, documents, uploads
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class RemoveDocument:
    """Which document of which claim, and the merchants that the caller may act for."""

    claim_no: int
    merchants: Collection[UUID]
    document_id: UUID


async def remove_document(command: RemoveDocument, work: Work) -> Dossier:
    """Take it away. Raises NotFoundError, and IllegalTransitionError after the start or for a document of ours."""
    merchant, claim = await claim_of(work.connection, command.claim_no, command.merchants, lock=True)
    document = await documents.get(work.connection, claim.merchant_id, command.document_id)
    if document.claim_id != claim.claim_id:
        raise NotFoundError("file", command.document_id)
    if claim.state is not State.DRAFT or document.uploaded_as is None:
        raise IllegalTransitionError("a claim", claim.state, "taking this document away")
    await uploads.remove(work.connection, document)
    now = merchant.now(work.wall)
    told, event = claim.happened("document_removed", now, work.asker.name, document_id=document.document_id)
    told = await claims.save(work.connection, told)
    claims.add_event(work.unit, told, event, work.wall)
    await work.unit.flush()
    return await dossier_of(work, merchant, told)
