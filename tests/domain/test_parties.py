"""The billing address: what must be there for a person and for a business, what is unusable, what is doubtful."""

from dataclasses import replace

import pytest

from fordring.domain.parties import Billing, billing_problems, billing_warnings

PERSON = Billing(
    first_name="Ola",
    last_name="Nordmann",
    email="ola@example.com",
    phone_number="+4799999999",
    address_line="Storgata 1",
    postal_code="0151",
    postal_place="Oslo",
    country="NO",
)
BUSINESS = replace(PERSON, business_name="Nordmann AS", organization_number="923609016")
PERSONAL_FIELDS = [
    "first_name",
    "last_name",
    "email",
    "phone_number",
    "address_line",
    "postal_code",
    "postal_place",
    "country",
]


def fields(billing: Billing, *, business: bool) -> list[str]:
    return [problem.field for problem in billing_problems(billing, business=business)]


def test_a_complete_address_has_no_problem_and_no_warning() -> None:
    assert billing_problems(PERSON, business=False) == ()
    assert billing_problems(BUSINESS, business=True) == ()
    assert billing_warnings(PERSON, business=False) == ()
    assert billing_warnings(BUSINESS, business=True) == ()


@pytest.mark.parametrize("empty", ["", " \t"])
@pytest.mark.parametrize("field", PERSONAL_FIELDS)
def test_each_field_a_person_lacks_is_named_once(field: str, empty: str) -> None:
    (problem,) = billing_problems(replace(PERSON, **{field: empty}), business=False)
    assert (problem.field, problem.message) == (f"billing_address.{field}", "is missing")


@pytest.mark.parametrize("field", ["business_name", "organization_number", *PERSONAL_FIELDS])
def test_each_field_a_business_lacks_is_named_once(field: str) -> None:
    assert fields(replace(BUSINESS, **{field: ""}), business=True) == [f"billing_address.{field}"]


def test_everything_missing_is_named_at_once() -> None:
    assert len(fields(Billing(), business=True)) == 10
    assert len(fields(Billing(), business=False)) == 8


def test_a_persons_purchase_does_not_look_at_business_fields() -> None:
    assert billing_problems(replace(PERSON, organization_number="none"), business=False) == ()
    assert billing_warnings(replace(PERSON, organization_number="123456789"), business=False) == ()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("email", "ola at example.com", "is not an e-mail address"),
        ("phone_number", "99 99 99 99", "must be 5 to 15 digits, a plus sign allowed in front"),
        ("country", "DK", "must be one of NO, SE, FI"),
        ("country", "no", "must be one of NO, SE, FI"),
        ("organization_number", "none", "has no digits"),
    ],
)
def test_an_unusable_field_is_named_with_the_reason(field: str, value: str, message: str) -> None:
    (problem,) = billing_problems(replace(BUSINESS, **{field: value}), business=True)
    assert (problem.field, problem.message) == (f"billing_address.{field}", message)


def test_missing_and_unusable_fields_are_named_together() -> None:
    assert fields(replace(PERSON, first_name="", country="DK"), business=False) == [
        "billing_address.first_name",
        "billing_address.country",
    ]


def test_a_wrong_organisation_number_is_a_warning_and_no_problem() -> None:
    doubtful = replace(BUSINESS, organization_number="123456789")
    assert billing_problems(doubtful, business=True) == ()
    (warning,) = billing_warnings(doubtful, business=True)
    assert warning.field == "billing_address.organization_number"
    assert "check digit" in warning.message


@pytest.mark.parametrize(
    ("country", "code", "doubtful"),
    [
        ("NO", "0151", "right"),
        ("NO", "NO-0151", "right"),
        ("NO", "15100", "doubtful"),
        ("SE", "111 22", "right"),
        ("SE", "S-111 22", "right"),
        ("SE", "0151", "doubtful"),
        ("FI", "00100", "right"),
        ("FI", "AX-22100", "right"),
        ("FI", "0010", "doubtful"),
        ("FI", "٠٠١٠٠", "doubtful"),
        ("DK", "1000", "right"),
        ("NO", "", "right"),
    ],
)
def test_a_postal_code_of_another_form_is_a_warning(country: str, code: str, doubtful: str) -> None:
    warnings = billing_warnings(replace(PERSON, country=country, postal_code=code), business=False)
    assert [warning.field for warning in warnings] == ["billing_address.postal_code"] * (doubtful == "doubtful")


def test_a_bill_is_made_out_to_the_business_or_else_the_person() -> None:
    assert BUSINESS.name == "Nordmann AS"
    assert PERSON.name == BUSINESS.person == "Ola Nordmann"
    assert Billing(last_name="Nordmann").name == "Nordmann"
