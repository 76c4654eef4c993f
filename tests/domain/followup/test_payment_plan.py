"""A payment plan with its claim: what it is when the claim is paid, credited or owed again, and its letters."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.lifecycle import Closed, State
from fordring.domain.claim.parts import Parts
from fordring.domain.errors import IllegalTransitionError
from fordring.domain.followup.instalments import PlanState, PlanWish, instalments
from fordring.domain.followup.payment_plan import PaymentPlan, PlanStanding, plan_letter, plan_letter_of
from fordring.domain.followup.plan_terms import PLAN_TERMS
from fordring.domain.followup.settings import Whose
from fordring.domain.purchase.purchase import Channel

TERMS = PLAN_TERMS["SE"]
AT = datetime(2026, 3, 10, 9, tzinfo=UTC)
TODAY = AT.date()
NONE = UUID(int=0)
CLAIM = Claim(
    *(NONE, NONE, 1000001, ClaimKind.INVOICE, State.ISSUED, NONE, "customer:1", {}, False, "SEK", 730_00),
    *(Parts(730_00, 170_00), 14, Channel.OPERATOR, {}, AT, AT),
    number="1001",
)
PLAN = PaymentPlan(
    *(NONE, NONE, NONE, 1, PlanState.ACTIVE, TODAY, "Kari Nordmann", "by telephone", CLAIM.open, 170_00),
    *(Whose.MERCHANT, 60_00, TERMS, NONE, instalments(PlanWish(date(2026, 4, 1), 3), 900_00, TERMS), AT, "desk"),
)


@pytest.mark.parametrize(
    ("stored", "state", "because", "shown"),
    [
        (PlanState.ACTIVE, State.ISSUED, None, PlanState.ACTIVE),
        (PlanState.ACTIVE, State.CLOSED, Closed.PAID, PlanState.KEPT),
        (PlanState.ACTIVE, State.CLOSED, Closed.CREDITED, PlanState.CANCELLED),
        (PlanState.ACTIVE, State.CLOSED, Closed.WITHDRAWN, PlanState.CANCELLED),
        (PlanState.KEPT, State.CLOSED, Closed.PAID, PlanState.KEPT),
        (PlanState.KEPT, State.ISSUED, None, PlanState.ACTIVE),
        (PlanState.BROKEN, State.ISSUED, None, PlanState.BROKEN),
        (PlanState.CANCELLED, State.CLOSED, Closed.PAID, PlanState.CANCELLED),
    ],
)
def test_a_plan_is_what_its_claim_makes_of_it(
    stored: PlanState, state: State, because: Closed | None, shown: PlanState
) -> None:
    claim = replace(CLAIM, state=state, closed_because=because)
    assert PlanStanding(replace(PLAN, state=stored), claim, 0).state is shown


def test_a_plan_ends_once_and_a_kept_one_goes_on_when_money_is_taken_back() -> None:
    kept = PLAN.end(PlanState.KEPT, TODAY, "paid")
    assert (kept.ended_on, kept.look_on) == (TODAY, None)
    with pytest.raises(IllegalTransitionError, match="payment plan"):
        kept.end(PlanState.BROKEN, TODAY, "late")
    again = kept.again(TODAY, UUID(int=7))
    assert (again.state, again.ended_on, again.look_on, again.stop_id) == (PlanState.ACTIVE, None, TODAY, UUID(int=7))


def test_a_letter_is_kept_and_read_to_the_ore() -> None:
    standing = PlanStanding(PLAN, CLAIM, 0)
    letter = plan_letter(standing, TODAY, earlier_marks=("SE reminder_fee: not verified",))
    assert plan_letter_of(letter.kept()) == letter
    older = {name: value for name, value in letter.kept().items() if name != "earlier_marks"}
    assert plan_letter_of(older) == replace(letter, earlier_marks=())
    assert sum(row.amount_minor for row in letter.rows) == letter.agreed.total == 900_00
    assert (letter.kind, letter.number, letter.notice_fee_minor) == ("payment_plan", "1001", 60_00)
    notice = plan_letter(standing, TODAY, 2, late=True)
    assert (notice.kind, notice.about, notice.late) == ("instalment_notice", 2, True)


def test_an_instalment_is_changed_by_its_number_and_the_next_look_follows() -> None:
    noticed = PLAN.changed(replace(PLAN.instalments[0], noticed_on=TODAY, fee_minor=60_00))
    assert [each.fee_minor for each in noticed.instalments] == [60_00, 0, 0]
    assert PlanStanding(PLAN, CLAIM, 0).next_look(TODAY) == date(2026, 3, 22)
    assert PlanStanding(noticed, CLAIM, 0).next_look(TODAY) == date(2026, 4, 7)
