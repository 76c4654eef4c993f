"""VAT by rate, and a part of a bill spread over its rates: nothing is lost, nothing is credited twice."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.purchase.totals import OrderLine, VATShare, remaining, spread, vat_of_part, vat_summary
from fordring.domain.vat import vat_within

NORWAY = (2500, 1500, 1200, 0)
WHOLE = (VATShare(2500, 12_500, 2500), VATShare(1500, 2_300, 300), VATShare(0, 1_000, 0))
BILLS = st.lists(st.tuples(st.sampled_from(NORWAY), st.integers(1, 10**9)), min_size=1, unique_by=lambda pair: pair[0])


def bill(pairs: list[tuple[int, int]]) -> tuple[VATShare, ...]:
    return tuple(VATShare(rate, gross, vat_within(gross, rate)) for rate, gross in pairs)


def shown(shares: tuple[VATShare, ...]) -> list[tuple[int, int, int]]:
    return [(share.rate_bp, share.gross_minor, share.vat_minor) for share in shares]


def test_vat_is_summed_by_rate_the_highest_first() -> None:
    lines = [
        OrderLine("1", "a", "1", 1_150, 150, 1500),
        OrderLine("2", "b", "1", 12_500, 2500, 2500),
        OrderLine("3", "c", "1", -1_250, -250, 2500),
        OrderLine("4", "d", "1", 700, 0, 0),
    ]
    assert shown(vat_summary(lines)) == [(2500, 11_250, 2250), (1500, 1_150, 150), (0, 700, 0)]
    assert [share.net_minor for share in vat_summary(lines)] == [9_000, 1_000, 700]
    assert vat_summary([]) == ()


@pytest.mark.parametrize(
    ("amount", "shares"),
    [
        (15_800, [(2500, 12_500, 2500), (1500, 2_300, 300), (0, 1_000, 0)]),
        (7_900, [(2500, 6_250, 1250), (1500, 1_150, 150), (0, 500, 0)]),
        (10, [(2500, 8, 2), (1500, 1, 0), (0, 1, 0)]),
        (1, [(2500, 1, 0)]),
        (0, []),
    ],
)
def test_a_part_is_spread_pro_rata_with_the_rest_to_the_largest(
    amount: int, shares: list[tuple[int, int, int]]
) -> None:
    assert shown(spread(amount, WHOLE)) == shares


def test_a_rate_that_is_all_discount_takes_its_part_of_the_credit() -> None:
    whole = (VATShare(2500, 12_500, 2500), VATShare(1500, -2_500, -326))
    assert shown(spread(5_000, whole)) == [(2500, 6_250, 1250), (1500, -1_250, -163)]
    assert spread(10_000, whole) == whole


@pytest.mark.parametrize("amount", [-1, 15_801])
def test_more_than_the_bill_or_less_than_nothing_cannot_be_spread(amount: int) -> None:
    with pytest.raises(ValueError, match=f"{amount} is not a part of a bill of 15800"):
        spread(amount, WHOLE)


def test_a_bill_of_nothing_cannot_be_spread() -> None:
    with pytest.raises(ValueError, match="0 is not a part of a bill of 0"):
        spread(0, ())


def test_what_remains_after_a_credit_fits_to_the_last_unit() -> None:
    first = spread(5_001, WHOLE)
    rest = remaining(WHOLE, first)
    again = spread(10_799, rest)
    assert again == rest
    for before, one, other in zip(WHOLE, first, again, strict=True):
        assert one.gross_minor + other.gross_minor == before.gross_minor
        assert one.vat_minor + other.vat_minor == before.vat_minor


@given(BILLS, st.data())
def test_shares_sum_to_the_part_and_none_exceeds_its_rate(pairs: list[tuple[int, int]], data: st.DataObject) -> None:
    whole = bill(pairs)
    amount = data.draw(st.integers(0, sum(share.gross_minor for share in whole)))
    shares = spread(amount, whole)
    known = {share.rate_bp: share for share in whole}
    assert sum(share.gross_minor for share in shares) == amount
    for share in shares:
        assert 0 < share.gross_minor <= known[share.rate_bp].gross_minor
        assert 0 <= share.vat_minor <= known[share.rate_bp].vat_minor


@given(BILLS)
def test_the_whole_bill_is_spread_into_itself(pairs: list[tuple[int, int]]) -> None:
    whole = bill(pairs)
    assert spread(sum(share.gross_minor for share in whole), whole) == whole


@given(BILLS, st.data())
def test_parts_that_come_one_after_the_other_bear_the_vat_of_the_whole(
    pairs: list[tuple[int, int]], data: st.DataObject
) -> None:
    whole = bill(pairs)
    total = sum(share.gross_minor for share in whole)
    marks = [0, *sorted(data.draw(st.lists(st.integers(0, total), max_size=6))), total]
    vats = [vat_of_part(end - start, start, whole) for start, end in pairwise(marks)]
    assert sum(vats) == sum(share.vat_minor for share in whole)
    last = remaining(whole, spread(marks[-2], whole))
    assert sum(share.vat_minor for share in last) == vats[-1]
