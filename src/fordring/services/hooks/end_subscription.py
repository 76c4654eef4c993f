"""A merchant ends a subscription: nothing more is sent to it, and nobody finds it any more."""

from dataclasses import dataclass, replace
from uuid import UUID

from fordring.storage import calls, hooks
from fordring.storage.hooks import Hook
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class EndSubscription:
    """Which one."""

    merchant_id: UUID
    hook_id: UUID


async def end_subscription(command: EndSubscription, work: Work) -> Hook:
    """Mark it deleted; what waits for it is dropped. Raises NotFoundError."""
    before = await hooks.get(work.connection, command.merchant_id, command.hook_id, lock=True)
    ended = replace(before, active=False, updated_at=work.wall, deleted_at=work.wall, deleted_by=work.asker.name)
    await hooks.save(work.connection, ended)
    await calls.drop_open(work.connection, ended.merchant_id, ended.hook_id, work.wall)
    return ended
