"""Money that a bank takes back: which credit it is, and what each payment gives back."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.claim.parts import Part, Parts
from fordring.domain.money import Money
from fordring.domain.payment.allocation import COSTS_FIRST, PRINCIPAL_FIRST, allocate
from fordring.domain.payment.matching import Unfound
from fordring.domain.payment.reversal import Credit, Kept, Taking, credit_taken, spread_back, taken_of, takings

A, B, C = (UUID(int=number) for number in (1, 2, 3))
LEFT = "the credit with its bank reference has 125.00 NOK left, not"
CLAIM, OTHER = UUID(int=11), UUID(int=12)
CREDITS = [
    Credit(A, 12_500, "bank:E1", "bank:E1", "", frozenset({CLAIM})),
    Credit(B, 5_000, "bank:E2/T1", "bank:E2", "invoice-7", frozenset({OTHER})),
    Credit(C, 5_000, "bank:E2/T2", "bank:E2", "invoice-8", frozenset({OTHER})),
]


@pytest.mark.parametrize(
    ("taking", "found"),
    [
        (Taking(Money(12_500, "NOK"), False, frozenset({"bank:E1"})), A),
        (Taking(Money(12_500, "NOK"), False, frozenset({"bank:E9"})), None),
        (Taking(Money(12_500, "NOK"), False, claims=frozenset({CLAIM}), end_to_end_id="invoice-7"), None),
        (
            Taking(Money(100, "NOK"), False, frozenset({"bank:E1"})),
            f"{LEFT} 1.00 NOK",
        ),
        (Taking(Money(100, "NOK"), True, frozenset({"bank:E1"})), A),
        (
            Taking(Money(12_501, "NOK"), True, frozenset({"bank:E1"})),
            f"{LEFT} 125.01 NOK",
        ),
        (Taking(Money(5_000, "NOK"), True, frozenset({"bank:E2", "bank:E2/T2"})), C),
        (Taking(Money(5_000, "NOK"), True, frozenset({"bank:E2"})), "2 earlier credits have its bank reference"),
        (Taking(Money(5_000, "NOK"), True, end_to_end_id="invoice-7"), B),
        (Taking(Money(5_000, "NOK"), True, claims=frozenset({OTHER})), "2 earlier credits have its reference"),
        (Taking(Money(12_500, "NOK"), True, claims=frozenset({CLAIM})), A),
        (Taking(Money(1, "NOK"), True), "a reversal: no earlier credit is what it takes back"),
    ],
)
def test_a_credit_is_found_by_what_names_it_best_or_not_at_all(taking: Taking, found: UUID | str | None) -> None:
    answer = credit_taken(taking, CREDITS)
    if isinstance(answer, Credit):
        assert answer.line_id == found
    else:
        assert (answer.reason if answer else None) == found


ONE, TWO = Kept(CLAIM, Parts(100, 20, 0)), Kept(OTHER, Parts(300), surplus=50)


@pytest.mark.parametrize(
    ("amount", "named", "shares"),
    [
        (470, frozenset(), [120, 350]),
        (100, frozenset({OTHER}), [0, 100]),
        (120, frozenset(), [120, 0]),
        (350, frozenset(), [0, 350]),
        (100, frozenset(), None),
        (200, frozenset({CLAIM}), None),
    ],
)
def test_of_a_credit_for_several_claims_a_part_must_say_whose_it_is(
    amount: int, named: frozenset[UUID], shares: list[int] | None
) -> None:
    answer = takings(amount, [ONE, TWO], named)
    assert (answer if isinstance(answer, list) else None) == shares
    assert isinstance(answer, Unfound) == (shares is None)


def test_a_credit_for_one_claim_gives_back_any_part() -> None:
    assert takings(7, [ONE], frozenset()) == [7]
    assert takings(7, [Kept(OTHER, Parts()), ONE], frozenset()) == [0, 7]


@given(
    st.sampled_from([COSTS_FIRST, PRINCIPAL_FIRST]),
    st.builds(Parts, *[st.integers(0, 500)] * 3),
    st.integers(1, 2_000),
    st.data(),
)
def test_what_stays_of_a_payment_is_what_a_smaller_one_would_have_covered(
    order: Sequence[Part], outstanding: Parts, amount: int, data: st.DataObject
) -> None:
    fell = allocate(amount, outstanding, order)
    back = data.draw(st.integers(0, amount))
    kept = Kept(CLAIM, fell.covered, fell.surplus, fell.surplus)
    taken = taken_of(kept, back, order)
    smaller = allocate(amount - back, outstanding, order)
    assert fell.covered - taken.covered == smaller.covered
    assert (taken.total, taken.gone, fell.surplus - taken.surplus) == (back, 0, smaller.surplus)


def test_surplus_that_has_left_is_taken_last() -> None:
    gone = Kept(CLAIM, Parts(100), surplus=50, waiting=0)
    assert taken_of(gone, 100, COSTS_FIRST).covered == Parts(100)
    assert (taken_of(gone, 150, COSTS_FIRST).gone, taken_of(gone, 150, COSTS_FIRST).surplus) == (50, 50)


def test_the_newest_share_is_given_back_first() -> None:
    assert spread_back([100, 200, 300], 400) == [0, 100, 300]
    assert spread_back([], 0) == []
