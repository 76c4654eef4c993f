"""A merchant's end of the callbacks, on this machine: keeps what came, and checks its signature as a merchant would."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from fordring.main.wiring import SIGNATURE_HEADER, is_signed

PATH = "/callback"


@dataclass(frozen=True, slots=True)
class HeardCall:
    """One call as it came."""

    method: str
    url: str
    signature: str
    event: str

    def is_signed(self, account_id: str, secret: str) -> bool:
        """Whether the signature is over just this call, with the account's secret."""
        return is_signed(self.method, self.url, {SIGNATURE_HEADER: self.signature}, account_id, secret)


@dataclass(slots=True)
class Listener:
    """What has come to `url` and was not looked at yet."""

    url: str
    calls: list[HeardCall] = field(default_factory=list)

    def taken(self) -> list[HeardCall]:
        """The new calls, once."""
        new, self.calls = self.calls, []
        return new


@asynccontextmanager
async def listening() -> AsyncIterator[Listener]:
    """A listener on a free port of the loopback, for as long as the block lasts."""
    listener = Listener("")

    async def keep(request: web.Request) -> web.Response:
        event = request.query.get("event", "AUTHORIZED")
        call = HeardCall(request.method, str(request.url), request.headers.get(SIGNATURE_HEADER, ""), event)
        listener.calls.append(call)
        return web.Response(text="ok")

    application = web.Application()
    application.router.add_get(PATH, keep)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    listener.url = f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
    try:
        yield listener
    finally:
        await runner.cleanup()
