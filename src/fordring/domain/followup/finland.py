"""Finland: maksumuistutus, maksuvaatimus, by laki saatavien perinnästä (513/1999); consumers and businesses apart."""

from collections.abc import Iterator
from datetime import date

from fordring.domain.followup.case import ONE_DAY, Case, Charge, days_after, free, months_after, setting_of
from fordring.domain.followup.facts import DEMANDS, LETTERS, StepKind, StepTaken
from fordring.domain.followup.figures import Item
from fordring.domain.followup.reason import Reason
from fordring.domain.followup.settings import Regime, StepSetting
from fordring.domain.followup.why import Why
from fordring.domain.money import BASIS_POINTS

_ACT = "513/1999"


def instead(case: Case, setting: StepSetting) -> StepSetting:
    """A consumer is demanded of only after a reminder that was sent when the claim was due (5 §)."""
    if setting.kind is StepKind.LEGAL_ACTION and not case.taken(*DEMANDS):
        return instead(case, setting_of(case, StepKind.PAYMENT_DEMAND))
    if setting.kind in DEMANDS and not case.facts.business and not _reminders(case):
        return setting_of(case, StepKind.REMINDER)
    return setting


def _reminders(case: Case) -> list[StepTaken]:
    return [step for step in case.taken(StepKind.REMINDER) if step.sent_on > case.facts.due_on]


def waits(case: Case, kind: StepKind) -> Iterator[Reason]:
    """Overdue; a consumer's demand fourteen days after the reminder (5 §); a next step after the demand's time."""
    yield Reason(Why.NOT_OVERDUE, _ACT, case.counts_from + ONE_DAY)
    demands, reminders = case.taken(*DEMANDS), _reminders(case)
    if kind in DEMANDS and not case.facts.business and reminders:
        figure = case.find(Item.DEMAND_AFTER_REMINDER, case.today)
        yield days_after(reminders[-1].sent_on, figure, Why.AFTER_REMINDER)
        yield days_after(case.counts_from, figure, Why.AFTER_DUE)
    if demands:
        figure = case.find(Item.DEMAND_TERM, case.today)
        yield days_after(demands[-1].sent_on, figure, Why.AFTER_DEMAND, extra=1)


def fee_waits(case: Case, kind: StepKind) -> Iterator[Reason]:
    """So many days after the due date, and between letters that bear a fee."""
    if kind not in LETTERS | DEMANDS:
        return
    yield days_after(case.counts_from, case.find(Item.FEE_AFTER_DUE, case.today), Why.FEE_AFTER_DUE)
    charged = case.charged(*LETTERS, *DEMANDS)
    if charged:
        gap = case.find(Item.LETTER_GAP, case.today)
        yield days_after(charged[-1].sent_on, gap, Why.FEE_AFTER_LETTER)


def charge(case: Case, kind: StepKind, sent_on: date) -> Charge:
    """By kind, payer and principal; a further demand is half of the first; all together no more than the cap."""
    if kind is StepKind.COMPENSATION:
        if case.taken(StepKind.COMPENSATION):
            return free(Reason(Why.COMPENSATION_ONCE, "korkolaki"))
        figure = case.find(Item.COMPENSATION, sent_on)
        reason = Reason(Why.COMPENSATION, figure.row.paragraph)
        return Charge(max(0, figure.value - case.fees_minor), case.whose(kind), 0, (reason,), (figure,))
    charged = _letter(case, kind, sent_on)
    fee = max(0, charged.fee_minor - case.compensation_minor)
    return _capped(case, kind, sent_on, Charge(fee, charged.whose, 0, charged.reasons, charged.figures))


def _letter(case: Case, kind: StepKind, sent_on: date) -> Charge:
    if kind is StepKind.REMINDER:
        room = case.room(Item.REMINDERS_MAX, StepKind.REMINDER)
        item = Item.REMINDER_FEE
    else:
        room = case.room(Item.DEMANDS_MAX, *DEMANDS)
        item = Item.ENFORCEABLE_DEMAND_FEE if case.facts.enforceable else Item.DEMAND_FEE
        if case.settings.regime is Regime.OWN:
            if not case.facts.business:
                return free(Reason(Why.FEE_NOT_KNOWN, _ACT))
            item = Item.OWN_DEMAND_FEE
    if room.used_up:
        return free(room.used_up)
    figure = case.find(item, sent_on)
    reason = Reason(Why.FEE_AT_MOST, figure.row.paragraph)
    before = case.charged(*DEMANDS)
    if kind is StepKind.REMINDER or not before:
        return Charge(figure.value, case.whose(kind), 0, (reason,), (figure, *room.within))
    share = case.find(Item.FURTHER_DEMAND_SHARE, sent_on)
    first = min(figure.value, before[0].counted_minor)
    half = Reason(Why.FEE_OF_FURTHER_DEMAND, share.row.paragraph)
    figures = (figure, share, *room.within)
    return Charge(first * share.value // BASIS_POINTS, case.whose(kind), 0, (reason, half), figures)


def _capped(case: Case, kind: StepKind, sent_on: date, charged: Charge) -> Charge:
    """The fee within what all costs may be together. That of businesses is wanted from the second demand on."""
    if not charged.fee_minor or (case.facts.business and not (kind in DEMANDS and case.charged(*DEMANDS))):
        return charged
    cap = case.find(Item.ENFORCEABLE_TOTAL_CAP if case.facts.enforceable else Item.TOTAL_CAP, sent_on)
    left = max(0, cap.value - case.fees_minor)
    if charged.fee_minor <= left:
        return Charge(charged.fee_minor, charged.whose, 0, charged.reasons, (*charged.figures, cap))
    reason = Reason(Why.FEE_WITHIN_CAP, cap.row.paragraph)
    return Charge(left, charged.whose, 0, (*charged.reasons, reason), (*charged.figures, cap))


def term(case: Case, kind: StepKind, sent_on: date) -> Reason | None:
    """A demand gives its days from sending; a reminder what the merchant gives."""
    if kind in DEMANDS:
        return days_after(sent_on, case.find(Item.DEMAND_TERM, sent_on), Why.DAYS_TO_PAY)
    return Reason(Why.MERCHANTS_TERM, "", sent_on, legal=False)


def letter_only(case: Case, kind: StepKind, sent_on: date) -> Iterator[Reason]:
    """To a consumer in writing on paper, unless it consented no longer than twelve months ago."""
    if case.facts.business or kind not in LETTERS | DEMANDS:
        return
    lasts, consented = case.find(Item.CONSENT_LASTS, sent_on), case.facts.consented_on
    if consented is None or not consented <= sent_on <= months_after(consented, lasts.value):
        yield Reason(Why.NO_CONSENT, lasts.row.paragraph)
