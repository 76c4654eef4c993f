"""invoice/register field by field, without a database: missing, null, of a wrong type, absurd; named as printed."""

import json
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from faces.kravia.stage import handed_over, printed
from fordring.domain.claim.distribution import Wish
from fordring.domain.claim.handover import handover_problems
from fordring.domain.claim.registration import Registration, registration_problems
from fordring.domain.purchase.purchase import Channel
from fordring.faces.kravia.errors import fields_of
from fordring.faces.kravia.translate.registration import registration_of
from fordring.faces.kravia.vocabulary import field_name
from fordring.faces.kravia.wire.invoices import RegisterBody
from fordring.faces.kravia.wire.loose import read_json
from services.claims_made import merchant_of

TODAY = date(2026, 11, 16)
ADDRESS = {f"postalAddress.{part}" for part in ("addressAddressLine1", "addressPostalCode", "addressCity")}
COUNTRY = "postalAddress.addressCountryCode"
ALWAYS = {"claimType", "creditorId", "originalAmount", "debtorName"}
OF_HANDED_OVER = {"invoiceNo", "invoiceDate", "dueDate"}
NEEDED = {
    "Invoice": ALWAYS,
    "CreditNote": ALWAYS,
    "CollectionCase": ALWAYS | OF_HANDED_OVER | {"postalAddress"},
    "Reminder": ALWAYS | OF_HANDED_OVER,
}
MEMBERS = [str(field.alias) for field in RegisterBody.model_fields.values()]


def body_of(kind: str) -> dict[str, Any]:
    """The printed example of a kind."""
    return printed(claimType=kind) if kind in {"Invoice", "CreditNote"} else handed_over(kind)


def given_by(**changes: Any) -> Registration:
    """What the printed example with these changes says."""
    return registration_of(RegisterBody.model_validate(read_json(json.dumps(printed(**changes)).encode())))


def refused(body: dict[str, Any]) -> set[str]:
    """The fields by which the body is refused, as its client spells them; the creditor's country is what it is."""
    try:
        given = registration_of(RegisterBody.model_validate(read_json(json.dumps(body).encode())))
    except ValidationError as error:
        return set(fields_of(error))
    problems = [*registration_problems(given, merchant_of()), *handover_problems(given, TODAY)]
    return {field_name(problem.field) for problem in problems}


@pytest.mark.parametrize("kind", NEEDED)
@pytest.mark.parametrize("value", ["missing", None, "", "  "])
def test_what_is_not_said_is_refused_only_where_it_is_needed(kind: str, value: str | None) -> None:
    for member in MEMBERS:
        body = {**body_of(kind), member: value}
        if value == "missing":
            del body[member]
        named = {name.partition(".")[0] for name in refused(body) - {COUNTRY, "currencyCode"}}
        assert named == {member} & NEEDED[kind], member


@pytest.mark.parametrize("value", [[1], True])
def test_a_value_of_a_wrong_type_is_refused_by_its_name(value: Any) -> None:
    for member in MEMBERS:
        if (member, value) != ("isPrivateIndividual", True):
            assert {name.partition("[")[0] for name in refused(printed(**{member: value}))} == {member}


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"creditorId": "abc"}, {"creditorId"}),
        ({"creditorId": 1.5}, {"creditorId"}),
        ({"originalAmount": "2 500"}, {"originalAmount"}),
        ({"originalAmount": "NaN"}, {"originalAmount"}),
        ({"originalAmount": 1e308}, {"originalAmount"}),
        ({"originalAmount": 0}, {"originalAmount"}),
        ({"originalAmount": -2500}, {"originalAmount"}),
        ({"originalAmount": 0.004}, {"originalAmount"}),
        ({"originalAmount": 0.005}, set()),
        ({"originalAmount": "2500.0123456789"}, set()),
        ({"originalAmount": "1." + "1" * 41}, {"originalAmount"}),
        ({"originalAmount": 1_000_000_000}, {"originalAmount"}),
        ({"isPrivateIndividual": "perhaps"}, {"isPrivateIndividual"}),
        ({"invoiceDate": "2025-02-30"}, {"invoiceDate"}),
        ({"invoiceDate": "01.04.2025"}, {"invoiceDate"}),
        ({"invoiceDate": 20250401}, {"invoiceDate"}),
        ({"invoiceDate": "1900-01-01", "dueDate": "9999-12-31"}, {"invoiceDate", "dueDate"}),
        ({"invoiceDate": "2026-01-02", "dueDate": "2026-01-01"}, set()),
        ({"currencyCode": "SEK"}, {"currencyCode"}),
        ({"currencyCode": "JPY"}, {"currencyCode"}),
        ({"currencyCode": "???"}, {"currencyCode"}),
        ({"debtorName": "a\0b"}, {"debtorName"}),
        ({"debtorName": "a" * 10_001}, {"debtorName"}),
        ({"invoiceNo": "1" * 256}, {"invoiceNo"}),
        ({"postalAddress": "Oslo"}, {"postalAddress"}),
        ({"postalAddress": {"addressCountryCode": "NO"}, "email": None}, {"email"}),
        ({"postalAddress": {"addressCountryCode": "DK"}}, {COUNTRY}),
        ({"kid": "123"}, {"kid"}),
        ({"distribution": "pigeon"}, {"distribution"}),
        ({"orderLines": [{"description": "a"}]}, {"orderLines[0].total"}),
        ({"orderLines": [{"total": "a"}, {"count": {}}]}, {"orderLines[0].total", "orderLines[1].count"}),
        ({"orderLines": [{"total": 1, "vatInPercent": 101}]}, {"orderLines[0].vatInPercent"}),
        ({"orderLines": [{"total": 1, "vatInPercent": -1}]}, {"orderLines[0].vatInPercent"}),
        ({"orderLines": [{"total": 1}] * 2_001}, {"orderLines"}),
        ({"bookkeepingDetails": [{"amount": "x", "bookingDate": "y"}]}, {"amount", "bookingDate"}),
        ({"creditorId": "x", "dueDate": "x", "kid": {}}, {"creditorId", "dueDate", "kid"}),
        (
            {"claimType": "Bill", "distribution": "pigeon", "dueDate": "x", "orderLines": [{}], "debtorName": None},
            {"claimType", "distribution", "dueDate", "orderLines[0].total", "debtorName"},
        ),
    ],
)
def test_what_is_absurd_is_refused_by_every_field(changes: dict[str, Any], fields: set[str]) -> None:
    assert {name.removeprefix("bookkeepingDetails[0].") for name in refused(printed(**changes))} == fields


@pytest.mark.parametrize("sign", [1, -1])
def test_a_credit_note_is_understood_with_either_sign(sign: int) -> None:
    lines = [
        {"total": 1125 * sign, "unitPrice": 125 * sign, "count": 10, "discountInPercent": 10},
        {"total": -5 * sign},
    ]
    given = given_by(claimType="CREDITNOTE", originalAmount=1120 * sign, orderLines=lines)
    assert (given.amount_minor, [line.amount_minor for line in given.lines]) == (112_000, [112_500, -500])
    assert given.lines[0].discount_minor == 12_500


@pytest.mark.parametrize(
    ("line", "discount_minor"),
    [
        ({"unitPrice": 100, "count": 3, "discountInPercent": 10}, 3_000),
        ({"unitPrice": 100, "count": 3, "discountInPercent": 10, "total": 300}, 0),
        ({"total": 90, "discountInPercent": 10}, 1_000),
        ({"total": 0, "discountInPercent": 100}, 0),
        ({"unitPrice": 100, "count": 1, "discountInPercent": 100}, 10_000),
        ({"unitPrice": 100, "total": 80}, 0),
        ({"unitPrice": 100, "discountInPercent": -10}, 0),
    ],
)
def test_a_discount_is_what_it_has_taken_off(line: dict[str, Any], discount_minor: int) -> None:
    (given,) = given_by(orderLines=[{**line, "unit": "kilowatt hours at the meter"}]).lines
    assert (given.discount_minor, given.unit) == (discount_minor, "kilowatt hours at th")


@pytest.mark.parametrize(
    ("word", "channel", "wish"),
    [
        (None, Channel.OPERATOR, None),
        ("Kravia", Channel.OPERATOR, None),
        ("merchant", Channel.MERCHANT, None),
        ("EHF", Channel.OPERATOR, Wish.EHF),
        ("einvoice", Channel.OPERATOR, Wish.E_INVOICE),
        ("EMAIL", Channel.OPERATOR, Wish.EMAIL),
        ("Print", Channel.OPERATOR, Wish.LETTER),
    ],
)
def test_distribution_says_who_sends_and_how(word: str | None, channel: Channel, wish: Wish | None) -> None:
    given = given_by(distribution=word)
    assert (given.channel, given.wish) == (channel, wish)
