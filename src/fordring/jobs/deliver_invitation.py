"""Getting an invitation to its guest by e-mail: one attempt, recorded whatever comes of it.

The link's secret is made with the attempt and lives in the mail alone; what is kept is its SHA-256.
"""

from dataclasses import dataclass

from fordring.channels import retry
from fordring.channels.mime import Email, EmailAddress
from fordring.channels.outcome import Outcome
from fordring.domain.invitation import Invitation
from fordring.domain.merchant import Merchant
from fordring.jobs.attempts import delivery_task, end_attempt, mail, within_limit
from fordring.jobs.context import JobsContext
from fordring.jobs.covering.invitation_note import invitation_note
from fordring.jobs.registry import Handler, JobContext
from fordring.storage import invitations, merchants
from fordring.storage.deliveries import Delivery
from fordring.storage.house.tokens import fresh_secret
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

    async def pack(connection: Connection, taken: Delivery) -> InvitationParcel:
        """Make the link of this attempt."""
        if taken.invitation_id is None:
            raise ValueError("a document is sent by another job")
        merchant = await merchants.get(connection, taken.merchant_id)
        invitation = await invitations.get(connection, taken.merchant_id, taken.invitation_id)
        secret = fresh_secret()
        await invitations.add_link(connection, invitation, secret, jobs.wall())
        return InvitationParcel(taken, merchant, invitation, secret)

    async def send(parcel: InvitationParcel, context: JobContext) -> Outcome:
        if not parcel.invitation.is_open(jobs.wall()):
            return OVER
        email = _email(jobs, parcel)
        return await within_limit(jobs, context, mail(jobs, parcel.merchant, parcel.delivery, email))

    async def record(connection: Connection, parcel: InvitationParcel, outcome: Outcome) -> None:
        await end_attempt(jobs, connection, parcel.delivery, outcome.kind, outcome.detail, retry.EMAIL)

    return delivery_task(jobs, pack, send, record)


def _email(jobs: JobsContext, parcel: InvitationParcel) -> Email:
    note = invitation_note(parcel.merchant, parcel.invitation, f"{jobs.public_url}/invitation/{parcel.secret}")
    return Email(
        message_id=f"<{parcel.delivery.delivery_id}@{jobs.outlets.mail_host}>",
        sent_at=jobs.wall(),
        recipient=EmailAddress(parcel.invitation.guest.email, parcel.invitation.guest.name),
        subject=note.subject,
        text=note.text,
        html=note.html,
    )
