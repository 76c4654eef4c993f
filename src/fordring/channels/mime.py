"""An e-mail as a value, and its MIME form.

Names and subjects come from merchants and payers: no header can be injected.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

_MESSAGE_ID = re.compile(r"<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+>")
_ATOM = r"[^\s\x00-\x20\x7f\ud800-\udfff()<>\[\]:;@\\,\"]+"
_ADDRESS = re.compile(f"{_ATOM}@{_ATOM}")


@dataclass(frozen=True, slots=True)
class EmailAddress:
    """An e-mail address and the name shown beside it."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in an e-mail. `media_type` as in `application/pdf`."""

    filename: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Email:
    """One e-mail to one person.

    `message_id` is given by the caller (`<delivery-id@host>`) and the same at every attempt, so a mail system that got
    it twice can tell. `sent_at` is aware. `sender_name` stands beside the operator's own address; answers go to
    `reply_to`.
    """

    message_id: str
    sent_at: datetime
    recipient: EmailAddress
    subject: str
    text: str
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    sender_name: str = ""
    reply_to: EmailAddress | None = None

    def __str__(self) -> str:
        files = "".join(f"\n[{each.filename}, {len(each.content)} bytes]" for each in self.attachments)
        return f"To: {self.recipient.name} <{self.recipient.address}>\nSubject: {self.subject}\n\n{self.text}{files}"


def wire_address(address: str) -> str:
    """`address` with its domain in ASCII (IDNA). Raises ValueError for what cannot be an address.

    A local part outside ASCII is kept: the server must then speak SMTPUTF8 (RFC 6531).
    """
    if not _ADDRESS.fullmatch(address):
        raise ValueError(f"{address!r} is not an e-mail address")
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.encode('idna').decode().lower()}"


def mime_message(email: Email, sender_address: str) -> EmailMessage:
    """`email` as MIME: text with the HTML as its alternative, then the attachments.

    Raises ValueError for an unusable address or message id.
    """
    if not _MESSAGE_ID.fullmatch(email.message_id):
        raise ValueError(f"{email.message_id!r} is not a message id")
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = email.message_id
    message["Date"] = format_datetime(email.sent_at)
    message["From"] = _header_address(EmailAddress(sender_address, email.sender_name))
    message["To"] = _header_address(email.recipient)
    if email.reply_to is not None:
        message["Reply-To"] = _header_address(email.reply_to)
    message["Subject"] = one_line(email.subject)
    # Bulk auto-replies are not wanted by anybody (RFC 3834 section 5).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(email.text, cte="quoted-printable")
    if email.html:
        message.add_alternative(email.html, subtype="html", cte="quoted-printable")
    for attachment in email.attachments:
        maintype, _, subtype = attachment.media_type.partition("/")
        message.add_attachment(
            attachment.content, maintype=maintype, subtype=subtype, filename=one_line(attachment.filename)
        )
    return message


def one_line(text: str) -> str:
    """`text` with control and format characters (line breaks, bidirectional overrides) turned into single spaces."""
    kept = "".join(" " if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else char for char in text)
    return " ".join(kept.split())


def _header_address(mailbox: EmailAddress) -> Address:
    username, _, domain = wire_address(mailbox.address).rpartition("@")
    return Address(one_line(mailbox.name), username, domain)
