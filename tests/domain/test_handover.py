"""Overdue invoices that are handed over: what they must have, and when they are too old to be claimed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.test_claim import DRAFT
from domain.test_registration import GIVEN, PAYER
from fordring.domain.claim.actions import Action, does_something
from fordring.domain.claim.claim import ClaimKind
from fordring.domain.claim.handover import handover_problems
from fordring.domain.claim.limitation import last_day, period_of
from fordring.domain.claim.registration import Registration

TODAY = date(2026, 11, 16)
REMINDER = replace(GIVEN, kind=ClaimKind.REMINDER, invoice_on=date(2026, 9, 1), due_on=date(2026, 10, 1))
CASE = replace(REMINDER, kind=ClaimKind.COLLECTION_CASE)
HOMELESS = replace(PAYER, address_line="", postal_code="", postal_place="")
POSTAL = {f"billing_address.{part}" for part in ("address_line", "postal_code", "postal_place")}
NUMBER = {"billing_address.organization_number"}


def fields(given: Registration, **change: Any) -> set[str]:
    return {problem.field for problem in handover_problems(replace(given, **change), TODAY)}


@pytest.mark.parametrize(
    ("change", "of_case", "of_reminder"),
    [
        ({}, set(), set()),
        ({"own_number": None, "invoice_on": None, "due_on": None}, *[{"own_number", "invoice_on", "due_on"}] * 2),
        ({"billing": HOMELESS}, POSTAL, set()),
        ({"business": True}, NUMBER, set()),
        ({"business": True, "billing": replace(PAYER, organization_number="1")}, set(), set()),
        ({"invoice_on": date(1900, 1, 1), "due_on": date(9999, 1, 1)}, *[{"invoice_on", "due_on"}] * 2),
        ({"invoice_on": date(2026, 11, 17)}, {"invoice_on"}, {"invoice_on"}),
        ({"due_on": TODAY}, {"due_on"}, {"due_on"}),
        ({"due_on": date(2026, 11, 15)}, set(), set()),
        ({"interrupted_on": date(2026, 11, 17)}, {"interrupted_on"}, {"interrupted_on"}),
        ({"interrupted_on": date(9999, 12, 31)}, {"interrupted_on"}, {"interrupted_on"}),
    ],
)
def test_what_is_handed_over_has_what_its_follow_up_needs(
    change: dict[str, Any], of_case: set[str], of_reminder: set[str]
) -> None:
    assert (fields(CASE, **change), fields(REMINDER, **change)) == (of_case, of_reminder)
    assert fields(GIVEN, **change) == set()


@pytest.mark.parametrize(
    ("country", "business", "due_on", "interrupted_on", "barred"),
    [
        ("NO", False, date(2023, 11, 16), None, False),
        ("NO", False, date(2023, 11, 15), None, True),
        ("NO", True, date(2023, 11, 15), None, True),
        ("NO", False, date(2015, 1, 1), date(2024, 1, 1), False),
        ("NO", False, date(2015, 1, 1), date(2023, 1, 1), True),
        ("SE", False, date(2023, 11, 15), None, True),
        ("SE", True, date(2016, 11, 16), None, False),
        ("SE", True, date(2016, 11, 15), None, True),
        ("FI", True, date(2023, 11, 15), None, True),
        ("DK", True, date(2001, 1, 1), None, False),
    ],
)
def test_a_time_barred_claim_is_refused_on_the_day_behind_its_period(
    country: str, *, business: bool, due_on: date, interrupted_on: date | None, barred: bool
) -> None:
    payer = replace(PAYER, country=country, organization_number="1")
    change = {"billing": payer, "business": business, "due_on": due_on, "interrupted_on": interrupted_on}
    assert fields(CASE, **change) == ({"due_on"} if barred else set())


@pytest.mark.parametrize(
    ("change", "starts"),
    [
        ({"due_on": date(2023, 11, 15)}, False),
        ({"due_on": date(2023, 11, 15), "content": {"interrupted_on": "2024-01-01"}}, True),
        ({"due_on": date(2023, 11, 15), "kind": ClaimKind.INVOICE}, True),
        ({"due_on": None}, True),
    ],
)
def test_what_is_time_barred_cannot_be_started(change: dict[str, Any], *, starts: bool) -> None:
    billed = {"kind": ClaimKind.COLLECTION_CASE, "billing": {"country": "NO"}, **change}
    assert does_something(replace(DRAFT, **billed), Action.START, TODAY, active=True) is starts


def test_a_period_from_a_leap_day_ends_before_march() -> None:
    period = period_of("NO", date(2024, 2, 29), business=False)
    assert period is not None
    assert last_day(period, date(2024, 2, 29)) == date(2027, 2, 28)
