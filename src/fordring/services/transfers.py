"""What a debit on our account may be: a payout or a refund of ours, told alike and settled each in its way."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fordring.domain.money import Money
from fordring.domain.payment.refund import Refund
from fordring.services.refunding import settle_refund
from fordring.services.settling import settle_payout
from fordring.storage import payouts, refunds
from fordring.storage.house import orders
from fordring.storage.payouts import Payout
from fordring.storage.transaction import Connection
from fordring.storage.work import Work

HELD = "waiting for its release"


@dataclass(frozen=True, slots=True)
class Transfer:
    """A payout or refund as a bank line names it; `name` is how a person is told of it.

    Its `state` is its own, or that its order waits for release: no bank can have that from us.
    """

    name: str
    bank_account_id: UUID
    amount: Money
    state: str
    sent: Payout | Refund


async def transfers_named(connection: Connection, references: Collection[str]) -> dict[str, Transfer]:
    """Payouts and refunds by their references, locked: another file on the same account may name them too."""
    if not references:
        return {}
    paid = await payouts.by_references(connection, references, lock=True)
    back = await refunds.by_references(connection, references, lock=True)
    sent: dict[str, Payout | Refund] = {**paid, **back}
    in_orders = [each.order_id for each in sent.values() if each.order_id is not None]
    held = await orders.unreleased(connection, in_orders)
    states = {name: HELD if each.order_id in held else each.state for name, each in sent.items()}
    return {
        **{name: Transfer(f"payout {name}", p.bank_account_id, p.net, states[name], p) for name, p in paid.items()},
        **{name: Transfer(f"refund {name}", r.bank_account_id, r.amount, states[name], r) for name, r in back.items()},
    }


async def settle(work: Work, transfer: Transfer, day: date) -> None:
    """The bank has made it on `day`; it is locked. Raises IllegalTransitionError."""
    if isinstance(transfer.sent, Refund):
        await settle_refund(work, transfer.sent, day)
    else:
        await settle_payout(work, transfer.sent, day)
