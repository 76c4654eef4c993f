"""The file of a payment order: made from its rows whenever it is wanted, and kept; the same bytes each time."""

import hashlib
from typing import Any
from uuid import UUID

from fordring.domain.errors import IllegalTransitionError
from fordring.jobs.context import JobsContext
from fordring.jobs.registry import Handler, JobContext
from fordring.services.order_file import order_bytes
from fordring.storage import payouts, refunds
from fordring.storage.house import accounts, orders


class OrderChangedError(Exception):
    """The bytes that follow from an order's rows are not those whose checksum was stored: nobody may send them."""


async def order_file(jobs: JobsContext, order_id: UUID) -> bytes:
    """The order's bytes, kept in the blob store under its key. A crash before or after changes nothing.

    Raises NotFoundError, OrderChangedError, BlobError, IllegalTransitionError while it waits to be released.
    """
    async with jobs.database.reading() as connection:
        order = await orders.get(connection, order_id)
        if order.state == orders.WAITING:
            raise IllegalTransitionError("a payment order", order.state, "take the file of")
        account = await accounts.get(connection, order.bank_account_id)
        transfers = await payouts.of_order(connection, order_id), await refunds.of_order(connection, order_id)
        data = order_bytes(order, account, *transfers)
    if hashlib.sha256(data).hexdigest() != order.sha256:
        raise OrderChangedError(f"payment order {order.message_id} no longer gives the bytes it was made with")
    await jobs.blobs.put_once(order.blob_key, data)
    return data


def write_order_task(jobs: JobsContext) -> Handler:
    """The job `write_payment_order`: payload `order_id`."""

    async def write(payload: dict[str, Any], _context: JobContext) -> None:
        await order_file(jobs, UUID(payload["order_id"]))

    return write
