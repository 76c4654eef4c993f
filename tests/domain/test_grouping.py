"""Which purchases share an invoice: what tells customers apart, and what does not."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.calendar import Interval
from fordring.domain.claim.grouping import due_day, group_key, group_of
from fordring.domain.parties import Billing

NORDMANN = {
    "business_name": "Nordmann AS",
    "organization_number": "923609016",
    "country": "NO",
    "customer_reference": "dept-engineering",
}


def key(currency: str = "NOK", interval: Interval = Interval.MONTHLY, **more: Any) -> object:
    return group_key(Billing(**NORDMANN | more), currency, interval)


@pytest.mark.parametrize(
    "more",
    [
        {"business_name": "  NORDMANN as "},
        {"organization_number": "923 609 016"},
        {"organization_number": "NO 923609016 MVA"},
        {"country": "no"},
        {"customer_reference": " dept-engineering "},
        {"first_name": "Kari", "email": "kari@example.com", "address_line": "Elsewhere 2", "cost_center": "77"},
    ],
)
def test_spelling_and_address_do_not_tell_customers_apart(more: dict[str, Any]) -> None:
    assert key(**more) == key()


@pytest.mark.parametrize(
    "more",
    [
        {"business_name": "Nordmann Holding AS"},
        {"organization_number": "974760673"},
        {"country": "SE"},
        {"customer_reference": "dept-sales"},
        {"customer_reference": "Dept-engineering"},
        {"customer_reference": ""},
        {"currency": "EUR"},
        {"interval": Interval.QUARTERLY},
    ],
)
def test_another_customer_reference_currency_or_interval_is_another_invoice(more: dict[str, Any]) -> None:
    assert key(**more) != key()


def test_an_absent_reference_and_an_empty_one_are_the_same() -> None:
    absent = Billing(**{name: value for name, value in NORDMANN.items() if name != "customer_reference"})
    assert group_key(absent, "NOK", Interval.MONTHLY) == key(customer_reference="") == key(customer_reference="  ")


def test_letters_with_marks_are_the_same_however_they_are_composed() -> None:
    assert key(business_name="Sjo\N{COMBINING DIAERESIS} AS") == key(business_name="SJÖ AS")


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), min_size=2, max_size=2))
def test_two_words_never_run_into_each_other(words: list[tuple[str, str]]) -> None:
    keys = {key(business_name=name, customer_reference=reference) for name, reference in words}
    alike = {(key(business_name=name), key(customer_reference=reference)) for name, reference in words}
    assert len(keys) == len(alike)


def test_the_key_of_a_customer_never_changes() -> None:
    """Stored keys must be met by those of later purchases, in every release."""
    assert str(key()) == "7cf08fef-b318-9434-6123-bb7a43b1a175"


def test_a_group_is_a_period_of_a_customer() -> None:
    billing = Billing(**NORDMANN)
    first = group_of(billing, "NOK", Interval.MONTHLY, date(2026, 1, 5), "NO")
    assert first == group_of(billing, "NOK", Interval.MONTHLY, date(2026, 1, 31), "NO")
    assert first.bill_on == date(2026, 2, 2)
    assert group_of(billing, "NOK", Interval.MONTHLY, date(2026, 2, 1), "NO").bill_on == date(2026, 3, 2)
    assert group_of(billing, "NOK", Interval.QUARTERLY, date(2026, 1, 5), "NO").bill_on == date(2026, 4, 1)


def test_whoever_was_given_most_time_sets_the_due_day() -> None:
    assert due_day(date(2026, 2, 2), [14, 30, 0]) == date(2026, 3, 4)
    assert due_day(date(2026, 2, 2), [0]) == date(2026, 2, 2)
