"""How money falls: in the order of country and contract, over purchases oldest first, shared as the payer said."""

from datetime import date
from typing import Any, cast
from uuid import UUID

import pytest

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import State
from fordring.domain.claim.parts import Part, Parts
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.domain.payment.receipt import Receipt, fall, payment_order, shares_named, spread_over
from fordring.domain.purchase.purchase import Purchase


def merchant(country: str = "NO", **settings: Any) -> Merchant:
    return cast("Merchant", type("M", (), {"country": country, "settings": settings})())


def claim(*, business: bool = False, state: State = State.ISSUED) -> Claim:
    return cast("Claim", type("C", (), {"business": business, "state": state, "open": Parts(1_000, 70, 30)})())


def bought(open_minor: int) -> Purchase:
    return cast("Purchase", type("P", (), {"open_minor": open_minor})())


def nok(minor: int) -> Money:
    return Money(minor, "NOK")


EXPECTED = """
NO consumer fees interest principal
NO business fees interest principal
SE consumer fees interest principal
SE business fees interest principal
FI consumer principal interest fees
FI business fees interest principal
DK business fees interest principal
"""


@pytest.mark.parametrize("line", EXPECTED.strip().splitlines())
def test_the_country_and_the_payer_say_what_is_covered_first(line: str) -> None:
    country, payer, *parts = line.split()
    assert list(payment_order(merchant(country), claim(business=payer == "business"))) == parts


def test_the_merchant_may_have_chosen_another_order() -> None:
    chosen = merchant("NO", payment_order=["interest", "principal", "fees"])
    assert list(payment_order(chosen, claim())) == ["interest", "principal", "fees"]


@pytest.mark.parametrize(
    ("country", "money", "covered", "surplus"),
    [
        ("NO", 60, Parts(0, 60, 0), 0),
        ("NO", 500, Parts(400, 70, 30), 0),
        ("FI", 500, Parts(500, 0, 0), 0),
        ("NO", 1_100, Parts(1_000, 70, 30), 0),
        ("NO", 1_101, Parts(1_000, 70, 30), 1),
    ],
)
def test_money_fills_the_parts_in_their_order_and_the_rest_is_too_much(
    country: str, money: int, covered: Parts, surplus: int
) -> None:
    fallen = fall(merchant(country), claim(), receipt(money))
    assert (fallen.covered, fallen.surplus) == (covered, surplus)


def test_a_person_may_say_another_order_or_that_it_goes_back() -> None:
    order = (Part.INTEREST, Part.PRINCIPAL, Part.FEES)
    assert fall(merchant(), claim(), receipt(500, order=order)).covered == Parts(470, 0, 30)
    assert fall(merchant(), claim(), receipt(500, goes_back=True)).surplus == 500


def test_what_was_asked_for_after_the_moneys_day_is_covered_last() -> None:
    later = Parts(fees=70, interest=10)
    assert fall(merchant(), claim(), receipt(1_000), later).covered == Parts(980, 0, 20)
    assert fall(merchant(), claim(), receipt(1_050), later).covered == Parts(1_000, 30, 20)
    assert fall(merchant("FI"), claim(), receipt(1_200), later).surplus == 100


def receipt(minor: int, **more: Any) -> Receipt:
    return Receipt(UUID(int=1), UUID(int=1), nok(minor), date(2026, 11, 20), "", "its reference", **more)


@pytest.mark.parametrize("state", [State.CLOSED, State.DRAFT, State.SCHEDULED])
def test_a_claim_that_is_not_open_takes_nothing(state: State) -> None:
    fallen = fall(merchant(), claim(state=state), receipt(500))
    assert (fallen.covered, fallen.surplus) == (Parts(), 500)


def test_the_oldest_purchase_of_a_claim_is_covered_first() -> None:
    assert spread_over([bought(300), bought(500), bought(200)], 600) == [300, 300, 0]
    assert spread_over([], 600) == []


KNOWN = {"1": "first", "01": "first", "2": "second"}


@pytest.mark.parametrize(
    ("named", "shares"),
    [
        ([("1", nok(60)), ("2", nok(40))], {"first": nok(60), "second": nok(40)}),
        ([("1", nok(30)), ("01", nok(30)), ("2", nok(40))], {"first": nok(60), "second": nok(40)}),
        ([("1", nok(60)), ("2", nok(41))], None),
        ([("1", nok(60)), ("2", None)], None),
        ([("1", nok(60)), ("3", nok(40))], None),
        ([("1", nok(60)), ("2", Money(40, "EUR"))], None),
        ([("1", nok(140)), ("2", nok(-40))], None),
        ([("1", nok(100))], None),
        ([], None),
    ],
)
def test_one_transfer_is_shared_only_when_everything_is_said_and_adds_up(
    named: list[tuple[str, Money | None]], shares: dict[str, Money] | None
) -> None:
    assert shares_named(named, KNOWN, nok(100)) == shares
