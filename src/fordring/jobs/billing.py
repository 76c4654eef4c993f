"""A billing run: batches of one transaction each, until nothing is left that is due."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fordring.jobs.context import JobsContext
from fordring.jobs.registry import JobContext
from fordring.services.invoicing.bill_batch import BillBatch, bill_batch

SECONDS_MAX = 3600
"""How long one attempt may take, for the registry; the next goes on where it ended."""


@dataclass(frozen=True, slots=True)
class BillPurchases:
    """The handler of `bill_purchases`. Several may run at once: each takes what no other has in hand."""

    jobs: JobsContext

    async def __call__(self, _payload: dict[str, Any], context: JobContext, /) -> None:
        """Bill what is due of the job's merchant."""
        if context.merchant_id is None:
            raise ValueError("purchases belong to a merchant")
        await self.bill(context.merchant_id)

    async def bill(self, merchant_id: UUID) -> int:
        """Bill what is due, batch by batch, then wait for what others have in hand; how many groups were done here."""
        done = 0
        for wait in (False, True):
            while many := await self._batch(BillBatch(merchant_id, wait)):
                done += many
        return done

    async def _batch(self, command: BillBatch) -> int:
        return await self.jobs.database.run(lambda connection: bill_batch(command, self.jobs.work(connection)))
