"""A merchant does not want to hear of its claims any more."""

from dataclasses import dataclass
from uuid import UUID

from fordring.domain.errors import NotFoundError
from fordring.services.hook_changes import end
from fordring.storage import hooks
from fordring.storage.hooks import Hook
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class EndWatch:
    """Whose."""

    merchant_id: UUID


async def end_watch(command: EndWatch, work: Work) -> Hook:
    """Mark the watch deleted; what waits for it is dropped. Raises NotFoundError where there is none."""
    watch = await hooks.watch_of(work.connection, command.merchant_id, lock=True)
    if watch is None:
        raise NotFoundError("webhook", "of this creditor")
    return await end(work, watch)
