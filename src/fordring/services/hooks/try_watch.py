"""A merchant tries its watch out: one delivery as if its newest claim had changed."""

from dataclasses import dataclass
from uuid import UUID

from fordring.domain.errors import InactiveSubscriptionError, NotFoundError
from fordring.storage import calls, claims, hooks
from fordring.storage.hooks import Hook
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class TryWatch:
    """Whose."""

    merchant_id: UUID


@dataclass(frozen=True, slots=True)
class Trial:
    """What is owed now: the delivery's id, where it goes, and the number of the claim it tells of, if there is one."""

    call_id: UUID
    watch: Hook
    claim_no: int | None


async def try_watch(command: TryWatch, work: Work) -> Trial:
    """Owe the delivery; it is sent at once.

    Raises NotFoundError, InactiveSubscriptionError for a watch that takes nothing.
    """
    watch = await hooks.watch_of(work.connection, command.merchant_id)
    if watch is None:
        raise NotFoundError("webhook", "of this creditor")
    if not watch.active:
        raise InactiveSubscriptionError
    claim_id = await claims.newest(work.connection, command.merchant_id)
    numbers = await claims.numbers_of(work.connection, command.merchant_id, [claim_id] if claim_id else [])
    call_id = calls.owe_ping(work.unit, watch, work.wall, claim_id)
    return Trial(call_id, watch, numbers.get(claim_id) if claim_id else None)
