"""When a message that was not delivered is tried again: schedules as data, reckoned by the wall clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Schedule:
    """The waits between attempts: `delays[0]` follows the first attempt. Attempts in all: one more than delays."""

    name: str
    delays: tuple[timedelta, ...]

    @property
    def attempts_max(self) -> int:
        """How many attempts there are, the first one included."""
        return len(self.delays) + 1


def _waits(*seconds: int) -> tuple[timedelta, ...]:
    return tuple(timedelta(seconds=second) for second in seconds)


MINUTE, HOUR = 60, 3_600

# The public page says "retried 20 times" and no spacing; the spacing is our decision (DESIGN.md section 8).
CALLBACKS = Schedule(
    "callback", _waits(10, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE, *(HOUR,) * 13)
)

# "5 in total": the first attempt is one of the five, else "in total" would say nothing.
WEBHOOKS = Schedule("webhook", _waits(10, MINUTE, 10 * MINUTE, HOUR))

# A greylisting server opens after a minute to an hour; mail servers give up after days (RFC 5321 section 4.5.4.1).
EMAIL = Schedule(
    "email", _waits(*(MINUTE * wait for wait in (1, 5, 15, 30)), *(HOUR * wait for wait in (1, 2, 4, 8, 16, 24, 24)))
)

# The outbox is a folder of our own: what fails is a full disk or a lost mount, mended by a person within days.
LETTERS = Schedule("letter", _waits(MINUTE, 10 * MINUTE, *(HOUR * wait for wait in (1, 4, 12, 24, 24))))


def next_try(schedule: Schedule, attempt: int, at: datetime) -> datetime | None:
    """When to try again after the `attempt`-th attempt (counted from 1) ended at `at`; None when it was the last.

    Raises ValueError for an attempt before the first.
    """
    if attempt < 1:
        raise ValueError("attempts are counted from 1")
    if attempt > len(schedule.delays):
        return None
    return at + schedule.delays[attempt - 1]
