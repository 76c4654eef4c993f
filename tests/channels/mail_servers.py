"""Mail servers on loopback: one that takes everything or answers as told, and raw ones that misbehave."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


@dataclass
class MailServer:
    """Answers each command by `replies` (`RCPT`, `DATA`, …), else takes it; `taken` holds what came."""

    replies: Mapping[str, str]
    port: int = 0
    taken: list[Envelope] = field(default_factory=list)

    async def handle_MAIL(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer MAIL FROM."""
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.replies.get("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Answer RCPT TO."""
        envelope.rcpt_tos.append(address)
        return self.replies.get("RCPT", "250 OK")

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        """Answer the message."""
        reply = self.replies.get("DATA", "250 taken")
        if reply.startswith("2"):
            self.taken.append(envelope)
        return reply

    def message(self) -> EmailMessage:
        """The only message taken, parsed."""
        (envelope,) = self.taken
        assert isinstance(envelope.content, bytes)
        parsed = message_from_bytes(envelope.content, policy=default)
        assert isinstance(parsed, EmailMessage)
        return parsed


@asynccontextmanager
async def mail_server(
    replies: Mapping[str, str] | None = None, *, implicit_tls: ssl.SSLContext | None = None, **settings: Any
) -> AsyncIterator[MailServer]:
    """A mail server for a block; `settings` are aiosmtpd's own (`tls_context`, `authenticator` …)."""
    it = MailServer(replies or {})
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(it, hostname="mail.example", enable_SMTPUTF8=True, **settings), "127.0.0.1", 0, ssl=implicit_tls
    )
    it.port = server.sockets[0].getsockname()[1]
    try:
        yield it
    finally:
        server.close()
        await server.wait_closed()


@asynccontextmanager
async def raw_server(*lines: bytes) -> AsyncIterator[int]:
    """A server that says its lines, one after each line it gets (the first at once), then falls silent; its port."""
    writers: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        for line in lines:
            if not line:
                writer.close()
                return
            writer.write(line)
            if not await reader.readline():
                return

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for writer in writers:
            writer.transport.abort()
        await server.wait_closed()


def login(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
    """Lets in whoever says `open sesame`."""
    return AuthResult(success=data.password == b"open sesame", handled=False)
