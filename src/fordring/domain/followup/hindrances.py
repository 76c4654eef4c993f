"""What stands in the way of every step: paid, time-barred, stopped, of another country or currency, not delivered."""

from collections.abc import Callable
from datetime import date, timedelta

from fordring.domain.claim.limitation import Due
from fordring.domain.followup.case import Case
from fordring.domain.followup.facts import SILENT, ClaimFacts, StepKind
from fordring.domain.followup.outcome import Outcome, Plan
from fordring.domain.followup.reason import Reason
from fordring.domain.followup.rulebook import CURRENCIES
from fordring.domain.followup.stops import STOPS, look_again_on, stops_on, with_its_plan
from fordring.domain.followup.why import Why


def hindrance(case: Case, last: date | None) -> Plan | None:
    """The first thing that stands in the way; None where nothing does. `last` is what `barred_after` says."""
    for check in _CHECKS:
        found = check(case, last)
        if found:
            return found
    return None


def barred_after(case: Case) -> date | None:
    """The last day on which the claim is not time-barred; None where no period is known.

    What interrupts starts the period anew, unless it was over by then.
    """
    return due_of(case.facts).last


def warn_on(case: Case, last: date | None) -> date | None:
    """The day from which the end of limitation is near; None where no period is known."""
    return last - timedelta(days=case.settings.watch_days) if last else None


def watched(case: Case, last: date | None) -> tuple[Reason, ...]:
    """A warning while the end of limitation is near."""
    near = warn_on(case, last)
    if last is None or near is None or case.today < near:
        return ()
    return (Reason(Why.BARRED_AFTER, _source(case), names=(last,)),)


def _source(case: Case) -> str:
    """The paragraph of a limitation that is there."""
    period = due_of(case.facts).period
    assert period is not None
    return period.source


def due_of(facts: ClaimFacts) -> Due:
    """What its limitation is reckoned from, the steps that stand among it."""
    written = tuple(step.sent_on for step in facts.steps if not step.cancelled and step.kind not in SILENT)
    return Due(facts.country, facts.business, facts.due_on, facts.interrupted_on, written, facts.paid_on)


def settled(case: Case) -> bool:
    """Whether nothing is open that its merchant would have demanded."""
    return _settled(case, None) is not None


def _settled(case: Case, _last: date | None) -> Plan | None:
    facts, settings = case.facts, case.settings
    if facts.open.total <= settings.tolerance_minor:
        why = Why.WITHIN_TOLERANCE if facts.open.total else Why.NOTHING_OPEN
        return Plan(Outcome.DONE, (Reason(why, legal=False),))
    if facts.principal_minor < settings.least_minor:
        return Plan(Outcome.DONE, (Reason(Why.TOO_SMALL, legal=False),))
    return None


def _barred(case: Case, last: date | None) -> Plan | None:
    if last is None or case.today <= last:
        return None
    return Plan(Outcome.BARRED, (Reason(Why.BARRED_SINCE, _source(case), names=(last,)),))


def _stopped(case: Case, _last: date | None) -> Plan | None:
    """A stop that ends by itself ends on its day; of any other, a person is asked then. A payment plan's has no day."""
    stops = stops_on(case.facts.stops, case.today)
    if not stops:
        return None
    reasons = tuple(Reason(STOPS[stop.reason].why, STOPS[stop.reason].source, legal=False) for stop in stops)
    looked_at = min((look_again_on(stop) for stop in stops if not with_its_plan(stop)), default=None)
    outcome = Outcome.PERSON if looked_at is not None and looked_at <= case.today else Outcome.STOPPED
    return Plan(outcome, reasons, look_on=looked_at)


def _monitored(case: Case, last: date | None) -> Plan | None:
    """A claim that is only watched waits for nobody, until its end is near: then a person may still interrupt it."""
    if not case.taken(StepKind.MONITORED):
        return None
    near = warn_on(case, last)
    outcome = Outcome.PERSON if near and near <= case.today else Outcome.MONITORED
    return Plan(outcome, (Reason(Why.MONITORED, legal=False),), look_on=near)


def _foreign(case: Case, _last: date | None) -> Plan | None:
    facts = case.facts
    if facts.payer_country != facts.country:
        return _asked(Why.PAYER_ABROAD, facts.payer_country)
    if facts.currency != CURRENCIES[facts.country]:
        return _asked(Why.OTHER_CURRENCY, facts.currency, CURRENCIES[facts.country])
    if not facts.business and case.charged(StepKind.COMPENSATION):
        return _asked(Why.CONSUMERS_COMPENSATION)
    return None


def _asked(why: Why, *names: str) -> Plan:
    return Plan(Outcome.PERSON, (Reason(why, legal=False, names=names),))


def _undelivered(case: Case, _last: date | None) -> Plan | None:
    if case.facts.handed_over or (case.facts.delivered_on and case.facts.delivered_on <= case.today):
        return None
    return Plan(Outcome.STOPPED, (Reason(Why.UNDELIVERED, legal=False),))


_CHECKS: tuple[Callable[[Case, date | None], Plan | None], ...] = (
    *(_settled, _barred, _stopped, _monitored),
    *(_foreign, _undelivered),
)
