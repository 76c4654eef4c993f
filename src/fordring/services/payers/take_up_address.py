"""An invoice was registered on a customer's card with another address: the customer's other claims go by that too."""

from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.claim.whereabouts import kept, told_by
from fordring.services.whereabouts import follow_card
from fordring.storage import claims, merchants, payers
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class TakeUpAddress:
    """Which claim was registered; `elsewhere` says that its postal address is not the card's of before."""

    merchant_id: UUID
    claim_id: UUID
    elsewhere: bool


async def take_up_address(command: TakeUpAddress, work: Work) -> int:
    """How many claims go by it now; done again, none. What was said after the registration holds.

    Raises NotFoundError.
    """
    merchant = await merchants.get(work.connection, command.merchant_id)
    claim = await claims.get(work.connection, command.merchant_id, command.claim_id)
    card = await payers.keyed(work.connection, command.merchant_id, claim.payer_key, lock=True)
    card = replace(card, contact=kept(card.contact, told_by(claim.billing), claim.claim_id))
    await payers.save(work.connection, card)
    return len(await follow_card(work, merchant, card, elsewhere=command.elsewhere))
