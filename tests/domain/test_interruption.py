"""What interrupts limitation, and what does not: a day to come, before the due date, or when the claim was barred."""

from datetime import date

import pytest

from fordring.domain.claim.interruption import interruption_problems
from fordring.domain.claim.limitation import Due

TODAY = date(2030, 6, 1)


@pytest.mark.parametrize(
    ("on", "before", "written", "refused"),
    [
        ("2028-05-01", None, (), ""),
        ("2030-06-02", None, (), "must not lie after"),
        ("2026-01-29", None, (), "before the claim was due"),
        ("2029-01-30", None, (), ""),
        ("2029-01-31", None, (), "time-barred since 2029-01-30 by then: foreldelsesloven § 2"),
        ("2029-01-31", date(2028, 5, 1), (), ""),
        ("2028-04-30", date(2028, 5, 1), (), "before the last interruption that is known"),
        ("2029-01-31", None, (date(2028, 5, 1),), "time-barred since"),
    ],
)
def test_what_interrupts_nothing_is_refused(
    on: str, before: date | None, written: tuple[date, ...], refused: str
) -> None:
    due = Due("NO", business=False, due_on=date(2026, 1, 30), interrupted_on=before, written=written)
    problems = [problem.message for problem in interruption_problems(due, date.fromisoformat(on), TODAY)]
    assert [refused in message for message in problems] == ([True] if refused else [])


def test_a_period_runs_anew_from_the_day() -> None:
    due = Due("SE", business=False, due_on=date(2026, 1, 30), written=(date(2028, 5, 1),))
    assert (due.last, due.interrupted(date(2030, 2, 1)).last) == (date(2031, 5, 1), date(2033, 2, 1))


@pytest.mark.parametrize(
    ("country", "paid", "last"),
    [
        ("NO", ("2028-05-01",), "2029-01-30"),
        ("SE", ("2028-05-01",), "2031-05-01"),
        ("FI", ("2028-05-01", "2027-05-01"), "2031-05-01"),
        ("FI", ("2029-01-31",), "2029-01-30"),
        ("SE", ("2025-05-01",), "2029-01-30"),
    ],
)
def test_a_payment_interrupts_where_the_country_says_so(country: str, paid: tuple[str, ...], last: str) -> None:
    due = Due(country, business=False, due_on=date(2026, 1, 30), paid=[date.fromisoformat(day) for day in paid])
    assert due.last == date.fromisoformat(last)
