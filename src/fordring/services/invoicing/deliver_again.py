"""The operator has a document sent again that reached nobody, once what was in the way is mended."""

from dataclasses import dataclass
from uuid import UUID

from fordring.storage import claims, deliveries
from fordring.storage.deliveries import Delivery
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class DeliverAgain:
    """Which delivery. One that came back from the payer is not sent again: its address is wrong."""

    delivery_id: UUID


async def deliver_again(command: DeliverAgain, work: Work) -> Delivery:
    """Try the delivery once more, now; failing again, it is given up again. Raises NotFoundError unless it failed."""
    for merchant_id, claim_id in await deliveries.claims_behind(work.connection, command.delivery_id):
        await claims.touch(work.connection, merchant_id, claim_id, work.wall)
    delivery = await deliveries.try_again(work.connection, command.delivery_id, work.wall)
    work.unit.add_job(deliveries.next_attempt(delivery))
    await work.unit.flush()
    return delivery
