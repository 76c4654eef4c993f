"""Several claims of one payer in one letter with one fee, where the same kind of letter is due for them on one day.

Norway wants small claims of one payer and creditor merged (nordic-rules.md § 2.1). Sweden's and Finland's tables say
nothing of it; the payer is spared the fees of the others there too.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.case import Case, Charge, Rules
from fordring.domain.followup.facts import DEMANDS, LETTERS, ClaimFacts
from fordring.domain.followup.outcome import Plan, Proposal
from fordring.domain.followup.plan import COUNTRIES
from fordring.domain.followup.reason import Reason
from fordring.domain.followup.settings import FollowUpSettings, Regime
from fordring.domain.followup.why import Why
from fordring.domain.money import divide_rounded
from fordring.domain.plentiful import plentiful

_TOGETHER = LETTERS | DEMANDS
"""The compensation is owed for each claim by itself; what is said before the due date costs nothing."""

_MERGED = "Prop. 3 L (2025-2026) ch. 14"


@plentiful(frozen=True, slots=True)
class DueStep:
    """A claim whose plan has a step that is due today. `number` is what the payer knows it by."""

    claim_id: UUID
    claim_no: int
    number: str
    payer_key: str
    facts: ClaimFacts
    plan: Plan

    @property
    def step(self) -> Proposal:
        """The step."""
        assert self.plan.step is not None
        return self.plan.step


Letter = tuple[DueStep, ...]
"""The claims of one letter, the oldest first."""


def letters(due: Iterable[DueStep]) -> list[Letter]:
    """What goes in one letter: one payer's card, one kind of letter, one currency, one kind of payer."""
    gathered: dict[Hashable, list[DueStep]] = {}
    for each in due:
        gathered.setdefault(_key(each), []).append(each)
    return [tuple(sorted(group, key=lambda each: (each.facts.due_on, each.claim_no))) for group in gathered.values()]


def _key(due: DueStep) -> Hashable:
    facts, kind = due.facts, due.step.kind
    if kind not in _TOGETHER:
        return due.claim_id
    return due.payer_key, kind, facts.country, facts.currency, facts.business, facts.enforceable


def together(letter: Letter, settings: FollowUpSettings, rules: Rules) -> Letter:
    """The same claims, each with its step as it is taken in the one letter: one fee, one time to pay, one way.

    Raises UnusableRuleError.
    """
    if len(letter) == 1:
        return letter
    bearer, charge = _one_fee(letter, settings, rules)
    days = [each.step.pay_by for each in letter if each.step.pay_by]
    legal = [each.step.legal_pay_by for each in letter if each.step.legal_pay_by]
    electronic = all(each.step.electronic for each in letter)
    taken = []
    for each in letter:
        own = charge if each is bearer else _spared(each, bearer)
        step = replace(
            each.step,
            charge=own,
            pay_by=max(days, default=None),
            legal_pay_by=max(legal, default=None),
            electronic=electronic,
        )
        reasons = tuple(reason for reason in each.plan.reasons if reason not in each.step.charge.reasons)
        taken.append(replace(each, plan=replace(each.plan, step=step, reasons=(*reasons, *own.reasons))))
    return tuple(taken)


def _spared(due: DueStep, bearer: DueStep) -> Charge:
    """The charge of a claim whose letter's fee another one bears; one that bore none keeps its own reason."""
    own = due.step.charge
    if not own.fee_minor:
        return own
    norway = due.facts.country == "NO"
    reason = Reason(Why.FEE_IN_ONE_LETTER, _MERGED if norway else "", legal=norway, names=(bearer.number,))
    return Charge(whose=own.whose, reasons=(reason,), spared_minor=own.fee_minor)


def _one_fee(letter: Letter, settings: FollowUpSettings, rules: Rules) -> tuple[DueStep, Charge]:
    """Which claim bears the letter's fee, and the fee.

    The dearest claim's own, the oldest of equals. Norway's salær goes by the merged principal, and is never more than
    the claims' own together, nor than what is open of the one that bears it, the oldest where it can.
    """
    charged = [each for each in letter if each.step.charge.fee_minor]
    if not charged:
        return letter[0], letter[0].step.charge
    dearest = max(charged, key=lambda each: each.step.charge.fee_minor)
    first = charged[0]
    if first.facts.country != "NO" or settings.regime is not Regime.COLLECTOR or first.step.kind not in DEMANDS:
        return dearest, dearest.step.charge
    merged = _merged(charged, settings, rules)
    able = [each for each in charged if each.facts.open.principal >= merged.fee_minor]
    bearer = able[0] if able else max(charged, key=lambda each: each.facts.open.principal)
    return bearer, _no_more(merged, bearer.facts.open.principal)


def _merged(charged: Sequence[DueStep], settings: FollowUpSettings, rules: Rules) -> Charge:
    """The salær by all the principal, less what was claimed as such of any of them; at most what each would bear."""
    first, kind = charged[0], charged[0].step.kind
    principal = sum(each.facts.open.principal for each in charged)
    taken = [step for each in charged for step in each.facts.steps if each is first or step.kind in DEMANDS]
    borne_on = {step.sent_on for step in taken if step.fee_minor}
    steps = tuple(replace(step, spared_minor=0) if step.sent_on in borne_on else step for step in taken)
    facts = replace(first.facts, principal_minor=principal, open=Parts(principal), steps=steps)
    case = Case(facts, settings, rules, first.step.sent_on)
    charge = COUNTRIES[facts.country].charge(case, kind, first.step.sent_on)
    return _no_more(charge, sum(each.step.charge.fee_minor for each in charged))


def _no_more(charge: Charge, most: int) -> Charge:
    """The charge, or so much of it; its VAT in proportion."""
    if charge.fee_minor <= most:
        return charge
    return replace(charge, fee_minor=most, vat_minor=divide_rounded(charge.vat_minor * most, charge.fee_minor))
