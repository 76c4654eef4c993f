"""Calls were tried: checkouts tell which callbacks went out, and a subscription out of reach is stopped and seen."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from fordring.domain.telling import GIVEN_UP_MAX
from fordring.services.checkout_at_hand import request_of
from fordring.services.hook_changes import store
from fordring.storage import checkouts, hooks
from fordring.storage.calls import OutgoingCall
from fordring.storage.hooks import Hook, Reached
from fordring.storage.work import Work


async def note_deliveries(ended: Sequence[OutgoingCall], work: Work) -> None:
    """Tell checkouts of their callbacks, and count what was given up in a row at each subscription.

    So many given up, and it is stopped and what waits is dropped.
    """
    await _tell_checkouts(ended, work)
    reached: dict[UUID, Reached] = {}
    for call in ended:
        if call.hook_id is None or call.state not in {"delivered", "failed"}:
            continue
        before = reached.get(call.hook_id, Reached(call.merchant_id, call.hook_id, delivered=False, given_up=0))
        well = call.state == "delivered"
        reached[call.hook_id] = replace(
            before, delivered=before.delivered or well, given_up=0 if well else before.given_up + 1
        )
    if reached:
        for hook in await hooks.note_reached(work.connection, list(reached.values())):
            if hook.reachable and hook.failures >= GIVEN_UP_MAX:
                await _stop(hook, work)


async def _tell_checkouts(ended: Sequence[OutgoingCall], work: Work) -> None:
    sent = [
        (call.merchant_id, call.purchase_id, call.event_no)
        for call in ended
        if call.hook_id is None and call.purchase_id is not None and call.state == "delivered"
    ]
    if sent:
        await checkouts.tell_callbacks(work.connection, sent, work.wall, request_of(work))


async def _stop(hook: Hook, work: Work) -> None:
    because = f"{hook.failures} deliveries in a row were given up"
    await store(work, replace(hook, active=False, stopped_because=because, updated_at=work.wall))
