"""How a settlement is booked in a merchant's own books: on its accounts, debits as much as credits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.ledger.charts import ACCOUNTS, CHARTS, chart_of
from fordring.domain.ledger.suggestion import Collected, borne, suggested
from fordring.domain.payment.price import Rates, Waiting

AMOUNTS = st.integers(-2_000, 100_000)
CLAIMS = st.lists(st.builds(Collected, st.integers(1), st.none(), st.none(), AMOUNTS, AMOUNTS, AMOUNTS), min_size=1)


@given(
    claims=CLAIMS.filter(lambda claims: sum(each.total for each in claims) > 0),
    rates=st.builds(Rates, st.sampled_from([0, 250]), st.just(2_500)),
    deducts=st.booleans(),
)
def test_debits_are_as_much_as_credits_and_costs_are_borne_whole(
    claims: list[Collected], rates: Rates, *, deducts: bool
) -> None:
    charge = rates.charge(Waiting(sum(each.total for each in claims)))
    lines = suggested(claims, charge, CHARTS["NO"], deducts_vat=deducts)
    assert sum(line.minor for line in lines) == 0
    assert all(line.minor for line in lines)
    shares = borne(claims, charge)
    costs = sum(share.commission for share in shares), sum(share.vat for share in shares)
    assert costs == (charge.commission_minor, charge.vat_minor)


@pytest.mark.parametrize(
    ("deducts", "expected"),
    [
        (True, "1920 9689, 6790 250, 2710 61, 1500 -9000, 3900 -700, 8050 -300"),
        (False, "1920 9689, 6790 311, 1500 -9000, 3900 -700, 8050 -300"),
    ],
)
def test_each_part_has_its_account_and_vat_that_is_not_deducted_is_a_cost(expected: str, *, deducts: bool) -> None:
    charge = Rates(250, 2_450).charge(Waiting(10_000))
    lines = suggested([Collected(1, None, "1", 9_000, 700, 300)], charge, chart_of("NO", None), deducts_vat=deducts)
    assert ", ".join(f"{line.account} {line.minor}" for line in lines) == expected


def test_a_merchant_puts_its_own_accounts_in_place_of_its_countrys() -> None:
    own = chart_of("SE", {"bank": 1940, "vat": "", "unknown": "1"})
    assert {name: getattr(own, name) for name in ACCOUNTS} == {
        name: "1940" if name == "bank" else getattr(CHARTS["SE"], name) for name in ACCOUNTS
    }
