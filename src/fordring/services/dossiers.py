"""A claim's whole file, as the verbs of the creditor face answer: the claim, its story, papers, sendings, payments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim, ClaimEvent
from fordring.domain.errors import FieldProblem
from fordring.domain.merchant import Merchant
from fordring.storage import claims, deliveries, dossiers
from fordring.storage.deliveries import Delivery
from fordring.storage.documents import Document
from fordring.storage.dossiers import Received
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything known about one claim on `day`, the merchant's own today; `warnings` are about this request alone."""

    merchant: Merchant
    claim: Claim
    day: date
    events: Sequence[ClaimEvent]
    documents: Sequence[Document]
    deliveries: Sequence[Delivery]
    payments: Sequence[Received]
    warnings: Sequence[FieldProblem] = ()


async def dossier_of(work: Work, merchant: Merchant, claim: Claim, warnings: Sequence[FieldProblem] = ()) -> Dossier:
    """Gather the file of a claim that has been read."""
    return Dossier(
        merchant=merchant,
        claim=claim,
        day=local_day(merchant.now(work.wall), merchant.country),
        events=await claims.events_of(work.connection, claim),
        documents=await dossiers.documents_of(work.connection, claim),
        deliveries=await deliveries.of_claim(work.connection, claim.merchant_id, claim.claim_id),
        payments=await dossiers.payments_of(work.connection, claim),
        warnings=tuple(warnings),
    )
