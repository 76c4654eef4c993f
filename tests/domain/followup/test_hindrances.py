"""What stands in the way of a step: stops, money, limitation, foreign payers; and what a plan says of each."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fordring.domain.claim.parts import Parts
from fordring.domain.errors import UnsupportedCountryError
from fordring.domain.followup.facts import ClaimFacts, StepKind, Stop, StopReason
from fordring.domain.followup.interest import Movement
from fordring.domain.followup.outcome import Outcome, Plan
from fordring.domain.followup.plan import plan
from fordring.domain.followup.settings import FollowUpSettings, StepSetting, usual
from fordring.domain.followup.stops import STOPS
from support.follow_ups import LIVE, SANDBOX, claim, collector, taken, wanting

TODAY = date(2026, 2, 13)
USUAL = usual("NO", business=False)


def asked(facts: ClaimFacts, settings: FollowUpSettings = USUAL, day: date = TODAY) -> Plan:
    return plan(facts, settings, SANDBOX[facts.country], day)


@pytest.mark.parametrize("reason", list(StopReason))
def test_a_stop_stops_every_automatic_step_and_says_when_to_look(reason: StopReason) -> None:
    until = TODAY + timedelta(days=9)
    stopped = asked(claim(stops=(Stop(reason, TODAY, until),)))
    assert (stopped.outcome, stopped.look_on, stopped.step) == (Outcome.STOPPED, until, None)
    assert stopped.reasons[0].why is STOPS[reason].why
    assert asked(claim(stops=(Stop(reason, TODAY + timedelta(days=1)),))).outcome is Outcome.STEP
    then = asked(claim(stops=(Stop(reason, TODAY, until),)), day=until)
    assert then.outcome is (Outcome.STEP if STOPS[reason].ends_itself else Outcome.PERSON)


def test_a_stop_without_a_day_is_looked_at_after_thirty() -> None:
    stopped = asked(claim(stops=(Stop(StopReason.PAUSED, TODAY),)))
    assert stopped.look_on == date(2026, 3, 15)
    assert asked(claim(stops=(Stop(StopReason.PAUSED, TODAY),)), day=date(2026, 3, 15)).outcome is Outcome.PERSON


def test_a_payment_plans_stop_goes_with_the_plan_and_asks_nobody() -> None:
    kept = Stop(StopReason.PAYMENT_PLAN, TODAY)
    later = TODAY + timedelta(days=400)
    for day in (TODAY, later):
        stopped = asked(claim(stops=(kept,)), day=day)
        assert (stopped.outcome, stopped.look_on) == (Outcome.STOPPED, None)
    disputed = asked(claim(stops=(kept, Stop(StopReason.DISPUTED, TODAY, later))), day=later)
    assert (disputed.outcome, disputed.look_on) == (Outcome.PERSON, later)


@pytest.mark.parametrize(
    ("left", "settings", "said"),
    [
        (Parts(), USUAL, "nothing is open"),
        (Parts(fees=500), replace(USUAL, tolerance_minor=500), "what is open is within the merchant's tolerance"),
        (Parts(1000_00), replace(USUAL, least_minor=1000_01), "the claim is smaller than the merchant follows up"),
    ],
)
def test_what_is_settled_or_small_is_left_alone(left: Parts, settings: FollowUpSettings, said: str) -> None:
    done = asked(claim(open=left), settings)
    assert (done.outcome, str(done.reasons[0])) == (Outcome.DONE, said)


def test_fees_that_are_left_are_followed_up_without_more_fees() -> None:
    left = asked(claim(open=Parts(fees=501)), replace(USUAL, tolerance_minor=500))
    assert left.outcome is Outcome.STEP
    assert left.step is not None
    assert left.step.charge.fee_minor == 0


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (claim(payer_country="DK"), "the payer lives in DK: which law holds is for a person to say"),
        (claim(currency="EUR"), "the claim is in EUR, the law's fees in NOK"),
        (
            claim(steps=(taken(StepKind.COMPENSATION, "2026-02-05", 460_00, "2026-02-19"),)),
            "a consumer was charged the compensation that is for businesses",
        ),
    ],
)
def test_what_the_law_of_the_country_does_not_settle_needs_a_person(facts: ClaimFacts, said: str) -> None:
    assert (asked(facts).outcome, str(asked(facts).reasons[0])) == (Outcome.PERSON, said)


def test_a_country_without_a_law_here_is_refused() -> None:
    with pytest.raises(UnsupportedCountryError):
        plan(replace(claim(), country="DK", payer_country="DK"), USUAL, SANDBOX["NO"], TODAY)


def test_a_time_barred_claim_is_left_alone_and_the_end_is_watched() -> None:
    last = date(2029, 1, 30)
    assert asked(claim()).barred_after == last
    near = asked(claim(), day=date(2028, 11, 1))
    assert str(near.reasons[-1]) == "time-barred after 2029-01-30, foreldelsesloven § 2"
    assert near.outcome is Outcome.STEP
    barred = asked(claim(), day=last + timedelta(days=1))
    assert barred.outcome is Outcome.BARRED
    assert [str(reason) for reason in barred.reasons] == ["time-barred since 2029-01-30, foreldelsesloven § 2"]


@pytest.mark.parametrize(
    ("country", "interrupted_on", "last"),
    [
        ("NO", None, date(2029, 1, 30)),
        ("SE", None, date(2029, 2, 16)),
        ("FI", None, date(2029, 2, 16)),
        ("NO", date(2027, 5, 1), date(2030, 5, 1)),
        ("SE", date(2027, 5, 1), date(2030, 5, 1)),
        ("NO", date(2029, 2, 1), date(2032, 2, 1)),
        ("SE", date(2026, 1, 1), date(2029, 2, 16)),
    ],
)
def test_a_reminder_interrupts_in_sweden_and_finland(country: str, interrupted_on: date | None, last: date) -> None:
    facts = claim(country, steps=(taken(StepKind.REMINDER, "2026-02-16"),), interrupted_on=interrupted_on)
    assert asked(facts, usual(country, business=False), date(2026, 2, 17)).barred_after == last


def test_where_no_period_is_known_none_ends() -> None:
    facts = claim(due_on=date(1970, 1, 1), delivered_on=date(1970, 1, 1))
    said = asked(facts, replace(USUAL, interest=False))
    assert (said.barred_after, said.outcome) == (None, Outcome.STEP)


def test_court_is_always_asked_about_and_the_rest_where_the_merchant_wants() -> None:
    court = wanting(StepKind.LEGAL_ACTION)
    facts = claim("SE", steps=(taken(StepKind.PAYMENT_DEMAND, "2026-02-10", 0, "2026-02-20"),))
    day = date(2026, 3, 20)
    assert asked(facts, court, day).outcome is Outcome.APPROVAL
    assert asked(replace(facts, approved=frozenset({StepKind.LEGAL_ACTION})), court, day).due(day)
    start = replace(USUAL, approve_start=True)
    assert asked(claim(), start).outcome is Outcome.APPROVAL
    assert asked(claim(approved=frozenset({None})), start).outcome is Outcome.STEP
    demands = wanting(StepKind.PAYMENT_DEMAND, approve_demands=True)
    assert asked(claim("SE"), demands).outcome is Outcome.APPROVAL
    assert asked(claim("SE", approved=frozenset({StepKind.PAYMENT_DEMAND})), demands).outcome is Outcome.STEP
    assert asked(claim("SE"), wanting(StepKind.REMINDER, approve_demands=True)).outcome is Outcome.STEP


@pytest.mark.parametrize(
    ("facts", "electronic"),
    [
        (claim("FI"), False),
        (claim("FI", consented_on=date(2025, 3, 1)), True),
        (claim("FI", consented_on=date(2025, 1, 31)), False),
        (claim("FI", consented_on=date(2026, 12, 1)), False),
        (claim("FI", business=True), True),
        (claim("NO"), True),
        (claim("NO", email=False, electronic=True), True),
        (claim("NO", email=False), False),
        (claim("SE"), True),
    ],
)
def test_a_reminder_goes_electronically_where_the_law_lets_it(facts: ClaimFacts, *, electronic: bool) -> None:
    said = asked(facts, wanting(StepKind.REMINDER))
    assert said.step is not None
    assert said.step.electronic is electronic
    by_letter = asked(facts, wanting(StepSetting(StepKind.REMINDER, electronic=False)))
    assert by_letter.step is not None
    assert not by_letter.step.electronic


def test_a_notice_needs_an_address_that_is_sure_and_a_letter_a_postal_one() -> None:
    notice = wanting(StepKind.COLLECTION_NOTICE)
    sure, unsure = asked(claim(electronic=True), notice), asked(claim(), notice)
    assert sure.step is not None
    assert unsure.step is not None
    assert (sure.step.electronic, unsure.step.electronic) == (True, False)
    nowhere = asked(claim(postal_address=False), notice)
    assert (nowhere.outcome, str(nowhere.reasons[0])) == (
        Outcome.PERSON,
        "it must go by letter, and there is no postal address",
    )


def test_a_step_says_the_interest_of_its_day_on_what_was_owed() -> None:
    paid = claim(open=Parts(600_00), movements=(Movement(date(2026, 2, 6), -400_00),))
    said = asked(paid)
    assert said.step is not None
    assert [(row.base_minor, row.days) for row in said.step.interest] == [(1000_00, 7), (600_00, 7)]
    assert said.step.interest_minor == 230 + 138
    none = asked(paid, replace(USUAL, interest=False))
    assert none.step is not None
    assert none.step.interest == ()
    unasked = asked(claim(due_fixed=False))
    assert unasked.step is not None
    assert unasked.step.interest == ()


def test_interest_that_cannot_be_reckoned_holds_a_live_demand_back() -> None:
    facts = claim("SE", due_on=date(2026, 6, 15), delivered_on=date(2026, 6, 1))
    settings = wanting(StepKind.PAYMENT_DEMAND)
    day = date(2026, 7, 10)
    held = plan(facts, settings, LIVE["SE"], day)
    assert held.outcome is Outcome.PERSON
    assert held.wanted is not None
    assert held.wanted.item == "late_interest"
    assert plan(facts, replace(settings, interest=False), LIVE["SE"], day).outcome is Outcome.STEP


def test_settings_that_change_on_the_way_are_those_that_hold() -> None:
    reminded = claim(steps=(taken(StepKind.REMINDER, "2026-02-13", 38_00, "2026-02-27"),))
    day = date(2026, 4, 1)
    kinds = [
        asked(reminded, settings, day).step
        for settings in (USUAL, wanting(StepKind.REMINDER, StepKind.REMINDER), collector("NO"))
    ]
    assert [step.kind for step in kinds if step] == ["collection_notice", "reminder", "collection_notice"]
    own_to_collector = replace(reminded, business=True)
    said = asked(own_to_collector, wanting(StepKind.REMINDER, StepKind.COMPENSATION), day)
    assert said.step is not None
    assert said.step.charge.fee_minor == 460_00 - 38_00


def test_a_step_taken_back_is_taken_again_and_its_fee_is_forgotten() -> None:
    back = claim(steps=(taken(StepKind.REMINDER, "2026-02-13", 38_00, "2026-02-27", cancelled=True),))
    said = asked(back, day=date(2026, 2, 20))
    assert said.step is not None
    assert (said.step.kind, said.step.charge.fee_minor, said.step.earliest_on) == (
        StepKind.REMINDER,
        38_00,
        date(2026, 2, 13),
    )
