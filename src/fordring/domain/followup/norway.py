"""Norway: purring, inkassovarsel, betalingsoppfordring, by inkassoloven, its regulation and forsinkelsesrenteloven."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from fordring.domain.followup.case import ONE_DAY, Case, Charge, days_after, free, months_after, setting_of
from fordring.domain.followup.facts import DEMANDS, LETTERS, StepKind, StepTaken
from fordring.domain.followup.figures import Figure, Item
from fordring.domain.followup.reason import Reason
from fordring.domain.followup.settings import Regime, StepSetting
from fordring.domain.followup.why import Why
from fordring.domain.money import BASIS_POINTS, divide_rounded

_AFTER_NOTICE = frozenset({StepKind.PAYMENT_DEMAND, StepKind.HEAVY_DEMAND, StepKind.LEGAL_ACTION})
_AFTER_DEMAND = frozenset({StepKind.HEAVY_DEMAND, StepKind.LEGAL_ACTION})
_NOTICE = (Why.AFTER_NOTICE, Why.NOTICE_TIME)
_DEMAND = (Why.AFTER_DEMAND, Why.DEMAND_TIME)
_LETTER = (Why.FEE_AFTER_LETTER, Why.LETTER_TIME)
_FEES = {StepKind.REMINDER: Item.REMINDER_FEE, StepKind.COLLECTION_NOTICE: Item.NOTICE_FEE}


def instead(case: Case, setting: StepSetting) -> StepSetting:
    """No demand without a notice that gave its time (§ 9), no court by a demand older than six months (§ 11)."""
    if setting.kind in _AFTER_NOTICE and not _notices(case):
        return setting_of(case, StepKind.COLLECTION_NOTICE)
    demands = _demands(case) if setting.kind in _AFTER_DEMAND else []
    if setting.kind in _AFTER_DEMAND and not demands:
        return setting_of(case, StepKind.PAYMENT_DEMAND)
    if setting.kind is StepKind.LEGAL_ACTION:
        months = case.find(Item.DEMAND_RENEWAL, case.today).value
        if case.today > months_after(demands[-1].sent_on, months):
            return replace(setting_of(case, StepKind.PAYMENT_DEMAND), fee=False)
    return setting


def _notices(case: Case) -> list[StepTaken]:
    """Each inkassovarsel that was sent when the claim was due and gave the time that it must."""
    days = timedelta(days=case.find(Item.NOTICE_TERM, case.today).value)
    return [
        step
        for step in case.taken(StepKind.COLLECTION_NOTICE)
        if step.sent_on > case.facts.due_on and _ends(step, days) >= step.sent_on + days
    ]


def _demands(case: Case) -> list[StepTaken]:
    """Each betalingsoppfordring that was sent when a notice had run out, and gave the time that it must."""
    notice_days = timedelta(days=case.find(Item.NOTICE_TERM, case.today).value)
    days = timedelta(days=case.find(Item.DEMAND_TERM, case.today).value)
    ends = [_ends(notice, notice_days) for notice in _notices(case)]
    return [
        step
        for step in case.taken(*DEMANDS)
        if _ends(step, days) >= step.sent_on + days and any(end < step.sent_on for end in ends)
    ]


def _ends(letter: StepTaken, days: timedelta) -> date:
    """The day a letter gave; where nobody knows, the one that it had to give."""
    return letter.pay_by or letter.sent_on + days


def waits(case: Case, kind: StepKind) -> Iterator[Reason]:
    """§ 9 to § 11, and forskriften § 2-3 for the heavy salær."""
    if kind not in _AFTER_NOTICE:
        yield Reason(Why.NOT_OVERDUE, "inkassoloven § 9", case.counts_from + ONE_DAY)
        return
    for notice in _notices(case)[:1]:
        yield _run_out(notice, case.find(Item.NOTICE_TERM, case.today), _NOTICE)
    for demand in _demands(case)[-1:]:
        term = case.find(Item.DEMAND_TERM, case.today)
        run_out = _run_out(demand, term, _DEMAND)
        yield run_out
        if kind is StepKind.HEAVY_DEMAND:
            heavy = case.find(Item.HEAVY_AFTER_TERM, case.today)
            ends = _ends(demand, timedelta(days=term.value))
            yield days_after(ends, heavy, Why.DEMAND_OVERRUN, extra=1)


def _run_out(letter: StepTaken, term: Figure, whys: tuple[Why, Why]) -> Reason:
    """The day after the time a letter gave; never less than the law's."""
    least = letter.sent_on + timedelta(days=term.value)
    given = max(least, letter.pay_by or least)
    laws, letters = whys
    if given == least:
        return Reason(laws, term.row.paragraph, given + ONE_DAY, names=(term.value,))
    return Reason(letters, term.row.paragraph, given + ONE_DAY)


def fee_waits(case: Case, kind: StepKind) -> Iterator[Reason]:
    """Forskriften § 1-2: fourteen days after the due date; § 1-3: a second letter after the first one's deadline."""
    if kind not in LETTERS:
        return
    yield days_after(case.counts_from, case.find(Item.FEE_AFTER_DUE, case.today), Why.FEE_AFTER_DUE)
    charged = case.charged(*LETTERS)
    if charged:
        gap = case.find(Item.LETTER_GAP, case.today)
        yield _run_out(charged[-1], gap, _LETTER)


def charge(case: Case, kind: StepKind, sent_on: date) -> Charge:
    """The fee by the rates of the sending day (§ 1-2); salær by the principal's tier (§§ 2-1 to 2-3)."""
    if kind is StepKind.COMPENSATION:
        return _compensation(case, kind, sent_on)
    if kind in DEMANDS and case.settings.regime is Regime.COLLECTOR:
        return _collector(case, kind, sent_on)
    if case.compensation_minor:
        return free(Reason(Why.FEE_AFTER_COMPENSATION, "forsinkelsesrenteloven § 3a"))
    if kind in DEMANDS:
        item, rooms = Item.OWN_DEMAND_FEE, [case.room(Item.DEMANDS_MAX, *DEMANDS)]
    else:
        limit = Item.REMINDERS_MAX if kind is StepKind.REMINDER else Item.NOTICES_MAX
        item, rooms = _FEES[kind], [case.room(limit, kind), case.room(Item.LETTERS_MAX, *LETTERS)]
    for room in rooms:
        if room.used_up:
            return free(room.used_up)
    fee = case.find(item, sent_on)
    figures = (fee, *(limit for room in rooms for limit in room.within))
    return Charge(fee.value, case.whose(kind), 0, (Reason(Why.FEE_OF_DAY, fee.row.paragraph),), figures)


def _compensation(case: Case, kind: StepKind, sent_on: date) -> Charge:
    """§ 3a: between businesses; what was claimed in fees is deducted."""
    if case.taken(StepKind.COMPENSATION):
        return free(Reason(Why.COMPENSATION_ONCE, "forsinkelsesrenteloven § 3a"))
    figure = case.find(Item.COMPENSATION, sent_on)
    reason = Reason(Why.COMPENSATION, figure.row.paragraph)
    return Charge(max(0, figure.value - case.fees_minor), case.whose(kind), 0, (reason,), (figure,))


def _collector(case: Case, kind: StepKind, sent_on: date) -> Charge:
    """Light or heavy salær, less what was claimed as such before; VAT on it where the creditor cannot deduct it."""
    rate, share = case.find(Item.COLLECTION_RATE, sent_on), case.find(Item.COLLECTOR_SHARE, sent_on)
    figures = [rate, share]
    limits: tuple[Figure, ...] = ()
    if case.facts.business:
        figures.append(case.find(Item.COLLECTOR_BUSINESS_SHARE, sent_on))
    if kind is StepKind.HEAVY_DEMAND:
        figures.append(case.find(Item.COLLECTOR_HEAVY_SHARE, sent_on))
    else:
        room = case.room(Item.DEMANDS_MAX, *DEMANDS)
        if room.used_up:
            return free(room.used_up)
        limits = room.within
    amount, divisor = rate.value, 1
    for figure in figures[1:]:
        amount, divisor = amount * figure.value, divisor * BASIS_POINTS
    before = sum(step.counted_minor for step in case.taken(*DEMANDS)) + case.compensation_minor
    fee = max(0, amount // divisor - before)
    vat = 0
    if fee and not case.facts.deducts_vat:
        figures.append(case.find(Item.COLLECTOR_VAT, sent_on))
        vat = divide_rounded(fee * figures[-1].value, BASIS_POINTS)
    weight = Why.HEAVY_FEE if kind is StepKind.HEAVY_DEMAND else Why.LIGHT_FEE
    reason = Reason(weight, share.row.paragraph)
    return Charge(fee, case.whose(kind), vat, (reason,), (*figures, *limits))


def term(case: Case, kind: StepKind, sent_on: date) -> Reason | None:
    """Fourteen days from sending (§ 9, § 10); a reminder's are needed for a second letter with a fee (§ 1-3)."""
    if kind in DEMANDS:
        return days_after(sent_on, case.find(Item.DEMAND_TERM, sent_on), Why.DAYS_TO_PAY)
    item = Item.NOTICE_TERM if kind is StepKind.COLLECTION_NOTICE else Item.LETTER_GAP
    return days_after(sent_on, case.find(item, sent_on), Why.DAYS_TO_PAY)


def letter_only(case: Case, kind: StepKind, sent_on: date) -> Iterator[Reason]:
    """§ 3a: the inkassovarsel and demands, unless electronically in a way sure to reach the payer, on any day."""
    del sent_on
    if kind in DEMANDS | {StepKind.COLLECTION_NOTICE} and not case.facts.electronic:
        yield Reason(Why.NOT_SURE_TO_REACH, "inkassoloven § 3a")
