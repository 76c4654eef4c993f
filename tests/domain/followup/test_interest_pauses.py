"""Stops by which the delay is the creditor's: which days bear no interest, and what that is in money."""

from datetime import date

import pytest

from fordring.domain.followup.facts import Stop, StopReason
from fordring.domain.followup.stops import interest_pause

DAYS = """
    reason    since       until       ended       last
    disputed  2026-03-01  -           -           -
    disputed  2026-03-01  2026-03-10  -           -
    disputed  2026-03-01  2026-03-10  2026-03-20  2026-03-19
    paused    2026-03-01  2026-03-10  -           2026-03-09
    paused    2026-03-01  2026-03-10  2026-03-05  2026-03-04
    paused    2026-03-01  2026-03-10  2026-03-20  2026-03-09
    disputed  2026-03-01  -           2026-03-01  none
"""


def day(told: str) -> date | None:
    return None if told == "-" else date.fromisoformat(told)


@pytest.mark.parametrize("line", DAYS.strip().splitlines()[1:])
def test_no_interest_runs_from_the_stops_first_day_to_its_end(line: str) -> None:
    reason, since, until, ended, last = line.split()
    pause = interest_pause(Stop(StopReason(reason), date.fromisoformat(since), day(until)), day(ended))
    if last == "none":
        assert pause is None
    else:
        assert pause is not None
        assert (pause.first, pause.last) == (date.fromisoformat(since), day(last))
