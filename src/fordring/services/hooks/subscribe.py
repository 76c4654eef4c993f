"""A merchant subscribes: it wants to be told of some topics at a URL of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.telling import Topic
from fordring.storage import calls, hooks
from fordring.storage.hooks import Hook
from fordring.storage.ids import new_id
from fordring.storage.work import Work

HOOKS_MAX = 50
"""So many subscriptions a merchant may have: each is looked at whenever something happens."""


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Where to, and of what. `content` is echoed by the face and read by it alone; `secret` signs the deliveries."""

    merchant_id: UUID
    url: str
    topics: frozenset[Topic]
    secret: str | None = None
    content: Mapping[str, Any] = field(default_factory=dict)
    active: bool = True


async def subscribe(command: Subscribe, work: Work) -> Hook:
    """Make the subscription, and try it out by a ping where it is active. Raises InvalidCommandError."""
    if len(await hooks.of_merchant(work.connection, command.merchant_id)) >= HOOKS_MAX:
        raise InvalidCommandError(FieldProblem("config", f"there are {HOOKS_MAX} subscriptions, delete one first"))
    hook = Hook(
        merchant_id=command.merchant_id,
        hook_id=new_id(),
        url=command.url,
        topics=command.topics,
        created_at=work.wall,
        created_by=work.asker.name,
        updated_at=work.wall,
        secret=command.secret,
        content=command.content,
        active=command.active,
    )
    await hooks.add(work.connection, hook)
    if hook.active:
        calls.owe_ping(work.unit, hook, work.wall)
    return hook
