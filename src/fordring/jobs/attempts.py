"""What every attempt at a delivery has in common: taken once, sent within the time there is, recorded, mailed."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from fordring.channels import retry
from fordring.channels.doubles import Mailbox
from fordring.channels.mime import Email
from fordring.channels.outcome import Outcome
from fordring.domain.merchant import Merchant
from fordring.jobs.context import JobsContext
from fordring.jobs.registry import Handler, JobContext
from fordring.jobs.sending import send_once
from fordring.storage import deliveries, mailbox, queue
from fordring.storage.deliveries import Delivery
from fordring.storage.ids import new_id
from fordring.storage.mailbox import MailboxMessage
from fordring.storage.transaction import Connection

Parcel = TypeVar("Parcel")


def delivery_task(
    jobs: JobsContext,
    pack: Callable[[Connection, Delivery], Awaitable[Parcel]],
    send: Callable[[Parcel, JobContext], Awaitable[Outcome]],
    record: Callable[[Connection, Parcel, Outcome], Awaitable[None]],
) -> Handler:
    """A job that makes one attempt at a delivery: payload `delivery_id`, and `attempt` from the second one on.

    `pack` gathers what the attempt is about, in the transaction that takes it. Raises ValueError without a merchant.
    """

    async def deliver(payload: dict[str, Any], context: JobContext) -> None:
        merchant_id, delivery_id = context.merchant_id, UUID(payload["delivery_id"])
        if merchant_id is None:
            raise ValueError("a delivery belongs to a merchant")

        async def take(connection: Connection) -> Parcel | None:
            attempt_no = payload.get("attempt", 1)
            taken = await deliveries.take(connection, merchant_id, delivery_id, attempt_no, context.job_id, jobs.wall())
            return None if taken is None else await pack(connection, taken)

        await send_once(jobs.database, take, lambda parcel: send(parcel, context), record)

    return deliver


async def within_limit(jobs: JobsContext, context: JobContext, sending: Awaitable[Outcome]) -> Outcome:
    """The outcome of `sending`, for which a moving clock waits only so long."""
    seconds = jobs.in_place_limit.total_seconds()
    try:
        async with asyncio.timeout(seconds if context.in_place else None):
            return await sending
    except TimeoutError:
        return Outcome("retry", f"not taken within {seconds:g} seconds, while the clock was moving")


async def mail(
    jobs: JobsContext, merchant: Merchant, delivery: Delivery, email: Email, attached: Sequence[UUID] = ()
) -> Outcome:
    """Send the e-mail; a sandbox merchant's stays in the mailbox, with the documents that went along, `attached`."""
    if merchant.sandbox:

        async def keep(message: Email) -> None:
            copy = copy_of(jobs, merchant, delivery, message.recipient.address, message.subject)
            whole = replace(copy, body_text=message.text, body_html=message.html, attachment_ids=attached)
            await put_into_mailbox(jobs, whole)

        return await Mailbox[Email](keep).send(email)
    if jobs.outlets.email is None:
        return Outcome("retry", "no mail server is set")
    return await jobs.outlets.email.send(email)


def copy_of(jobs: JobsContext, merchant: Merchant, delivery: Delivery, recipient: str, subject: str) -> MailboxMessage:
    """What the sandbox's mailbox shows of a delivery, received by the merchant's clock; as yet without a body."""
    wall = jobs.wall()
    return MailboxMessage(
        merchant_id=delivery.merchant_id,
        message_id=new_id(),
        delivery_id=delivery.delivery_id,
        channel=delivery.channel,
        recipient=recipient,
        subject=subject,
        body_text="",
        body_html=None,
        document_id=delivery.document_id,
        received_at=merchant.now(wall),
        recorded_at=wall,
    )


async def put_into_mailbox(jobs: JobsContext, message: MailboxMessage) -> None:
    """Keep a message in the sandbox's mailbox."""
    await jobs.database.run_one_statement(lambda connection: mailbox.put(connection, message))


async def end_attempt(
    jobs: JobsContext, connection: Connection, taken: Delivery, kind: str, detail: str, schedule: retry.Schedule
) -> Delivery | None:
    """Write down what came of an attempt: the delivery when that ended it, None when it waits or is another's by now.

    `kind` is an outcome's, or `handed_over`. What is to be tried again is queued.
    """
    wall = jobs.wall()
    again = retry.next_try(schedule, taken.attempts, wall) if kind == "retry" else None
    after = await deliveries.finish_attempt(connection, taken, wall, kind, detail, again)
    if after is None or after.state != "waiting":
        return after
    await queue.enqueue(connection, [deliveries.next_attempt(after)])
    return None
