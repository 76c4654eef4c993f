"""How a payout ends, whoever says so: the bank's debit in a file, a person at the command line, or a refusal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import Postings, mirrored, payout_confirmed, payout_sent
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.domain.payment.fees import fee_shares
from fordring.domain.purchase.purchase import Purchase, Request
from fordring.domain.telling import Topic
from fordring.services.reports import report_settlement
from fordring.storage import ledger, merchants, payments, payouts, purchases
from fordring.storage.ids import new_id
from fordring.storage.payouts import PaidLine, Payout
from fordring.storage.telling import told_row
from fordring.storage.work import Work

PURCHASES_AT_ONCE = 1000


async def settle_payout(work: Work, payout: Payout, day: date) -> Payout:
    """The bank has made the payout on `day`: its purchases are settled, each told once with what it brought.

    The payout's account is locked by the caller. Raises IllegalTransitionError unless it was sent and nothing more.
    """
    merchant = await _merchant_of_sent(work, payout, "confirm")
    now = merchant.now(work.wall)
    lines = await payouts.lines_of(work.connection, payout)
    told = _told(lines, fee_shares([line.amount_minor for line in lines], payout.fee_minor))

    def settled(purchase: Purchase, principal: int) -> Purchase:
        facts = {"payout_id": payout.payout_id, "reference": payout.reference, "lines": told[purchase.purchase_id]}
        return purchase.settled(principal, now, Request(new_id(), work.asker.name), **facts)

    await _end(work, payout, "payout_confirmed", payout_confirmed(payout.bank_account_id, payout.net), day)
    await _move_purchases(work, payout, lines, settled)
    ended = await payouts.ended(work.connection, replace(payout, state=payouts.CONFIRMED, settled_at=now))
    told_once = told_row(payout.merchant_id, f"payout {payout.payout_id}", 1, [Topic.PAYOUT], work.wall)
    work.unit.add("told", {**told_once, "payout_id": payout.payout_id})
    await report_settlement(work, merchant, ended, lines)
    return ended


async def take_back_payout(work: Work, payout: Payout, reason: str, day: date) -> Payout:
    """The bank refused the payout: everything as before it, the money waits for the next run.

    The payout's account is locked by the caller. Raises IllegalTransitionError unless it was sent and nothing more.
    """
    merchant = await _merchant_of_sent(work, payout, "reject")
    now = merchant.now(work.wall)
    lines = await payouts.lines_of(work.connection, payout)
    gross, commission, vat = (
        Money(minor, payout.currency) for minor in (payout.gross_minor, payout.commission_minor, payout.vat_minor)
    )
    postings = mirrored(payout_sent(payout.bank_account_id, gross, commission, vat))
    await _end(work, payout, "payout_rejected", postings, day)
    await _move_purchases(work, payout, lines, lambda purchase, principal: purchase.payout_rejected(principal, now))
    await payouts.free_payables(work.connection, payout.merchant_id, payout.payout_id)
    return await payouts.ended(work.connection, replace(payout, state=payouts.REJECTED, reason=reason))


async def _merchant_of_sent(work: Work, payout: Payout, event: str) -> Merchant:
    """Whose payout it is. Raises IllegalTransitionError for a payout that has ended."""
    if payout.state != payouts.SENT:
        raise IllegalTransitionError("a payout", payout.state, event)
    return await merchants.get(work.connection, payout.merchant_id)


def _told(lines: Sequence[PaidLine], fees: Sequence[int]) -> Mapping[UUID, list[dict[str, int | None]]]:
    """What the purchases' events say of the lines: which event brought how much, and what of the fee it bears."""
    told: dict[UUID, list[dict[str, int | None]]] = {}
    for line, fee in zip(lines, fees, strict=True):
        if line.purchase_id is not None:
            said = {"event_no": line.event_no, "amount_minor": line.amount_minor, "fee_minor": fee}
            told.setdefault(line.purchase_id, []).append(said)
    return told


def _principal(lines: Sequence[PaidLine]) -> dict[UUID, int]:
    """How much principal of each purchase is in the payout, in the order of locking."""
    sums: dict[tuple[UUID, UUID], int] = {}
    for line in lines:
        if line.purchase_id is not None:
            key = (line.claim_id, line.purchase_id)
            sums[key] = sums.get(key, 0) + line.amount_minor
    return {
        purchase_id: sums[claim_id, purchase_id]
        for claim_id, purchase_id in sorted(sums)
        if sums[claim_id, purchase_id]
    }


async def _end(work: Work, payout: Payout, kind: str, postings: Postings, day: date) -> None:
    entry = Entry(new_id(), kind, day, f"payout {payout.reference}", postings)
    ledger.post(work.unit, payout.merchant_id, entry, work.wall)
    await work.unit.flush()


async def _move_purchases(
    work: Work, payout: Payout, lines: Sequence[PaidLine], move: Callable[[Purchase, int], Purchase]
) -> None:
    """Every purchase in the payout, a thousand at a time: moved, its new events added, the merchant's calls owed."""
    principal = _principal(lines)
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
