"""The plan of a claim: the next lawful step, from when, at what price, with what time to pay, and why; or why none.

Pure and deterministic: the same claim, history, settings, rules and day give the same plan. It says no more than the
one next step; what was done is history, and is asked again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from fordring.domain.calendar import roll_forward
from fordring.domain.errors import UnsupportedCountryError, UnusableRuleError
from fordring.domain.followup import finland, norway, sweden
from fordring.domain.followup.case import ONE_DAY, Case, Charge, CountryLaw, Rules, free, grace_over
from fordring.domain.followup.facts import COLLECTION, DEMANDS, LETTERS, SILENT, ClaimFacts, StepKind
from fordring.domain.followup.hindrances import barred_after, hindrance, settled, warn_on, watched
from fordring.domain.followup.interest import InterestRow, Start, explained, start_of, timeline
from fordring.domain.followup.outcome import Outcome, Plan, Proposal
from fordring.domain.followup.reason import Reason
from fordring.domain.followup.settings import FollowUpSettings, Regime, StepSetting
from fordring.domain.followup.why import Why

COUNTRIES: Mapping[str, CountryLaw] = {"NO": norway, "SE": sweden, "FI": finland}
"""By whose law what is followed up."""

_LUMP = (StepKind.COMPENSATION,)
_BEFORE_DEMAND = {"NO": "inkassoloven § 9", "FI": "513/1999 5 §"}
"""What the law wants before a demand, by its paragraph."""
_USUAL_TERM = timedelta(days=14)
"""What is taken for the time that a creditor's letter gave, where nobody knows."""


def plan(facts: ClaimFacts, settings: FollowUpSettings, rules: Rules, today: date) -> Plan:
    """The plan of a claim as of a day. A figure that is wanted is a plan for a person.

    Raises UnsupportedCountryError for a country without a law here.
    """
    if facts.country not in COUNTRIES:
        raise UnsupportedCountryError(facts.country)
    case = Case(facts, settings, rules, today)
    last = barred_after(case)
    found = hindrance(case, last)
    if found is None:
        try:
            found = _next(case)
        except UnusableRuleError as error:
            found = Plan(Outcome.PERSON, (Reason.wanted(error),), wanted=error)
    if settled(case) or found.outcome is Outcome.BARRED:
        return Plan(found.outcome, found.reasons, barred_after=last)
    reasons = (*found.reasons, *watched(case, last))
    return Plan(found.outcome, reasons, found.step, found.look_on, last, found.wanted, warn_on(case, last))


def _next(case: Case) -> Plan:
    law = COUNTRIES[case.facts.country]
    for wanted in _wanted(case):
        setting = law.instead(case, wanted)
        found = _planned(case, law, setting)
        if case.facts.for_collection and setting.kind is not wanted.kind and _enters_at_demand(case):
            source = _BEFORE_DEMAND.get(case.facts.country, "")
            found = replace(found, reasons=(*found.reasons, Reason(Why.START_LEVEL, source)))
        pointless = setting.kind is StepKind.COMPENSATION and found.step and not found.step.charge.fee_minor
        if not pointless or found.wanted:
            return found
    return Plan(Outcome.DONE, (Reason(Why.ALL_TAKEN, legal=False),))


def _wanted(case: Case) -> Iterator[StepSetting]:
    """The merchant's steps behind those that were taken, in their order; what is said before the due date only then.

    What was handed over to be collected is no longer reminded of, but where the law wants a reminder (`instead`).
    """
    steps = case.settings.steps
    place = 0
    for step in case.steps:
        ahead = (index for index in range(place, len(steps)) if steps[index].kind is step.kind)
        place = next(ahead, place - 1) + 1
    late = case.facts.handed_over or case.today > case.facts.due_on
    past = {StepKind.ADVANCE_NOTICE} if late else set()
    past |= {StepKind.REMINDER} if case.facts.for_collection else set()
    if _enters_at_demand(case):
        past |= {StepKind.COLLECTION_NOTICE}
        past |= {StepKind.COMPENSATION} if case.facts.for_collection else set()
    yield from (setting for setting in steps[place:] if setting.kind not in past)


def _enters_at_demand(case: Case) -> bool:
    """Whether cases are to begin with the demand, and this one has not come so far."""
    return case.settings.start_level is StepKind.PAYMENT_DEMAND and not case.taken(*DEMANDS)


def _planned(case: Case, law: CountryLaw, setting: StepSetting) -> Plan:
    if setting.kind is StepKind.ADVANCE_NOTICE:
        return _advance(case, setting)
    waits = [*law.waits(case, setting.kind), *_own_waits(case, setting)]
    fee_waits = [] if not setting.fee else list(law.fee_waits(case, setting.kind))
    sent_on = _latest([*waits, *fee_waits], case.today)
    try:
        charge = _charge(case, law, setting, sent_on)
        if not charge.fee_minor:
            fee_waits, sent_on = [], _latest(waits, case.today)
            charge = _charge(case, law, setting, sent_on)
        told = _binding_first([*waits, *fee_waits])
        return _filled(case, law, setting, _days(setting.kind, told, sent_on), charge, told)
    except UnusableRuleError as error:
        if sent_on <= case.today:
            raise
        told = _binding_first([*waits, *fee_waits])
        step = _days(setting.kind, told, sent_on)
        return Plan(Outcome.STEP, (*told, Reason.wanted(error)), step, step.earliest_on, wanted=error)


def _own_waits(case: Case, setting: StepSetting) -> Iterator[Reason]:
    """What the merchant wants beyond the law, and time for money that was sent on the last day."""
    wish = setting.after_days
    if not case.steps:
        yield Reason(Why.MONEY_ON_ITS_WAY, "", grace_over(case.counts_from, case), legal=False)
        begins = case.facts.due_on
    else:
        begins = case.steps[-1].sent_on
        yield Reason(Why.ONE_STEP_A_DAY, "", begins + ONE_DAY, legal=False)
        given = [step.pay_by or step.sent_on + _USUAL_TERM for step in case.taken(*LETTERS, *DEMANDS, *_LUMP)]
        if given:
            yield Reason(Why.MONEY_ON_ITS_WAY, "", grace_over(max(given), case), legal=False)
    if wish is not None:
        yield Reason(Why.MERCHANTS_DAYS, "", begins + timedelta(days=wish), legal=False, names=(wish,))


def _binding_first(reasons: Iterable[Reason]) -> list[Reason]:
    """The waits by their day, the one that is waited for first; of equal days the law's."""
    return sorted(reasons, key=lambda reason: (reason.day or date.min, reason.legal), reverse=True)


def _latest(reasons: Iterable[Reason], day: date) -> date:
    return max([day, *(reason.day for reason in reasons if reason.day)])


def _days(kind: StepKind, waits: list[Reason], sent_on: date) -> Proposal:
    legal_on = _latest([wait for wait in waits if wait.legal], date.min)
    return Proposal(kind, legal_on, _latest(waits, date.min), sent_on)


def _charge(case: Case, law: CountryLaw, setting: StepSetting, sent_on: date) -> Charge:
    """The law's fee where one is wanted, and none that is more than what is open of the principal."""
    if setting.kind in SILENT:
        return Charge()
    if not setting.fee:
        return free(Reason(Why.NO_FEE_WANTED, legal=False))
    charge = law.charge(case, setting.kind, sent_on)
    if charge.fee_minor > case.principal_minor:
        return free(Reason(Why.FEE_OVER_CLAIM, legal=False))
    return charge


def _filled(
    case: Case, law: CountryLaw, setting: StepSetting, days: Proposal, charge: Charge, waits: list[Reason]
) -> Plan:
    """The step with everything it needs; or a person, where something needs one."""
    kind, sent_on = setting.kind, days.sent_on
    by_letter = tuple(law.letter_only(case, kind, sent_on))
    electronic = setting.electronic and not by_letter and (case.facts.email or case.facts.electronic)
    term = None if kind in SILENT else law.term(case, kind, sent_on)
    legal_pay_by = term.day if term else None
    wished = sent_on + timedelta(days=setting.term_days)
    pay_by = roll_forward(max(legal_pay_by, wished), case.facts.country) if legal_pay_by else None
    interest = interest_up_to(case, sent_on)
    step = Proposal(
        kind,
        days.legal_on,
        days.earliest_on,
        sent_on,
        charge,
        legal_pay_by,
        pay_by,
        electronic,
        interest,
    )
    told = [Reason(term.why, term.source, names=term.names)] if term and term.legal else []
    reasons = (*waits, *charge.reasons, *told, *by_letter)
    against = _unlicensed(case, kind, sent_on) or _unreachable(case, kind, electronic=electronic)
    if against:
        return Plan(Outcome.PERSON, (against, *reasons), step, days.earliest_on)
    if kind in COLLECTION and not case.facts.for_collection and not case.settings.automatic_transfer:
        return Plan(Outcome.APPROVAL, (Reason(Why.NOT_TRANSFERRED, legal=False), *reasons), step, days.earliest_on)
    outcome = Outcome.APPROVAL if _needs_approval(case, kind) else Outcome.STEP
    return Plan(outcome, reasons, step, days.earliest_on)


def _unlicensed(case: Case, kind: StepKind, sent_on: date) -> Reason | None:
    """The law adopted in Norway in 2026 leaves the inkassovarsel to licensed firms. Raises UnusableRuleError."""
    law = case.rules.book.law_on(sent_on)
    if kind is not StepKind.COLLECTION_NOTICE or law.own_notice or case.settings.regime is Regime.COLLECTOR:
        return None
    return Reason(Why.LICENSED_ONLY, law.name)


def _unreachable(case: Case, kind: StepKind, *, electronic: bool) -> Reason | None:
    if electronic or case.facts.postal_address or kind in SILENT:
        return None
    return Reason(Why.NO_POSTAL_ADDRESS, legal=False)


def _needs_approval(case: Case, kind: StepKind) -> bool:
    """Court always; the start and the demands where the merchant wants to be asked."""
    settings, approved = case.settings, case.facts.approved
    if kind is StepKind.LEGAL_ACTION or (settings.approve_demands and kind in DEMANDS):
        return kind not in approved
    return settings.approve_start and None not in approved


def bearing_from(case: Case) -> Start | None:
    """When interest begins; None where the merchant wants none, or nothing was demanded yet.

    Raises UnusableRuleError.
    """
    facts = case.facts
    if not case.settings.interest:
        return None
    demanded_on = facts.interest_demanded_on
    return start_of(case.rules.book, facts.due_on, demanded_on, fixed=facts.due_fixed, payer=case.payer)


def interest_up_to(case: Case, on: date) -> tuple[InterestRow, ...]:
    """The rows up to and with the day, on the principal alone. Raises UnusableRuleError."""
    start = bearing_from(case)
    if start is None:
        return ()
    bearing = timeline(case.facts.principal_minor, start.on, case.facts.movements, case.facts.interest_pauses)
    return explained(case.rules.rates[case.payer], bearing, on, start.figure)


def _advance(case: Case, setting: StepSetting) -> Plan:
    """A friendly word before the due date: no fee, no time of its own."""
    day = case.facts.due_on + timedelta(days=setting.after_days or 0)
    wait = Reason(Why.BEFORE_DUE, "", day, legal=False)
    step = Proposal(setting.kind, day, day, max(day, case.today), electronic=setting.electronic and case.facts.email)
    return Plan(Outcome.STEP, (wait,), step, day)
