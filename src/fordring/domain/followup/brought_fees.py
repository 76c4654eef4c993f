"""Whether the law allowed a creditor the fees that it claimed before it handed the claim over."""

from collections.abc import Iterator

from fordring.domain.claim.parts import Parts
from fordring.domain.claim.registration import Registration
from fordring.domain.errors import FieldProblem, UnusableRuleError
from fordring.domain.followup.case import Case, Rules
from fordring.domain.followup.facts import ClaimFacts
from fordring.domain.followup.plan import COUNTRIES
from fordring.domain.followup.reason import Reason
from fordring.domain.followup.settings import StepSetting, usual


def brought_fee_problems(registration: Registration, country: str, rules: Rules) -> Iterator[FieldProblem]:
    """A problem for each fee that is more than the law let the creditor claim for that letter on its day.

    What no usable figure is there for is refused too: nothing is demanded of a payer that nobody could check.
    """
    for place, step in enumerate(registration.steps):
        if not step.fee_minor:
            continue
        field = f"steps.{place}.fee"
        try:
            most, because = _most(registration, place, country, rules)
        except UnusableRuleError as error:
            yield FieldProblem(field, f"cannot be claimed, as nothing says what the law allows: {error}")
            continue
        if step.fee_minor > most:
            whole, hundredths = divmod(most, 100)
            yield FieldProblem(field, f"is more than the law allows for it, {whole}.{hundredths:02}: {because}")


def _most(registration: Registration, place: int, country: str, rules: Rules) -> tuple[int, str]:
    """The dearest that the letter could be, those before it being as they were, and why. Raises UnusableRuleError."""
    step, law = registration.steps[place], COUNTRIES[country]
    settings = usual(country, business=registration.business)
    case = Case(_facts(registration, place, country), settings, rules, step.sent_on)
    first = law.instead(case, StepSetting(step.kind))
    if first.kind is not step.kind:
        return 0, f"a {first.kind} had to come first"
    waits = [*law.waits(case, step.kind), *law.fee_waits(case, step.kind)]
    early = [wait for wait in waits if wait.day and wait.day > step.sent_on]
    if early:
        return 0, str(max(early, key=_day))
    charge = law.charge(case, step.kind, step.sent_on)
    return charge.fee_minor, "; ".join(map(str, charge.reasons))


def _day(wait: Reason) -> int:
    return wait.day.toordinal() if wait.day else 0


def _facts(registration: Registration, place: int, country: str) -> ClaimFacts:
    """The claim as it stood for its creditor when it sent the letter."""
    assert registration.due_on is not None  # refused before
    agreed = registration.agreed
    return ClaimFacts(
        country=country,
        payer_country=registration.billing.country,
        currency=registration.currency,
        business=registration.business,
        principal_minor=registration.amount_minor,
        open=Parts(registration.amount_minor),
        due_on=registration.due_on,
        handed_over=True,
        steps=tuple(step.taken for step in registration.steps[:place]),
        fee_agreed=bool(agreed and agreed.fee_agreed),
        enforceable=bool(agreed and agreed.enforceable),
    )
