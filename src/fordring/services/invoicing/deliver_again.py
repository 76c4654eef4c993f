"""The operator has a document sent again that failed or came back, once what was in the way is mended."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.distribution import Way
from fordring.domain.claim.whereabouts import place_of
from fordring.domain.errors import NotFoundError
from fordring.services.bill import name_of
from fordring.services.sent_again import send_again
from fordring.storage import claims, deliveries, merchants
from fordring.storage.deliveries import Delivery
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class DeliverAgain:
    """Which delivery; the merchants that the caller may act for, None for all."""

    delivery_id: UUID
    merchants: Collection[UUID] | None = None


async def deliver_again(command: DeliverAgain, work: Work) -> Delivery:
    """Try the delivery once more, now, to where its payer is by now; failing again, it is given up again.

    One that came back stays as it went, and another is made. Raises NotFoundError unless it failed or came back, also
    where it was sent again already, for a letter whose step was taken back: the daily run says that anew, and for
    another merchant's.
    """
    if command.merchants is not None:
        owner = await deliveries.owner_of(work.connection, command.delivery_id)
        if owner not in command.merchants:
            raise NotFoundError("failed delivery", command.delivery_id)
    for merchant_id, claim_id in await deliveries.claims_behind(work.connection, command.delivery_id):
        await claims.touch(work.connection, merchant_id, claim_id, work.wall)
    returned = await deliveries.returned(work.connection, command.delivery_id)
    if returned is not None and returned.claim_id is not None:
        merchant = await merchants.get(work.connection, returned.merchant_id)
        claim = await claims.get(work.connection, returned.merchant_id, returned.claim_id)
        sending = await send_again(work, merchant, claim, returned)
        await work.unit.flush()
        return sending
    delivery = await deliveries.try_again(work.connection, command.delivery_id, work.wall)
    if delivery.claim_id is not None:
        claim = await claims.get(work.connection, delivery.merchant_id, delivery.claim_id)
        delivery = replace(delivery, address=_address(delivery, claim))
        await deliveries.readdress(work.connection, delivery)
    work.unit.add_job(deliveries.next_attempt(delivery))
    await work.unit.flush()
    return delivery


def _address(delivery: Delivery, claim: Claim) -> Mapping[str, Any]:
    """Where the payer is reached in the same way by now; where nothing is known of that, as before."""
    reached = claim.reached
    if delivery.channel is Way.LETTER:
        return reached if place_of(reached) else delivery.address
    return {"email": reached["email"], "name": name_of(reached)} if reached.get("email") else delivery.address
