"""E-mail through an SMTP server, and its console, mailbox and recording versions."""

import asyncio
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Literal

import aiosmtplib

from fordring.channels.doubles import Console, Mailbox, Recording
from fordring.channels.mime import Email, mime_message, wire_address
from fordring.channels.outcome import Channel, Outcome

EmailChannel = Channel[Email]
RecordingEmail = Recording[Email]
ConsoleEmail = Console[Email]
MailboxEmail = Mailbox[Email]

# Replies about our login, not about the message or who gets it (RFC 4954 section 6).
_OUR_OWN_FAULT = frozenset({530, 534, 535, 538})
_REFUSED_BEFORE_THE_MESSAGE = (
    aiosmtplib.SMTPAuthenticationError,
    aiosmtplib.SMTPHeloError,
    aiosmtplib.SMTPConnectResponseError,
)


@dataclass(frozen=True, slots=True)
class SMTPSettings:
    """Where e-mail leaves by. `tls`: `none`, `starttls` (required, not merely tried) or `implicit` from the first byte.

    `sender` is the address answers of mail systems go to. `timeout_seconds` covers one whole attempt. `ehlo_name` is
    our host's name, looked up when empty.
    """

    host: str
    port: int
    sender: str
    tls: Literal["none", "starttls", "implicit"] = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    timeout_seconds: float = 30
    ehlo_name: str = ""


class SMTPEmail:
    """Sends by SMTP, one connection a message. `tls_context` replaces the system's trust store."""

    def __init__(self, settings: SMTPSettings, *, tls_context: ssl.SSLContext | None = None) -> None:
        self._settings = settings
        self._tls_context = tls_context

    async def send(self, email: Email, /) -> Outcome:
        """Make one attempt: 4xx, a lost server and a slow one are tried again; 5xx on message or recipient fails.

        A refused login or greeting is tried again whatever its number: it says nothing of the payer, and an operator's
        wrong password must not end every delivery of the night.
        """
        try:
            message = mime_message(email, self._settings.sender)
            recipient = wire_address(email.recipient.address)
        except ValueError as error:
            return Outcome("failed", str(error))
        try:
            async with asyncio.timeout(self._settings.timeout_seconds):
                return await self._attempt(message, recipient)
        except aiosmtplib.SMTPNotSupported as error:
            return Outcome("retry" if recipient.isascii() else "failed", error.message)
        except (aiosmtplib.SMTPException, OSError) as error:
            return _outcome_of_error(error)

    async def _attempt(self, message: EmailMessage, recipient: str) -> Outcome:
        settings = self._settings
        client = aiosmtplib.SMTP(
            hostname=settings.host,
            port=settings.port,
            local_hostname=settings.ehlo_name or None,
            timeout=settings.timeout_seconds,
            use_tls=settings.tls == "implicit",
            start_tls=settings.tls == "starttls",
            username=settings.user or None,
            password=settings.password or None,
            tls_context=self._tls_context,
        )
        await client.connect()
        try:
            _, reply = await client.send_message(message, sender=settings.sender, recipients=[recipient])
        finally:
            # Closed without QUIT: a server that hangs at the goodbye must not turn a taken message into a second one.
            client.close()
        return Outcome("delivered", reply, 250)


def outcome_of_reply(code: int, text: str) -> Outcome:
    """What an SMTP reply to the message or its recipient means (RFC 5321 section 4.2.1): 4xx later, 5xx never."""
    kind: Literal["retry", "failed"] = "failed" if 500 <= code <= 599 and code not in _OUR_OWN_FAULT else "retry"
    return Outcome(kind, text, code)


def _outcome_of_error(error: Exception) -> Outcome:
    """Tell a reply about this message from everything that may be otherwise in an hour."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return outcome_of_reply(error.recipients[0].code, error.recipients[0].message)
    if isinstance(error, _REFUSED_BEFORE_THE_MESSAGE):
        return Outcome("retry", f"the mail server refused us: {error.message}", error.code)
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return outcome_of_reply(error.code, error.message)
    return Outcome("retry", f"the mail server did not take it: {str(error) or 'too slow'}")
