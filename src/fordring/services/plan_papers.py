"""A payment plan's letters: what one says is frozen, and it is owed to the payer by e-mail, else by post."""

from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.distribution import Way
from fordring.domain.followup.payment_plan import PlanLetter
from fordring.services.bill import name_of
from fordring.storage.ids import new_id
from fordring.storage.queue import Job
from fordring.storage.work import Work


def owe_plan_letter(work: Work, claim: Claim, letter: PlanLetter, document_id: UUID) -> None:
    """The document, what it says, and its delivery, which a job does."""
    key = {"merchant_id": claim.merchant_id, "document_id": document_id}
    paper = {"claim_id": claim.claim_id, "kind": letter.kind, "media_type": "application/pdf"}
    work.unit.add("document", {**key, **paper, "created_at": claim.updated_at})
    work.unit.add("letter", {**key, "kind": letter.kind, "sent_on": letter.sent_on, "content": letter.kept()})
    reached, delivery_id = claim.reached, new_id()
    email = reached.get("email")
    way = Way.EMAIL if email else Way.LETTER
    address = {"email": email, "name": name_of(reached)} if email else reached
    state = {"channel": way, "address": address, "state": "waiting", "attempts": 0}
    times = {"next_try_at": work.wall, "created_at": claim.updated_at}
    work.unit.add("delivery", {**key, "claim_id": claim.claim_id, "delivery_id": delivery_id, **state, **times})
    work.unit.add_job(Job("deliver", str(delivery_id), {"delivery_id": str(delivery_id)}, claim.merchant_id))
