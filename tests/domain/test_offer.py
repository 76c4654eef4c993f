"""What is offered: who says it first, who delivers, which orders can be paid."""

import pytest

from fordring.domain.calendar import Interval
from fordring.domain.purchase.offer import (
    AmountLimits,
    Contract,
    Offer,
    Payability,
    ProductNotOfferedError,
    ProductTerms,
    Terms,
    contract_of,
    offer_of,
    overlaid,
    payability,
    require_offered,
)
from fordring.domain.purchase.purchase import Channel, Product

BUSINESS, MERCHANT, OPERATOR = Product.BUSINESS, Channel.MERCHANT, Channel.OPERATOR


def test_nothing_is_offered_unless_enabled_and_defaults_fill_the_rest() -> None:
    assert offer_of(BUSINESS, Terms(), Contract()) == Offer(BUSINESS, False, 14, True, OPERATOR, Interval.MONTHLY)


def test_what_a_checkout_says_counts_before_its_profile_word_by_word() -> None:
    profile = Terms({BUSINESS: ProductTerms(enabled=True, days_until_due=30, interval=Interval.QUARTERLY)})
    checkout = Terms({BUSINESS: ProductTerms(days_until_due=0, identity_required=False)})
    offer = offer_of(BUSINESS, checkout.over(profile), Contract())
    assert (offer.enabled, offer.days_until_due, offer.identity_required) == (True, 0, False)
    assert offer.interval is Interval.QUARTERLY


# who says it, each named by where: the checkout's or profile's own channel, their fallbacks, the contract's
PRECEDENCE = """
checkout  profile   checkout_fb profile_fb contract | who delivers
-         -         -           -          -        | operator
-         -         -           -          merchant | merchant
-         -         -           operator   merchant | operator
-         -         merchant    operator   operator | merchant
-         operator  merchant    merchant   merchant | operator
merchant  operator  operator    operator   operator | merchant
operator  merchant  merchant    merchant   merchant | operator
"""


@pytest.mark.parametrize("row", PRECEDENCE.strip().splitlines()[1:])
def test_the_nearest_who_says_it_decides_who_delivers(row: str) -> None:
    said, _, expected = row.partition("|")
    checkout, profile, checkout_fallback, profile_fallback, contract = (
        None if word == "-" else Channel(word) for word in said.split()
    )
    terms = _terms(checkout, checkout_fallback).over(_terms(profile, profile_fallback))
    offer = offer_of(BUSINESS, terms, Contract(fallback={BUSINESS: contract} if contract else {}))
    assert offer.channel == expected.strip()


def _terms(channel: Channel | None, fallback: Channel | None) -> Terms:
    return Terms({BUSINESS: ProductTerms(channel=channel)}, {BUSINESS: fallback} if fallback else {})


SETTINGS = {
    "gateway": {"channels": ["operator"]},
    "checkout": {"channels": {"business": "merchant"}},
    "order_limits": {"NO": {"business": {"least_minor": 1_000, "most_minor": 50_000}, "consumer": {"least_minor": 1}}},
}

# the amount limits are Norway's, both ends inclusive; this contract has no delivery by the merchant
PAYABLE = """
product  country channel   amount | payability
business NO      operator  999    | disabled_by_order_amount
business NO      operator  1000   | payable
business NO      operator  50000  | payable
business NO      operator  50001  | disabled_by_order_amount
business SE      operator  999    | payable
consumer NO      operator  900000 | payable
business NO      merchant  1000   | disabled_by_gateway
"""


@pytest.mark.parametrize("row", PAYABLE.strip().splitlines()[1:])
def test_contract_and_amount_decide_what_can_be_paid(row: str) -> None:
    said, _, expected = row.partition("|")
    product, country, channel, amount = said.split()
    terms = Terms({Product(product): ProductTerms(enabled=True, channel=Channel(channel))})
    contract = contract_of(SETTINGS)
    offer = offer_of(Product(product), terms, contract)
    assert payability(offer, int(amount), country, contract) == expected.strip()
    if expected.strip() == Payability.PAYABLE:
        require_offered(offer, int(amount), country, contract)
    else:
        with pytest.raises(ProductNotOfferedError, match=product):
            require_offered(offer, int(amount), country, contract)


def test_what_is_not_enabled_is_not_offered() -> None:
    with pytest.raises(ProductNotOfferedError, match="not enabled"):
        require_offered(offer_of(BUSINESS, Terms(), Contract()), 1, "NO", Contract())


def test_settings_that_say_nothing_limit_nothing() -> None:
    assert contract_of({}) == Contract()
    assert contract_of(SETTINGS).fallback == {BUSINESS: MERCHANT}
    assert AmountLimits().hold(2**40)


def test_a_checkouts_configuration_lies_over_its_profiles() -> None:
    base = {"theme": {"primary": "red", "backdrop": "grey"}, "payment_options": [1, 2], "channel": "in_app"}
    top = {"theme": {"primary": "blue"}, "payment_options": [], "invoices": {"business": {"enabled": True}}}
    assert overlaid(base, top) == {
        "theme": {"primary": "blue", "backdrop": "grey"},
        "payment_options": [],
        "channel": "in_app",
        "invoices": {"business": {"enabled": True}},
    }
