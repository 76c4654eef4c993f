"""Who comes without a token may come so often a minute, by address and by session; and one who waits may come again."""

from datetime import timedelta

import pytest

from fordring.faces.common.pace import TooManyCallsError
from fordring.faces.common.public_pace import KEYS_MAX, PublicPace
from support.make import WALL


def made_before_refused(pace: PublicPace, address: str | None, sessions: list[str]) -> int:
    """How many of these calls are admitted before one is not."""
    for made, session in enumerate(sessions):
        if pace.seconds_to_wait(address, session, WALL):
            return made
    return len(sessions)


LIMITS = [
    ("203.0.113.7", ["a"] * 9, 3),
    ("203.0.113.7", list("abcdefghi"), 5),
    ("2001:db8::1", list("abcdefghi"), 5),
    ("127.0.0.1", list("abcdefghi"), 9),
    ("::1", list("abcdefghi"), 9),
    (None, list("abcdefghi"), 9),
    ("testclient", list("abcdefghi"), 9),
]


@pytest.mark.parametrize(("address", "sessions", "admitted"), LIMITS)
def test_calls_are_counted_by_address_and_by_session(address: str | None, sessions: list[str], admitted: int) -> None:
    assert made_before_refused(PublicPace(5, 3), address, sessions) == admitted


def test_who_waited_for_the_rest_of_the_minute_may_come_again() -> None:
    pace = PublicPace(1, 9)
    late = WALL + timedelta(seconds=50)
    pace.admit("203.0.113.7", "a", late)
    with pytest.raises(TooManyCallsError) as refused:
        pace.admit("203.0.113.7", "b", late)
    assert refused.value.seconds == 10
    pace.admit("203.0.113.8", "b", late)
    pace.admit("203.0.113.7", "b", late + timedelta(seconds=10))


def test_one_machine_has_a_whole_network_and_a_crowd_has_one_count() -> None:
    pace = PublicPace(2, 9)
    assert [pace.seconds_to_wait(f"2001:db8::{n}", str(n), WALL) for n in range(3)] == [0, 0, 60]
    crowd = PublicPace(KEYS_MAX * 2, 2)
    assert made_before_refused(crowd, "203.0.113.7", [str(n) for n in range(KEYS_MAX + 9)]) == KEYS_MAX + 1
