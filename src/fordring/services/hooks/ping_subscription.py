"""A merchant tries a subscription out: one delivery to it that tells of itself."""

from dataclasses import dataclass
from uuid import UUID

from fordring.domain.errors import InactiveSubscriptionError
from fordring.storage import calls, hooks
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class PingSubscription:
    """Which one."""

    merchant_id: UUID
    hook_id: UUID


async def ping_subscription(command: PingSubscription, work: Work) -> None:
    """Owe a ping. Raises NotFoundError, InactiveSubscriptionError for one that is not active."""
    hook = await hooks.get(work.connection, command.merchant_id, command.hook_id)
    if not hook.active:
        raise InactiveSubscriptionError
    calls.owe_ping(work.unit, hook, work.wall)
