"""How refunds go out and how they end: sent in a payment order, then as the bank says. The claim's story tells each."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import Postings, mirrored, payout_confirmed, refund_sent, refund_written_off
from fordring.domain.merchant import HOUSE, Merchant
from fordring.domain.money import Money
from fordring.domain.payment.refund import Refund, State
from fordring.formats.banking.allowed_text import allowed_text
from fordring.formats.banking.pain001 import NAME_LENGTH_MAX
from fordring.services.bill import name_of
from fordring.storage import claims, ledger, merchants, payments, refunds
from fordring.storage.house.orders import OrderRow
from fordring.storage.ids import new_id
from fordring.storage.refunds import ListedRefund
from fordring.storage.work import Work

NAMELESS = "Customer"


def addressed(found: ListedRefund, order: OrderRow, merchant: Merchant | None, work: Work) -> Refund:
    """The refund as it stands in the order: to whom, and what the payer reads. Raises IllegalTransitionError.

    The name is the bank's of who paid, else the bill's; a name without a letter that banks accept stops nobody's money.
    """
    names = (found.refund.payee_name, name_of(found.billing))
    payee = next((name for name in names if allowed_text(name, NAME_LENGTH_MAX)), NAMELESS)
    if merchant is None:
        return found.refund.sent(order.order_id, payee, "Return of a payment", work.wall)
    message = f"Refund {found.number or found.claim_no} {merchant.name}"
    return found.refund.sent(order.order_id, payee, message, merchant.now(work.wall))


async def record_sent(work: Work, sent: Sequence[Refund], day: date) -> None:
    """The refunds of an order are on their way: entries, and a line in each claim's story."""
    for refund in sent:
        _post(work, refund, "refund_sent", refund_sent(refund.bank_account_id, refund.amount), day)
    await refunds.save(work.connection, sent)
    await tell(work, sent, "refund_sent")


async def settle_refund(work: Work, refund: Refund, day: date) -> Refund:
    """The bank has made the refund on `day`.

    Its account is locked by the caller. Raises IllegalTransitionError unless it was sent and nothing more.
    """
    ended = refund.confirmed(await _now(work, refund))
    _post(work, refund, "refund_confirmed", payout_confirmed(refund.bank_account_id, refund.amount), day)
    await refunds.save(work.connection, [ended])
    await tell(work, [ended], "refund_confirmed")
    await work.unit.flush()
    return ended


async def take_back_refund(work: Work, refund: Refund, reason: str, day: date) -> Refund:
    """The bank refused the refund: its money is owed to the payer again, and waits for another account.

    Its account is locked by the caller. Raises IllegalTransitionError unless it was sent and nothing more.
    """
    now = await _now(work, refund)
    ended = refund.rejected(reason, now)
    postings = mirrored(refund_sent(refund.bank_account_id, refund.amount))
    _post(work, refund, "refund_rejected", postings, day)
    await refunds.save(work.connection, [ended])
    await _wait_again(work, ended, now)
    await tell(work, [ended], "refund_rejected", message=reason)
    await work.unit.flush()
    return ended


async def _wait_again(work: Work, ended: Refund, now: datetime) -> None:
    """The money waits in a new refund, less what its payer owes since the payment behind it was taken back."""
    open_ones = await refunds.of_payments(work.connection, ended.merchant_id, [ended.payment_id])
    owed_back = [r for r in open_ones if r.state is State.OWING and r.amount.minor <= ended.amount.minor][:1]
    rest = ended.amount.minor - sum(refund.amount.minor for refund in owed_back)
    because = f"{ended.reference} came back"
    await refunds.save(work.connection, [refund.cancelled(because, now) for refund in owed_back])
    if rest:
        refunds.add(work.unit, replace(ended.again(new_id(), now), amount=Money(rest, ended.amount.currency)))


async def write_off(work: Work, refund: Refund, reason: str) -> Refund:
    """What its payer owes is given up, by an entry of the day it is for its merchant.

    Its account is locked by the caller. Raises IllegalTransitionError unless its payer owes it, and while a refund of
    the same payment is on its way: if that comes back, it pays for this one.
    """
    if refund.state is not State.OWING:
        raise IllegalTransitionError("a refund", refund.state, "write off")
    if await refunds.on_their_way(work.connection, refund.merchant_id, refund.payment_id):
        raise IllegalTransitionError("a refund", "of a payment whose other refund is on its way", "write off")
    now = await _now(work, refund)
    ended = refund.cancelled(reason, now)
    _post(work, refund, "refund_written_off", refund_written_off(refund.bank_account_id, refund.amount), now.date())
    await refunds.save(work.connection, [ended])
    await tell(work, [ended], "refund_written_off", message=reason)
    await work.unit.flush()
    return ended


async def _now(work: Work, refund: Refund) -> datetime:
    if refund.merchant_id == HOUSE:
        return work.wall
    return (await merchants.get(work.connection, refund.merchant_id)).now(work.wall)


def _post(work: Work, refund: Refund, kind: str, postings: Postings, day: date) -> None:
    entry = Entry(new_id(), kind, day, f"refund {refund.reference}", postings)
    ledger.post(work.unit, refund.merchant_id, entry, work.wall)


async def tell(work: Work, moved: Sequence[Refund], kind: str, at: datetime | None = None, **facts: Any) -> None:
    """A line in the story of each claim, whose rows are locked for it; `at` where a refund's own time is another.

    What the house owes has no claim to tell of it.
    """
    of_claims = [refund for refund in moved if refund.merchant_id != HOUSE]
    keys = list(dict.fromkeys((refund.merchant_id, refund.claim_id) for refund in of_claims))
    told = await payments.claims_locked(work.connection, keys)
    for refund in of_claims:
        claim = told[refund.claim_id]
        said = {"reference": refund.reference, "amount_minor": refund.amount.minor, **facts}
        told[refund.claim_id], event = claim.happened(kind, at or refund.changed_at, work.asker.name, **said)
        claims.add_event(work.unit, told[refund.claim_id], event, work.wall)
    await payments.save_claims(work.connection, list(told.values()))
