"""Getting the code for an account to a payer by e-mail: one attempt, recorded whatever comes of it.

The code is made with the attempt and lives in the mail alone; what is kept is a hash, and the newest code counts.
"""

import secrets
from dataclasses import dataclass

from fordring.channels import retry
from fordring.channels.mime import Email, EmailAddress
from fordring.channels.outcome import Outcome
from fordring.domain.merchant import Merchant
from fordring.domain.payment.confirmation import CODE_DIGITS, Confirmation
from fordring.formats.documents.model import Language
from fordring.jobs.attempts import delivery_task, end_attempt, mail, within_limit
from fordring.jobs.context import JobsContext
from fordring.jobs.covering.code_note import code_note
from fordring.jobs.registry import Handler, JobContext
from fordring.services.correspondents import language_of
from fordring.storage import claims, confirmations, merchants
from fordring.storage.deliveries import Delivery
from fordring.storage.transaction import Connection

OVER = Outcome("failed", "the code is not wanted any more")


@dataclass(frozen=True, slots=True)
class CodeParcel:
    """What one attempt is about: the delivery as taken, the account to be confirmed, the code; the payer's language."""

    delivery: Delivery
    merchant: Merchant
    confirmation: Confirmation
    language: Language
    code: str


def deliver_code_task(jobs: JobsContext) -> Handler:
    """The job `deliver_code`: payload `delivery_id`, and `attempt` from the second one on."""

    async def pack(connection: Connection, taken: Delivery) -> CodeParcel:
        """Make the code of this attempt; one that counts no longer is left as it is."""
        if taken.confirmation_id is None:
            raise ValueError("a document is sent by another job")
        merchant = await merchants.get(connection, taken.merchant_id)
        found = await confirmations.get(connection, taken.merchant_id, taken.confirmation_id, lock=True)
        claim = await claims.get(connection, taken.merchant_id, found.claim_id)
        code = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
        if found.is_open(jobs.wall()):
            found = found.with_code(code, jobs.wall())
            await confirmations.save(connection, found)
        return CodeParcel(taken, merchant, found, language_of(merchant, claim), code)

    async def send(parcel: CodeParcel, context: JobContext) -> Outcome:
        if not parcel.confirmation.is_open(jobs.wall()):
            return OVER
        return await within_limit(jobs, context, mail(jobs, parcel.merchant, parcel.delivery, _email(jobs, parcel)))

    async def record(connection: Connection, parcel: CodeParcel, outcome: Outcome) -> None:
        await end_attempt(jobs, connection, parcel.delivery, outcome.kind, outcome.detail, retry.EMAIL)

    return delivery_task(jobs, pack, send, record)


def _email(jobs: JobsContext, parcel: CodeParcel) -> Email:
    note = code_note(parcel.merchant, parcel.confirmation, parcel.code, parcel.language)
    return Email(
        message_id=f"<{parcel.delivery.delivery_id}@{jobs.outlets.mail_host}>",
        sent_at=jobs.wall(),
        recipient=EmailAddress(parcel.confirmation.email, ""),
        subject=note.subject,
        text=note.text,
        html=note.html,
        sender_name=parcel.merchant.name,
    )
