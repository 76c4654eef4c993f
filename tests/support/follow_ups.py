"""Claims for tests of follow-up, and the course that one takes by its plan, as text."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.case import Rules, rules_of
from fordring.domain.followup.facts import ClaimFacts, StepKind, StepTaken
from fordring.domain.followup.outcome import Outcome
from fordring.domain.followup.plan import plan
from fordring.domain.followup.rulebook import CURRENCIES
from fordring.domain.followup.settings import FollowUpSettings, Regime, StepSetting, usual

DUE = date(2026, 1, 30)
"""A Friday, and a business day in all three countries."""

SANDBOX: dict[str, Rules] = {country: rules_of(country, live=False) for country in ("NO", "SE", "FI")}
LIVE: dict[str, Rules] = {country: rules_of(country, live=True) for country in ("NO", "SE", "FI")}


def claim(country: str = "NO", principal: int = 1_000_00, *, business: bool = False, **facts: Any) -> ClaimFacts:
    """A claim due on 30 January 2026 that was delivered in time; anything may be said otherwise."""
    told: dict[str, Any] = {
        "payer_country": country,
        "currency": CURRENCIES[country],
        "open": Parts(principal),
        "due_on": DUE,
        "delivered_on": DUE - timedelta(days=14),
        "email": True,
    }
    return ClaimFacts(country=country, business=business, principal_minor=principal, **(told | facts))


def collector(country: str, *, business: bool = False) -> FollowUpSettings:
    """The usual settings of a licensed collector."""
    return usual(country, business=business, regime=Regime.COLLECTOR, licence="2026/1", collector="Fjellinkasso AS")


def wanting(*steps: StepKind | StepSetting, **settings: Any) -> FollowUpSettings:
    """Settings with these steps."""
    return FollowUpSettings(
        tuple(step if isinstance(step, StepSetting) else StepSetting(step) for step in steps), **settings
    )


def taken(kind: StepKind, sent_on: str, fee_minor: int = 0, pay_by: str | None = None, **more: Any) -> StepTaken:
    """A step that was taken, days as text."""
    given = date.fromisoformat(pay_by) if pay_by else None
    return StepTaken(kind, date.fromisoformat(sent_on), fee_minor, given, **more)


def course(
    facts: ClaimFacts, settings: FollowUpSettings, rules: Rules | None = None, *, begins: date = DUE
) -> list[str]:
    """Each step by the plan on its first day: `day kind fee by pay_by`; and what is said when nothing more comes.

    The law's own day stands behind it where the merchant's wishes or time for money made it later.
    """
    told: list[str] = []
    day = begins
    for _ in range(40):
        said = plan(facts, settings, rules or SANDBOX[facts.country], day)
        if said.outcome is not Outcome.STEP or said.step is None:
            return [*told, f"{said.outcome}: {said.reasons[0]}"]
        if not said.due(day):
            day = said.step.earliest_on
            continue
        step = said.step
        later = f" ({step.legal_on})" if step.legal_on < step.earliest_on else ""
        vat = f" +{step.charge.vat_minor}" if step.charge.vat_minor else ""
        by = f" by {step.pay_by}" if step.pay_by else ""
        told.append(f"{day}{later} {step.kind} {step.charge.fee_minor}{vat}{by}")
        fees = facts.open.fees + step.charge.fee_minor
        done = StepTaken(step.kind, day, step.charge.fee_minor, step.pay_by)
        facts = replace(facts, steps=(*facts.steps, done), open=replace(facts.open, fees=fees))
    raise AssertionError("the course has no end")
