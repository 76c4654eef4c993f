"""How often a payment waits for the database: a proxy counts each time the client has spoken and is answered."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from bench.house import House, connected
from bench.orders import payment, work
from fordring.domain.merchant import Merchant
from fordring.services.checkout.pay_by_invoice import pay_by_invoice

PORT = 5432
PIECE = 65_536


class RoundTrips:
    """Counts changes of direction: the client speaks after the server has, and one round trip begins."""

    def __init__(self) -> None:
        self.count = 0
        self._client_spoke_last = False

    def client_spoke(self) -> None:
        """Something on its way to the server."""
        self.count += not self._client_spoke_last
        self._client_spoke_last = True

    def server_spoke(self) -> None:
        """Something on its way back."""
        self._client_spoke_last = False


@asynccontextmanager
async def counted(house: House) -> AsyncIterator[tuple[House, RoundTrips]]:
    """The same house reached through a proxy that counts."""
    trips = RoundTrips()
    folder = Path(tempfile.mkdtemp(prefix="fordring-trips-"))
    behind = _socket_of(house.app_dsn)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner_reader, inner_writer = await asyncio.open_unix_connection(behind)
        await asyncio.gather(
            _carry(reader, inner_writer, trips.client_spoke), _carry(inner_reader, writer, trips.server_spoke)
        )

    server = await asyncio.start_unix_server(serve, folder / f".s.PGSQL.{PORT}")
    try:
        yield House(house.owner_dsn, _with_folder(house.app_dsn, folder), house.folder), trips
    finally:
        server.close()
        await server.wait_closed()
        shutil.rmtree(folder)


async def count_round_trips(house: House, merchant: Merchant) -> int:
    """The round trips of one payment, BEGIN and COMMIT included, once its statements are prepared."""
    async with counted(house) as (through, trips), connected(through, 1) as database:
        await database.run(lambda connection: pay_by_invoice(payment(merchant), work(connection)))
        before = trips.count
        await database.run(lambda connection: pay_by_invoice(payment(merchant), work(connection)))
        return trips.count - before


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, spoke: Callable[[], None]) -> None:
    while piece := await reader.read(PIECE):
        spoke()
        writer.write(piece)
        await writer.drain()
    writer.close()


def _socket_of(dsn: str) -> str:
    parts = urlsplit(dsn)
    asked = parse_qs(parts.query)
    return f"{asked['host'][0]}/.s.PGSQL.{asked.get('port', [str(PORT)])[0]}"


def _with_folder(dsn: str, folder: Path) -> str:
    query = urlencode({"host": str(folder), "port": PORT})
    return urlunsplit(urlsplit(dsn)._replace(query=query))
