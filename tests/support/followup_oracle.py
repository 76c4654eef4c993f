"""An independent judge of steps taken: slow, and written from the tables of the reference, not from the engine.

`violations` names everything in which one step of ours was earlier, dearer or more often than the law's table allows.
It knows the value types of a claim and its steps; figures, days and limits are its own.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

import holidays

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.facts import ClaimFacts, StepKind, StepTaken
from support.limitation_oracle import last_day

Row = TypeVar("Row")

REMINDER, NOTICE, DEMAND = StepKind.REMINDER, StepKind.COLLECTION_NOTICE, StepKind.PAYMENT_DEMAND
HEAVY, LUMP, COURT = StepKind.HEAVY_DEMAND, StepKind.COMPENSATION, StepKind.LEGAL_ACTION

# All amounts below are minor units. Norway, from the day of sending:
NO_LETTER = [(date(2017, 1, 1), 70_00), (date(2020, 10, 1), 35_00), (date(2026, 1, 1), 38_00)]
NO_OWN_DEMAND = [(date(2017, 1, 1), 210_00), (date(2020, 10, 1), 105_00), (date(2026, 1, 1), 113_00)]
NO_TIERS = [500_00, 1_000_00, 2_500_00, 10_000_00, 50_000_00, 250_000_00, 10**15]
NO_LIGHT = [
    (date(2020, 10, 1), [175_00, 245_00, 280_00, 560_00, 1_120_00, 2_520_00, 5_040_00]),
    (date(2026, 1, 1), [187_50, 262_50, 300_00, 600_00, 1_200_00, 2_700_00, 5_400_00]),
]
NO_LUMP = [
    (date(2019, 7, 1), 390_00),
    (date(2020, 7, 1), 430_00),
    (date(2021, 7, 1), 400_00),
    (date(2022, 1, 1), 390_00),
    (date(2022, 7, 1), 400_00),
    (date(2023, 1, 1), 410_00),
    (date(2024, 1, 1), 470_00),
    (date(2025, 1, 1), 470_00),
    (date(2026, 1, 1), 460_00),
    (date(2026, 7, 1), 430_00),
]
# Finland: consumers' and businesses' demands by principal; businesses' figures before the reform of 2022 too.
REFORM = date(2022, 5, 1)
FI_CONSUMER_DEMAND = [(100_00, 14_00), (1_000_00, 24_00), (10**15, 50_00)]
FI_CONSUMER_CAP = [(100_00, 60_00), (1_000_00, 120_00), (10**15, 210_00)]
FI_BUSINESS_DEMAND = [(500_00, 50_00), (2_500_00, 70_00), (10_000_00, 90_00), (10**15, 110_00)]
FI_TEMPORARY_DEMAND = [(500_00, 50_00), (10**15, 80_00)]


@dataclass(frozen=True)
class Taken:
    """One step of ours as it was taken: of which claim (its history and what was open just before), how."""

    claim: ClaimFacts
    step: StepTaken
    collector: bool
    vat_minor: int = 0
    electronic: bool = False

    @property
    def before(self) -> list[StepTaken]:
        """What was taken before and stands."""
        return sorted((each for each in self.claim.steps if not each.cancelled), key=lambda each: each.sent_on)

    @property
    def late_since(self) -> date:
        """From when days count: the due date; an invoice's delivery by us, where that was later."""
        return max(self.claim.due_on, self.claim.delivered_on or self.claim.due_on)

    def of(self, *kinds: StepKind, charged: bool = False) -> list[StepTaken]:
        """Those of these kinds before it, or only those with a fee."""
        return [each for each in self.before if each.kind in kinds and (each.fee_minor or not charged)]


def violations(taken: Taken) -> list[str]:
    """What the law's table does not allow in this step; empty where all is well.

    That a claim is only watched from now on is no act against its payer.
    """
    if taken.step.kind is StepKind.MONITORED:
        return ["a fee or a time of nothing"] if taken.step.fee_minor or taken.step.pay_by else []
    country = {"NO": norway, "SE": sweden, "FI": finland}[taken.claim.country]
    return [*everywhere(taken), *country(taken), *_lump_beside(taken)]


def everywhere(taken: Taken) -> Iterator[str]:
    claim, step = taken.claim, taken.step
    if step.sent_on <= taken.late_since:
        yield "sent before the claim was overdue"
    if any(each.sent_on >= step.sent_on for each in taken.before):
        yield "two steps on one day"
    if claim.open.total <= 0:
        yield "nothing was open"
    if step.sent_on > last_day(claim):
        yield "sent when the claim was time-barred"
    if taken.of(StepKind.MONITORED):
        yield "a step of a claim that is only watched"
    if step.fee_minor > claim.open.principal:
        yield "a fee larger than the claim"
    if step.fee_minor < 0 or taken.vat_minor * 4 > step.fee_minor + 2 or (taken.vat_minor and claim.deducts_vat):
        yield "VAT that is not due"
    if step.kind is LUMP and (not claim.business or taken.of(LUMP)):
        yield "a lump sum of a consumer, or a second one"
    yield from _untimely(taken)


def _untimely(taken: Taken) -> Iterator[str]:
    claim, step = taken.claim, taken.step
    for stop in claim.stops:
        if stop.since <= step.sent_on and (stop.until is None or step.sent_on < stop.until):
            yield f"sent while stopped: {stop.reason}"
    for earlier in taken.before:
        if earlier.ours and earlier.pay_by and earlier.pay_by >= step.sent_on:
            yield f"sent within the time that the {earlier.kind} gave"


def norway(taken: Taken) -> Iterator[str]:
    step, day = taken.step, taken.step.sent_on
    letters = taken.of(REMINDER, NOTICE, charged=True)
    lump = sum(each.fee_minor for each in taken.of(LUMP))
    if step.kind in {REMINDER, NOTICE} and step.fee_minor:
        if (day - taken.late_since).days < 14:
            yield "a fee less than 14 days after the due date"
        if step.fee_minor > newest(NO_LETTER, day):
            yield "a letter dearer than 1/20 of the inkassosats"
        if any(day <= max(each.sent_on + timedelta(14), each.pay_by or each.sent_on) for each in letters):
            yield "a second fee before the first letter's deadline was overrun"
        if len(letters) >= 2 or (step.kind is NOTICE and taken.of(NOTICE, charged=True)):
            yield "more letters with a fee than § 1-3 allows"
        if lump:
            yield "a fee beside the lump sum"
    if step.kind in {NOTICE, DEMAND, HEAVY} and (step.pay_by is None or (step.pay_by - day).days < 14):
        yield "less than 14 days to pay"
    if step.kind in {DEMAND, HEAVY, COURT} and not any(_notice_ran_out(each, taken) for each in taken.of(NOTICE)):
        yield "a demand without an inkassovarsel that ran out"
    if step.kind is LUMP and step.fee_minor > max(0, newest(NO_LUMP, day) - sum(e.fee_minor for e in taken.before)):
        yield "a larger lump sum than the table less the fees"
    yield from _norways_demand(taken)


def _notice_ran_out(notice: StepTaken, taken: Taken) -> bool:
    given = _given(notice)
    late = notice.sent_on > taken.claim.due_on
    return late and (given - notice.sent_on).days >= 14 and taken.step.sent_on > given


def _norways_demand(taken: Taken) -> Iterator[str]:
    step, day = taken.step, taken.step.sent_on
    demands = taken.of(DEMAND, HEAVY)
    good = [each for each in demands if _lawful_demand(each, taken)]
    if step.kind in {COURT, HEAVY} and not good:
        yield f"a {step.kind} without a betalingsoppfordring"
        return
    if step.kind is COURT and half_a_year_after(good[-1].sent_on) < day:
        yield "to court without a betalingsoppfordring of the last six months"
    if step.kind not in {DEMAND, HEAVY}:
        return
    so_far = sum(each.fee_minor for each in demands)
    if step.kind is DEMAND and step.fee_minor and so_far:
        yield "a second demand with a fee"
    if not taken.collector:
        if step.kind is HEAVY or step.fee_minor > newest(NO_OWN_DEMAND, day):
            yield "an own demand dearer than 3/20 of the inkassosats"
        return
    light = newest(NO_LIGHT, day)[tier(NO_TIERS, taken.claim.open.principal)]
    if taken.claim.business:
        light = light * 3 // 2
    most = light * 2 if step.kind is HEAVY else light
    if so_far + step.fee_minor > max(most, so_far):
        yield f"salær of {so_far + step.fee_minor} where {most} is allowed"
    if step.kind is HEAVY and (day - max(_given(good[-1]), good[-1].sent_on + timedelta(14))).days <= 28:
        yield "heavy salær before the deadline was overrun by 28 days"


def _given(letter: StepTaken) -> date:
    return letter.pay_by or letter.sent_on + timedelta(14)


def _lawful_demand(demand: StepTaken, taken: Taken) -> bool:
    """Whether it came when an inkassovarsel had run out, and gave fourteen days."""
    earlier = replace(taken, step=demand)
    return (_given(demand) - demand.sent_on).days >= 14 and any(
        _notice_ran_out(each, earlier) for each in taken.of(NOTICE)
    )


def sweden(taken: Taken) -> Iterator[str]:
    step, day = taken.step, taken.step.sent_on
    demands = taken.of(DEMAND)
    if step.kind is REMINDER and step.fee_minor:
        if not taken.claim.fee_agreed or taken.of(REMINDER, charged=True):
            yield "a reminder's fee that was not agreed on, or a second one"
        if step.fee_minor > 60_00:
            yield "a reminder dearer than 60"
    if step.kind is DEMAND:
        yield from _inkassokrav(step, demands)
    if step.kind is COURT and not demands:
        yield "to court without an inkassokrav"
    if demands and (day - demands[-1].sent_on).days <= 8:
        yield "a step within the least time of an inkassokrav"


def _inkassokrav(step: StepTaken, demands: list[StepTaken]) -> Iterator[str]:
    if step.fee_minor > 180_00 or (step.fee_minor and any(each.fee_minor for each in demands)):
        yield "an inkassokrav dearer than 180, or a second one with a fee"
    if step.pay_by is None or (step.pay_by - step.sent_on).days < 8:
        yield "less than 8 days to pay"
    if step.pay_by is None or bank_days(step.sent_on, step.pay_by, "SE") < 5:
        yield "less than 4 bank days after the day it can have come"


def _lump_beside(taken: Taken) -> Iterator[str]:
    """Sweden's lump sum and fees are offset, whichever came first."""
    fee = taken.step.fee_minor
    if taken.claim.country != "SE" or not fee:
        return
    if taken.step.kind is LUMP and fee > max(0, 450_00 - sum(each.fee_minor for each in taken.before)):
        yield "more than 450 less the fees"
    if taken.step.kind is not LUMP and taken.of(LUMP) and fee > max(0, 180_00 - taken.of(LUMP)[0].fee_minor):
        yield "a fee beside the lump sum"


def finland(taken: Taken) -> Iterator[str]:
    step, day, claim = taken.step, taken.step.sent_on, taken.claim
    reminders = [each for each in taken.of(REMINDER) if each.sent_on > claim.due_on]
    if step.kind in {REMINDER, DEMAND} and step.fee_minor:
        yield from _finlands_letters(taken, taken.of(REMINDER, DEMAND, charged=True))
    if step.kind is DEMAND and not claim.business and not any((day - each.sent_on).days >= 14 for each in reminders):
        yield "a demand without a reminder 14 days before"
    if step.kind is DEMAND and (step.pay_by is None or (step.pay_by - day).days < (10 if claim.business else 14)):
        yield "too little time to pay"
    if step.kind is COURT and not taken.of(DEMAND):
        yield "to court without a demand"
    if step.kind in {REMINDER, DEMAND} and taken.electronic and not claim.business and not _consented(claim, day):
        yield "electronic without consent"
    if step.fee_minor > _finlands_fee(taken):
        yield f"a {step.kind} of {step.fee_minor}, {_finlands_fee(taken)} at most"
    so_far = sum(each.fee_minor for each in taken.before)
    if (
        not claim.business
        and step.fee_minor
        and so_far + step.fee_minor > limit(FI_CONSUMER_CAP, claim.principal_minor)
    ):
        yield "all costs together above the cap"


def _finlands_letters(taken: Taken, charged: list[StepTaken]) -> Iterator[str]:
    day, business = taken.step.sent_on, taken.claim.business
    gap = 14 if not business else 10 if day >= REFORM else 7
    if any((day - each.sent_on).days < gap for each in charged):
        yield f"less than {gap} days between letters with a fee"
    if not business and (day - taken.late_since).days < 14:
        yield "a fee less than 14 days after the due date"
    if len(taken.of(taken.step.kind, charged=True)) >= 2:
        yield "a third letter of its kind with a fee"


def _finlands_fee(taken: Taken) -> int:
    step, claim = taken.step, taken.claim
    lump = sum(each.fee_minor for each in taken.of(LUMP))
    reformed = step.sent_on >= REFORM
    if step.kind is LUMP:
        return max(0, 40_00 - sum(each.fee_minor for each in taken.before))
    if step.kind is REMINDER:
        return max(0, (12_00 if reformed else 10_00) - lump) if claim.business else 5_00
    if step.kind is not DEMAND:
        return 0
    if not taken.collector:
        return max(0, 12_00 - lump) if claim.business else 0
    table = FI_CONSUMER_DEMAND
    if claim.business:
        table = FI_BUSINESS_DEMAND if reformed else FI_TEMPORARY_DEMAND
    full = limit(table, claim.open.principal)
    return max(0, (full // 2 if taken.of(DEMAND, charged=True) else full) - lump)


def _consented(claim: ClaimFacts, day: date) -> bool:
    return claim.consented_on is not None and claim.consented_on <= day <= claim.consented_on + timedelta(366)


def newest(rows: list[tuple[date, Row]], day: date) -> Row:
    """The last value that had begun."""
    return [value for begins, value in rows if begins <= day][-1]


def tier(limits: list[int], principal: int) -> int:
    """The place of the first tier that reaches to the principal."""
    return next(place for place, most in enumerate(limits) if principal <= most)


def limit(table: list[tuple[int, int]], principal: int) -> int:
    """The amount of the first tier that reaches to the principal."""
    return next(amount for most, amount in table if principal <= most)


def half_a_year_after(day: date) -> date:
    """The last day of six months from that one, the month's last day where it has no such number."""
    year, month = (day.year, day.month + 6) if day.month <= 6 else (day.year + 1, day.month - 6)
    while True:
        try:
            return date(year, month, day.day)
        except ValueError:
            day -= timedelta(1)


def bank_days(first: date, last: date, country: str) -> int:
    """Bank days behind the first day, up to and with the last."""
    closed = holidays.country_holidays(country, years=[first.year, last.year], categories=("public", "de_facto"))
    days = (first + timedelta(count) for count in range(1, (last - first).days + 1))
    return sum(1 for day in days if day.weekday() < 5 and day not in closed)


def joint_violations(letter: list[Taken]) -> list[str]:
    """What the law's table does not allow in one letter about several claims of one payer.

    It bears one fee and gives one time. A Norwegian collector's salær goes by what is open of all of them.
    """
    wrong = []
    if sum(1 for taken in letter if taken.step.fee_minor) > 1:
        wrong.append("two fees in one letter")
    if len({taken.step.pay_by for taken in letter}) > 1:
        wrong.append("two times to pay in one letter")
    merged = Parts(sum(taken.claim.open.principal for taken in letter))
    for taken in letter:
        by_all = taken.collector and taken.claim.country == "NO" and taken.step.kind in {DEMAND, HEAVY}
        judged = replace(taken, claim=replace(taken.claim, open=merged)) if by_all else taken
        wrong += violations(judged)
        if taken.step.fee_minor > taken.claim.open.principal:
            wrong.append("a fee larger than the claim that bears it")
    return wrong


def fees_of_a_day(letters: list[list[Taken]]) -> list[str]:
    """Kinds of letters that one payer got on one day with more than one fee; the lump sum is owed for each claim."""
    fees = Counter(
        (taken.step.sent_on, taken.step.kind)
        for letter in letters
        for taken in letter
        if taken.step.fee_minor and taken.step.kind is not LUMP
    )
    return [f"{count} fees for the {kind} of {day}" for (day, kind), count in fees.items() if count > 1]
