"""How much of a principal a report moves, and why not the rest; what direct payments can be taken back of purchases."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import date

import pytest

from domain.test_claim import AT, DRAFT
from domain.test_purchase_lifecycle import ASKED, authorized
from fordring.domain.claim.lifecycle import Closed, State
from fordring.domain.claim.parts import Parts
from fordring.domain.errors import InvalidCommandError
from fordring.domain.payment.reported import (
    Kind,
    Reported,
    ReportedPart,
    paid_directly,
    spread_back,
    taken_back,
    taken_of,
)

REPORT = Reported(Kind.DIRECT_PAYMENT, (ReportedPart(1_000_001, 500),), 500)

TAKEN = """
asked  state   because    booked  ignored
1000   issued  -          1000    -
1001   issued  -          1000    it is more than the capital that remains
5      closed  paid       0       the invoice is closed: paid
5      closed  -          0       the invoice is closed
-300   issued  -          -300    -
-301   issued  -          -300    it is more than the direct payments reported
-300   closed  paid       -300    -
-300   closed  credited   -300    -
-1     closed  withdrawn  0       the invoice is closed: withdrawn
"""


@pytest.mark.parametrize("row", TAKEN.strip().splitlines()[1:])
def test_a_report_moves_what_there_is(row: str) -> None:
    asked, state, because, booked, ignored = row.split(maxsplit=4)
    closed = None if because == "-" else Closed(because)
    claim = replace(DRAFT, state=State(state), closed_because=closed)
    minor = int(asked)
    taken = taken_of(claim, minor) if minor > 0 else taken_back(claim, minor, 300)
    assert (taken.minor, taken.ignored or "-") == (int(booked), ignored)


@pytest.mark.parametrize(("told", "counts_from"), [(None, 16), (15, 15), (16, 16), (17, 16)])
def test_a_report_counts_from_its_day_but_not_from_days_to_come(told: int | None, counts_from: int) -> None:
    day = None if told is None else date(2026, 11, told)
    assert replace(REPORT, value_on=day).counts_from(date(2026, 11, 16)) == date(2026, 11, counts_from)


@pytest.mark.parametrize(
    ("day", "is_refused"),
    [
        (None, False),
        (date(1900, 1, 1), True),
        (date(1999, 12, 31), True),
        (date(2000, 1, 1), False),
        (date(2099, 12, 31), False),
        (date(9999, 12, 31), True),
    ],
)
def test_a_year_that_is_a_slip_of_the_pen_is_refused(day: date | None, *, is_refused: bool) -> None:
    expected = pytest.raises(InvalidCommandError, match="value_on") if is_refused else nullcontext()
    with expected:
        replace(REPORT, value_on=day).require_day()


def test_where_there_is_nothing_it_is_said_in_other_words() -> None:
    issued = replace(DRAFT, state=State.ISSUED)
    assert taken_of(replace(issued, open=replace(issued.open, principal=0)), 1).ignored == "no capital remains"
    assert taken_back(issued, -1, 0).ignored == "no direct payment was reported"


def test_a_reversal_takes_from_the_newest_purchase_first_and_nothing_from_a_voided_one() -> None:
    first = authorized().paid_directly(4_000, AT, ASKED)
    second = authorized().paid(1_000, AT, ASKED).paid_directly(3_000, AT, ASKED)
    voided = first.voided(AT, ASKED)
    assert [(purchase is second, share) for purchase, share in spread_back([first, second, voided], 5_000)] == [
        (True, 3_000),
        (False, 2_000),
    ]
    back = second.direct_payment_reversed(3_000, AT, ASKED)
    assert (back.captured_minor, back.settled_minor, back.events[-1].facts["corrects"]) == (1_000, 0, [4])
    assert paid_directly(back) == 0


def test_a_claim_that_was_paid_opens_again() -> None:
    paid = replace(DRAFT, state=State.CLOSED, closed_because=Closed.PAID)
    opened = paid.reverse(Parts(principal=100))
    assert (opened.state, opened.closed_because, opened.open.principal) == (State.ISSUED, None, 1_100)
