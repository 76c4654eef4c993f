"""How certain a payment is, and from where on it books itself."""

import pytest

from fordring.domain.payment.matching import Score, threshold_of, tolerance_of


@pytest.mark.parametrize(("chosen", "threshold"), [({}, 90), (95, 95), (50, 90), (400, 100)])
def test_a_merchant_may_ask_for_more_certainty_and_not_for_less(chosen: object, threshold: int) -> None:
    assert threshold_of({"matching": {"threshold": chosen}} if chosen else {}) == threshold


def test_every_score_books_itself_unless_a_merchant_asks_for_more() -> None:
    assert all(threshold_of({}) <= score <= threshold_of({"matching": {"threshold": 100}}) for score in Score)


def test_nothing_is_tolerated_unless_a_merchant_says_so() -> None:
    assert (tolerance_of({}), tolerance_of({"matching": {"tolerance_minor": 100}})) == (0, 100)
