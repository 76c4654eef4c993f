"""A paper that came back is put into another envelope, as it is, addressed to where its payer lives by now."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import State
from fordring.domain.claim.whereabouts import place_of, same_place
from fordring.domain.merchant import Merchant
from fordring.storage import claims, deliveries
from fordring.storage.deliveries import Delivery
from fordring.storage.ids import new_id
from fordring.storage.queue import Job
from fordring.storage.work import Work


async def send_again(work: Work, merchant: Merchant, claim: Claim, returned: Delivery) -> Delivery:
    """Another sending of it, by post and now; where no whole address is known, to where it went before."""
    reached = claim.reached
    sending = replace(
        returned,
        delivery_id=new_id(),
        address=reached if place_of(reached) else returned.address,
        state="waiting",
        attempts=0,
        next_try_at=work.wall,
        created_at=merchant.now(work.wall),
        finished_at=None,
        sending_no=returned.sending_no + 1,
    )
    await deliveries.add_sending(work.connection, sending)
    payload = {"delivery_id": str(sending.delivery_id)}
    work.unit.add_job(Job("deliver", str(sending.delivery_id), payload, merchant.merchant_id))
    return sending


async def send_bills_elsewhere(work: Work, merchant: Merchant, claim_ids: Collection[UUID]) -> None:
    """Send again what came back of these locked claims' invoices and credit notes, if its payer lives elsewhere by now.

    What letters said is said anew by the daily run.
    """
    came_back = await deliveries.bills_returned(work.connection, merchant.merchant_id, claim_ids)
    found = await claims.these(work.connection, merchant.merchant_id, [claim_id for claim_id, _ in came_back])
    by_id = {claim.claim_id: claim for claim in found if claim.state is State.ISSUED}
    for claim_id, returned in came_back:
        claim = by_id.get(claim_id)
        if claim and place_of(claim.reached) and not same_place(claim.reached, returned.address):
            await send_again(work, merchant, claim, returned)
    await work.unit.flush()
