"""The web application, served (`asgi.py`): one of the processes that share its port."""

import asyncio
import gc
import socket
from contextlib import suppress

import uvicorn
import uvloop

from fordring.faces.common.hearing import hearing
from fordring.faces.common.straight import straight_first
from fordring.main.logs import log_to_stderr
from fordring.main.one_write import WholeAnswers
from fordring.main.settings import Settings
from fordring.main.wiring import open_house, web_application

CONNECTIONS_MAX = 13
"""More would only queue up in PostgreSQL: at one merchant's number series, and for its processors. One only listens."""
OBJECTS_BETWEEN_COLLECTIONS = 10_000
"""The usual 700 are a few requests in hand, none of which has a cycle."""


async def serve(settings: Settings, app_dsn: str) -> None:
    """Serve until a signal; requests in hand are finished."""
    async with (
        open_house(settings, app_dsn, CONNECTIONS_MAX) as house,
        hearing(house.database, house.face.credentials.memory),
    ):
        application = straight_first(web_application(house))
        _set_apart_what_stays()
        config = uvicorn.Config(
            application,
            http=WholeAnswers,
            log_level="warning",
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=10,
        )
        with _shared_socket(settings) as listening:
            await uvicorn.Server(config).serve(sockets=[listening])


def _set_apart_what_stays() -> None:
    """Both faces with their shapes are 170,000 objects: looking through them for cycles stops everything for 0.1 s."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, *gc.get_threshold()[1:])


def _shared_socket(settings: Settings) -> socket.socket:
    """A socket at the address that several processes listen at; the kernel deals out the connections."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listening.bind((settings.host, settings.port))
    return listening


def main() -> None:
    """Read the settings; the supervisor has put the database's address into them."""
    log_to_stderr()
    settings = Settings.read()
    if settings.database_url is None:
        raise SystemExit("fordring: FORDRING_DATABASE_URL is missing; start everything with `fordring run`")
    # uvicorn raises the signal once more when it has stopped in good order.
    with suppress(KeyboardInterrupt), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(settings, settings.database_url))
