"""Sweden: betalningspåminnelse, inkassokrav, by lag (1981:739) and inkassolagen."""

from collections.abc import Iterator
from datetime import date

from fordring.domain.followup.case import ONE_DAY, Case, Charge, after_bank_days, days_after, free, setting_of
from fordring.domain.followup.facts import DEMANDS, StepKind
from fordring.domain.followup.figures import Item
from fordring.domain.followup.reason import Reason
from fordring.domain.followup.settings import StepSetting
from fordring.domain.followup.why import Why

_ACT = "lag (1981:739)"


def instead(case: Case, setting: StepSetting) -> StepSetting:
    """No court without an inkassokrav."""
    if setting.kind is StepKind.LEGAL_ACTION and not case.taken(*DEMANDS):
        return setting_of(case, StepKind.PAYMENT_DEMAND)
    return setting


def waits(case: Case, kind: StepKind) -> Iterator[Reason]:
    """Overdue; and no further step, of any kind, before the time of the inkassokrav is over."""
    del kind
    yield Reason(Why.NOT_OVERDUE, "inkassolagen 5 §", case.counts_from + ONE_DAY)
    demands = case.taken(*DEMANDS)
    if demands:
        ends = _least_term(case, demands[-1].sent_on)
        given = max(ends.day or demands[-1].sent_on, demands[-1].pay_by or demands[-1].sent_on)
        yield Reason(Why.DEMAND_TIME, ends.source, given + ONE_DAY)


def fee_waits(case: Case, kind: StepKind) -> Iterator[Reason]:
    """The act sets no days for a fee beyond those of the step."""
    del case, kind
    yield from ()


def charge(case: Case, kind: StepKind, sent_on: date) -> Charge:
    """2 §: a reminder's fee only as agreed before the debt arose; 4 a §: the lump sum, offset against the fees."""
    if kind is StepKind.COMPENSATION:
        if case.taken(StepKind.COMPENSATION):
            return free(Reason(Why.COMPENSATION_ONCE, f"{_ACT} 4 a §"))
        figure = case.find(Item.COMPENSATION, sent_on)
        reason = Reason(Why.COMPENSATION, figure.row.paragraph)
        return Charge(max(0, figure.value - case.fees_minor), case.whose(kind), 0, (reason,), (figure,))
    if kind is StepKind.REMINDER and not case.facts.fee_agreed:
        return free(Reason(Why.FEE_NOT_AGREED, f"{_ACT} 2 §"))
    reminder = kind is StepKind.REMINDER
    room = case.room(Item.REMINDERS_MAX, StepKind.REMINDER) if reminder else case.room(Item.DEMANDS_MAX, *DEMANDS)
    if room.used_up:
        return free(room.used_up)
    figure = case.find(Item.REMINDER_FEE if reminder else Item.DEMAND_FEE, sent_on)
    reason = Reason(Why.FEE_AT_MOST, figure.row.paragraph)
    fee = max(0, figure.value - case.compensation_minor)
    return Charge(fee, case.whose(kind), 0, (reason,), (figure, *room.within))


def term(case: Case, kind: StepKind, sent_on: date) -> Reason | None:
    """An inkassokrav gives eight days from sending and four bank days from when it has presumably come."""
    if kind in DEMANDS:
        return _least_term(case, sent_on)
    return Reason(Why.MERCHANTS_TERM, "", sent_on, legal=False)


def _least_term(case: Case, sent_on: date) -> Reason:
    days = days_after(sent_on, case.find(Item.DEMAND_TERM, sent_on), Why.DAYS_TO_PAY)
    bank_days = case.find(Item.DEMAND_BANK_TERM, sent_on)
    come_on = after_bank_days(sent_on, case.settings.receipt_bank_days, "SE")
    ends = after_bank_days(come_on, bank_days.value, "SE")
    if days.day and days.day >= ends:
        return days
    return Reason(Why.BANK_DAYS_TO_PAY, bank_days.row.paragraph, ends, names=(bank_days.value,))


def letter_only(case: Case, kind: StepKind, sent_on: date) -> Iterator[Reason]:
    """The law prescribes no way of sending."""
    del case, kind, sent_on
    yield from ()
