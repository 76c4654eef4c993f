"""Getting a settlement's report to the merchant by e-mail: one attempt, recorded whatever comes of it."""

from dataclasses import dataclass

from fordring.channels import retry
from fordring.channels.mime import Attachment, Email, EmailAddress
from fordring.channels.outcome import Outcome
from fordring.domain.merchant import Merchant
from fordring.jobs.attempts import delivery_task, end_attempt, mail, within_limit
from fordring.jobs.context import JobsContext
from fordring.jobs.covering.report_note import report_note
from fordring.jobs.registry import Handler, JobContext
from fordring.jobs.render_report import rendered_report
from fordring.services.reporting.find_report import find_report
from fordring.services.reporting.resolve_report import resolve_report
from fordring.services.reports import ReportSource
from fordring.storage import report_configurations
from fordring.storage.deliveries import Delivery
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

    async def pack(connection: Connection, taken: Delivery) -> ReportParcel:
        if taken.report_id is None:
            raise ValueError("a claim's document is sent by another job")
        return ReportParcel(taken, await find_report(connection, taken.merchant_id, taken.report_id))

    async def send(parcel: ReportParcel, context: JobContext) -> Outcome:
        """Make the report's files, then send them."""
        if parcel.address is None:
            return NO_ADDRESS
        email = await _email(jobs, parcel, parcel.address)
        return await within_limit(jobs, context, mail(jobs, parcel.merchant, parcel.delivery, email))

    async def record(connection: Connection, parcel: ReportParcel, outcome: Outcome) -> None:
        """Note at the configuration that a report went out by it, too."""
        ended = await end_attempt(jobs, connection, parcel.delivery, outcome.kind, outcome.detail, retry.EMAIL)
        if ended is not None and ended.state == "delivered" and ended.configuration_id is not None:
            at = parcel.merchant.now(jobs.wall())
            await report_configurations.sent(connection, ended.merchant_id, ended.configuration_id, at)

    return delivery_task(jobs, pack, send, record)


async def _email(jobs: JobsContext, parcel: ReportParcel, address: str) -> Email:
    report = await rendered_report(jobs.database, jobs.blobs, parcel.source.report, jobs.wall)
    note = report_note(resolve_report(parcel.source))
    attachments = []
    for file in report.files:
        if file.filetype in (parcel.delivery.filetypes or ()):
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
