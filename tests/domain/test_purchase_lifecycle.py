"""The life of a purchase, both halves of the table: what is allowed and what is refused."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

import pytest

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.money import Money
from fordring.domain.purchase.lifecycle import Event, PartialCaptureError, Status, after
from fordring.domain.purchase.purchase import Kind, Product, Purchase, PurchaseEvent, Request
from fordring.domain.purchase.settlement import settlement_status
from support.table import transitions

EXPECTED = """
                    authorize   fail    start_collection    pay_part            pay_in_full  reverse_part        reverse_all  credit_part         credit_rest  void    settle
initiated           authorized  failed  -                   -                   -            -                   -            -                   -            -       -
authorized          -           -       authorized          partially_captured  captured     -                   -            authorized          voided       voided  authorized
partially_captured  -           -       partially_captured  partially_captured  captured     partially_captured  authorized   partially_captured  captured     voided  partially_captured
captured            -           -       -                   -                   -            partially_captured  authorized   -                   -            -       captured
voided              -           -       -                   -                   -            partially_captured  authorized   -                   -            -       voided
declined            -           -       -                   -                   -            -                   -            -                   -            -       -
failed              -           -       -                   -                   -            -                   -            -                   -            -       -
"""  # noqa: E501 - a table is read across

AT = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
ASKED = Request(UUID(int=7), "client")


def authorized(amount: int = 10_000) -> Purchase:
    first = PurchaseEvent(1, Kind.INITIALIZED, Status.INITIATED, amount, AT, ASKED)
    nil = UUID(int=1)
    return Purchase(
        merchant_id=nil,
        purchase_id=nil,
        checkout_id=nil,
        claim_id=nil,
        product=Product.CONSUMER,
        status=Status.INITIATED,
        amount=Money(amount, "NOK"),
        merchant_reference="o-1",
        created_at=AT,
        updated_at=AT,
        events=(first,),
    ).authorized(AT, ASKED)


@pytest.mark.parametrize(("state", "event", "result"), transitions(EXPECTED))
def test_each_event_leads_where_the_table_says(state: str, event: str, result: str | None) -> None:
    if result is None:
        with pytest.raises(IllegalTransitionError):
            after(Status(state), Event(event))
    else:
        assert after(Status(state), Event(event)) is Status(result)


def test_collection_starts_once_and_for_the_whole_amount() -> None:
    started = authorized().collection_started(10_000, AT, ASKED, "ref", items=[1])
    assert started.events[-1].kind is Kind.COLLECTION_STARTED
    assert started.events[-1].event_reference == "ref"
    assert started.status is Status.AUTHORIZED
    assert started.collection_started(10_000, AT, ASKED) is started
    with pytest.raises(PartialCaptureError):
        authorized().collection_started(9_999, AT, ASKED)


def test_a_paid_purchase_answers_a_capture_without_an_event() -> None:
    paid = authorized().collection_started(10_000, AT, ASKED).paid(10_000, AT, ASKED)
    assert paid.collection_started(10_000, AT, ASKED) is paid


def test_a_purchase_paid_before_its_delivery_answers_the_capture_without_an_event() -> None:
    paid = authorized().paid(10_000, AT, ASKED)
    assert paid.collection_started(10_000, AT, ASKED) is paid
    with pytest.raises(PartialCaptureError):
        paid.collection_started(9_999, AT, ASKED)


def test_collection_of_the_rest_starts_after_a_part_payment() -> None:
    started = authorized().paid(4_000, AT, ASKED).collection_started(10_000, AT, ASKED)
    assert started.status is Status.PARTIALLY_CAPTURED
    assert started.collection_request_id == ASKED.request_id


def test_a_voided_purchase_refuses_a_capture() -> None:
    voided = authorized().collection_started(10_000, AT, ASKED).voided(AT, ASKED)
    with pytest.raises(IllegalTransitionError):
        voided.collection_started(10_000, AT, ASKED)


def test_a_payment_correlates_to_the_request_that_started_collection() -> None:
    part = authorized().collection_started(10_000, AT, ASKED).paid(4_000, AT, Request(UUID(int=8), "bank"))
    assert part.events[-1].correlation_request_id == ASKED.request_id
    assert (part.status, part.captured_minor, part.open_minor) == (Status.PARTIALLY_CAPTURED, 4_000, 6_000)
    assert part.paid(6_000, AT, ASKED).status is Status.CAPTURED


def test_void_after_part_payment_cancels_the_rest_only() -> None:
    voided = authorized().paid(4_000, AT, ASKED).voided(AT, ASKED)
    assert (voided.status, voided.captured_minor, voided.voided_minor) == (Status.VOIDED, 4_000, 6_000)
    assert voided.events[-1].amount_minor == 6_000


def test_a_part_payment_and_a_credit_of_the_rest_capture_in_either_order() -> None:
    paid_first = authorized().paid(4_000, AT, ASKED).credited(6_000, AT, ASKED)
    credited_first = authorized().credited(6_000, AT, ASKED).paid(4_000, AT, ASKED)
    for purchase in (paid_first, credited_first):
        assert (purchase.status, purchase.captured_minor, purchase.voided_minor) == (Status.CAPTURED, 4_000, 6_000)
    assert [event.status for event in credited_first.events[2:]] == [Status.AUTHORIZED, Status.CAPTURED]
    assert authorized().credited(6_000, AT, ASKED).credited(4_000, AT, ASKED).status is Status.VOIDED


def test_money_in_a_file_is_pending_and_then_settled_or_back() -> None:
    paid = authorized().paid(10_000, AT, ASKED)
    pending = paid.sent_out(10_000, AT)
    assert pending.settlement_status == "pending"
    assert pending.settled(10_000, AT, ASKED).settlement_status == "settled"
    assert pending.payout_rejected(10_000, AT).settlement_status == "not_settled"


SETTLED: Mapping[tuple[int, int, int, int, int], str] = {
    # in this order: amount, captured, voided, pending, settled
    (100, 0, 0, 0, 0): "not_settled",
    (100, 100, 0, 0, 0): "not_settled",
    (100, 40, 0, 40, 0): "pending",
    (100, 100, 0, 60, 40): "pending",
    (100, 100, 0, 0, 40): "partially_settled",
    (100, 40, 0, 0, 40): "partially_settled",  # the rest may still come
    (100, 40, 60, 0, 40): "settled",  # voided: nothing more can come
    (100, 100, 0, 0, 100): "settled",
}


@pytest.mark.parametrize(("sums", "word"), SETTLED.items())
def test_settlement_is_told_in_one_word(sums: tuple[int, int, int, int, int], word: str) -> None:
    assert settlement_status(*sums) == word


def test_what_the_bank_takes_back_is_open_again_and_names_what_it_undoes() -> None:
    paid = authorized().paid(10_000, AT, ASKED)
    part = paid.reversed(4_000, AT, ASKED, [3])
    assert (part.status, part.captured_minor, part.open_minor) == (Status.PARTIALLY_CAPTURED, 6_000, 4_000)
    whole = part.reversed(6_000, AT, ASKED, [3])
    assert (whole.status, whole.captured_minor, whole.events[-1].facts) == (Status.AUTHORIZED, 0, {"corrects": [3]})
    settled = whole.settled(-10_000, AT, ASKED)
    assert (settled.status, settled.settled_minor) == (Status.AUTHORIZED, -10_000)
