"""Asking a provider over HTTP: short limits, no redirects, and nothing outside the reach that was handed in."""

import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

import aiohttp
from yarl import URL

BODY_BYTES_MAX = 256 * 1_024
TIMEOUT_SECONDS = 8


class ProviderError(Exception):
    """A provider did not answer, or not as one does. The sentence never tells what it said about a person."""


class UnreachableError(ProviderError):
    """No answer, too late, or one that says it is out of order."""


class UntrustedError(ProviderError):
    """An answer that is not believed."""


@dataclass(frozen=True, slots=True)
class Asking:
    """One request; a body is a form."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    media_type: str
    body: bytes = field(repr=False)


class Fetch(Protocol):
    """Asks, and answers with whatever came. Raises UnreachableError."""

    async def __call__(self, asking: Asking, /) -> Answer:
        """The answer to one request."""


class HTTPFetch:
    """Asks by real HTTP. Used with `async with`; each request has a connection of its own.

    `schemes` and `admits` say which addresses may be reached (`channels/reach.py`, handed in by main).
    """

    def __init__(
        self, schemes: frozenset[str], admits: Callable[[str], bool], timeout_seconds: float = TIMEOUT_SECONDS
    ) -> None:
        self._schemes = schemes
        self._admits = admits
        self._timeout = aiohttp.ClientTimeout(total=timeout_seconds)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(force_close=True, use_dns_cache=False, socket_factory=self._checked_socket)
        self._session = aiohttp.ClientSession(
            connector=connector, cookie_jar=aiohttp.DummyCookieJar(), headers={"User-Agent": "Fordring"}
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _checked_socket(self, info: aiohttp.AddrInfoType) -> socket.socket:
        family, kind, protocol, _, address = info
        if not self._admits(str(address[0])):
            raise OSError("the provider's address is out of reach")
        return socket.socket(family, kind, protocol)

    async def __call__(self, asking: Asking, /) -> Answer:
        """Ask once. Raises UnreachableError, RuntimeError outside `async with`."""
        if self._session is None:
            raise RuntimeError("HTTPFetch is used with `async with`")
        try:
            url = URL(asking.url)
            if url.scheme not in self._schemes:
                raise UnreachableError(f"{url.scheme} is not a way to reach a provider")
            async with self._session.request(
                asking.method,
                url,
                headers=dict(asking.headers),
                data=dict(asking.form) if asking.form is not None else None,
                allow_redirects=False,
                timeout=self._timeout,
            ) as response:
                body = await response.content.read(BODY_BYTES_MAX + 1)
                while len(body) <= BODY_BYTES_MAX and (more := await response.content.read(BODY_BYTES_MAX)):
                    body += more
                return Answer(response.status, response.content_type, body)
        except TimeoutError as error:
            raise UnreachableError("the provider did not answer in time") from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise UnreachableError(f"the provider cannot be reached: {type(error).__name__}") from error
