"""The daily run of follow-up: batches of one transaction each, until nothing is left that is due.

A worker has two batches in hand: while it decides on one, the database reads or writes the other. Where a batch cannot
be written, its claims are followed up one by one, and the one that is at fault is put aside.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog

from fordring.domain.calendar import local_day
from fordring.jobs.context import JobsContext
from fordring.jobs.garbage import collections_rare
from fordring.jobs.registry import JobContext
from fordring.services.following_up.follow_up_batch import FollowUpBatch, follow_up_batch
from fordring.services.following_up.put_aside import PutAside, put_aside
from fordring.storage import following_up, merchants
from fordring.storage.transaction import Connection

log = structlog.get_logger(__name__)

CLAIMS_AT_ONCE = 1_000
BATCHES_AT_ONCE = 2
SECONDS_MAX = 3600
"""How long one attempt may take, for the registry; the next goes on where it ended."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The handler of `follow_up`. Several may run at once: each takes what no other has in hand."""

    jobs: JobsContext
    claims_max: int = CLAIMS_AT_ONCE

    async def __call__(self, _payload: dict[str, Any], context: JobContext, /) -> None:
        """Follow up what is due of the job's merchant."""
        if context.merchant_id is None:
            raise ValueError("claims belong to a merchant")
        await self.follow_up(context.merchant_id)

    async def follow_up(self, merchant_id: UUID) -> int:
        """Look at what is due, batch by batch, then at what others have in hand; how many claims were seen here."""
        with collections_rare():
            done = await self._batch(merchant_id, wait=False)
            at_once = BATCHES_AT_ONCE if done >= self.claims_max else 1  # behind a full one there is more
            done += sum(await asyncio.gather(*(self._batches(merchant_id, wait=False) for _ in range(at_once))))
            return done + await self._batches(merchant_id, wait=True)

    async def _batches(self, merchant_id: UUID, *, wait: bool) -> int:
        done = 0
        while many := await self._batch(merchant_id, wait=wait):
            done += many
        return done

    async def _batch(self, merchant_id: UUID, *, wait: bool) -> int:
        held: list[UUID] = []

        async def act(connection: Connection) -> None:
            held[:] = await self._hold(connection, merchant_id, wait=wait)
            await self._look(connection, merchant_id, held)

        try:
            await self.jobs.database.run(act)
        except Exception:  # whatever it is, the claims of the batch are tried one by one
            if not held:
                raise
            log.warning("a batch of follow-up is done claim by claim", merchant_id=str(merchant_id), claims=len(held))
            await self._one_by_one(merchant_id, held)
        return len(held)

    async def _hold(self, connection: Connection, merchant_id: UUID, *, wait: bool) -> list[UUID]:
        merchant = await merchants.get(connection, merchant_id)
        today = local_day(merchant.now(self.jobs.wall()), merchant.country)
        return await following_up.hold_due(connection, merchant_id, today, claims_max=self.claims_max, wait=wait)

    async def _look(self, connection: Connection, merchant_id: UUID, claim_ids: Sequence[UUID]) -> None:
        if claim_ids:
            await follow_up_batch(FollowUpBatch(merchant_id, claim_ids), self.jobs.work(connection))

    async def _one_by_one(self, merchant_id: UUID, claim_ids: Sequence[UUID]) -> None:
        for claim_id in claim_ids:

            async def act(connection: Connection, its: UUID = claim_id) -> None:
                await self._look(connection, merchant_id, await self._still_due(connection, merchant_id, its))

            try:
                await self.jobs.database.run(act)
            except Exception as error:
                log.warning("a claim cannot be followed up", claim_id=str(claim_id), error=type(error).__name__)
                log.debug("where it failed", claim_id=str(claim_id), exc_info=True)
                await self._put_aside(PutAside(merchant_id, claim_id, error))

    async def _put_aside(self, command: PutAside) -> None:
        await self.jobs.database.run(lambda connection: put_aside(command, self.jobs.work(connection)))

    async def _still_due(self, connection: Connection, merchant_id: UUID, claim_id: UUID) -> list[UUID]:
        """The claim, locked, unless another has looked at it since."""
        merchant = await merchants.get(connection, merchant_id)
        today = local_day(merchant.now(self.jobs.wall()), merchant.country)
        return await following_up.hold(connection, merchant_id, claim_id, today)
