"""A merchant's server on loopback that answers what it is told, and a name service that can change its mind."""

import asyncio
import datetime as dt
import ipaddress
import socket
import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp.abc import AbstractResolver, ResolveResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

CHUNK_BYTES = 65_536


@dataclass
class Receiver:
    """What a raw socket server was sent; `answer` goes back as it stands, then the connection is held or closed.

    `endless`: behind the answer comes a gigabyte.
    """

    answer: bytes
    hold: bool = False
    endless: bool = False
    port: int = 0
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    sent_bytes: int = 0
    _held: list[asyncio.StreamWriter] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one request with its body, answer, and close unless `hold`."""
        self.connections += 1
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
        )
        self.requests.append(head + await reader.readexactly(length))
        writer.write(self.answer)
        if self.endless:
            await self._pour(writer)
        if self.hold:
            self._held.append(writer)
        else:
            writer.close()

    async def _pour(self, writer: asyncio.StreamWriter) -> None:
        """A gigabyte, or as much of it as anybody reads."""
        with suppress(ConnectionError):
            while self.sent_bytes < 1_000_000_000:
                writer.write(b"x" * CHUNK_BYTES)
                await writer.drain()
                self.sent_bytes += CHUNK_BYTES

    def release(self) -> None:
        """Cut what is still held."""
        for writer in self._held:
            writer.transport.abort()


@asynccontextmanager
async def receiver(
    answer: str | bytes,
    *,
    host: str = "127.0.0.1",
    hold: bool = False,
    endless: bool = False,
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[Receiver]:
    """A receiver that lives for a block. `answer` is the raw HTTP answer, or just a status line's end (`200 OK`)."""
    if isinstance(answer, str):
        answer = f"HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n".encode()
    it = Receiver(answer, hold, endless)
    server = await asyncio.start_server(it.serve, host, 0, ssl=tls)
    it.port = server.sockets[0].getsockname()[1]
    try:
        yield it
    finally:
        server.close()
        it.release()
        await server.wait_closed()


class Names(AbstractResolver):
    """A name service that gives each answer once, and the last one for ever."""

    def __init__(self, answers: Iterable[str]) -> None:
        self._answers = list(answers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The next answer's addresses, separated by commas."""
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return [
            ResolveResult(hostname=host, host=each, port=port, family=family or socket.AF_INET, proto=0, flags=0)
            for each in answer.split(",")
        ]

    async def close(self) -> None:
        """Nothing is held."""


def self_signed(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's TLS context for `name` and 127.0.0.1, and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    names = x509.SubjectAlternativeName([x509.DNSName(name), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2120, 1, 1, tzinfo=dt.UTC))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cafile=str(file))
