"""HTTP answers that leave whole: uvicorn writes an answer's head and its body one after the other.

Each of those is a call of the kernel here and a wake-up at the client, a tenth of what a short answer costs both.
"""

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

WAITING_MAX = 65_536
"""So many bytes are not held back: of a long answer the transport is to say when it is enough for now."""


class WholeAnswers(HttpToolsProtocol):
    """The protocol with a transport that writes once for each turn of the loop."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as it has it itself
        """Put the transport in between."""
        super().connection_made(cast("asyncio.Transport", _OneWrite(transport, self.loop)))


class _OneWrite:
    """A transport; what is written to it in one turn of the loop goes out together, or before it is closed."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._waiting = bytearray()

    def write(self, data: bytes) -> None:
        if not self._waiting:
            self._loop.call_soon(self._out)
        self._waiting += data
        if len(self._waiting) >= WAITING_MAX:
            self._out()

    def close(self) -> None:
        self._out()
        self._transport.close()

    def _out(self) -> None:
        if self._waiting:
            data, self._waiting = self._waiting, bytearray()
            self._transport.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)
