"""What came on top of a claim: which figures it rests on that nobody verified, as long as it stands."""

from datetime import date
from typing import Any

import pytest

from fordring.domain.claim.parts import Part
from fordring.domain.followup.charged import Charged, marks_by_cause, marks_of, reckoned
from fordring.domain.followup.letter import InterestLine
from fordring.domain.followup.mark import UNMARKED, Marks, together

REMINDER = "NO reminder_fee from 2026-01-01: not verified (R1)"
DEMAND = "NO own_demand_fee from 2026-01-01: not verified (R1)"
RATE = "NO late_interest from 2026-07-01: not verified (R2)"
CARRIED = "NO late_interest from 2026-07-01: carried over (R2)"
ON = date(2026, 12, 25)


def rows(*marks: str) -> dict[str, Any]:
    """An entry's rows of interest, each with its mark."""
    return {"interest": [InterestLine(ON, ON, 100_000, 1_225, 1, 34, mark).kept() for mark in marks]}


def fee(minor: int, step: int, *marks: str) -> Charged:
    return Charged(Part.FEES, minor, ON, f"step 7/{step}", rows(RATE), Marks.of(marks))


def interest(minor: int, facts: dict[str, Any], cause: str = "step 7/1") -> Charged:
    return Charged(Part.INTEREST, minor, ON, cause, facts, Marks.of([RATE]))


def test_the_texts_of_a_step_are_parted_by_what_they_are_of() -> None:
    assert Marks.of([RATE, REMINDER, "", "whatever", CARRIED, REMINDER]) == Marks(
        (REMINDER, "whatever"), (RATE, CARRIED)
    )


@pytest.mark.parametrize(
    ("charges", "fees", "of_interest"),
    [
        ([], (), ()),
        ([fee(3_800, 1, REMINDER)], (REMINDER,), ()),
        ([fee(3_800, 1), fee(11_300, 2, DEMAND)], (DEMAND,), ()),
        ([fee(3_800, 1, REMINDER), fee(11_300, 2, DEMAND), fee(-11_300, 2, DEMAND)], (REMINDER,), ()),
        ([fee(11_300, 2, DEMAND), fee(-5_000, 2, DEMAND)], (DEMAND,), ()),
        ([interest(34, rows(RATE)), interest(34, rows(RATE, CARRIED), "bank line 9")], (), (RATE, CARRIED)),
        ([interest(34, rows(RATE, CARRIED)), interest(-34, rows(""))], (), ()),
        ([interest(34, rows(RATE)), interest(34, {})], (), (RATE,)),
        ([interest(34, {})], (), ()),
    ],
)
def test_what_stands_rests_on_what_its_own_entries_say(
    charges: list[Charged], fees: tuple[str, ...], of_interest: tuple[str, ...]
) -> None:
    assert marks_of(charges) == Marks(fees, of_interest)
    assert (reckoned(charges) is None) == (not any("interest" in each.facts for each in charges if each.part != "fees"))


def test_each_entry_says_what_it_rests_on_itself() -> None:
    charges = [fee(3_800, 1, REMINDER), interest(34, rows(RATE)), fee(-3_800, 1, REMINDER), interest(5, {}, "other")]
    assert marks_by_cause(charges) == {"step 7/1": Marks((REMINDER,), (RATE,)), "other": UNMARKED}


def test_beside_nothing_nothing_is_said() -> None:
    marks = Marks((REMINDER,), (RATE,))
    assert marks.beside(1, 0) == Marks((REMINDER,))
    assert marks.beside(0, 1) == Marks((), (RATE,))
    assert (marks.all, UNMARKED.all) == ((REMINDER, RATE), ())
    assert [marks.on(part) for part in Part] == [(), (REMINDER,), (RATE,)]
    assert together([marks, Marks((DEMAND, REMINDER))]) == Marks((REMINDER, DEMAND), (RATE,))
