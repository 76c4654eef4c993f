"""Getting a document to its payer: one attempt by the delivery's channel, recorded whatever comes of it."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fordring.channels import retry
from fordring.channels.doubles import Mailbox
from fordring.channels.letter import Letter
from fordring.channels.mime import Attachment, Email, EmailAddress
from fordring.channels.outcome import Outcome
from fordring.domain.claim.distribution import Way
from fordring.formats.documents.model import InvoiceDocument
from fordring.formats.papers.binding import PRINTABLE, bound
from fordring.formats.papers.inspection import page_count
from fordring.jobs.context import ASKER, JobsContext
from fordring.jobs.covering.cover import CoverNote, cover_note
from fordring.jobs.registry import Handler, JobContext
from fordring.jobs.render import document_bytes
from fordring.jobs.sending import send_once
from fordring.services.invoicing.find_document import DocumentSource, find_document
from fordring.services.invoicing.resolve_document import resolve_document
from fordring.storage import claims, deliveries, mailbox, queue
from fordring.storage.deliveries import Delivery
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit

SCHEDULES: Mapping[Way, retry.Schedule] = {Way.EMAIL: retry.EMAIL, Way.LETTER: retry.LETTERS}


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one attempt is about: the delivery as taken, and everything its document and its words are made of."""

    delivery: Delivery
    source: DocumentSource
    attachments: tuple[bytes, ...] = ()

    @property
    def document(self) -> InvoiceDocument:
        """The resolved document."""
        source = self.source
        return resolve_document(source.merchant, source.account, source.claim, source.credited, source.items)


def deliver_task(jobs: JobsContext) -> Handler:
    """The job `deliver`: payload `delivery_id`, and `attempt` from the second one on."""

    async def deliver(payload: dict[str, Any], context: JobContext) -> None:
        merchant_id, delivery_id = context.merchant_id, UUID(payload["delivery_id"])
        if merchant_id is None:
            raise ValueError("a delivery belongs to a merchant")

        async def take(connection: Connection) -> Parcel | None:
            attempt_no = payload.get("attempt", 1)
            taken = await deliveries.take(connection, merchant_id, delivery_id, attempt_no, context.job_id, jobs.wall())
            if taken is None:
                return None
            if taken.document_id is None:
                raise ValueError("a report is sent by another job")
            return Parcel(taken, await find_document(connection, merchant_id, taken.document_id))

        async def send(parcel: Parcel) -> Outcome:
            return await _limited(jobs, parcel, in_place=context.in_place)

        async def record(connection: Connection, parcel: Parcel, outcome: Outcome) -> None:
            await _record(jobs, connection, parcel, outcome)

        await send_once(jobs.database, take, send, record)

    return deliver


async def _limited(jobs: JobsContext, parcel: Parcel, *, in_place: bool) -> Outcome:
    """The document's bytes, then the sending; a moving clock waits for the sending only so long."""
    document = parcel.source.document
    _, pdf = await document_bytes(jobs.database, jobs.blobs, document.merchant_id, document.document_id, jobs.wall)
    contents = [await jobs.blobs.get(each.blob_key or "", each.sha256 or "") for each in parcel.source.attachments]
    parcel = replace(parcel, attachments=tuple(contents))
    seconds = jobs.in_place_limit.total_seconds()
    try:
        async with asyncio.timeout(seconds if in_place else None):
            if parcel.delivery.channel is Way.EMAIL:
                return await _send_email(jobs, parcel, pdf)
            return await _send_letter(jobs, parcel, pdf)
    except TimeoutError:
        return Outcome("retry", f"not taken within {seconds:g} seconds, while the clock was moving")


async def _send_email(jobs: JobsContext, parcel: Parcel, pdf: bytes) -> Outcome:
    note = cover_note(parcel.document)
    email = _email(jobs, parcel, note, pdf)
    if parcel.source.merchant.sandbox:

        async def keep(message: Email) -> None:
            await _keep(jobs, parcel, message.recipient.address, note)

        return await Mailbox[Email](keep).send(email)
    if jobs.outlets.email is None:
        return Outcome("retry", "no mail server is set")
    return await jobs.outlets.email.send(email)


async def _send_letter(jobs: JobsContext, parcel: Parcel, pdf: bytes) -> Outcome:
    """A sandbox letter goes to the mailbox, and on to the sandbox's own outbox where there is one."""
    letter = _letter(parcel, *await _bound(parcel, pdf))
    sandbox = parcel.source.merchant.sandbox
    outbox = jobs.outlets.sandbox_letters if sandbox else jobs.outlets.letters
    if sandbox:

        async def keep(message: Letter) -> None:
            recipient = ", ".join(str(message).splitlines()[:-1])
            await _keep(jobs, parcel, recipient, cover_note(parcel.document), html=False)

        kept = await Mailbox[Letter](keep).send(letter)
        if outbox is None:
            return kept
    if outbox is None:
        return Outcome("retry", "no outbox for letters is set")
    return await outbox.send(letter)


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
        document_id=str(parcel.source.document.document_id),
        recipient_name=buyer.name,
        address_lines=tuple(str(line) for line in street if line),
        postal_code=str(address["postal_code"]),
        postal_place=str(address["postal_place"]),
        country=str(address.get("country") or parcel.source.merchant.country),
        pages=pages,
        pdf=pdf,
    )


async def _keep(jobs: JobsContext, parcel: Parcel, recipient: str, note: CoverNote, *, html: bool = True) -> None:
    """Put it into the sandbox's mailbox."""
    wall, delivery = jobs.wall(), parcel.delivery
    message = mailbox.MailboxMessage(
        merchant_id=delivery.merchant_id,
        message_id=new_id(),
        delivery_id=delivery.delivery_id,
        channel=delivery.channel,
        recipient=recipient,
        subject=note.subject,
        body_text=note.text if html else "",
        body_html=note.html if html else None,
        document_id=delivery.document_id,
        attachment_ids=[each.document_id for each in parcel.source.attachments if html or each.media_type in PRINTABLE],
        received_at=parcel.source.merchant.now(wall),
        recorded_at=wall,
    )
    await jobs.database.run(lambda connection: mailbox.put(connection, message))


async def _record(jobs: JobsContext, connection: Connection, parcel: Parcel, outcome: Outcome) -> None:
    """Write down the outcome; queue the next attempt, or tell the claim how its delivery ended.

    A letter in the print house's outbox is on its way, and delivered once it is acknowledged; in a sandbox without an
    outbox it has arrived.
    """
    wall, taken = jobs.wall(), parcel.delivery
    claim = await claims.get(connection, taken.merchant_id, parcel.source.document.claim_id, lock=True)
    # A sandbox's letter was seen in the mailbox: it waits for nobody's acknowledgement.
    letter = taken.channel is Way.LETTER and not parcel.source.merchant.sandbox
    kind = "handed_over" if letter and outcome.kind == "delivered" else outcome.kind
    again = retry.next_try(SCHEDULES[taken.channel], taken.attempts, wall) if kind == "retry" else None
    ended = await deliveries.finish_attempt(connection, taken, wall, kind, outcome.detail, again)
    if ended is None:
        return
    if ended.state == "waiting":
        await queue.enqueue(connection, [deliveries.next_attempt(ended)])
        return
    # How each attempt went stands in its row; the claim's story gets the end of it.
    happened = {"delivered": "delivered", "handed_over": "handed_over", "failed": "delivery_failed"}[ended.state]
    facts = {"channel": ended.channel, "document_id": ended.document_id}
    why = {"reason": outcome.detail} if ended.state == "failed" else {}
    at = parcel.source.merchant.now(wall)
    told, event = claim.happened(happened, at, ASKER, **facts, **why)
    await claims.save(connection, told)
    unit = Unit(connection)
    claims.add_event(unit, told, event, wall)
    await unit.flush()
