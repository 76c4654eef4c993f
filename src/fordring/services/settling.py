"""How a payout ends, whoever says so: the bank's debit in a file, a person at the command line, or a refusal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import Postings, mirrored, payout_confirmed, payout_sent
from fordring.domain.money import Money
from fordring.domain.purchase.purchase import Purchase, Request
from fordring.storage import ledger, merchants, payments, payouts, purchases
from fordring.storage.ids import new_id
from fordring.storage.payouts import Payout
from fordring.storage.work import Work

PURCHASES_AT_ONCE = 1000


async def settle_payout(work: Work, payout: Payout, day: date) -> Payout:
    """The bank has made the payout on `day`: its purchases are settled, each told once with what it brought.

    The payout's account is locked by the caller. Raises IllegalTransitionError unless it was sent and nothing more.
    """
    now = await _now_of_sent(work, payout, "confirm")
    facts = {"payout_id": payout.payout_id, "reference": payout.reference}

    def settled(purchase: Purchase, principal: int) -> Purchase:
        return purchase.settled(principal, now, Request(new_id(), work.asker.name), **facts)

    await _end(work, payout, "payout_confirmed", payout_confirmed(payout.bank_account_id, payout.net), day)
    await _move_purchases(work, payout, settled)
    ended = replace(payout, state=payouts.CONFIRMED, settled_at=now)
    await payouts.ended(work.connection, ended)
    return ended


async def take_back_payout(work: Work, payout: Payout, reason: str, day: date) -> Payout:
    """The bank refused the payout: everything as before it, the money waits for the next run.

    The payout's account is locked by the caller. Raises IllegalTransitionError unless it was sent and nothing more.
    """
    now = await _now_of_sent(work, payout, "reject")
    gross, commission, vat = (
        Money(minor, payout.currency) for minor in (payout.gross_minor, payout.commission_minor, payout.vat_minor)
    )
    postings = mirrored(payout_sent(payout.bank_account_id, gross, commission, vat))
    await _end(work, payout, "payout_rejected", postings, day)
    await _move_purchases(work, payout, lambda purchase, principal: purchase.payout_rejected(principal, now))
    await payouts.free_payables(work.connection, payout.merchant_id, payout.payout_id)
    ended = replace(payout, state=payouts.REJECTED, reason=reason)
    await payouts.ended(work.connection, ended)
    return ended


async def _now_of_sent(work: Work, payout: Payout, event: str) -> datetime:
    """The merchant's time. Raises IllegalTransitionError for a payout that has ended."""
    if payout.state != payouts.SENT:
        raise IllegalTransitionError("a payout", payout.state, event)
    merchant = await merchants.get(work.connection, payout.merchant_id)
    return merchant.now(work.wall)


async def _end(work: Work, payout: Payout, kind: str, postings: Postings, day: date) -> None:
    entry = Entry(new_id(), kind, day, f"payout {payout.reference}", postings)
    ledger.post(work.unit, payout.merchant_id, entry, work.wall)
    await work.unit.flush()


async def _move_purchases(work: Work, payout: Payout, move: Callable[[Purchase, int], Purchase]) -> None:
    """Every purchase in the payout, a thousand at a time: moved, its new events added, the merchant's calls owed."""
    principal = await payouts.principal_of(work.connection, payout)
    wanted = [(payout.merchant_id, purchase_id) for purchase_id in principal]
    for start in range(0, len(wanted), PURCHASES_AT_ONCE):
        before = await payments.purchases_locked(work.connection, wanted[start : start + PURCHASES_AT_ONCE])
        moved = [move(purchase, principal[purchase.purchase_id]) for purchase in before]
        await payments.save_purchases(work.connection, moved)
        for old, new in zip(before, moved, strict=True):
            added = new.events[len(old.events) :]
            work.unit.add("purchase_event", *purchases.event_rows(new, work.wall, added))
            purchases.owe_calls(work.unit, new, added, work.wall)
        await work.unit.flush()
