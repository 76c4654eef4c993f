"""What an operator may do to the rules, and the rules after it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from fordring.domain.errors import InvalidCommandError, NotFoundError
from fordring.domain.followup.amending import Said, to_add, to_verify, to_withdraw
from fordring.domain.followup.entries import Deed, Entry
from fordring.domain.followup.figures import Item, Payer, Row, Standing
from fordring.domain.followup.rulebook import rulebook

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
NEW_YEAR = date(2026, 1, 1)
FEE = Said("NO", "reminder_fee", NEW_YEAR, "FOR-2025-12-01-1", "38.00")


def entry(number: int, deed: Deed, row: Row | None = None, withdraws: int | None = None) -> Entry:
    numbered = replace(row, entry_no=number) if row else None
    return Entry(number, deed, "NO", "kari", AT, "FOR-2025-12-01-1", numbered, withdraws)


def standing(
    entries: list[Entry], item: Item = Item.REMINDER_FEE, day: date = date(2026, 3, 1)
) -> tuple[int, Standing]:
    found = rulebook("NO", live=False, entries=entries).look(item, day, Payer.CONSUMER)
    assert found is not None
    return found.value, found.standing


def test_a_row_that_was_read_is_verified_with_its_source() -> None:
    [row] = to_verify(FEE, [])
    done = [entry(1, Deed.VERIFY, row)]
    assert standing([]) == (3800, Standing.UNVERIFIED)
    assert standing(done) == (3800, Standing.VERIFIED)
    found = rulebook("NO", live=True, entries=done).find(Item.REMINDER_FEE, date(2026, 3, 1), Payer.CONSUMER)
    assert found.row.source == "FOR-2025-12-01-1"
    with pytest.raises(NotFoundError):
        to_verify(FEE, done)


def test_another_figure_than_was_verified_is_not_verified_by_it() -> None:
    [row] = to_verify(FEE, [])
    assert standing([entry(1, Deed.VERIFY, replace(row, value=3700))]) == (3800, Standing.UNVERIFIED)


def test_an_entry_that_is_withdrawn_never_was() -> None:
    [row] = to_verify(FEE, [])
    done = [entry(1, Deed.VERIFY, row), entry(2, Deed.WITHDRAW, withdraws=1)]
    assert standing(done) == (3800, Standing.UNVERIFIED)
    assert to_withdraw(1, done[:1]).entry_no == 1
    for number in (1, 2, 3):
        with pytest.raises(NotFoundError):
            to_withdraw(number, done)


def test_a_row_that_is_added_stands_before_the_seeded_one_and_counts_as_verified() -> None:
    right = to_add(replace(FEE, figure="37.00"), [])
    added = entry(1, Deed.ADD, right)
    assert standing([added]) == (3700, Standing.VERIFIED)
    with pytest.raises(InvalidCommandError, match="from: entry 1 says so already; withdraw it first"):
        to_add(FEE, [added])
    assert to_add(FEE, [added, entry(2, Deed.WITHDRAW, withdraws=1)]).value == 3800


def test_a_half_year_that_is_added_ends_when_it_ends() -> None:
    half = Said("NO", "late_interest", date(2027, 1, 1), "FOR-2026", "12.50 %", date(2027, 6, 30), Payer.ANY)
    done = [entry(1, Deed.ADD, to_add(half, []))]
    assert standing(done, Item.LATE_INTEREST, date(2027, 6, 30)) == (1250, Standing.VERIFIED)
    assert standing(done, Item.LATE_INTEREST, date(2027, 7, 1)) == (1250, Standing.CARRIED)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (replace(FEE, source=" "), "source: is missing: where was it read?"),
        (replace(FEE, item="fine"), "item: fine is none of law, late_interest"),
        (replace(FEE, figure="38,00"), "figure: '38,00' is not a figure of minor"),
        (replace(FEE, figure=None), "figure: '' is not a figure of minor"),
        (replace(FEE, valid_to=date(2025, 12, 31)), "to: is before the first day"),
        (replace(FEE, item="law", figure="2030"), "figure: no law of NO of 2030 is known here"),
    ],
)
def test_what_cannot_be_added_says_why(said: Said, wrong: str) -> None:
    with pytest.raises(InvalidCommandError) as refused:
        to_add(said, [])
    assert str(refused.value).startswith(wrong)


def test_the_new_law_is_added_by_its_year() -> None:
    law = Said("NO", "law", date(2027, 7, 1), "kgl.res.", "2026")
    assert (
        rulebook("NO", live=True, entries=[entry(1, Deed.ADD, to_add(law, []))]).law_on(date(2027, 7, 1)).year == 2026
    )


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (replace(FEE, source=""), "source: is missing"),
        (replace(FEE, item="fine"), "item: fine is none of"),
        (replace(FEE, figure="37.00"), "figure: 37.00 was read, the row says 38.00: add the right one"),
        (replace(FEE, figure="much"), "figure: 'much' is not a figure"),
    ],
)
def test_what_cannot_be_verified_says_why(said: Said, wrong: str) -> None:
    with pytest.raises(InvalidCommandError) as refused:
        to_verify(said, [])
    assert str(refused.value).startswith(wrong)


@pytest.mark.parametrize(
    "said",
    [
        replace(FEE, valid_from=date(2025, 1, 1)),
        replace(FEE, payer=Payer.BUSINESS),
        replace(FEE, up_to_minor=500_00),
        Said("NO", "reminder_fee", date(2020, 10, 1), "read"),
    ],
)
def test_a_row_that_is_not_there_or_needs_no_verifying_is_not_found(said: Said) -> None:
    with pytest.raises(NotFoundError, match=f"NO reminder_fee from {said.valid_from} was not found"):
        to_verify(said, [])


def test_rows_of_all_payers_are_verified_at_once_where_none_is_named() -> None:
    said = Said("FI", "demands_max", date(2022, 5, 1), "513/1999", None)
    assert {row.payer for row in to_verify(said, [])} == {Payer.CONSUMER, Payer.BUSINESS}
    assert {row.payer for row in to_verify(replace(said, payer=Payer.CONSUMER, figure="2"), [])} == {Payer.CONSUMER}
