"""What every change of a hook shares: it is stored, and nothing waits for one that takes nothing any more."""

from dataclasses import replace

from fordring.storage import calls, hooks
from fordring.storage.hooks import Hook
from fordring.storage.work import Work


async def store(work: Work, hook: Hook) -> Hook:
    """Store a changed, locked hook; where it is not active, what waits for it is dropped."""
    await hooks.save(work.connection, hook)
    if not hook.active:
        await calls.drop_open(work.connection, hook.merchant_id, hook.hook_id, work.wall)
    return hook


async def end(work: Work, hook: Hook) -> Hook:
    """Mark a locked hook deleted."""
    ended = replace(hook, active=False, updated_at=work.wall, deleted_at=work.wall, deleted_by=work.asker.name)
    return await store(work, ended)
