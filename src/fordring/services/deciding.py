"""What a payment is for, once its claims are locked: sums that must fit, references that may be slips, thresholds."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from fordring.domain.claim.lifecycle import payable
from fordring.domain.money import Money
from fordring.domain.payment.matching import threshold_of
from fordring.domain.payment.matching_suggestions import slip_of
from fordring.domain.payment.receipt import LineState
from fordring.services.bank_lines import Purpose, stored_line
from fordring.services.fresh_lines import Arrival
from fordring.services.opened import OpenClaims
from fordring.services.suggesting import Waiting, looked_up
from fordring.storage.work import Work

Judged = tuple[Arrival, Purpose]


async def decided(work: Work, judged: Sequence[Judged], opened: OpenClaims, bank_file_id: UUID) -> list[Judged]:
    """Each purpose as it can be booked now, its claims being locked; what is not certain enough is unidentified.

    A claim whose reference is borne with another amount than is open is compared with what else the payment may be for.
    """
    fitted = [(arrival, _fitted(arrival, purpose, opened)) for arrival, purpose in judged]
    odd = {
        place: Waiting(stored_line(arrival, purpose, bank_file_id, work.wall.date()), arrival.account)
        for place, (arrival, purpose) in enumerate(fitted)
        if _is_odd(arrival, purpose, opened)
    }
    found = await looked_up(work, list(odd.values()))
    for place, waiting in odd.items():
        arrival, purpose = fitted[place]
        hints, known = found[waiting.line.bank_line_id]
        claim_id = next(claim for _, claim in purpose.shares)
        other = slip_of(hints, known, claim_id)
        if other is not None:
            claim = opened.claims[claim_id]
            reason = f"bears the reference of claim {claim.claim_no}, which is a slip away from that of another"
            fitted[place] = arrival, Purpose(LineState.UNIDENTIFIED, f"{reason}, of this payer and amount")
    return fitted


def _fitted(arrival: Arrival, purpose: Purpose, opened: OpenClaims) -> Purpose:
    """With what each claim gets, where that is certain only because exactly that is open; and not below a threshold."""
    if purpose.wanted:
        purpose = _summed(arrival, purpose, opened)
    if purpose.state is not LineState.MATCHED:
        return purpose
    for merchant_id, claim_id in purpose.shares:
        claim = opened.claims[claim_id]
        if claim.currency != arrival.line.amount.currency:
            return Purpose(LineState.UNIDENTIFIED, f"claim {claim.claim_no} is in {claim.currency}")
        if purpose.score < threshold_of(opened.merchants[merchant_id].settings):
            return Purpose(LineState.UNIDENTIFIED, f"{purpose.reason}: not certain enough for this merchant")
    return purpose


def _summed(arrival: Arrival, purpose: Purpose, opened: OpenClaims) -> Purpose:
    claims = [opened.claims[claim_id] for _, claim_id in purpose.wanted]
    amount = arrival.line.amount
    fits = all(payable(claim.state) and claim.currency == amount.currency for claim in claims)
    if not fits or sum(claim.open.total for claim in claims) != amount.minor:
        return replace(purpose, wanted=())
    parts = (Money(claim.open.total, amount.currency) for claim in claims)
    shares = dict(zip(purpose.wanted, parts, strict=True))
    reason = purpose.certain or purpose.reason
    return replace(purpose, state=LineState.MATCHED, reason=reason, shares=shares, wanted=())


def _is_odd(arrival: Arrival, purpose: Purpose, opened: OpenClaims) -> bool:
    """One claim by its reference, with another amount than is open of it."""
    if purpose.state is not LineState.MATCHED or len(purpose.shares) != 1:
        return False
    claim = opened.claims[next(claim for _, claim in purpose.shares)]
    return claim.open.total != arrival.line.amount.minor
