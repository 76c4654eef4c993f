"""Somebody wants a call made again: the merchant one delivery to a subscription, the operator whatever was given up."""

from dataclasses import dataclass
from uuid import UUID

from fordring.domain.errors import InactiveSubscriptionError, NotFoundError
from fordring.storage import calls, hooks
from fordring.storage.calls import OutgoingCall
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Which call. A merchant names its subscription too; the operator (`merchant_id` None) needs the id alone."""

    call_id: UUID
    merchant_id: UUID | None = None
    hook_id: UUID | None = None


async def try_again(command: TryAgain, work: Work) -> OutgoingCall:
    """Owe the call anew, under its own id and with all its tries; one that waits is tried at once.

    Raises NotFoundError, BusyError while it is being sent, InactiveSubscriptionError.
    """
    if command.merchant_id is None:
        call = await calls.find(work.connection, command.call_id)
    else:
        call = await calls.get(work.connection, command.merchant_id, command.call_id)
        if call.hook_id is None or call.hook_id != command.hook_id:
            raise NotFoundError("delivery", command.call_id)
        await hooks.get(work.connection, call.merchant_id, call.hook_id)
    if call.hook_id is not None:
        hook = (await hooks.these(work.connection, call.merchant_id, [call.hook_id]))[call.hook_id]
        if hook.deleted_at is not None:
            raise NotFoundError("subscription", call.hook_id)
        if not hook.active:
            raise InactiveSubscriptionError
    return await calls.try_again(work.connection, call, work.wall)
