"""A merchant changes a subscription of its own, or takes it up again after it was stopped."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from fordring.domain.telling import Topic
from fordring.services.hook_changes import store
from fordring.storage import hooks
from fordring.storage.hooks import Hook
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ChangeSubscription:
    """Everything that can be changed, as it is to be. With `keep_secret` the secret stays as it is."""

    merchant_id: UUID
    hook_id: UUID
    url: str
    topics: frozenset[Topic]
    secret: str | None = None
    keep_secret: bool = False
    content: Mapping[str, Any] = field(default_factory=dict)
    active: bool = True


async def change_subscription(command: ChangeSubscription, work: Work) -> Hook:
    """Replace what the subscription says. Active, its failures begin anew; not, what waits is dropped.

    Raises NotFoundError.
    """
    before = await hooks.get(work.connection, command.merchant_id, command.hook_id, lock=True)
    after = replace(
        before,
        url=command.url,
        topics=command.topics,
        secret=before.secret if command.keep_secret else command.secret,
        content=command.content,
        active=command.active,
        failures=0 if command.active else before.failures,
        stopped_because=None if command.active else before.stopped_because,
        updated_at=work.wall,
    )
    return await store(work, after)
