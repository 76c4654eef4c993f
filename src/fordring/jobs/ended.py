"""How a delivery ended, in the story of every claim that its document is about."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.merchant import Merchant
from fordring.jobs.context import ASKER, JobsContext
from fordring.storage import claims, letters
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit


async def claims_about(connection: Connection, merchant_id: UUID, document_id: UUID, claim_id: UUID) -> Sequence[Claim]:
    """The claim whose document it is, and those that it is a letter about as well; locked in their order."""
    about = {claim_id, *await letters.claims_in(connection, merchant_id, document_id)}
    return await claims.these(connection, merchant_id, list(about), lock=True)


async def tell_ended(
    jobs: JobsContext, connection: Connection, merchant: Merchant, about: Sequence[Claim], kind: str, **facts: Any
) -> None:
    """A line in the story of each of these claims, which are locked."""
    wall, unit = jobs.wall(), Unit(connection)
    for claim in about:
        told, event = claim.happened(kind, merchant.now(wall), ASKER, **facts)
        await claims.save(connection, told)
        claims.add_event(unit, told, event, wall)
    await unit.flush()
