"""Calling a merchant back: one attempt, in the words of its face, recorded whatever comes of it."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog

from fordring.channels import retry
from fordring.channels.outcome import Outcome
from fordring.domain.purchase.purchase import PurchaseEvent
from fordring.jobs.context import JobsContext
from fordring.jobs.registry import Handler, JobContext
from fordring.jobs.sending import send_once
from fordring.services.views import PurchaseView, purchase_view
from fordring.storage import calls, merchants, queue
from fordring.storage.calls import OutgoingCall
from fordring.storage.queue import Job
from fordring.storage.transaction import Connection

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Message:
    """What one attempt is about: the call as taken, the purchase as it is now, and the event to be told."""

    call: OutgoingCall
    view: PurchaseView
    event: PurchaseEvent


def call_out_task(jobs: JobsContext) -> Handler:
    """The job `call_out`: payload `call_id`, and `attempt` from the second one on."""

    async def call_out(payload: dict[str, Any], context: JobContext) -> None:
        merchant_id, call_id = context.merchant_id, UUID(payload["call_id"])
        if merchant_id is None:
            raise ValueError("a call belongs to a merchant")

        async def take(connection: Connection) -> Message | None:
            attempt_no = payload.get("attempt", 1)
            call = await calls.take(connection, merchant_id, call_id, attempt_no, context.job_id, jobs.wall())
            return await _message(connection, call) if call else None

        async def send(message: Message) -> Outcome:
            return await _send(jobs, message, in_place=context.in_place)

        async def record(connection: Connection, message: Message, outcome: Outcome) -> None:
            await _record(connection, message.call, outcome, jobs.wall())

        await send_once(jobs.database, take, send, record)

    return call_out


async def _message(connection: Connection, call: OutgoingCall) -> Message:
    merchant = await merchants.get(connection, call.merchant_id)
    view = await purchase_view(connection, merchant, call.purchase_id)
    event = next(event for event in view.purchase.events if event.event_no == call.event_no)
    return Message(call, view, event)


async def _send(jobs: JobsContext, message: Message, *, in_place: bool) -> Outcome:
    """Word it and send it: a live merchant's only to public https addresses, whatever the operator allows others."""
    request = jobs.word_call(message.view, message.event, message.call.call_id, jobs.wall())
    limit = jobs.in_place_limit.total_seconds()
    if in_place:
        request = replace(request, timeout_seconds=min(request.timeout_seconds, limit))
    outlets = jobs.outlets
    channel = outlets.sandbox_callbacks if message.view.merchant.sandbox else outlets.callbacks
    try:
        # The channel has its own limit; this one is for a channel that does not keep it.
        async with asyncio.timeout(request.timeout_seconds + limit):
            return await channel.send(request)
    except TimeoutError:
        return Outcome("retry", "no answer in time")


async def _record(connection: Connection, taken: OutgoingCall, outcome: Outcome, wall: datetime) -> None:
    """Write down the outcome; queue the next attempt, or the call that waited for this one to end."""
    again = retry.next_try(retry.CALLBACKS, taken.attempts, wall) if outcome.kind == "retry" else None
    ended = await calls.finish_attempt(connection, taken, wall, outcome.kind, outcome.code, outcome.detail, again)
    if ended is None:
        return
    if ended.state == "waiting":
        await queue.enqueue(connection, [_job(ended, f"{ended.attempts + 1}", ended.next_try_at)])
        return
    if ended.state == "failed":
        log.warning("a call to a merchant was given up", call_id=str(ended.call_id), reason=outcome.detail)
    following = await calls.next_in_line(connection, ended)
    if following is not None:
        # Its own job may have come and gone while it waited; a key of its own keeps the two apart.
        which = f"{following.attempts + 1}:after {ended.event_no}"
        await queue.enqueue(connection, [_job(following, which, following.next_try_at)])


def _job(call: OutgoingCall, which: str, run_after: datetime | None) -> Job:
    payload = {"call_id": str(call.call_id), "attempt": call.attempts + 1}
    return Job("call_out", f"{call.call_id}:{which}", payload, call.merchant_id, run_after=run_after)
