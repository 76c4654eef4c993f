"""A second look at a merchant's open claims: batches of one transaction each, until every claim was come to."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fordring.jobs.context import JobsContext
from fordring.jobs.registry import JobContext
from fordring.services.following_up.look_again_batch import LookAgainBatch, look_again_batch

SECONDS_MAX = 3600
"""How long one attempt may take, for the registry; the next passes quickly over what was done."""


@dataclass(frozen=True, slots=True)
class LookAgain:
    """The handler of `look_again`, payload `business`."""

    jobs: JobsContext

    async def __call__(self, payload: dict[str, Any], context: JobContext, /) -> None:
        """Have every open claim of the job's merchant on such payers looked at again."""
        if context.merchant_id is None:
            raise ValueError("claims belong to a merchant")
        after: UUID | None = UUID(int=0)
        while after is not None:
            after = await self._batch(LookAgainBatch(context.merchant_id, payload["business"], after))

    async def _batch(self, command: LookAgainBatch) -> UUID | None:
        return await self.jobs.database.run(lambda connection: look_again_batch(command, self.jobs.work(connection)))
