"""When a claim is looked at again: on its plan's day, when limitation is over, or when the money must have come."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.facts import ClaimFacts, StepKind, Stop, StopReason
from fordring.domain.followup.looks import look_after, look_on, waits_for
from fordring.domain.followup.outcome import Outcome, Plan
from fordring.domain.followup.plan import plan
from fordring.domain.followup.settings import FollowUpSettings, usual
from support.follow_ups import LIVE, SANDBOX, claim, course, taken, wanting

NORWAY = usual("NO", business=False)

LOOKS = """
    claim                            on           waits for   look on
    before its first step            2026-02-01   -           2026-02-13
    before an approval               2026-02-01   -           2026-02-13
    at an approval                   2026-02-20   approval    2029-01-31
    paused until a day               2026-02-20   -           2026-03-01
    paused beyond its limitation     2026-02-20   -           2028-11-01
    paused beyond its limitation     2028-11-01   person      2029-01-31
    in a payment plan                2028-10-31   -           2028-11-01
    in a payment plan                2028-11-01   person      2029-01-31
    disputed, nobody looked          2026-03-20   person      2029-01-31
    of a payer abroad                2026-02-20   person      2029-01-31
    no address, before its step      2026-02-01   -           2026-02-13
    not delivered                    2026-02-20   -           2028-11-01
    all steps taken                  2028-10-31   -           2028-11-01
    all steps taken                  2028-11-01   person      2029-01-31
    paid                             2028-11-01   -           2029-01-31
    within the tolerance             2028-11-01   -           2029-01-31
    time-barred                      2029-01-31   -           -
"""
"""Each claim of a Norwegian consumer, due on 30 January 2026: ninety days before its limitation is 1 November 2028."""


def stopped(reason: StopReason, until: date | None = None) -> dict[str, Any]:
    return {"stops": (Stop(reason, date(2026, 2, 10), until),)}


CLAIMS: dict[str, tuple[ClaimFacts, FollowUpSettings]] = {
    "before its first step": (claim(), NORWAY),
    "before an approval": (claim(), replace(NORWAY, approve_start=True)),
    "at an approval": (claim(), replace(NORWAY, approve_start=True)),
    "paused until a day": (claim(**stopped(StopReason.PAUSED, date(2026, 3, 1))), NORWAY),
    "paused beyond its limitation": (claim(**stopped(StopReason.PAUSED, date(2030, 1, 1))), NORWAY),
    "in a payment plan": (claim(**stopped(StopReason.PAYMENT_PLAN)), NORWAY),
    "disputed, nobody looked": (claim(**stopped(StopReason.DISPUTED)), NORWAY),
    "of a payer abroad": (claim(payer_country="SE"), NORWAY),
    "no address, before its step": (claim(email=False, postal_address=False), NORWAY),
    "not delivered": (claim(delivered_on=None), NORWAY),
    "paid": (claim(open=claim().open - claim().open), NORWAY),
    "all steps taken": (claim(steps=(taken(StepKind.REMINDER, "2026-02-13"),)), wanting(StepKind.REMINDER)),
    "within the tolerance": (claim(open=Parts(5_00)), replace(NORWAY, tolerance_minor=5_00)),
    "time-barred": (claim(), NORWAY),
}


def rows() -> list[list[str]]:
    return [line.split("  ") for line in LOOKS.strip().splitlines()[1:]]


def test_whoever_is_asked_is_told_by_when() -> None:
    facts, settings = CLAIMS["all steps taken"]
    said = plan(facts, settings, SANDBOX["NO"], date(2028, 11, 1))
    assert [str(reason) for reason in said.reasons] == [
        *("every step of the merchant's was taken", "time-barred after 2029-01-30, foreldelsesloven § 2")
    ]


@pytest.mark.parametrize("row", [[cell.strip() for cell in row if cell.strip()] for row in rows()], ids=lambda r: r[0])
def test_a_claim_is_looked_at_on_its_day(row: list[str]) -> None:
    name, on, waits, look = row
    facts, settings = CLAIMS[name]
    today = date.fromisoformat(on)
    said = plan(facts, settings, SANDBOX[facts.country], today)
    told = [str(found) if found else "-" for found in (waits_for(said, today), look_on(said, today))]
    assert told == [waits, look], said


def test_where_no_period_of_limitation_is_known_there_is_nothing_more_to_see() -> None:
    assert look_on(Plan(Outcome.DONE, ()), date(2026, 2, 20)) is None


def test_a_wanted_figure_waits_for_a_person_on_the_steps_day_only() -> None:
    facts = claim()
    early = plan(facts, NORWAY, LIVE["NO"], date(2026, 2, 1))
    assert early.wanted
    assert waits_for(early, date(2026, 2, 1)) is None
    day = look_on(early, date(2026, 2, 1))
    assert day is not None
    assert waits_for(plan(facts, NORWAY, LIVE["NO"], day), day) == "person"


@pytest.mark.parametrize(
    ("country", "pay_by", "expected"),
    [
        ("NO", None, "2026-03-03"),
        ("NO", "2026-03-16", "2026-03-20"),  # Monday, and three bank days
        ("NO", "2026-03-31", "2026-04-09"),  # Easter is no bank day
        ("SE", "2026-03-14", "2026-03-20"),  # a Saturday is rolled first
        ("FI", "2026-02-02", "2026-03-03"),  # a day that is past is never looked for
    ],
)
def test_after_a_step_the_look_is_when_money_has_come(country: str, pay_by: str | None, expected: str) -> None:
    given = date.fromisoformat(pay_by) if pay_by else None
    assert str(look_after(date(2026, 3, 2), given, usual(country, business=False), country)) == expected


@pytest.mark.parametrize("country", ["NO", "SE", "FI"])
@pytest.mark.parametrize("business", [False, True])
def test_no_step_is_ever_due_before_that_look(country: str, *, business: bool) -> None:
    facts, settings = claim(country, business=business, fee_agreed=True), usual(country, business=business)
    kinds = (StepKind.REMINDER, StepKind.COMPENSATION, StepKind.LEGAL_ACTION)
    for wanted in (settings, wanting(*(kind for kind in kinds if business or kind is not StepKind.COMPENSATION))):
        told = [line.split() for line in course(facts, wanted) if ":" not in line]
        assert told
        for step, following in pairwise(told):
            sent_on = date.fromisoformat(step[0])
            pay_by = date.fromisoformat(step[-1]) if "by" in step else None
            assert look_after(sent_on, pay_by, wanted, country) <= date.fromisoformat(following[0])
