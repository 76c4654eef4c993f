"""The life of a checkout: what is allowed at each stage, what each change leaves behind."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from fordring.domain.errors import CheckoutError
from fordring.domain.purchase.checkout import (
    LOCK_TIME,
    VISITS_MAX,
    Attempt,
    Checkout,
    CheckoutCancelledError,
    CheckoutChangedError,
    CheckoutEvent,
    CheckoutExpiredError,
    CheckoutKind,
    CheckoutLockedError,
    CheckoutNotLockedError,
    CheckoutPaidError,
    Stage,
    later,
)
from fordring.domain.purchase.offer import Terms
from fordring.domain.purchase.purchase import Request
from fordring.domain.purchase.totals import GivenOrder

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
MERCHANT, CHECKOUT, PURCHASE, LOCK = (UUID(int=number) for number in range(1, 5))
ASKED = Request(UUID(int=9), "client", {})
ATTEMPT = Attempt(LOCK, NOW, ASKED, {"product": "business", "amount_minor": 100}, {"organization_number": "1"})


def _open() -> Checkout:
    return Checkout(
        merchant_id=MERCHANT,
        checkout_id=CHECKOUT,
        profile_id="default",
        order=GivenOrder(100, "order-1"),
        currency="NOK",
        terms=Terms(),
        created_at=NOW,
        updated_at=NOW,
        expires_at=NOW + HOUR,
        events=(CheckoutEvent(CheckoutKind.INITIATED, NOW, ASKED),),
    )


STAGES = {
    Stage.OPEN: _open(),
    Stage.EXPIRED: replace(_open(), expires_at=NOW),
    Stage.PAID: _open().paid(ATTEMPT, PURCHASE),
    Stage.CANCELLED: _open().cancelled(NOW, ASKED),
}
ACTS: dict[str, Callable[[Checkout], object]] = {
    "pay": lambda checkout: checkout.require_open(NOW),
    "lock": lambda checkout: checkout.locked(LOCK, NOW, NOW, ASKED),
    "update": lambda checkout: checkout.require_changeable(NOW, without_lock=True),
    "visit": lambda checkout: checkout.visited(NOW, ASKED),
    "abandon": lambda checkout: checkout.abandoned(NOW, NOW, ASKED),
    "cancel": lambda checkout: checkout.cancelled(NOW, ASKED),
}
ERRORS = {
    "paid": CheckoutPaidError,
    "expired": CheckoutExpiredError,
    "cancelled": CheckoutCancelledError,
}
EXPECTED = """
            pay        lock       update     visit  abandon  cancel
open        yes        yes        yes        yes    yes      yes
expired     expired    expired    expired    yes    yes      yes
paid        paid       paid       paid       yes    yes      yes
cancelled   cancelled  cancelled  cancelled  yes    yes      cancelled
"""
TABLE = [line.split() for line in EXPECTED.strip().splitlines()]


@pytest.mark.parametrize("row", TABLE[1:], ids=lambda row: row[0])
def test_what_each_stage_allows(row: list[str]) -> None:
    stage, *allowed = row
    checkout = STAGES[Stage(stage)]
    assert checkout.stage(NOW) == stage
    for act, word in zip(TABLE[0], allowed, strict=True):
        if word == "yes":
            ACTS[act](checkout)
        else:
            with pytest.raises(ERRORS[word]):
                ACTS[act](checkout)


def test_a_lock_keeps_others_out_until_it_is_released_or_ends_by_itself() -> None:
    locked = _open().locked(LOCK, NOW, NOW, ASKED)
    for act in (lambda: locked.require_unlocked(NOW), lambda: locked.locked(LOCK, NOW, NOW, ASKED)):
        with pytest.raises(CheckoutLockedError):
            act()
    locked.require_unlocked(NOW + LOCK_TIME)
    released = locked.unlocked(NOW, ASKED)
    released.require_unlocked(NOW)
    assert [event.kind for event in released.events[1:]] == [CheckoutKind.LOCK_STARTED, CheckoutKind.LOCK_ENDED]
    assert released.unlocked(NOW, ASKED) is released


def test_an_order_is_changed_under_the_lock_or_with_that_waived() -> None:
    with pytest.raises(CheckoutNotLockedError):
        _open().require_changeable(NOW, without_lock=False)
    _open().require_changeable(NOW, without_lock=True)
    locked = _open().locked(LOCK, NOW, NOW, ASKED)
    locked.require_changeable(NOW, without_lock=False)
    with pytest.raises(CheckoutNotLockedError):
        locked.require_changeable(NOW + LOCK_TIME, without_lock=False)


def test_paying_leaves_its_whole_story() -> None:
    paid = STAGES[Stage.PAID]
    assert [event.kind for event in paid.events[1:]] == [
        CheckoutKind.LOCK_STARTED,
        CheckoutKind.LOCK_META,
        CheckoutKind.BILLING_ADDRESS_SET,
        CheckoutKind.AUTHORIZED,
        CheckoutKind.COMPLETED,
        CheckoutKind.LOCK_ENDED,
    ]
    assert paid.purchase_id == PURCHASE
    assert paid.updated_at > NOW


def test_a_declined_try_leaves_it_open_and_unchanged() -> None:
    declined = _open().declined(ATTEMPT, "rejected")
    assert declined.stage(NOW) is Stage.OPEN
    assert declined.updated_at == NOW
    told = {event.kind: event.facts for event in declined.events}
    assert told[CheckoutKind.DECLINED]["error"] == told[CheckoutKind.PAY_FAILED]["error"] == "rejected"


def test_what_changed_since_it_was_seen_is_refused() -> None:
    _open().require_unchanged(None)
    _open().require_unchanged(NOW)
    with pytest.raises(CheckoutChangedError):
        _open().require_unchanged(NOW + HOUR)


def test_every_change_can_be_told_even_on_a_clock_that_stands() -> None:
    assert later(NOW, NOW) > NOW
    assert later(NOW, NOW + HOUR) == NOW + HOUR


def test_leaving_is_told_once_and_visits_not_without_end() -> None:
    left = _open().abandoned(NOW, NOW, ASKED)
    assert left.abandoned(NOW, NOW, ASKED) is left
    assert STAGES[Stage.PAID].abandoned(NOW, NOW, ASKED) is STAGES[Stage.PAID]
    seen = _open()
    for _ in range(VISITS_MAX + 5):
        seen = seen.visited(NOW, ASKED)
    assert len(seen.events) == 1 + VISITS_MAX


def test_every_refusal_is_a_checkouts() -> None:
    assert all(issubclass(error, CheckoutError) for error in ERRORS.values())
