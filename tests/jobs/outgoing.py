"""What the tests of outgoing words share: an installation with recording outlets, a wall clock to be set, its jobs."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from fordring.channels.callback import HTTPCall, HTTPChannel, RecordingCallbacks
from fordring.channels.email import RecordingEmail
from fordring.channels.letter import RecordingLetters
from fordring.channels.outcome import Outcome
from fordring.domain.merchant import Merchant
from fordring.domain.telling import Topic
from fordring.gateways.blobs import open_blobs
from fordring.jobs.context import JobsContext, Outlets
from fordring.jobs.handlers import merchant_tasks
from fordring.jobs.in_place import InPlaceRun, run_due_jobs_of
from fordring.jobs.registry import JobContext
from fordring.jobs.sender import Sender
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.services.hooks.change_subscription import ChangeSubscription, change_subscription
from fordring.services.hooks.subscribe import Subscribe, subscribe
from fordring.services.messages import Message
from fordring.services.views import PurchaseView
from fordring.storage import claims
from fordring.storage.hooks import Hook
from fordring.storage.transaction import Connection, Database
from jobs.stage import QUICK
from support import make

LATER = Outcome("retry", "come back later", 451)
NEVER = Outcome("failed", "no such mailbox", 550)
TICK = timedelta(microseconds=1)
FAR = datetime(2096, 11, 16, 9, 0, tzinfo=UTC)
"""So far on that the database's own clock, by which jobs come due, finds no retry due yet."""


@dataclass
class Wall:
    """A wall clock that moves on a little each time it is read, and as far as a test wants."""

    now: datetime = make.WALL

    def __call__(self) -> datetime:
        """What it shows."""
        self.now += TICK
        return self.now


@dataclass
class Installation:
    """One installation; its outlets answer what they were told to, and then "delivered"."""

    database: Database
    folder: Path
    emails: Iterable[Outcome] = ()
    calls: Iterable[Outcome] = ()
    wall: Wall = field(default_factory=Wall)

    def __post_init__(self) -> None:
        self.email, self.letters = RecordingEmail(self.emails), RecordingLetters()
        self.public, self.private = RecordingCallbacks(), RecordingCallbacks(self.calls)
        outlets = Outlets(self.public, self.private, self.email, self.letters, letter_folders=(self.folder / "outbox",))
        self.jobs = JobsContext(self.database, open_blobs(str(self.folder / "blobs")), self.wall, outlets, word)

    async def run(self, merchant: Merchant) -> InPlaceRun:
        """Run what is due of the merchant's jobs, then make its calls."""
        run = await run_due_jobs_of(merchant.merchant_id, self.database, merchant_tasks(self.jobs), pace=QUICK)
        await self.call_out(merchant)
        return run

    async def call_out(self, merchant: Merchant) -> int:
        """Make the merchant's calls that are due; how many."""
        return await Sender(self.jobs).send_due_of(merchant.merchant_id)

    def send_by(self, channel: HTTPChannel) -> None:
        """Let sandbox merchants be called by another channel from now on."""
        self.jobs = replace(self.jobs, outlets=replace(self.jobs.outlets, sandbox_callbacks=channel))

    async def subscribe(self, merchant: Merchant, *topics: Topic, url: str = "https://shop.example/hook") -> Hook:
        """A subscription of the merchant's; its ping is not owed."""
        made = Subscribe(merchant.merchant_id, url, frozenset(topics), active=False)
        hook = await self.database.run(lambda connection: subscribe(made, self.jobs.work(connection)))
        change = ChangeSubscription(merchant.merchant_id, hook.hook_id, url, frozenset(topics))
        return await self.database.run(lambda connection: change_subscription(change, self.jobs.work(connection)))

    async def pay(self, merchant: Merchant, **facts: Any) -> PurchaseView:
        """A purchase by invoice."""
        return await self.database.run(lambda connection: self.pay_in(connection, merchant, **facts))

    async def pay_in(self, connection: Connection, merchant: Merchant, **facts: Any) -> PurchaseView:
        """A purchase by invoice, in the caller's transaction."""
        return await pay_by_invoice(make.payment_by_invoice(merchant, **facts), self.jobs.work(connection))

    async def do(self, name: str, merchant: Merchant, payload: dict[str, object], job_id: int = 1) -> None:
        """Do one job as a worker would, whatever the queue says."""
        context = JobContext(job_id, name, "", merchant.merchant_id, 1, 5, in_place=False)
        await merchant_tasks(self.jobs)[name].handler(dict(payload), context)

    async def claim_story(self, merchant: Merchant, claim_id: UUID) -> list[str]:
        """The kinds of a claim's events."""
        async with self.database.reading() as connection:
            claim = await claims.get(connection, merchant.merchant_id, claim_id)
            return [event.kind for event in await claims.events_of(connection, claim)]

    async def queued(self) -> dict[str, datetime]:
        """The queue: each job's key without its merchant, and its time."""
        async with self.database.reading() as connection:
            rows = await connection.fetch("SELECT dedupe_key, execute_after FROM house.pgqueuer ORDER BY id")
        return {row["dedupe_key"].partition(":")[2]: row["execute_after"] for row in rows}


def word(message: Message, _wall: datetime) -> HTTPCall:
    """The call in nobody's words: the address, what is told, the id of the delivery."""
    headers = {"event-delivery": str(message.call.call_id)}
    if message.hook is not None:
        body = f"{message.call.topic} {message.call.subject}".encode()
        return HTTPCall("POST", message.hook.url, headers, body, refusal_is_final=False)
    assert message.purchase is not None
    assert message.purchase.purchase.callback is not None
    assert message.event is not None
    return HTTPCall("GET", f"{message.purchase.purchase.callback.url}?event={message.event.kind}", headers)
