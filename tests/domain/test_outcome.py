"""What the alias in a sandbox payer's e-mail address asks for, and that the parts sum exactly."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.money import Money
from fordring.domain.purchase.outcome import parts_asked, percentages_of

DUE = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("ola+paid@example.com", (100,)),
        ("ola+PAID@example.com", (100,)),
        ("ola+50@example.com", (50,)),
        ("ola+50-30-20@example.com", (50, 30, 20)),
        ("ola+30-30@example.com", (30, 30)),
        ("ola+100@example.com", (100,)),
        ("ola+1@example.com", (1,)),
        ("ola+99-1@example.com", (99, 1)),
        ("ola+60-50@example.com", ()),
        ("ola+101@example.com", ()),
        ("ola+0@example.com", ()),
        ("ola+050@example.com", ()),
        ("ola+50-@example.com", ()),
        ("ola+50--20@example.com", ()),
        ("ola+-50@example.com", ()),
        ("ola+50%@example.com", ()),
        ("ola+2026@example.com", ()),
        ("ola+shop+50@example.com", ()),
        ("ola+declined@example.com", ()),
        ("ola+٥٠@example.com", ()),
        ("ola50@example.com", ()),
        ("ola@paid+paid.example.com", ()),
        ("", ()),
    ],
)
def test_an_alias_is_paid_or_percentages_of_at_most_the_whole(email: str, expected: tuple[int, ...]) -> None:
    assert percentages_of(email) == expected


def told(email: str, minor: int) -> list[tuple[int, str, int]]:
    parts = parts_asked(email, Money(minor, "NOK"), DUE)
    return [(part.part_no, f"{part.day:%m-%d}", part.amount.minor) for part in parts]


def test_parts_come_on_the_due_day_and_each_ten_days_later() -> None:
    assert told("ola+paid@example.com", 12_500) == [(1, "11-30", 12_500)]
    assert told("ola+50@example.com", 12_500) == [(1, "11-30", 6_250)]
    assert told("ola+50-30-20@example.com", 12_500) == [(1, "11-30", 6_250), (2, "12-10", 3_750), (3, "12-20", 2_500)]
    assert told("ola+30-30@example.com", 12_500) == [(1, "11-30", 3_750), (2, "12-10", 3_750)]


def test_an_odd_amount_is_paid_to_the_last_ore() -> None:
    assert [amount for *_, amount in told("ola+50-30-20@example.com", 12_501)] == [6_251, 3_750, 2_500]
    assert [amount for *_, amount in told("ola+50-30-20@example.com", 1)] == [1, 0, 0]


@given(st.lists(st.integers(1, 100), min_size=1, max_size=10), st.integers(1, 2**31 - 1))
def test_the_parts_sum_to_their_percentage_of_the_whole_and_none_is_negative(shares: list[int], minor: int) -> None:
    parts = parts_asked(f"ola+{'-'.join(map(str, shares))}@example.com", Money(minor, "NOK"), DUE)
    if sum(shares) > 100:
        assert parts == ()
        return
    assert sum(part.amount.minor for part in parts) == Money(minor, "NOK").portion(sum(shares) * 100).minor
    assert min(part.amount.minor for part in parts) >= 0
