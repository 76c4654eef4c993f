"""Sending what merchants are told: calls are taken in batches, sent side by side with nothing open, and recorded.

Between taking and recording nothing is held. A process that dies there leaves calls taken: when their time is over they
are tried again, so a merchant may hear a thing twice, and never silently not at all.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import structlog

from fordring.channels import retry
from fordring.channels.callback import HTTPCall
from fordring.channels.outcome import Outcome
from fordring.channels.retry import Schedule
from fordring.domain.errors import BusyError
from fordring.jobs.context import JobsContext
from fordring.jobs.worker import DATABASE_GONE, through_outages
from fordring.services.hooks.note_deliveries import note_deliveries
from fordring.services.messages import Message, messages_of
from fordring.storage import outbox
from fordring.storage.calls import OutgoingCall
from fordring.storage.outbox import Attempted, Limits
from fordring.storage.transaction import Connection

log = structlog.get_logger(__name__)

LOGGED_MAX = 16_384
"""So many characters of a body are kept with the attempt."""


LIMITS = Limits(at_one_endpoint=16, callback_lease=timedelta(seconds=20), hook_lease=timedelta(seconds=80))


@dataclass(frozen=True, slots=True)
class SendingPace:
    """How often a sender looks, and how much it sends at once.

    A lease is the longest a call may take, its limit of time and some more. `wait_seconds_max` is how long a moving
    clock waits for calls in other senders' hands.
    """

    poll: timedelta = timedelta(milliseconds=100)
    at_once: int = 256
    limits: Limits = LIMITS
    grace: timedelta = timedelta(seconds=20)
    outage: timedelta = timedelta(seconds=1)
    wait_seconds_max: int = 30


PACE = SendingPace()


async def run_sender(jobs: JobsContext, stop: asyncio.Event, pace: SendingPace = PACE) -> None:
    """Send what is due until `stop`. A database that goes away is waited for."""
    sender = Sender(jobs, pace)
    await through_outages(partial(sender.run, stop), stop, pace.outage)


@dataclass(slots=True)
class Sender:
    """Sends calls. One is shared by nobody: it keeps what it has in hand and what it has not yet written down."""

    jobs: JobsContext
    pace: SendingPace = PACE
    in_hand: set[asyncio.Task[None]] = field(default_factory=set)
    done: asyncio.Queue[Attempted] = field(default_factory=asyncio.Queue)
    recorded: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, stop: asyncio.Event) -> None:
        """Send what is due, of all merchants, until `stop`; then finish what is in hand, for as long as `grace`.

        Calls are taken while the outcomes of others are recorded. What is broken off at the end is tried again when its
        lease is over.
        """
        over = asyncio.Event()
        parts = [asyncio.create_task(self._take_until(stop, over)), asyncio.create_task(self._record_until(over))]
        try:
            await asyncio.gather(*parts)
        finally:
            for part in parts:
                part.cancel()
            await asyncio.wait(parts)

    async def _take_until(self, stop: asyncio.Event, over: asyncio.Event) -> None:
        while not stop.is_set():
            self.recorded.clear()
            if not await self._take(None, in_place=False):
                with suppress(TimeoutError):
                    async with asyncio.timeout(self.pace.poll.total_seconds()):
                        await self.recorded.wait()
        if self.in_hand:
            await asyncio.wait(self.in_hand, timeout=self.pace.grace.total_seconds())
        for task in self.in_hand:
            task.cancel()
        over.set()

    async def _record_until(self, over: asyncio.Event) -> None:
        while not (over.is_set() and self.done.empty()):
            await self._record_what_is_done(self.pace.poll)

    async def send_due_of(self, merchant_id: UUID) -> int:
        """Send what is due of one merchant, one attempt each with a short limit, until nothing is; how many were sent.

        What other senders have of it in hand is waited for. Raises BusyError when that takes too long.
        """
        sent = 0
        while True:
            while took := await self._take(merchant_id, in_place=True):
                await self._finish()
                sent += took
            if not await self._waited_for_others(merchant_id):
                return sent

    async def _take(self, merchant_id: UUID | None, *, in_place: bool) -> int:
        """Begin as many calls as there is room for; how many."""
        room = self.pace.at_once - len(self.in_hand)
        if room <= 0:
            return 0
        wall, limits = self.jobs.wall(), self.pace.limits
        calls = await self.jobs.database.run(lambda c: outbox.take(c, wall, room, limits, merchant_id))
        by_merchant: defaultdict[UUID, list[OutgoingCall]] = defaultdict(list)
        for call in calls:
            by_merchant[call.merchant_id].append(call)
        for messages in await asyncio.gather(*map(self._messages, by_merchant.values())):
            for message in messages:
                task = asyncio.create_task(self._send(message, in_place=in_place))
                self.in_hand.add(task)
                task.add_done_callback(self.in_hand.discard)
        return len(calls)

    async def _messages(self, calls: Sequence[OutgoingCall]) -> list[Message]:
        """What the calls of one merchant say. One that cannot be read does not stop the others."""
        try:
            async with self.jobs.database.reading() as connection:
                return await messages_of(connection, calls)
        except DATABASE_GONE:
            raise
        except Exception as error:
            if len(calls) > 1:
                return [message for call in calls for message in await self._messages([call])]
            log.exception("a call cannot be read", call_id=str(calls[0].call_id))
            self.done.put_nowait(_unsent(calls[0], self.jobs.wall(), error))
            return []

    async def _send(self, message: Message, *, in_place: bool) -> None:
        """One attempt; what came of it waits to be recorded."""
        call, began = message.call, self.jobs.wall()
        if message.hook is not None and not message.hook.reachable:
            self.done.put_nowait(Attempted(call, began, began, "failed", "dropped", detail="the subscription ended"))
            return
        try:
            request = self.jobs.word_call(message, began)
        except Exception as error:
            log.exception("a call cannot be worded", call_id=str(call.call_id))
            self.done.put_nowait(_unsent(call, began, error))
            return
        outcome = await self._attempt(request, sandbox=message.merchant.sandbox, in_place=in_place)
        self.done.put_nowait(_attempted(call, request, outcome, began, self.jobs.wall()))

    async def _attempt(self, request: HTTPCall, *, sandbox: bool, in_place: bool) -> Outcome:
        """Send it: a live merchant's only to public https addresses, whatever the operator allows others."""
        limit = self.jobs.in_place_limit.total_seconds()
        if in_place:
            request = replace(request, timeout_seconds=min(request.timeout_seconds, limit))
        channel = self.jobs.outlets.sandbox_callbacks if sandbox else self.jobs.outlets.callbacks
        try:
            # The channel has its own limit; this one is for a channel that does not keep it.
            async with asyncio.timeout(request.timeout_seconds + limit):
                return await channel.send(request)
        except TimeoutError:
            return Outcome("retry", "no answer in time")

    async def _finish(self) -> None:
        """Wait for everything in hand, and record it."""
        while self.in_hand:
            await self._record_what_is_done(self.pace.poll)
        await self._record_what_is_done(timedelta(0))

    async def _record_what_is_done(self, wait: timedelta) -> None:
        """Record everything that is done by now; for the first of it, wait so long."""
        attempted: list[Attempted] = []
        if self.done.empty():
            with suppress(TimeoutError):
                async with asyncio.timeout(wait.total_seconds()):
                    attempted.append(await self.done.get())
        while not self.done.empty():
            attempted.append(self.done.get_nowait())
        if attempted:
            await self._record(attempted)
            self.recorded.set()

    async def _record(self, attempted: Sequence[Attempted]) -> None:
        """Write it down. One outcome that cannot be kept as it is does not stop the others."""
        try:
            recorded = await self.jobs.database.run(partial(self._write, attempted))
        except (asyncio.CancelledError, *DATABASE_GONE):
            for each in attempted:
                self.done.put_nowait(each)
            raise
        except Exception:
            if len(attempted) > 1:
                for each in attempted:
                    await self._record([each])
                return
            log.exception("an outcome cannot be kept", call_id=str(attempted[0].call.call_id))
            recorded = await self.jobs.database.run(partial(self._write, [_bare(attempted[0])]))
        for call in recorded:
            if call.state == "failed":
                log.warning("a call to a merchant was given up", call_id=str(call.call_id), subject=call.subject)

    async def _write(self, attempted: Sequence[Attempted], connection: Connection) -> list[OutgoingCall]:
        calls = await outbox.record(connection, attempted)
        await note_deliveries(calls, self.jobs.work(connection))
        return calls

    async def _waited_for_others(self, merchant_id: UUID) -> bool:
        """Wait until nobody has a call of this merchant in hand; False when nobody had."""
        waited = False
        try:
            async with asyncio.timeout(self.pace.wait_seconds_max):
                while await self._others_send(merchant_id):
                    waited = True
                    await asyncio.sleep(self.pace.poll.total_seconds() / 2)
        except TimeoutError as error:
            raise BusyError("a worker is still busy with this merchant's calls") from error
        return waited

    async def _others_send(self, merchant_id: UUID) -> bool:
        async with self.jobs.database.reading() as connection:
            return await outbox.in_hands(connection, merchant_id, self.jobs.wall())


def schedule_of(call: OutgoingCall) -> Schedule:
    """How often, and after which waits, this call is tried."""
    return retry.CALLBACKS if call.hook_id is None else retry.WEBHOOKS


def _attempted(call: OutgoingCall, request: HTTPCall, outcome: Outcome, began: datetime, ended: datetime) -> Attempted:
    again = retry.next_try(schedule_of(call), call.tries, ended) if outcome.kind == "retry" else None
    state = outcome.kind if outcome.kind != "retry" else "waiting" if again else "failed"
    return Attempted(
        call,
        began,
        ended,
        outcome.kind,
        state,
        again,
        outcome.code,
        _logged(outcome.detail.encode(errors="replace")),
        {"method": request.method, "url": request.url, "headers": dict(request.headers)},
        _logged(request.body),
        _logged(outcome.body),
    )


def _unsent(call: OutgoingCall, at: datetime, error: Exception) -> Attempted:
    """An attempt that ended before anything was sent: a fault of ours, tried again as if the other side had failed."""
    again = retry.next_try(schedule_of(call), call.tries, at)
    detail = f"not sent, a fault of ours: {type(error).__name__}"
    return Attempted(call, at, at, "retry", "waiting" if again else "failed", again, detail=detail)


def _bare(attempted: Attempted) -> Attempted:
    """What came of it without what was said, which no column can hold."""
    said = "what was said cannot be kept"
    return replace(attempted, detail=said, request=None, request_body=None, response_body=None)


def _logged(body: bytes) -> str:
    """The start of a body, as text that the database can hold."""
    return body[:LOGGED_MAX].decode(errors="replace").replace("\0", "\N{REPLACEMENT CHARACTER}")
