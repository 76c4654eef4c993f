"""What a payment without a certain reference may be for: signs, scores, and what is never put first."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.payment.matching_suggestions import (
    SCORE_MAX,
    Candidate,
    Hints,
    Sign,
    same_name,
    signs_of,
    slip_of,
    slipped,
    suggestions,
)

MERCHANT = UUID(int=1)
OLA, KARI = (MERCHANT, "mail:ola"), (MERCHANT, "mail:kari")


def claim(number: int, open_minor: int = 12_500, payer: tuple[UUID, str] = OLA, **more: Any) -> Candidate:
    name = "Ola Nordmann" if payer == OLA else "Kari Hansen"
    facts: dict[str, Any] = {"reference": f"1000{number}", "numbers": frozenset({f"A1B2C-{number}"})}
    return Candidate((MERCHANT, UUID(int=number)), payer, open_minor, payer_name=name, **facts | more)


def ranked(hints: Hints, *candidates: Candidate) -> list[tuple[list[int], int]]:
    return [([claim.int for _, claim in each.shares], each.score) for each in suggestions(hints, candidates)]


@pytest.mark.parametrize(
    ("right", "given", "slip"),
    [
        ("123456", "123456", False),
        ("123456", "123356", True),
        ("123456", "124356", True),
        ("123456", "143256", False),
        ("123456", "153426", False),
        ("123456", "12356", True),
        ("123456", "1234556", True),
        ("123456", "12345678", False),
        ("123456789", "12345", True),
        ("123456789", "56789", True),
        ("123456789", "1234", False),
        ("123456789", "23457", False),
        ("", "1", False),
        ("1", "", False),
    ],
)
def test_a_slip_is_one_digit_two_exchanged_or_an_end_cut_off(right: str, given: str, slip: object) -> None:
    assert slipped(right, given) is slip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ola Nordmann", "NORDMANN OLA", True),
        ("Ola Normann", "Ola Nordmann", False),
        ("Ola Magnus Nordmann", "nordmann, ola", True),
        ("Fjord Sykkel AS", "Fjord Sykkel", True),
        ("Fjord AS", "FJORD", True),
        ("Ola", "Ola Nordmann", False),
        ("", "", False),
    ],
)
def test_a_name_is_its_words_in_any_order(one: str, other: str, same: object) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


def test_the_signs_of_a_claim_stand_by_their_strength() -> None:
    hints = Hints(12_500, frozenset({"10008"}), frozenset({"A1B2C-7"}), "Ola Nordmann")
    assert signs_of(hints, claim(7, known_account=True)) == [
        *(Sign.NUMBER, Sign.NEARLY, Sign.ACCOUNT, Sign.NAME, Sign.AMOUNT),
    ]
    assert suggestions(hints, [claim(7)])[0].reason == (
        "names its number, bears nearly its reference, from its payer's name, exactly what is open"
    )
    elsewhere = Hints(1, frozenset({"10007"}))
    assert signs_of(elsewhere, claim(7, elsewhere=True)) == [Sign.ELSEWHERE]


def test_a_name_alone_is_not_enough_and_with_the_amount_it_is() -> None:
    hints = Hints(12_500, payer_name="Nordmann Ola")
    assert ranked(hints, claim(7, 9_900), claim(8, 12_500, KARI)) == []
    assert ranked(hints, claim(7), claim(8, 9_900)) == [([7], 54)]


def test_nothing_stands_before_the_claim_whose_reference_is_borne() -> None:
    hints = Hints(12_500, frozenset({"10009"}), frozenset({"A1B2C-7"}), "Ola Nordmann", frozenset({UUID(int=9)}))
    best = ranked(hints, claim(7, known_account=True), claim(9, 500, KARI))
    assert [claims for claims, _ in best] == [[9], [7]]


def test_claims_of_one_payer_that_sum_to_the_amount_are_suggested_together() -> None:
    hints = Hints(3_000, payer_name="Ola Nordmann")
    three = [claim(1, 1_000), claim(2, 2_000), claim(3, 7_000)]
    assert ranked(hints, *three) == [([1, 2], 45)]
    assert ranked(Hints(10_000, payer_name="Ola Nordmann"), *three) == [([1, 2, 3], 45)]
    assert ranked(hints, *three, claim(4, 2_000)) == []
    assert ranked(Hints(3_000), *three) == []
    assert ranked(Hints(3_000, bears=frozenset({UUID(int=1)})), *three) == [([1, 2], 75), ([1], 60)]
    many = [claim(number, 10**number) for number in range(1, 14)]
    assert ranked(Hints(110, payer_name="Ola Nordmann"), *many) == []
    borne = Hints(3_000, payer_name="Ola Nordmann", bears=frozenset({UUID(int=9)}))
    assert ranked(borne, *three, claim(9, 1, KARI)) == [([9], 60), ([1, 2], 44)]


@given(
    st.lists(st.builds(claim, st.integers(1, 30), st.integers(1, 5).map(lambda n: n * 100)), max_size=8),
    st.integers(1, 1_000),
    st.sets(st.builds(UUID, int=st.integers(1, 30)), max_size=3),
)
def test_no_suggestion_is_as_sure_as_a_booking_and_the_borne_come_first(
    claims: list[Candidate], amount: int, bears: set[UUID]
) -> None:
    found = suggestions(Hints(amount, payer_name="Ola Nordmann", bears=frozenset(bears)), claims)
    assert all(each.score <= SCORE_MAX for each in found)
    borne = [any(claim in bears for _, claim in each.shares) for each in found]
    assert borne == sorted(borne, reverse=True) or not bears


def test_a_slip_is_one_where_the_payers_own_claim_of_this_amount_is_nearly_named() -> None:
    hints = Hints(12_500, frozenset({"10008"}), payer_name="Ola Nordmann", bears=frozenset({UUID(int=8)}))
    borne = claim(8, 9_900, KARI)
    assert slip_of(hints, [borne, claim(7)], UUID(int=8)) == claim(7)
    for other in (claim(7, 9_900), claim(7, payer=KARI), claim(55), borne):
        assert slip_of(hints, [borne, other], UUID(int=8)) is None
    assert ranked(Hints(1), claim(7, 5, KARI)) == []
