"""The fee of a payout over its lines: to the øre, whatever the amounts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.payment.fees import fee_shares

TABLE = """
amounts          fee   shares
100              3     3
100,100,100      10    3,4,3
1,1,1            1     0,1,0
200,-100,300     40    20,-10,30
1,999999         100   0,100
5,0,5            1     1,0,0
"""


@pytest.mark.parametrize("row", TABLE.strip().splitlines()[1:])
def test_each_line_bears_its_part(row: str) -> None:
    amounts, fee, shares = row.split()
    assert fee_shares([int(each) for each in amounts.split(",")], int(fee)) == [int(each) for each in shares.split(",")]


@given(st.lists(st.integers(-(10**7), 10**9), min_size=1, max_size=60), st.integers(0, 10_000))
def test_the_shares_sum_to_the_fee_and_are_within_one_of_their_part(amounts: list[int], rate_bp: int) -> None:
    gross = sum(amounts)
    if gross <= 0:
        return
    fee = gross * rate_bp // 10_000
    shares = fee_shares(amounts, fee)
    assert sum(shares) == fee
    assert all(abs(share * gross - fee * amount) <= gross for share, amount in zip(shares, amounts, strict=True))


def test_a_payout_of_nothing_has_no_fee_to_share() -> None:
    with pytest.raises(ValueError, match="payout of 0"):
        fee_shares([100, -100], 0)
