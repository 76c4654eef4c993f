"""The job that issues one scheduled claim, as the verbs owe it."""

from uuid import UUID

from fordring.storage.queue import Job
from fordring.storage.unit import Unit

ISSUE_CLAIM = "issue_claim"


def owe_issue(unit: Unit, merchant_id: UUID, claim_id: UUID) -> None:
    """Have the claim issued after the commit: a job named `issue_claim`, payload `{"claim_id": …}`, one per claim."""
    unit.add_job(Job(ISSUE_CLAIM, str(claim_id), {"claim_id": str(claim_id)}, merchant_id))
