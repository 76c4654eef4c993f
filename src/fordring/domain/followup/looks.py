"""When the daily run looks at a claim again, and what it waits for until then: a person, an approval, or only a day."""

from datetime import date, timedelta
from enum import StrEnum

from fordring.domain.calendar import roll_forward
from fordring.domain.followup.case import ONE_DAY, after_bank_days
from fordring.domain.followup.outcome import Outcome, Plan
from fordring.domain.followup.settings import FollowUpSettings

_GIVES_NO_DAY = frozenset({Outcome.BARRED, Outcome.DONE})
_GOES_NO_FURTHER = frozenset({Outcome.STOPPED, Outcome.DONE})
"""Of such a claim no step comes that would interrupt its limitation, or bring it to whoever may."""


class WaitsFor(StrEnum):
    """What a claim that goes no further by itself waits for."""

    APPROVAL = "approval"
    PERSON = "person"
    FAILED = "failed"


def waits_for(plan: Plan, today: date) -> WaitsFor | None:
    """What it waits for from today on; None where the plan only names a day. Nobody is asked before the step's day.

    A claim that goes no further waits for a person once its limitation is near.
    """
    if plan.outcome in _GOES_NO_FURTHER and plan.warn_on is not None and plan.warn_on <= today:
        return WaitsFor.PERSON
    if plan.look_on is not None and plan.look_on > today:
        return None
    return {Outcome.APPROVAL: WaitsFor.APPROVAL, Outcome.PERSON: WaitsFor.PERSON}.get(plan.outcome)


def look_on(plan: Plan, today: date) -> date | None:
    """The day of the next look at a claim with this plan, whose step is not taken today.

    Never later than the day on which it is time-barred, and where it goes no further, than that on which this is near.
    None where there is nothing more to see.
    """
    days = [] if plan.outcome in _GIVES_NO_DAY else [plan.look_on]
    days += [plan.warn_on] if plan.outcome in _GOES_NO_FURTHER else []
    days += [plan.barred_after + ONE_DAY] if plan.barred_after else []
    return min((day for day in days if day and day > today), default=None)


def look_after(sent_on: date, pay_by: date | None, settings: FollowUpSettings, country: str) -> date:
    """The day of the next look at a claim whose step was taken today: when money that was sent in time has come.

    No step may be earlier, so one look finds the right day.
    """
    if pay_by is None:
        return sent_on + ONE_DAY
    came = after_bank_days(roll_forward(pay_by, country), settings.grace_bank_days, country)
    return max(came, sent_on) + timedelta(days=1)
