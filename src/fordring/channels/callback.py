"""Outgoing HTTP to addresses that merchants name: callbacks and webhooks. Redirects are not followed.

Headers and signatures come ready-made from a face; here is only what a hostile or broken receiver can do to us.
"""

import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal, Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from fordring.channels.doubles import Console, Mailbox, Recording
from fordring.channels.outcome import Channel, Outcome
from fordring.channels.reach import PUBLIC_HTTPS, Reach, refusal
from fordring.channels.signing import wire_url

BODY_BYTES_MAX = 64 * 1_024


@dataclass(frozen=True, slots=True)
class HTTPCall:
    """One request to a merchant's URL.

    `timeout_seconds` covers name, connection, request and answer (public page: 10). `refusal_is_final`: a 4xx answer
    ends it, as for callbacks; False: every answer outside 2xx is tried again, as for webhooks.
    """

    method: Literal["GET", "POST"]
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    timeout_seconds: float = 10
    refusal_is_final: bool = True

    def __str__(self) -> str:
        return f"{self.method} {self.url}\n{self.body.decode(errors='replace')}"


HTTPChannel = Channel[HTTPCall]
RecordingCallbacks = Recording[HTTPCall]
ConsoleCallbacks = Console[HTTPCall]
MailboxCallbacks = Mailbox[HTTPCall]


class AddressRefusedError(OSError):
    """A name led to an address outside the allowed reach."""


class HTTPCallbacks:
    """Calls merchants' URLs within one `reach`. Used with `async with`; one instance per reach, shared by all calls.

    `resolver` and `tls` replace the system's name service and trust store. Each call has a connection of its own, so
    each attempt's address is judged anew; environment proxies and cookies are not used.
    """

    def __init__(
        self,
        reach: Reach = PUBLIC_HTTPS,
        *,
        resolver: AbstractResolver | None = None,
        tls: ssl.SSLContext | None = None,
        body_bytes_max: int = BODY_BYTES_MAX,
    ) -> None:
        self._reach = reach
        self._resolver = resolver
        self._tls = tls
        self._body_bytes_max = body_bytes_max
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            resolver=self._resolver,
            use_dns_cache=False,
            force_close=True,
            limit=0,
            ssl=self._tls or True,
            socket_factory=self._checked_socket,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            headers={"User-Agent": "Fordring", "Accept-Encoding": "identity"},
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _checked_socket(self, info: aiohttp.AddrInfoType) -> socket.socket:
        """The socket for one resolved address: the last moment before connecting, and the only place to be sure."""
        family, kind, protocol, _, address = info
        if not self._reach.admits(str(address[0])):
            raise AddressRefusedError("the host's address is not public")
        return socket.socket(family, kind, protocol)

    async def send(self, call: HTTPCall, /) -> Outcome:
        """Make `call` once. Raises RuntimeError outside `async with`.

        2xx is delivered, also when its body never ends. A URL that cannot be called fails for good; a name that leads
        nowhere or inside is tried again, since a name can be mended.
        """
        if self._session is None:
            raise RuntimeError("HTTPCallbacks is used with `async with`")
        try:
            url = URL(wire_url(call.url), encoded=True)
        except ValueError as error:
            return Outcome("failed", f"not a URL that can be called: {error}")
        reason = refusal(url.scheme, url.raw_host or "", self._reach)
        if reason is not None:
            return Outcome("failed", reason)
        try:
            return await self._attempt(self._session, call, url)
        except TimeoutError:
            return Outcome("retry", f"no answer within {call.timeout_seconds:g} seconds")
        except aiohttp.InvalidURL as error:
            return Outcome("failed", f"not a URL that can be called: {error}")
        except (aiohttp.ClientError, OSError) as error:
            return Outcome("retry", _cause(error))

    async def _attempt(self, session: aiohttp.ClientSession, call: HTTPCall, url: URL) -> Outcome:
        async with session.request(
            call.method,
            url,
            headers=call.headers,
            data=call.body or None,
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=call.timeout_seconds),
        ) as response:
            body = await self._start_of_body(response)
            return outcome_of_status(response.status, body, refusal_is_final=call.refusal_is_final)

    async def _start_of_body(self, response: aiohttp.ClientResponse) -> bytes:
        """What came of the body, up to the limit. The status is known: a body that breaks off changes nothing."""
        body = b""
        try:
            while len(body) < self._body_bytes_max:
                chunk = await response.content.read(self._body_bytes_max - len(body))
                if not chunk:
                    break
                body += chunk
        except (TimeoutError, aiohttp.ClientError, OSError):
            pass
        return body


def outcome_of_status(status: int, body: bytes = b"", *, refusal_is_final: bool) -> Outcome:
    """What an HTTP status means for a delivery (merchant API, "callback_url").

    2xx is delivered; 4xx ends it where `refusal_is_final`. 1xx, 5xx and whatever else is tried again, and so is 3xx:
    the page is silent, a redirect is mostly a passing fault of set-up at the receiver, and a lost callback costs more
    than twenty tries.
    """
    if 200 <= status <= 299:
        return Outcome("delivered", f"answered {status}", status, body)
    if 400 <= status <= 499 and refusal_is_final:
        return Outcome("failed", f"refused with {status}", status, body)
    if 300 <= status <= 399:
        return Outcome("retry", f"answered {status}, and redirects are not followed", status, body)
    return Outcome("retry", f"answered {status}", status, body)


def _cause(error: BaseException) -> str:
    """One sentence on why there was no answer."""
    if isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, AddressRefusedError):
        return str(error.os_error)
    return f"{type(error).__name__}: {error}"
