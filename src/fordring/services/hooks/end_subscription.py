"""A merchant ends a subscription: nothing more is sent to it, and nobody finds it any more."""

from dataclasses import dataclass
from uuid import UUID

from fordring.services.hook_changes import end
from fordring.storage import hooks
from fordring.storage.hooks import Hook
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class EndSubscription:
    """Which one."""

    merchant_id: UUID
    hook_id: UUID


async def end_subscription(command: EndSubscription, work: Work) -> Hook:
    """Mark it deleted; what waits for it is dropped. Raises NotFoundError."""
    return await end(work, await hooks.get(work.connection, command.merchant_id, command.hook_id, lock=True))
