"""Where a case begins, how an invoice becomes one, and what is only watched in the end."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from fordring.domain.errors import FieldProblem
from fordring.domain.followup.facts import ClaimFacts, StepKind
from fordring.domain.followup.lawful import settings_problems
from fordring.domain.followup.looks import WaitsFor, look_on, waits_for
from fordring.domain.followup.outcome import Outcome
from fordring.domain.followup.plan import plan
from fordring.domain.followup.settings import FollowUpSettings, StepSetting, usual
from fordring.domain.followup.why import Why
from support.follow_ups import DUE, SANDBOX, claim, course, taken, wanting

REMINDER, NOTICE, DEMAND = StepKind.REMINDER, StepKind.COLLECTION_NOTICE, StepKind.PAYMENT_DEMAND
LUMP, WATCH = StepKind.COMPENSATION, StepKind.MONITORED
DAY = date(2026, 3, 1)
NO_CASE = "approval: it is no case yet: somebody must hand it over to be collected"


def case(country: str = "NO", *, business: bool = False, **facts: Any) -> ClaimFacts:
    return claim(country, business=business, handed_over=True, for_collection=True, **facts)


def first_kind(facts: ClaimFacts, settings: FollowUpSettings) -> StepKind | None:
    step = plan(facts, settings, SANDBOX[facts.country], DAY).step
    return step.kind if step else None


ENTERS = [
    # at notice, at demand: what each country's law lets a case begin with
    (case(), NOTICE, NOTICE),
    (case(steps=(taken(REMINDER, "2026-02-14"),)), NOTICE, NOTICE),
    (case(steps=(taken(NOTICE, "2026-02-02", 0, "2026-02-16"),)), DEMAND, DEMAND),
    (case(steps=(taken(NOTICE, "2026-02-02", 0, "2026-02-09"),)), NOTICE, NOTICE),
    (case("SE"), DEMAND, DEMAND),
    (case("SE", business=True), LUMP, DEMAND),
    (case("FI"), REMINDER, REMINDER),
    (case("FI", steps=(taken(REMINDER, "2026-02-02"),)), DEMAND, DEMAND),
    (case("FI", business=True), LUMP, DEMAND),
]


@pytest.mark.parametrize(("facts", "at_notice", "at_demand"), ENTERS)
def test_a_case_enters_at_its_start_level_or_at_what_the_law_wants_before(
    facts: ClaimFacts, at_notice: StepKind, at_demand: StepKind
) -> None:
    wishes = usual(facts.country, business=facts.business)
    if facts.business:
        wishes = replace(wishes, steps=(StepSetting(REMINDER), StepSetting(LUMP), *wishes.steps[1:]))
    assert first_kind(facts, wishes) is at_notice
    assert first_kind(facts, replace(wishes, start_level=DEMAND)) is at_demand


@pytest.mark.parametrize(("country", "paragraph"), [("NO", "inkassoloven § 9"), ("FI", "513/1999 5 §")])
def test_what_comes_before_the_start_level_says_by_which_paragraph(country: str, paragraph: str) -> None:
    wishes = replace(usual(country, business=False), start_level=DEMAND)
    said = plan(case(country), wishes, SANDBOX[country], DAY)
    assert [reason.source for reason in said.reasons if reason.why is Why.START_LEVEL] == [paragraph]
    behind = (taken(DEMAND, "2026-02-02", 0, "2026-02-16"),)
    later = plan(case(country, steps=behind), wishes, SANDBOX[country], DAY)
    assert Why.START_LEVEL not in {reason.why for reason in later.reasons}


def test_an_invoice_is_reminded_of_whatever_the_level_and_skips_no_notice_of_the_law() -> None:
    wishes = usual("NO", business=False)
    assert course(claim(), wishes) == course(claim(), replace(wishes, start_level=DEMAND))


LEVELS = [
    (wanting(REMINDER, start_level=DEMAND), "needs a payment demand among the steps"),
    (wanting(REMINDER, start_level=REMINDER), "is collection_notice or payment_demand"),
    (usual("NO", business=False), None),
    (replace(usual("SE", business=False), start_level=DEMAND), None),
]


@pytest.mark.parametrize(("wishes", "message"), LEVELS)
def test_a_level_that_cannot_be_is_refused_by_name(wishes: FollowUpSettings, message: str | None) -> None:
    country = "SE" if wishes.start_level is DEMAND and message is None else "NO"
    found = list(settings_problems(wishes, SANDBOX[country].book, DAY, business=False))
    assert found == ([FieldProblem("start_level", message)] if message else [])


OFF = {
    "NO": "2026-02-13 reminder 3800 by 2026-02-27",
    "SE": "2026-02-05 (2026-01-31) reminder 0 by 2026-02-19",
    "FI": "2026-02-13 reminder 500 by 2026-02-27",
}


@pytest.mark.parametrize("country", OFF)
def test_without_automatic_transfer_an_invoice_waits_behind_its_reminders(country: str) -> None:
    wishes = replace(usual(country, business=False), automatic_transfer=False)
    assert course(claim(country), wishes) == [OFF[country], NO_CASE]
    assert course(replace(claim(country), for_collection=True), wishes)[0].startswith("2026-")


def test_nobody_is_asked_to_transfer_before_the_next_step_may_be_taken() -> None:
    wishes = replace(usual("NO", business=False), automatic_transfer=False)
    facts = claim(steps=(taken(REMINDER, "2026-02-13", 3800, "2026-02-27"),))
    early, due = (plan(facts, wishes, SANDBOX["NO"], date(2026, 3, day)) for day in (4, 5))
    assert waits_for(early, date(2026, 3, 4)) is None
    assert (waits_for(due, date(2026, 3, 5)), due.outcome) == (WaitsFor.APPROVAL, Outcome.APPROVAL)
    assert due.step is not None
    assert due.step.kind is NOTICE


def test_a_claim_that_is_watched_is_asked_about_when_its_end_is_near_and_is_barred_behind_it() -> None:
    wishes = replace(usual("NO", business=False), watch_days=90)
    facts = claim(steps=(taken(DEMAND, "2026-03-25", 0, "2026-04-08"), taken(WATCH, "2026-05-01")))
    last = date(2029, 1, 30)
    near = last - timedelta(days=90)

    def on(day: date) -> tuple[Outcome, list[Why], date | None]:
        said = plan(facts, wishes, SANDBOX["NO"], day)
        return said.outcome, [reason.why for reason in said.reasons], look_on(said, day)

    assert on(date(2026, 5, 1)) == (Outcome.MONITORED, [Why.MONITORED], near)
    assert on(near) == (Outcome.PERSON, [Why.MONITORED, Why.BARRED_AFTER], last + timedelta(days=1))
    assert on(last + timedelta(days=1))[0] is Outcome.BARRED
    back = replace(facts, steps=(facts.steps[0], replace(facts.steps[1], cancelled=True)))
    assert plan(back, wishes, SANDBOX["NO"], date(2026, 5, 1)).outcome is Outcome.STEP
    endless = replace(facts, due_on=date(1970, 1, 1))
    assert plan(endless, wishes, SANDBOX["NO"], DAY).look_on is None


@pytest.mark.parametrize("silent", [WATCH, StepKind.LEGAL_ACTION])
def test_what_has_no_letter_is_no_writing_to_the_payer_and_interrupts_nothing(silent: StepKind) -> None:
    facts = claim("SE", steps=(taken(DEMAND, "2026-03-25", 0, "2026-04-08"), taken(silent, "2026-06-01")))
    assert plan(facts, usual("SE", business=False), SANDBOX["SE"], date(2026, 6, 2)).barred_after == date(2029, 3, 25)


@pytest.mark.parametrize("facts", [claim(payer_country="DK"), claim(currency="EUR"), claim(delivered_on=None)])
def test_whoever_has_a_claim_watched_is_asked_no_more_what_no_step_of_it_waits_for(facts: ClaimFacts) -> None:
    watched = replace(facts, steps=(taken(WATCH, "2026-05-01"),))
    assert plan(watched, usual("NO", business=False), SANDBOX["NO"], date(2026, 5, 2)).outcome is Outcome.MONITORED


@pytest.mark.parametrize("country", ["NO", "SE", "FI"])
def test_a_merchant_may_want_its_claims_watched_behind_the_demand_without_a_word(country: str) -> None:
    steps = [step for step in usual(country, business=False).steps if step.kind is not StepKind.LEGAL_ACTION]
    wishes = FollowUpSettings((*steps, StepSetting(WATCH)))
    assert not list(settings_problems(wishes, SANDBOX[country].book, DUE, business=False))
    *_, watched, end = course(claim(country), wishes)
    assert watched.split()[-2:] == ["monitored", "0"]
    assert end == "monitored: it was not collected, and is only watched until it is time-barred"
    wrong = FollowUpSettings((StepSetting(WATCH), *steps))
    assert [each.field for each in settings_problems(wrong, SANDBOX[country].book, DUE, business=False)] == [
        "steps[1].kind"
    ]
