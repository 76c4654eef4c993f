"""Getting an invitation to its guest by e-mail: one attempt, recorded whatever comes of it.

The link's secret is made with the attempt and lives in the mail alone; what is kept is its SHA-256.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fordring.channels import retry
from fordring.channels.doubles import Mailbox
from fordring.channels.mime import Email, EmailAddress
from fordring.channels.outcome import Outcome
from fordring.domain.claim.distribution import Way
from fordring.domain.invitation import Invitation
from fordring.domain.merchant import Merchant
from fordring.jobs.context import JobsContext
from fordring.jobs.covering.invitation_note import InvitationNote, invitation_note
from fordring.jobs.registry import Handler, JobContext
from fordring.jobs.sending import send_once
from fordring.storage import deliveries, invitations, mailbox, merchants, queue
from fordring.storage.deliveries import Delivery
from fordring.storage.house.tokens import fresh_secret
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection

OVER = Outcome("failed", "the invitation was accepted, ran out, or was made anew")


@dataclass(frozen=True, slots=True)
class InvitationParcel:
    """What one attempt is about: the delivery as taken, the invitation, and the secret of its link."""

    delivery: Delivery
    merchant: Merchant
    invitation: Invitation
    secret: str


def deliver_invitation_task(jobs: JobsContext) -> Handler:
    """The job `deliver_invitation`: payload `delivery_id`, and `attempt` from the second one on."""

    async def deliver(payload: dict[str, Any], context: JobContext) -> None:
        merchant_id, delivery_id = context.merchant_id, UUID(payload["delivery_id"])
        if merchant_id is None:
            raise ValueError("an invitation belongs to a merchant")

        async def take(connection: Connection) -> InvitationParcel | None:
            attempt_no, wall = payload.get("attempt", 1), jobs.wall()
            taken = await deliveries.take(connection, merchant_id, delivery_id, attempt_no, context.job_id, wall)
            return None if taken is None else await _parcel(connection, taken, wall)

        async def send(parcel: InvitationParcel) -> Outcome:
            return await _limited(jobs, parcel, in_place=context.in_place)

        async def record(connection: Connection, parcel: InvitationParcel, outcome: Outcome) -> None:
            await _record(jobs, connection, parcel, outcome)

        await send_once(jobs.database, take, send, record)

    return deliver


async def _parcel(connection: Connection, taken: Delivery, wall: datetime) -> InvitationParcel:
    """Make the link of this attempt."""
    if taken.invitation_id is None:
        raise ValueError("a document is sent by another job")
    merchant = await merchants.get(connection, taken.merchant_id)
    invitation = await invitations.get(connection, taken.merchant_id, taken.invitation_id)
    secret = fresh_secret()
    await invitations.add_link(connection, invitation, secret, wall)
    return InvitationParcel(taken, merchant, invitation, secret)


async def _limited(jobs: JobsContext, parcel: InvitationParcel, *, in_place: bool) -> Outcome:
    """The sending; a moving clock waits for it only so long."""
    if not parcel.invitation.is_open(jobs.wall()):
        return OVER
    seconds = jobs.in_place_limit.total_seconds()
    try:
        async with asyncio.timeout(seconds if in_place else None):
            return await _send(jobs, parcel)
    except TimeoutError:
        return Outcome("retry", f"not taken within {seconds:g} seconds, while the clock was moving")


async def _record(jobs: JobsContext, connection: Connection, parcel: InvitationParcel, outcome: Outcome) -> None:
    wall, taken = jobs.wall(), parcel.delivery
    again = retry.next_try(retry.EMAIL, taken.attempts, wall) if outcome.kind == "retry" else None
    ended = await deliveries.finish_attempt(connection, taken, wall, outcome.kind, outcome.detail, again)
    if ended is not None and ended.state == "waiting":
        await queue.enqueue(connection, [deliveries.next_attempt(ended)])


async def _send(jobs: JobsContext, parcel: InvitationParcel) -> Outcome:
    note = invitation_note(parcel.merchant, parcel.invitation, f"{jobs.public_url}/invitation/{parcel.secret}")
    email = Email(
        message_id=f"<{parcel.delivery.delivery_id}@{jobs.outlets.mail_host}>",
        sent_at=jobs.wall(),
        recipient=EmailAddress(parcel.invitation.guest.email, parcel.invitation.guest.name),
        subject=note.subject,
        text=note.text,
        html=note.html,
    )
    if parcel.merchant.sandbox:

        async def keep(_email: Email) -> None:
            await _keep(jobs, parcel, note)

        return await Mailbox[Email](keep).send(email)
    if jobs.outlets.email is None:
        return Outcome("retry", "no mail server is set")
    return await jobs.outlets.email.send(email)


async def _keep(jobs: JobsContext, parcel: InvitationParcel, note: InvitationNote) -> None:
    """Put it into the sandbox's mailbox."""
    wall = jobs.wall()
    message = mailbox.MailboxMessage(
        merchant_id=parcel.delivery.merchant_id,
        message_id=new_id(),
        delivery_id=parcel.delivery.delivery_id,
        channel=Way.EMAIL,
        recipient=parcel.invitation.guest.email,
        subject=note.subject,
        body_text=note.text,
        body_html=note.html,
        document_id=None,
        received_at=parcel.merchant.now(wall),
        recorded_at=wall,
    )
    await jobs.database.run(lambda connection: mailbox.put(connection, message))
