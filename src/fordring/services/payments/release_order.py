"""A payment order that waits for a second person is released: from now on there is a file for the bank."""

from dataclasses import dataclass

from fordring.domain.errors import IllegalTransitionError, NotFoundError, SameClientError
from fordring.storage import payouts, refunds
from fordring.storage.house import lines, orders
from fordring.storage.house.orders import OrderRow
from fordring.storage.queue import Job
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ReleaseOrder:
    """Which order, by its message id."""

    message_id: str


async def release_order(command: ReleaseOrder, work: Work) -> OrderRow:
    """Release the order; one that was released stays as it is.

    Raises NotFoundError, SameClientError for whoever made it, IllegalTransitionError where a transfer in it has ended:
    its bytes would pay that too.
    """
    seen = await orders.by_message_id(work.connection, command.message_id)
    if seen is None:
        raise NotFoundError("payment order", command.message_id)
    await lines.lock_accounts(work.connection, [seen.bank_account_id])
    order = await orders.get(work.connection, seen.order_id)
    if order.state == orders.RELEASED:
        return order
    if order.made_by == work.asker.name:
        raise SameClientError(order.made_by)
    paid = await payouts.of_order(work.connection, order.order_id)
    back = await refunds.of_order(work.connection, order.order_id)
    if {*(each.state for each in paid), *(each.state for each in back)} != {payouts.SENT}:
        raise IllegalTransitionError("a payment order", "partly taken back", "release")
    released = await orders.released(work.connection, order)
    orders.happened(work.unit, await orders.next_event(work.connection, order, "released", work))
    payload = {"order_id": str(order.order_id)}
    work.unit.add_job(Job("write_payment_order", str(order.order_id), payload))
    await work.unit.flush()
    return released
