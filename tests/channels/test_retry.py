"""When a failed message is tried again."""

from datetime import UTC, datetime, timedelta

import pytest

from fordring.channels.retry import CALLBACKS, EMAIL, LETTERS, WEBHOOKS, Schedule, next_try

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def waits(schedule: Schedule) -> list[int]:
    """Seconds after each attempt, by asking as a job does."""
    seconds: list[int] = []
    while (again := next_try(schedule, len(seconds) + 1, AT)) is not None:
        seconds.append(round((again - AT).total_seconds()))
    return seconds


def test_a_callback_is_retried_twenty_times_ever_more_slowly() -> None:
    assert waits(CALLBACKS) == [10, 30, 60, 120, 300, 600, 1800] + [3600] * 13


def test_a_webhook_has_five_tries() -> None:
    assert WEBHOOKS.attempts_max == 5
    assert len(waits(WEBHOOKS)) == 4


@pytest.mark.parametrize("schedule", [EMAIL, LETTERS])
def test_mail_is_tried_for_days_and_then_given_up(schedule: Schedule) -> None:
    assert timedelta(days=2) < sum(schedule.delays, timedelta()) < timedelta(days=5)
    assert list(schedule.delays) == sorted(schedule.delays)
    assert next_try(schedule, schedule.attempts_max, AT) is None


def test_there_is_no_attempt_before_the_first() -> None:
    with pytest.raises(ValueError, match="counted from 1"):
        next_try(EMAIL, 0, AT)
