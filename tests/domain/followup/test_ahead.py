"""What the run will do: the same steps on the same days as when it is asked day by day, each with its money."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.ahead import Ahead, Course, ahead
from fordring.domain.followup.facts import ClaimFacts, Stop, StopReason
from fordring.domain.followup.outcome import Plan
from fordring.domain.followup.plan import plan
from fordring.domain.followup.settings import FollowUpSettings, usual
from support.follow_ups import DUE, SANDBOX, claim

LATE = date(2026, 6, 1)
COURSE = """
2026-02-13 reminder fee 3800 interest 460 open 104260
2026-03-05 collection_notice fee 3800 interest 658 open 108718
2026-03-25 payment_demand fee 11300 interest 657 open 120675
2026-04-14 legal_action approval interest 0 open 120675
"""


def looked_ahead(facts: ClaimFacts, last: date = LATE, posted: int = 0, **wishes: Any) -> list[Ahead]:
    settings = replace(usual("NO", business=facts.business), **wishes)
    return list(ahead(Course(facts, posted, settings, partial(planned, settings)), DUE, last))


def planned(settings: FollowUpSettings, facts: ClaimFacts, day: date) -> Plan:
    return plan(facts, settings, SANDBOX["NO"], day)


def told(each: Ahead) -> str:
    step = each.plan.step
    assert step is not None
    what = each.waits or f"fee {step.charge.fee_minor}"
    return f"{each.day} {step.kind} {what} interest {each.interest_minor} open {each.open.total}"


def test_each_step_grows_what_is_open_by_its_fee_and_its_part_of_the_interest() -> None:
    assert [told(each) for each in looked_ahead(claim())] == COURSE.strip().splitlines()


def test_nothing_is_told_behind_the_last_day() -> None:
    first, *rest = COURSE.strip().splitlines()
    assert [told(each) for each in looked_ahead(claim(), date(2026, 3, 4))] == [first]
    assert [told(each) for each in looked_ahead(claim(), date(2026, 3, 5))] == [first, rest[0]]
    assert looked_ahead(claim(), date(2026, 2, 12)) == []


def test_interest_that_was_demanded_before_is_not_demanded_again() -> None:
    [first, *_] = looked_ahead(claim(open=Parts(1_000_00, interest=500)), posted=500)
    assert (first.interest_minor, first.open) == (0, Parts(1_000_00, fees=3800, interest=500))


def test_a_claim_goes_on_where_a_stop_ends_and_waits_where_one_does_not() -> None:
    paused = claim(stops=(Stop(StopReason.PAUSED, DUE, date(2026, 2, 20)),))
    assert next(each.day for each in looked_ahead(paused)) == date(2026, 2, 20)
    disputed = claim(stops=(Stop(StopReason.DISPUTED, DUE, date(2026, 2, 20)),))
    [waits] = looked_ahead(disputed)
    assert (waits.day, waits.waits, waits.plan.step) == (date(2026, 2, 20), "person", None)


def test_what_is_done_or_asks_no_interest_says_so() -> None:
    assert looked_ahead(claim(open=Parts())) == []
    assert {each.interest_minor for each in looked_ahead(claim(), interest=False)} == {0}
