"""A claim's life, its parts, its number, and the way its paper travels."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.distribution import Way, Wish, grants, way_of
from fordring.domain.claim.lifecycle import Closed, Event, State, after, payable
from fordring.domain.claim.numbering import number_text
from fordring.domain.claim.parts import Part, Parts
from fordring.domain.errors import IllegalTransitionError, InvalidCommandError
from fordring.domain.followup.facts import StepKind
from fordring.domain.purchase.purchase import Channel
from support.table import transitions

EXPECTED = """
           schedule   issue   pay_part  pay_in_full  credit_part  credit  withdraw  reopen
draft      scheduled  issued  -         -            -            -       closed    -
scheduled  scheduled  issued  -         -            -            -       closed    -
issued     -          -       issued    closed       issued       closed  closed    -
closed     -          -       -         -            -            -       -         issued
"""

AT = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
NIL = UUID(int=1)
DRAFT = Claim(
    merchant_id=NIL,
    claim_id=NIL,
    claim_no=1,
    kind=ClaimKind.INVOICE,
    state=State.DRAFT,
    bank_account_id=NIL,
    payer_key="org:NO:1",
    billing={},
    business=True,
    currency="NOK",
    principal_minor=1_000,
    open=Parts(principal=1_000, fees=35),
    days_until_due=14,
    channel=Channel.OPERATOR,
    content={},
    created_at=AT,
    updated_at=AT,
)


@pytest.mark.parametrize(("state", "event", "result"), transitions(EXPECTED))
def test_each_event_leads_where_the_table_says(state: str, event: str, result: str | None) -> None:
    if result is None:
        with pytest.raises(IllegalTransitionError):
            after(State(state), Event(event))
    else:
        assert after(State(state), Event(event)) is State(result)


def test_only_an_issued_claim_takes_money() -> None:
    assert [state for state in State if payable(state)] == [State.ISSUED]


def test_a_claim_is_scheduled_issued_numbered_and_started() -> None:
    issued = DRAFT.schedule(date(2026, 11, 16)).issue(date(2026, 11, 16), date(2026, 11, 30)).numbered("A1B2C-000001")
    assert (issued.state, issued.number, issued.due_on) == (State.ISSUED, "A1B2C-000001", date(2026, 11, 30))
    assert issued.start_collection().collection_started


def test_a_claim_closes_when_every_part_is_paid() -> None:
    issued = replace(DRAFT, state=State.ISSUED)
    part, event = issued.paid(Parts(principal=1_000), "paid", AT, "bank", line=7)
    assert (part.state, part.open, part.event_count) == (State.ISSUED, Parts(fees=35), event.event_no)
    assert (event.state, event.kind, event.at, event.facts) == (State.ISSUED, "paid", AT, {"line": 7})
    whole, event = part.paid(Parts(fees=35), "paid", AT, "bank")
    assert (whole.closed_because, whole.next_step_on, event.state) == (Closed.PAID, None, State.CLOSED)


def test_money_that_covers_nothing_is_told_and_changes_nothing_else() -> None:
    closed = replace(DRAFT, state=State.CLOSED)
    told, event = closed.paid(Parts(), "overpaid", AT, "bank")
    assert (told, event.state) == (replace(closed, event_count=1, updated_at=AT), State.CLOSED)


@pytest.mark.parametrize(
    ("minor", "writes_off", "left", "because"),
    [
        (400, True, Parts(600, 35), None),
        (1_000, True, Parts(), Closed.CREDITED),
        (1_000, False, Parts(0, 35), None),
    ],
)
def test_the_last_of_the_principal_takes_fees_along_where_they_are_written_off(
    minor: int, left: Parts, because: Closed | None, *, writes_off: bool
) -> None:
    credited = replace(DRAFT, state=State.ISSUED).credit(minor, writes_off=writes_off)
    assert (credited.open, credited.closed_because) == (left, because)


def test_a_step_adds_its_fee_to_a_claim_that_is_open_and_says_whose_it_is() -> None:
    issued = replace(DRAFT, state=State.ISSUED)
    asked = issued.demand(Parts(fees=90, interest=4, fees_operator=90))
    assert (asked.open, asked.open_fees_operator) == (Parts(1_000, 125, 4, 90), 90)
    assert asked.demand(Parts(fees=-90, fees_operator=-90)).open == Parts(1_000, 35, 4)
    with pytest.raises(IllegalTransitionError):
        replace(DRAFT, state=State.CLOSED).demand(Parts(fees=1))


def test_a_claim_of_which_nothing_is_asked_for_any_more_is_paid() -> None:
    issued = replace(DRAFT, state=State.ISSUED)
    assert issued.corrected(Parts(10)).open == Parts(10)
    closed = issued.corrected(Parts())
    assert (closed.state, closed.closed_because) == (State.CLOSED, Closed.PAID)
    assert closed.corrected(Parts()) == closed


def test_what_is_within_a_limit_keeps_the_owners_of_fees_apart() -> None:
    asked = Parts(5, 100, 9, 60)
    assert asked.within(Parts(9, 90, 4, 80)) == Parts(5, 70, 4, 60)
    assert asked.within(Parts(0, 50, 9, 10)) == Parts(0, 50, 9, 10)


def test_a_withdrawn_claim_has_nothing_open() -> None:
    assert replace(DRAFT, state=State.ISSUED).withdraw().open == Parts()


def test_events_are_numbered_from_one() -> None:
    first, event = DRAFT.happened("registered", AT, "client", by="me")
    _, second = first.happened("scheduled", AT, "client")
    assert (event.event_no, second.event_no, event.facts) == (1, 2, {"by": "me"})


def test_parts_add_up_and_are_told_apart() -> None:
    parts = Parts(3, 2, 1)
    assert parts.total == 6
    assert list(parts) == [(Part.PRINCIPAL, 3), (Part.FEES, 2), (Part.INTEREST, 1)]


@pytest.mark.parametrize(
    ("number", "text"), [(1, "A1B2C-000001"), (999_999, "A1B2C-999999"), (1_000_000, "A1B2C-1000000")]
)
def test_an_invoice_number_has_a_prefix_and_six_digits_or_more(number: int, text: str) -> None:
    assert number_text("A1B2C", number) == text


@pytest.mark.parametrize(("prefix", "number"), [("A1B2", 1), ("a1b2c", 1), ("A1B2C", 0)])
def test_no_number_is_made_of_another_shape(prefix: str, number: int) -> None:
    with pytest.raises(ValueError, match="no invoice number"):
        number_text(prefix, number)


POSTAL = {"address_line": "Storgata 1", "postal_code": "0151", "postal_place": "Oslo"}


def test_paper_travels_by_email_where_there_is_an_address_else_by_letter() -> None:
    assert way_of("NO", ClaimKind.INVOICE, {"email": "a@example.com", **POSTAL}) is Way.EMAIL
    assert way_of("FI", ClaimKind.CREDIT_NOTE, POSTAL) is Way.LETTER
    assert way_of("NO", ClaimKind.INVOICE, {"email": "a@example.com", **POSTAL}, Wish.LETTER) is Way.LETTER
    assert way_of("NO", ClaimKind.INVOICE, {"email": "a@example.com"}, Wish.LETTER) is Way.EMAIL
    assert [wish for wish in Wish if grants(wish, {"email": "a@example.com", **POSTAL})] == [Wish.EMAIL, Wish.LETTER]
    assert not any(grants(wish, {}) for wish in Wish)
    with pytest.raises(InvalidCommandError, match=r"billing_address\.email"):
        way_of("SE", ClaimKind.INVOICE, {"postal_code": "0151"})


def test_whatever_happens_to_a_followed_claim_has_it_looked_at_that_day_and_a_step_says_when_next() -> None:
    issued = replace(DRAFT, state=State.ISSUED, open=Parts(100))
    day = date(2026, 11, 16)
    assert issued.happened("delivered", AT, "")[0].next_step_on is None
    followed = issued.start_collection()
    assert followed.happened("delivered", AT, "")[0].next_step_on == day
    assert followed.paid(Parts(40), "paid", AT, "")[0].next_step_on == day
    assert followed.paid(Parts(100), "paid", AT, "")[0].next_step_on is None
    what = (Parts(fees=35), date(2026, 12, 3), "reminded", AT, "")
    stepped, event = followed.stepped(*what, facts={"step_no": 1}, last_step=StepKind.REMINDER)
    assert (stepped.open, stepped.next_step_on, event.kind) == (Parts(100, 35), date(2026, 12, 3), "reminded")
    assert (stepped.last_step, event.facts) == (StepKind.REMINDER, {"step_no": 1})
