"""Callers are counted each for itself, in the minute of the wall clock."""

from datetime import timedelta

import pytest

from fordring.faces.common.pace import Pace, TooManyCallsError
from support.make import WALL

MINUTE = WALL.replace(second=0, microsecond=0)


def test_the_call_over_the_limit_is_told_how_long_the_minute_lasts() -> None:
    pace = Pace(2)
    for second in (0, 10):
        pace.admit("one", MINUTE + timedelta(seconds=second))
    with pytest.raises(TooManyCallsError) as raised:
        pace.admit("one", MINUTE + timedelta(seconds=45))
    assert raised.value.seconds == 15
    pace.admit("another", MINUTE + timedelta(seconds=45))
    pace.admit("one", MINUTE + timedelta(seconds=60))


def test_without_a_limit_nobody_is_counted() -> None:
    pace = Pace()
    for _ in range(1_000):
        pace.admit("one", MINUTE)
