"""What stops every automatic step, what the law calls it, and whether it ends by itself."""

from dataclasses import dataclass
from datetime import date, timedelta

from fordring.domain.followup.facts import Stop, StopReason
from fordring.domain.followup.interest import Pause
from fordring.domain.followup.why import Why

LOOK_AGAIN_DAYS = 30
"""A stop that nobody gave a day to is looked at again after so long."""


@dataclass(frozen=True, slots=True)
class StopRule:
    """What a stop is in words, its source, and whether it ends on its day or waits for a person then."""

    why: Why
    source: str
    ends_itself: bool


STOPS = {
    StopReason.PAUSED: StopRule(Why.PAUSED, "", ends_itself=True),
    StopReason.MORE_TIME: StopRule(Why.MORE_TIME, "", ends_itself=True),
    StopReason.PAYMENT_PLAN: StopRule(Why.PAYMENT_PLAN, "", ends_itself=True),
    StopReason.DISPUTED: StopRule(Why.DISPUTED, "inkassoloven § 17; good practice", ends_itself=False),
    StopReason.DECEASED: StopRule(Why.DECEASED, "", ends_itself=False),
    StopReason.BANKRUPT: StopRule(Why.BANKRUPT, "", ends_itself=False),
    StopReason.DEBT_SETTLEMENT: StopRule(Why.DEBT_SETTLEMENT, "", ends_itself=False),
    StopReason.MINOR: StopRule(Why.MINOR, "", ends_itself=False),
    StopReason.UNKNOWN_ADDRESS: StopRule(Why.UNKNOWN_ADDRESS, "", ends_itself=False),
}

HOLDING = frozenset(rule.why for rule in STOPS.values())
"""The reasons that are stops."""


def stops_on(stops: tuple[Stop, ...], day: date) -> tuple[Stop, ...]:
    """Those that hold that day, in the order of the table: one ends on its day only if it ends by itself."""
    return tuple(
        stop
        for reason in STOPS
        for stop in stops
        if stop.reason is reason and stop.since <= day and not (ended(stop, day) and STOPS[reason].ends_itself)
    )


def ended(stop: Stop, day: date) -> bool:
    """Whether its day has come."""
    return stop.until is not None and stop.until <= day


def with_its_plan(stop: Stop) -> bool:
    """Whether it comes and goes with a payment plan, which is looked after on days of its own: nobody is asked."""
    return stop.reason is StopReason.PAYMENT_PLAN and stop.until is None


def look_again_on(stop: Stop) -> date:
    """The day it ends, or on which somebody is to look at it."""
    return stop.until or stop.since + timedelta(days=LOOK_AGAIN_DAYS)


def interest_pause(stop: Stop, ended_on: date | None) -> Pause | None:
    """The days of a stop by which the delay is the creditor's: they bear no interest (forsinkelsesrenteloven § 2).

    From its first day up to its end, or the day by which it ends by itself; None where it held no day.
    """
    ends = [day for day in (ended_on, stop.until if STOPS[stop.reason].ends_itself else None) if day]
    last = min(ends) - timedelta(days=1) if ends else None
    if last is not None and last < stop.since:
        return None
    return Pause(stop.since, last, "the delay is the creditor's, forsinkelsesrenteloven § 2")
