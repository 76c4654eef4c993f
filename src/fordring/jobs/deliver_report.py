"""Getting a settlement's report to the merchant by e-mail: one attempt, recorded whatever comes of it."""

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fordring.channels import retry
from fordring.channels.doubles import Mailbox
from fordring.channels.mime import Attachment, Email, EmailAddress
from fordring.channels.outcome import Outcome
from fordring.domain.claim.distribution import Way
from fordring.domain.merchant import Merchant
from fordring.jobs.context import JobsContext
from fordring.jobs.covering.report_note import ReportNote, report_note
from fordring.jobs.registry import Handler, JobContext
from fordring.jobs.render_report import rendered_report
from fordring.jobs.sending import send_once
from fordring.services.reporting.find_report import find_report
from fordring.services.reporting.resolve_report import resolve_report
from fordring.services.reports import ReportSource
from fordring.storage import deliveries, mailbox, queue, report_configurations
from fordring.storage.deliveries import Delivery
from fordring.storage.ids import new_id
from fordring.storage.reports import MEDIA_TYPES
from fordring.storage.transaction import Connection

NO_ADDRESS = Outcome("failed", "the account has no e-mail address of its own")


@dataclass(frozen=True, slots=True)
class ReportParcel:
    """What one attempt is about: the delivery as taken, and everything the report is made of."""

    delivery: Delivery
    source: ReportSource

    @property
    def merchant(self) -> Merchant:
        """Who gets it."""
        return self.source.merchant

    @property
    def address(self) -> str | None:
        """The address that was configured, else the merchant's own."""
        contact = self.merchant.settings.get("contact") or {}
        return self.delivery.address.get("email") or contact.get("email")


def deliver_report_task(jobs: JobsContext) -> Handler:
    """The job `deliver_report`: payload `delivery_id`, and `attempt` from the second one on."""

    async def deliver(payload: dict[str, Any], context: JobContext) -> None:
        merchant_id, delivery_id = context.merchant_id, UUID(payload["delivery_id"])
        if merchant_id is None:
            raise ValueError("a delivery belongs to a merchant")

        async def take(connection: Connection) -> ReportParcel | None:
            attempt_no = payload.get("attempt", 1)
            taken = await deliveries.take(connection, merchant_id, delivery_id, attempt_no, context.job_id, jobs.wall())
            if taken is None:
                return None
            if taken.report_id is None:
                raise ValueError("a claim's document is sent by another job")
            return ReportParcel(taken, await find_report(connection, merchant_id, taken.report_id))

        async def send(parcel: ReportParcel) -> Outcome:
            return await _limited(jobs, parcel, in_place=context.in_place)

        async def record(connection: Connection, parcel: ReportParcel, outcome: Outcome) -> None:
            await _record(jobs, connection, parcel, outcome)

        await send_once(jobs.database, take, send, record)

    return deliver


async def _limited(jobs: JobsContext, parcel: ReportParcel, *, in_place: bool) -> Outcome:
    """The report's files, then the sending; a moving clock waits for the sending only so long."""
    if parcel.address is None:
        return NO_ADDRESS
    note = report_note(resolve_report(parcel.source))
    email = await _email(jobs, parcel, parcel.address, note)
    seconds = jobs.in_place_limit.total_seconds()
    try:
        async with asyncio.timeout(seconds if in_place else None):
            return await _send(jobs, parcel, email, note)
    except TimeoutError:
        return Outcome("retry", f"not taken within {seconds:g} seconds, while the clock was moving")


async def _email(jobs: JobsContext, parcel: ReportParcel, address: str, note: ReportNote) -> Email:
    report = await rendered_report(jobs.database, jobs.blobs, parcel.source.report, jobs.wall)
    wanted = [file for file in report.files if file.filetype in (parcel.delivery.filetypes or ())]
    attachments = []
    for file in wanted:
        content = await jobs.blobs.get(file.blob_key or "", file.sha256 or "")
        attachments.append(Attachment(report.file_name(file), MEDIA_TYPES[file.filetype], content))
    return Email(
        message_id=f"<{parcel.delivery.delivery_id}@{jobs.outlets.mail_host}>",
        sent_at=jobs.wall(),
        recipient=EmailAddress(address),
        subject=note.subject,
        text=note.text,
        html=note.html,
        attachments=tuple(attachments),
    )


async def _send(jobs: JobsContext, parcel: ReportParcel, email: Email, note: ReportNote) -> Outcome:
    if parcel.merchant.sandbox:

        async def keep(message: Email) -> None:
            await _keep(jobs, parcel, message.recipient.address, note)

        return await Mailbox[Email](keep).send(email)
    if jobs.outlets.email is None:
        return Outcome("retry", "no mail server is set")
    return await jobs.outlets.email.send(email)


async def _keep(jobs: JobsContext, parcel: ReportParcel, recipient: str, note: ReportNote) -> None:
    """Put it into the sandbox's mailbox."""
    wall, delivery = jobs.wall(), parcel.delivery
    message = mailbox.MailboxMessage(
        merchant_id=delivery.merchant_id,
        message_id=new_id(),
        delivery_id=delivery.delivery_id,
        channel=Way.EMAIL,
        recipient=recipient,
        subject=note.subject,
        body_text=note.text,
        body_html=note.html,
        document_id=None,
        received_at=parcel.merchant.now(wall),
        recorded_at=wall,
    )
    await jobs.database.run(lambda connection: mailbox.put(connection, message))


async def _record(jobs: JobsContext, connection: Connection, parcel: ReportParcel, outcome: Outcome) -> None:
    """Write down the outcome; queue the next attempt, or note at the configuration that a report went out by it."""
    wall, taken = jobs.wall(), parcel.delivery
    again = retry.next_try(retry.EMAIL, taken.attempts, wall) if outcome.kind == "retry" else None
    ended = await deliveries.finish_attempt(connection, taken, wall, outcome.kind, outcome.detail, again)
    if ended is None:
        return
    if ended.state == "waiting":
        await queue.enqueue(connection, [deliveries.next_attempt(ended)])
    elif ended.state == "delivered" and ended.configuration_id is not None:
        at = parcel.merchant.now(wall)
        await report_configurations.sent(connection, ended.merchant_id, ended.configuration_id, at)
