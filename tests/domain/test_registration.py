"""Registrations: the same content has one fingerprint, payers are told apart, VAT is added line by line."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fordring.domain.claim.registration import (
    Registration,
    card_key,
    days_until_due,
    deliverable,
    lines_with_vat,
    registration_warnings,
)
from fordring.domain.parties import Billing
from fordring.domain.purchase.totals import GivenLine

TODAY = date(2026, 11, 16)
PAYER = Billing(
    last_name="Kari Nordmann",
    email="kari@example.com",
    phone_number="+4799999999",
    address_line="Storgata 1",
    postal_code="0151",
    postal_place="Oslo",
    country="NO",
)
GIVEN = Registration(currency="NOK", amount_minor=100, billing=PAYER, business=False, own_number="7")


def test_a_fingerprint_follows_the_content() -> None:
    changes: tuple[dict[str, Any], ...] = (
        {"amount_minor": 101},
        {"own_id": "7"},
        {"billing": replace(PAYER, email="")},
        {"due_on": TODAY},
    )
    others = [replace(GIVEN, **change) for change in changes]
    assert len({each.fingerprint for each in (GIVEN, *others)}) == 5
    assert replace(GIVEN, given={}).fingerprint == GIVEN.fingerprint


def test_fields_that_came_later_leave_the_fingerprints_from_before() -> None:
    before = replace(GIVEN, lines=(GivenLine("a", 1),))
    assert before.fingerprint == "99bbd9110c70af49253767d298f863ecfda43964df67d7da39381cf8980ccef0"


SWEDISH = "org:SE:5560360793"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"customer_number": "10"}, "customer:10"),
        ({"business": True, "billing": replace(PAYER, organization_number="923 609-016")}, "org:NO:923609016"),
        ({"business": True, "billing": replace(PAYER, organization_number="5560360793", country="")}, SWEDISH),
        ({"billing": replace(PAYER, organization_number="923609016")}, None),
        ({}, None),
    ],
)
def test_a_card_is_found_by_number(change: dict[str, Any], key: str | None) -> None:
    """In the payer's country, at home where none was given."""
    assert card_key(replace(GIVEN, **change), "SE") == key


def test_a_person_number_is_not_written_into_the_key() -> None:
    key, spaced = (card_key(replace(GIVEN, person_number=number), "NO") for number in ("17054026641", "170540 26641"))
    assert key == spaced
    assert key is not None
    assert "17054026641" not in key


@pytest.mark.parametrize(
    ("line", "default_bp", "amount_minor"),
    [
        (GivenLine("a", 100, vat_bp=2500), None, 125),
        (GivenLine("a", 2, vat_bp=2500), None, 3),
        (GivenLine("a", -2, vat_bp=2500), None, -3),
        (GivenLine("a", 100, vat_bp=0), 2500, 100),
        (GivenLine("a", 100), 2500, 125),
        (GivenLine("a", 100), None, 100),
        (GivenLine("a", 100, vat_bp=2500, discount_minor=20), None, 125),
    ],
)
def test_vat_is_added_at_the_lines_rate_half_away_from_zero(
    line: GivenLine, default_bp: int | None, amount_minor: int
) -> None:
    discount_minor = 25 if line.discount_minor else 0
    expected = replace(line, amount_minor=amount_minor, discount_minor=discount_minor)
    assert lines_with_vat((line,), default_bp) == (expected,)


def test_an_address_is_rid_of_what_nothing_can_be_sent_to() -> None:
    assert deliverable(PAYER) == PAYER
    assert deliverable(replace(PAYER, email="kari", phone_number="one")) == replace(PAYER, email="", phone_number="")


@pytest.mark.parametrize(
    ("invoice_on", "due_on", "days"),
    [
        (None, None, 30),
        (date(2026, 11, 1), None, 30),
        (None, date(2026, 11, 20), 4),
        (date(2026, 11, 1), date(2026, 11, 20), 19),
        (date(2026, 11, 1), date(2026, 10, 31), -1),
    ],
)
def test_a_due_day_is_the_terms_when_none_is_given(invoice_on: date | None, due_on: date | None, days: int) -> None:
    assert days_until_due(replace(GIVEN, invoice_on=invoice_on, due_on=due_on), TODAY, 30) == days


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"description": "Work", "own_id": "A", "own_number": "7"}, "Work"),
        ({"own_id": "A", "own_number": "7"}, "7"),
        ({"own_id": "A", "own_number": None}, "A"),
        ({"own_number": None}, "–"),
    ],
)
def test_a_line_we_make_up_is_called_by_what_the_client_said(change: dict[str, Any], name: str) -> None:
    assert replace(GIVEN, **change).name_of_lines == name


def test_a_language_we_do_not_print_is_doubtful() -> None:
    assert [warning.field for warning in registration_warnings(replace(GIVEN, language="da"), TODAY)] == ["language"]
    assert registration_warnings(replace(GIVEN, language="en"), TODAY) == ()


def test_a_due_day_two_weeks_after_the_first_possible_delivery_is_no_doubt() -> None:
    assert registration_warnings(replace(GIVEN, due_on=date(2026, 11, 30)), TODAY) == ()
    doubtful = replace(GIVEN, invoice_on=date(2026, 11, 17), due_on=date(2026, 11, 30))
    assert [warning.field for warning in registration_warnings(doubtful, TODAY)] == ["due_on"]


def test_a_negative_difference_to_the_lines_is_told_in_major_units() -> None:
    lines = (GivenLine("a", 150, vat_bp=2500),)
    (warning,) = registration_warnings(replace(GIVEN, lines=lines), TODAY)
    assert "-0.50" in warning.message
