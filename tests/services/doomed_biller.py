"""A billing run in a process of its own that bills a few groups and hangs in the midst of the next: to be killed."""

import asyncio
import sys
from typing import NoReturn

from fordring.services.invoicing.bill_batch import BillBatch, bill_batch
from fordring.storage import merchants
from fordring.storage.transaction import Connection, Database
from support import make
from support.groups import noon

DAY = "2026-02-02"
BATCHES = 2
GROUPS = 3


async def bill(connection: Connection) -> int:
    """The next groups become invoices."""
    merchant = await merchants.by_account_id(connection, "T11112222")
    return await bill_batch(BillBatch(merchant.merchant_id, groups_max=GROUPS), make.work(connection, noon(DAY)))


async def bill_and_hang(connection: Connection) -> NoReturn:
    """Bill groups, say so, and hang with the transaction open."""
    sys.stdout.write(f"billed {await bill(connection)}\n")
    sys.stdout.flush()
    await asyncio.sleep(3_600)
    raise AssertionError("nobody came to kill it")


async def main(dsn: str) -> None:
    """Commit some batches, then hang until killed."""
    database = await Database.connect(dsn)
    for _ in range(BATCHES):
        await database.run(bill)
    await database.run(bill_and_hang)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
