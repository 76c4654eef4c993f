"""Each habit of the sandbox's payers, as the payments it makes of one bill."""

from datetime import date

import pytest

from fordring.domain.money import Money
from fordring.simulators.payers import Bill, Habit, asked_deposits, deposits_of

BILL = Bill("000010000018", Money(12_501, "NOK"), date(2026, 11, 16), date(2026, 11, 30))

EXPECTED = """
on_time            12501 on 2026-11-30
at_once            12501 on 2026-11-16
late               12501 on 2026-12-20
in_two_parts       6251 on 2026-11-16, 6250 on 2026-11-30
too_much           17501 on 2026-11-30
twice              12501 on 2026-11-16, 12501 on 2026-11-30
without_reference  12501 on 2026-11-30
never
"""


@pytest.mark.parametrize("line", EXPECTED.strip().splitlines())
def test_a_habit_makes_these_payments(line: str) -> None:
    habit, _, payments = line.partition(" ")
    made = deposits_of(BILL, Habit(habit))
    assert ", ".join(f"{deposit.amount.minor} on {deposit.day}" for deposit in made) == payments.strip()
    assert {deposit.reference for deposit in made} <= {"" if habit == "without_reference" else BILL.reference}


def test_every_habit_is_in_the_table() -> None:
    assert {line.split()[0] for line in EXPECTED.strip().splitlines()} == set(Habit)


@pytest.mark.parametrize(
    ("paid_parts", "open_minor", "day", "expected"),
    [
        (0, 12_501, "11-29", []),
        (0, 12_501, "11-30", [(1, 6_251)]),
        (0, 12_501, "12-25", [(1, 6_251), (2, 3_750), (3, 2_500)]),
        (1, 6_250, "12-10", [(2, 3_750)]),
        (1, 3_000, "12-20", [(2, 3_000), (3, 0)]),
        (3, 100, "12-20", []),
    ],
)
def test_an_alias_makes_what_is_due_of_it_and_never_more_than_is_open(
    paid_parts: int, open_minor: int, day: str, expected: list[tuple[int, int]]
) -> None:
    on = date.fromisoformat(f"2026-{day}")
    made = asked_deposits(BILL, "ola+50-30-20@example.com", paid_parts, open_minor, on)
    assert [(part.part_no, deposit.amount.minor) for part, deposit in made] == expected
    assert {(deposit.day, deposit.reference) for _, deposit in made} <= {(on, BILL.reference)}
