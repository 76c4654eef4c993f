"""What an approval is for: court and wanted demands by themselves, everything else is the start."""

import pytest

from fordring.domain.followup.approving import START, approval_for
from fordring.domain.followup.settings import FollowUpSettings

WHAT = """
    waiting            demands approved   not
    -                  start              start
    start              start              start
    reminder           start              start
    collection_notice  start              start
    payment_demand     payment_demand     start
    heavy_demand       heavy_demand       start
    legal_action       legal_action       legal_action
"""


@pytest.mark.parametrize("line", WHAT.strip().splitlines()[1:])
def test_what_is_approved_follows_from_what_waits(line: str) -> None:
    waiting, *expected = line.split()
    step = None if waiting == "-" else waiting
    found = [approval_for(step, FollowUpSettings((), approve_demands=wish)) for wish in (True, False)]
    assert (found, START) == (expected, "start")
