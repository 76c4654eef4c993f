"""A client in a process of its own that takes an invoice number and never commits: it is there to be killed."""

import asyncio
import sys
from typing import NoReturn

from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.storage import merchants
from fordring.storage.transaction import Connection, Database
from support import make


async def take_a_number_and_hang(connection: Connection) -> NoReturn:
    """Pay by invoice, say which number it got, and hang with the transaction open."""
    merchant = await merchants.by_account_id(connection, "T11112222")
    view = await pay_by_invoice(make.payment_by_invoice(merchant), make.work(connection))
    sys.stdout.write(f"{view.claim.number}\n")
    sys.stdout.flush()
    await asyncio.sleep(3_600)
    raise AssertionError("nobody came to kill it")


async def main(dsn: str) -> None:
    """Hang until killed."""
    database = await Database.connect(dsn)
    await database.run(take_a_number_and_hang)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
