"""What an overdue invoice brings with it: its creditor's letters and fees, and where follow-up enters behind them."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.test_handover import CASE, TODAY, fields
from domain.test_registration import GIVEN, PAYER
from fordring.domain.claim.brought import Agreed, BroughtStep, agreed_of, brought_steps
from fordring.domain.claim.registration import Registration, registration_warnings
from fordring.domain.followup.brought_fees import brought_fee_problems
from fordring.domain.followup.facts import ClaimFacts, StepKind
from fordring.domain.followup.settings import usual
from support.follow_ups import LIVE, SANDBOX, claim, course

REMINDER, NOTICE = StepKind.REMINDER, StepKind.COLLECTION_NOTICE
DEMAND, COMPENSATION = StepKind.PAYMENT_DEMAND, StepKind.COMPENSATION
DUE = date(2026, 10, 1)


def step(kind: StepKind, sent_on: str, fee_minor: int = 0, pay_by: str | None = None) -> BroughtStep:
    return BroughtStep(
        kind, date.fromisoformat(sent_on), date.fromisoformat(pay_by) if pay_by else None, fee_minor=fee_minor
    )


@pytest.mark.parametrize(
    ("steps", "refused"),
    [
        ([step(REMINDER, "2026-10-02"), step(NOTICE, "2026-11-16")], set()),
        ([step(REMINDER, "2026-10-01")], {"steps.0.sent_on"}),
        ([step(NOTICE, "2026-11-17")], {"steps.0.sent_on"}),
        ([step(NOTICE, "2026-10-20"), step(REMINDER, "2026-10-02")], {"steps.1.sent_on"}),
        ([step(NOTICE, "2026-10-20", 0, "2026-10-19")], {"steps.0.pay_by"}),
        ([step(NOTICE, "2026-10-20", 0, "9999-12-31")], {"steps.0.pay_by"}),
        ([step(NOTICE, "2026-10-20", -1)], {"steps.0.fee"}),
        ([step(StepKind.LEGAL_ACTION, "2026-10-20")], {"steps.0.kind"}),
    ],
)
def test_a_step_that_cannot_have_been_is_named(steps: list[BroughtStep], refused: set[str]) -> None:
    assert fields(CASE, steps=tuple(steps)) == refused


@pytest.mark.parametrize("given", [CASE, GIVEN])
def test_an_agreement_of_days_that_cannot_have_been_is_named(given: Registration) -> None:
    assert fields(given, agreed=Agreed(consented_on=date(2000, 1, 1), interest_demanded_on=TODAY)) == set()
    agreed = Agreed(consented_on=date(2026, 11, 17), interest_demanded_on=date(1999, 12, 31))
    assert fields(given, agreed=agreed) == {"follow_up.consented_on", "follow_up.interest_demanded_on"}


@pytest.mark.parametrize(("country", "barred"), [("NO", True), ("SE", False), ("FI", False)])
def test_a_written_reminder_of_the_creditors_interrupts_limitation(country: str, *, barred: bool) -> None:
    billing = replace(PAYER, country=country)
    old = {"due_on": date(2023, 1, 2), "invoice_on": date(2022, 12, 1), "billing": billing}
    assert ("due_on" in fields(CASE, **old, steps=(step(REMINDER, "2024-05-02"),))) is barred
    assert "due_on" in fields(CASE, **old)


def test_steps_of_an_invoice_of_ours_are_not_used() -> None:
    given = replace(GIVEN, steps=(step(REMINDER, "2026-10-20", 35_00),))
    assert given.fees_minor == 0
    assert "steps" in {warning.field for warning in registration_warnings(given, TODAY)}


def test_what_was_said_is_kept_and_read_again() -> None:
    steps = (step(REMINDER, "2026-10-20", 35_00), step(NOTICE, "2026-11-03", 0, "2026-11-17"))
    assert brought_steps({"steps": [each.kept() for each in steps]}) == steps
    agreed = Agreed(date(2026, 1, 2), fee_agreed=True, enforceable=True)
    assert agreed.kept() == {"consented_on": "2026-01-02", "fee_agreed": True, "enforceable": True}
    assert agreed_of({"follow_up": agreed.kept()}) == agreed
    assert (brought_steps({}), agreed_of({})) == ((), Agreed())


def asked(country: str, *steps: BroughtStep, live: bool = False, **change: Any) -> dict[str, str]:
    """What is refused of the fees, by the number of the step."""
    billing = replace(PAYER, country=country, organization_number="1")
    given: Registration = replace(CASE, billing=billing, due_on=DUE, steps=steps, amount_minor=1_000_00, **change)
    rules = (LIVE if live else SANDBOX)[country]
    return {problem.field: problem.message for problem in brought_fee_problems(given, country, rules)}


@pytest.mark.parametrize(
    ("country", "business", "steps", "refused"),
    [
        ("NO", False, [step(REMINDER, "2026-10-15", 38_00), step(NOTICE, "2026-10-30", 38_00)], {}),
        ("NO", False, [step(REMINDER, "2026-10-15", 38_01)], {"steps.0.fee": "law allows for it, 38.00"}),
        ("NO", False, [step(REMINDER, "2026-10-14", 38_00)], {"steps.0.fee": "0.00: not before 2026-10-15"}),
        ("NO", False, [step(REMINDER, "2026-10-14")], {}),
        ("NO", False, [step(DEMAND, "2026-11-10", 113_00)], {"steps.0.fee": "a collection_notice had to come first"}),
        ("NO", False, [step(COMPENSATION, "2026-10-20", 430_00)], {"steps.0.fee": "no row"}),
        ("NO", True, [step(COMPENSATION, "2026-10-20", 430_00)], {}),
        ("SE", False, [step(REMINDER, "2026-10-20", 60_00)], {"steps.0.fee": "none was agreed"}),
        ("SE", False, [step(DEMAND, "2026-10-20", 180_00)], {}),
        ("FI", False, [step(REMINDER, "2026-10-15", 5_00)], {}),
        ("FI", False, [step(DEMAND, "2026-10-20", 14_00)], {"steps.0.fee": "a reminder had to come first"}),
    ],
)
def test_a_fee_of_the_creditors_is_refused_where_the_law_did_not_allow_it(
    country: str, *, business: bool, steps: list[BroughtStep], refused: dict[str, str]
) -> None:
    found = asked(country, *steps, business=business)
    assert found.keys() == refused.keys()
    for field, told in refused.items():
        assert told in found[field]


def test_an_agreed_fee_is_allowed_and_what_nobody_verified_is_not_live() -> None:
    agreed = Agreed(fee_agreed=True)
    assert asked("SE", step(REMINDER, "2026-10-20", 60_00), agreed=agreed) == {}
    assert (
        "nothing says what the law allows" in asked("NO", step(REMINDER, "2026-10-20", 38_00), live=True)["steps.0.fee"]
    )


def case(country: str, *steps: BroughtStep, business: bool = False) -> ClaimFacts:
    """A collection case due on 30 January."""
    taken = tuple(each.taken for each in steps)
    handed: dict[str, Any] = {"handed_over": True, "for_collection": True, "delivered_on": None, "email": False}
    return claim(country, business=business, steps=taken, **handed)


@pytest.mark.parametrize(
    ("facts", "first"),
    [
        (case("NO"), "2026-03-02 collection_notice 3800 by 2026-03-16"),
        (case("NO", step(REMINDER, "2026-02-20", 38_00)), "2026-03-12 collection_notice 3800 by 2026-03-26"),
        (case("NO", step(NOTICE, "2026-02-20", 38_00, "2026-03-06")), "2026-03-12 payment_demand 11300"),
        (case("NO", step(NOTICE, "2026-02-20", 0, "2026-02-27")), "2026-03-05 collection_notice 3800"),
        (case("SE"), "2026-03-02 payment_demand 18000"),
        (case("SE", step(DEMAND, "2026-02-20", 180_00, "2026-03-06")), "approval"),
        (case("FI"), "2026-03-02 reminder 500"),
        (case("FI", step(REMINDER, "2026-02-20", 5_00)), "2026-03-12 payment_demand 0"),
        (case("FI", business=True), "2026-03-02 payment_demand 1200"),
    ],
)
def test_a_case_enters_at_the_step_behind_what_its_creditor_sent(facts: ClaimFacts, first: str) -> None:
    told = course(facts, usual(facts.country, business=facts.business), begins=date(2026, 3, 2))
    assert re.sub(r" \(.*\)", "", told[0]).startswith(first)
