"""Getting a document to its payer: one attempt by the delivery's channel, recorded whatever comes of it."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from fordring.channels import retry
from fordring.channels.doubles import Mailbox
from fordring.channels.letter import Letter
from fordring.channels.mime import Attachment, Email, EmailAddress
from fordring.channels.outcome import Outcome
from fordring.domain.claim.distribution import Way
from fordring.formats.documents.letters.model import TableLetter
from fordring.formats.documents.model import InvoiceDocument
from fordring.formats.papers.binding import PRINTABLE, bound
from fordring.formats.papers.inspection import page_count
from fordring.jobs.attempts import copy_of, delivery_task, end_attempt, mail, put_into_mailbox, within_limit
from fordring.jobs.context import JobsContext
from fordring.jobs.covering.cover import cover_note
from fordring.jobs.covering.note import CoverNote
from fordring.jobs.ended import claims_about, tell_ended
from fordring.jobs.letter_name import letter_name
from fordring.jobs.printing import printed_document
from fordring.jobs.registry import Handler, JobContext
from fordring.jobs.render import bytes_of, see_rendered
from fordring.services.invoicing.find_document import DocumentSource, find_document
from fordring.storage import deliveries
from fordring.storage.deliveries import Delivery
from fordring.storage.mailbox import MailboxMessage
from fordring.storage.transaction import Connection

SCHEDULES: Mapping[Way, retry.Schedule] = {Way.EMAIL: retry.EMAIL, Way.LETTER: retry.LETTERS}


@dataclass(frozen=True)
class Parcel:
    """What one attempt is about: the delivery as taken, and everything its document and its words are made of."""

    delivery: Delivery
    source: DocumentSource
    public_url: str
    attachments: tuple[bytes, ...] = ()

    @cached_property
    def document(self) -> InvoiceDocument | TableLetter:
        """The resolved document."""
        return printed_document(self.source, public_url=self.public_url)


def deliver_task(jobs: JobsContext) -> Handler:
    """The job `deliver`: payload `delivery_id`, and `attempt` from the second one on."""

    async def pack(connection: Connection, taken: Delivery) -> Parcel:
        if taken.document_id is None:
            raise ValueError("a report is sent by another job")
        return Parcel(taken, await find_document(connection, taken.merchant_id, taken.document_id), jobs.public_url)

    async def send(parcel: Parcel, context: JobContext) -> Outcome:
        """Get the bytes of the document and of what goes with it, then send them."""
        pdf = await bytes_of(jobs, parcel.source)
        contents = [await jobs.blobs.get(each.blob_key or "", each.sha256 or "") for each in parcel.source.attachments]
        whole = replace(parcel, attachments=tuple(contents))
        send_by = _send_email if parcel.delivery.channel is Way.EMAIL else _send_letter
        return await within_limit(jobs, context, send_by(jobs, whole, pdf))

    async def record(connection: Connection, parcel: Parcel, outcome: Outcome) -> None:
        await _record(jobs, connection, parcel, outcome)

    return delivery_task(jobs, pack, send, record)


def paper_of_delivery(jobs: JobsContext) -> Handler:
    """What of the job `deliver` may be done before its turn: its document is rendered."""

    async def render(payload: dict[str, Any], context: JobContext) -> None:
        if context.merchant_id is None:
            raise ValueError("a delivery belongs to a merchant")
        async with jobs.database.reading() as connection:
            delivery = await deliveries.get(connection, context.merchant_id, UUID(payload["delivery_id"]))
        if delivery.document_id is not None:
            await see_rendered(jobs, context.merchant_id, delivery.document_id)

    return render


async def _send_email(jobs: JobsContext, parcel: Parcel, pdf: bytes) -> Outcome:
    email = _email(jobs, parcel, cover_note(parcel.document), pdf)
    attached = [each.document_id for each in parcel.source.attachments]
    return await mail(jobs, parcel.source.merchant, parcel.delivery, email, attached)


async def _send_letter(jobs: JobsContext, parcel: Parcel, pdf: bytes) -> Outcome:
    """A sandbox letter goes to the mailbox, and on to the sandbox's own outbox where there is one."""
    letter = _letter(parcel, *await _bound(parcel, pdf))
    if not parcel.source.merchant.sandbox:
        if jobs.outlets.letters is None:
            return Outcome("retry", "no outbox for letters is set")
        return await jobs.outlets.letters.send(letter)

    async def keep(message: Letter) -> None:
        await put_into_mailbox(jobs, _letter_copy(jobs, parcel, message))

    kept = await Mailbox[Letter](keep).send(letter)
    return kept if jobs.outlets.sandbox_letters is None else await jobs.outlets.sandbox_letters.send(letter)


def _letter_copy(jobs: JobsContext, parcel: Parcel, letter: Letter) -> MailboxMessage:
    """The letter as the sandbox's mailbox shows it: whom it goes to, and its pages' documents."""
    recipient, subject = ", ".join(str(letter).splitlines()[:-1]), cover_note(parcel.document).subject
    printed = [each.document_id for each in parcel.source.attachments if each.media_type in PRINTABLE]
    return replace(copy_of(jobs, parcel.source.merchant, parcel.delivery, recipient, subject), attachment_ids=printed)


def _email(jobs: JobsContext, parcel: Parcel, note: CoverNote, pdf: bytes) -> Email:
    delivery, merchant = parcel.delivery, parcel.source.merchant
    contact = (merchant.settings.get("contact") or {}).get("email")
    return Email(
        message_id=f"<{delivery.delivery_id}@{jobs.outlets.mail_host}>",
        sent_at=jobs.wall(),
        recipient=EmailAddress(str(delivery.address["email"]), str(delivery.address.get("name", ""))),
        subject=note.subject,
        text=note.text,
        html=note.html,
        attachments=(Attachment(note.filename, parcel.source.document.media_type, pdf), *_attached(parcel)),
        sender_name=merchant.name,
        reply_to=EmailAddress(contact, merchant.name) if contact else None,
    )


def _attached(parcel: Parcel) -> Iterator[Attachment]:
    """What the client handed in to go with it, behind the invoice."""
    for attached, content in zip(parcel.source.attachments, parcel.attachments, strict=True):
        yield Attachment(attached.file_name or "", attached.media_type, content)


async def _bound(parcel: Parcel, pdf: bytes) -> tuple[bytes, int]:
    """The letter's pages and how many they are: the invoice, then what is attached to it and can be printed."""
    source = parcel.source
    papers = [(each.media_type, content) for each, content in zip(source.attachments, parcel.attachments, strict=True)]
    letter = await asyncio.to_thread(bound, pdf, papers, parcel.document.issued_on)
    return letter, await asyncio.to_thread(page_count, letter)


def _letter(parcel: Parcel, pdf: bytes, pages: int) -> Letter:
    address, buyer = parcel.delivery.address, parcel.document.buyer
    lines = (buyer.contact if buyer.contact != buyer.name else None, address.get("co_address"))
    street = (*lines, address.get("address_line"), address.get("address_line_2"))
    return Letter(
        document_id=letter_name(parcel.delivery),
        recipient_name=buyer.name,
        address_lines=tuple(str(line) for line in street if line),
        postal_code=str(address["postal_code"]),
        postal_place=str(address["postal_place"]),
        country=str(address.get("country") or parcel.source.merchant.country),
        pages=pages,
        pdf=pdf,
    )


async def _record(jobs: JobsContext, connection: Connection, parcel: Parcel, outcome: Outcome) -> None:
    """Write down the outcome, and tell every claim that the document is about how its delivery ended.

    A letter in the print house's outbox is on its way, and delivered once it is acknowledged; in a sandbox without an
    outbox it has arrived.
    """
    taken, merchant, document = parcel.delivery, parcel.source.merchant, parcel.source.document
    about = await claims_about(connection, taken.merchant_id, document.document_id, document.claim_id)
    # A sandbox's letter was seen in the mailbox: it waits for nobody's acknowledgement.
    letter = taken.channel is Way.LETTER and not merchant.sandbox
    kind = "handed_over" if letter and outcome.kind == "delivered" else outcome.kind
    ended = await end_attempt(jobs, connection, taken, kind, outcome.detail, SCHEDULES[taken.channel])
    if ended is None:
        return
    # How each attempt went stands in its row; the claims' stories get the end of it.
    happened = {"delivered": "delivered", "handed_over": "handed_over", "failed": "delivery_failed"}[ended.state]
    facts = {"channel": ended.channel, "document_id": ended.document_id}
    why = {"reason": outcome.detail} if ended.state == "failed" else {}
    await tell_ended(jobs, connection, merchant, about, happened, **facts, **why)
