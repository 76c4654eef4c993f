"""The wait between attempts: grows fourfold, up to an hour."""

from datetime import timedelta

import pytest

from fordring.jobs.attempt import delay
from fordring.jobs.registry import Task
from jobs.stage import Notebook


@pytest.mark.parametrize(
    ("failed_before", "seconds"), [(0, 1), (1, 4), (2, 16), (3, 64), (5, 1_024), (6, 3_600), (1_000_000, 3_600)]
)
def test_the_wait_grows_fourfold_up_to_an_hour(failed_before: int, seconds: int) -> None:
    assert delay(Task(Notebook()), failed_before) == timedelta(seconds=seconds)
