"""A merchant says where it wants to hear of every change to its claims: one watch a merchant, set again at will."""

from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.telling import HookKind, Topic
from fordring.services.hook_changes import store
from fordring.storage import hooks
from fordring.storage.hooks import Hook
from fordring.storage.ids import new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class WatchClaims:
    """What is said of the watch. What is None stays as it is; a first watch is active, and needs the other two."""

    merchant_id: UUID
    url: str | None = None
    secret: str | None = None
    active: bool | None = None


async def watch_claims(command: WatchClaims, work: Work) -> Hook:
    """Set the merchant's watch; active, its failures begin anew; not, what waits is dropped.

    Raises InvalidCommandError for a first one without an address or a secret.
    """
    before = await hooks.watch_of(work.connection, command.merchant_id, lock=True)
    if before is None:
        made = _first(command, work)
        if await hooks.add_watch(work.connection, made):
            return made
        before = await hooks.watch_of(work.connection, command.merchant_id, lock=True)
        if before is None:
            raise AssertionError("a watch that was in the way is gone")
    return await store(work, _changed(before, command, work))


def _first(command: WatchClaims, work: Work) -> Hook:
    if command.url is None or command.secret is None:
        given = {"url": command.url, "secret": command.secret}
        raise InvalidCommandError(*(FieldProblem(name, "is missing") for name in given if given[name] is None))
    return Hook(
        merchant_id=command.merchant_id,
        hook_id=new_id(),
        url=command.url,
        topics=frozenset({Topic.CLAIM}),
        created_at=work.wall,
        created_by=work.asker.name,
        updated_at=work.wall,
        secret=command.secret,
        active=command.active is not False,
        kind=HookKind.WATCH,
    )


def _changed(before: Hook, command: WatchClaims, work: Work) -> Hook:
    active = before.active if command.active is None else command.active
    return replace(
        before,
        url=command.url or before.url,
        secret=command.secret or before.secret,
        active=active,
        failures=0 if active else before.failures,
        stopped_because=None if active else before.stopped_because,
        updated_at=work.wall,
    )
