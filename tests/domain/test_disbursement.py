"""Payouts by invoice: who goes with whom, what each costs, and what the payee's bank is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.payment.disbursement import Named, parcels, said
from fordring.domain.payment.price import NOTHING, Charge, Rates, Waiting

AMOUNTS = st.builds(Waiting, st.integers(-5_000, 5_000), st.integers(1, 3))
WAITING = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), AMOUNTS, max_size=12)
FIXED = st.sampled_from([0, 0, 3, 200])
RATES = st.builds(Rates, st.sampled_from([0, 1, 250, 9_000, 10_000]), st.sampled_from([0, 2_500]), FIXED, FIXED)


@pytest.mark.parametrize(
    ("waiting", "rates", "expected"),
    [
        ({"a": 100, "b": 200}, Rates(), [("b", 200), ("a", 100)]),
        ({"a": 100, "b": 200, "c": -50}, Rates(), [("cb", 150), ("a", 100)]),
        ({"a": 100, "b": 200, "c": -250, "d": 70}, Rates(), [("cba", 50), ("d", 70)]),
        ({"a": 100, "c": -100}, Rates(), []),
        ({"a": 100, "z": 0}, Rates(), [("a", 100)]),
        ({"a": 1, "b": 100}, Rates(10_000), []),
        ({"a": 100, "b": 1}, Rates(7_000), [("a", 30)]),
        ({"a": 100, "b": 10}, Rates(per_payout_minor=10), [("a", 90)]),
        ({"a": 100, "b": 10}, Rates(per_payment_minor=4), [("a", 96), ("b", 6)]),
        ({"a": 100, "c": -50}, Rates(per_payment_minor=4), [("ca", 42)]),
        ({}, Rates(), []),
    ],
)
def test_an_amount_owed_back_is_made_good_by_as_few_as_it_takes(
    waiting: dict[str, int], rates: Rates, expected: list[tuple[str, int]]
) -> None:
    amounts = {key: Waiting(minor, 1) for key, minor in waiting.items()}
    assert [("".join(keys), charge.net_minor) for keys, charge in parcels(amounts, rates)] == expected


@given(WAITING, RATES)
def test_payouts_cost_what_the_whole_does_and_leave_nothing_owed_back(
    waiting: dict[str, Waiting], rates: Rates
) -> None:
    made = parcels(waiting, rates)
    paid = [key for keys, _ in made for key in keys]
    assert len(paid) == len(set(paid))
    for keys, charge in made:
        assert charge.gross_minor == sum(waiting[key].minor for key in keys)
        assert min(charge.net_minor - 1, charge.commission_minor, charge.vat_minor) >= 0
        assert len(keys) == 1 or any(waiting[key].minor < 0 for key in keys)
    whole = rates.charge(sum((waiting[key] for key in paid), NOTHING), len(made))
    parts = [(charge.gross_minor, charge.commission_minor, charge.vat_minor) for _, charge in made]
    assert [sum(part) for part in zip(*parts, strict=True)] == (
        [whole.gross_minor, whole.commission_minor, whole.vat_minor] if made else []
    )
    if made:
        assert min((each.minor for key, each in waiting.items() if key not in paid), default=0) >= 0


def test_a_charge_is_what_was_kept_before() -> None:
    assert Rates(200, 2_500).charge(Waiting(100_000, 3)) == Charge(100_000, 2_000, 500)


@pytest.mark.parametrize(
    ("invoice", "expected"),
    [
        (None, ("", "Settlement P1")),
        (Named("1234567890128", "20001"), ("1234567890128", "")),
        (Named("", "20001"), ("", "Settlement P1 invoice 20001")),
        (Named("R" * 35, "20001"), ("R" * 35, "")),
        (Named("R" * 36, "20001"), ("", "Settlement P1 invoice 20001")),
    ],
)
def test_only_a_reference_of_the_merchants_own_goes_to_its_bank(
    invoice: Named | None, expected: tuple[str, str]
) -> None:
    assert said("P1", invoice) == expected
