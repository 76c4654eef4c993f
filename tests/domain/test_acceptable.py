"""What a merchant must tell to be taken in, and how a merchant's row holds it."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from fordring.domain.acceptable import acceptance_problems, acceptance_warnings
from fordring.domain.application import Application, OwnAccount, StartLevel, address_of, application_of, settings_of
from fordring.domain.invitation import LASTS, Guest, Invitation, guest_problems, guest_warnings
from fordring.domain.references import Level, ReferenceAgreement, Scheme
from services.claims_made import ONE, merchant_of
from support.make import WALL

TICK = timedelta(microseconds=1)
KID, OCR = ReferenceAgreement(Scheme.KID, 12), ReferenceAgreement(Scheme.OCR, 10, level=Level.FIXED_LENGTH)
GOOD = Application(
    name="Bergen Ski AS",
    organization_number="974 760 673",
    country="NO",
    currency="NOK",
    email="post@example.com",
    address_line="Torget 1",
    postal_code="5014",
    postal_place="Bergen",
    accounts=(OwnAccount("9710 12 34561", "DNBANOKK", KID),),
)
SWEDISH = replace(
    GOOD, country="SE", organization_number="556036-0793", postal_code="111 22", accounts=(OwnAccount("5050-1055"),)
)
FINNISH = replace(
    GOOD,
    country="FI",
    organization_number="2077474-0",
    postal_code="00100",
    accounts=(OwnAccount("FI55 4234 5670 0000 81"),),
)


def fields(application: Application) -> set[str]:
    return {problem.field.removeprefix("creditor.") for problem in acceptance_problems(application)}


@pytest.mark.parametrize(
    "application", [GOOD, SWEDISH, FINNISH, replace(SWEDISH, accounts=(OwnAccount("50501055", "", OCR),))]
)
def test_a_merchant_of_each_country_is_taken_in(application: Application) -> None:
    assert acceptance_problems(application) == ()
    assert acceptance_warnings(application) == ()


def test_everything_that_is_missing_is_named_at_once() -> None:
    missing = "name organization_number country currency email address_line postal_code postal_place accounts"
    assert fields(Application()) == set(missing.split())


@pytest.mark.parametrize(
    ("start", "changes", "field"),
    [
        (GOOD, {"organization_number": "974760674"}, "organization_number"),
        (GOOD, {"organization_number": "97476067"}, "organization_number"),
        (SWEDISH, {"organization_number": "5560360794"}, "organization_number"),
        (FINNISH, {"organization_number": "2077474-1"}, "organization_number"),
        (GOOD, {"country": "DK"}, "country"),
        (GOOD, {"currency": "kr"}, "currency"),
        (GOOD, {"email": "post"}, "email"),
        (GOOD, {"contact_phone": "call me"}, "contact_phone"),
        (GOOD, {"accountant_email": "@"}, "accountant_email"),
        (GOOD, {"accounts": (OwnAccount("9710 12 34562"),)}, "accounts.0.number"),
        (GOOD, {"accounts": (OwnAccount("NO9386011117948"),)}, "accounts.0.number"),
        (GOOD, {"accounts": (OwnAccount(""),)}, "accounts.0.number"),
        (SWEDISH, {"accounts": (OwnAccount("50501056"),)}, "accounts.0.number"),
        (FINNISH, {"accounts": (OwnAccount("42345670000081"),)}, "accounts.0.number"),
        (GOOD, {"accounts": (*GOOD.accounts, OwnAccount("97101234561", "DNB"))}, "accounts.1.bic"),
        (SWEDISH, {"accounts": (OwnAccount("50501055", "", KID),)}, "accounts.0.kid_length"),
        (GOOD, {"accounts": (OwnAccount("97101234561", "", OCR),)}, "accounts.0.ocr_level"),
        (GOOD, {"accounts": GOOD.accounts * 21}, "accounts"),
        (GOOD, {"days_until_due": 366}, "days_until_due"),
        (GOOD, {"ledger_accounts": {"bank": "19 20"}}, "ledger_accounts.bank"),
        (GOOD, {"other": "x" * 20_001}, "other"),
    ],
)
def test_what_cannot_be_used_is_named(start: Application, changes: dict[str, Any], field: str) -> None:
    assert fields(replace(start, **changes)) == {field}


def test_what_is_doubtful_is_kept() -> None:
    doubtful = replace(GOOD, postal_code="50145", accountant_number="123456789")
    assert acceptance_problems(doubtful) == ()
    named = [doubt.field for doubt in acceptance_warnings(doubtful)]
    assert named == ["creditor.postal_code", "creditor.accountant_number"]


def test_a_spelling_makes_no_other_application() -> None:
    assert GOOD.fingerprint == replace(GOOD, organization_number="NO974760673MVA").fingerprint
    assert GOOD.fingerprint != replace(GOOD, name="Bergen Ski").fingerprint


@pytest.mark.parametrize("application", [GOOD, replace(SWEDISH, accounts=(OwnAccount("50501055", "", OCR),)), FINNISH])
def test_what_a_merchant_keeps_is_what_was_told(application: Application) -> None:
    told = replace(
        application,
        accounting_system="Systima",
        contact_name="Kari",
        accountant_number="974760673",
        start_level=StartLevel.DEMAND,
        ledger_accounts={"vat": "2711"},
        days_until_due=30,
    )
    names = ("name", "organization_number", "country", "currency", "vat_registered", "in_business_register", "f_skatt")
    row = {name: getattr(told, name) for name in names}
    kept = json.loads(json.dumps(settings_of(told)))
    merchant = merchant_of(address=address_of(told), settings=kept, **row)
    assert application_of(merchant) == told
    assert acceptance_problems(told) == ()
    assert told.chart["vat"] == "2711"


def test_a_merchant_that_told_nothing_is_paid_where_it_is_paid() -> None:
    assert application_of(merchant_of()).accounts == (OwnAccount("97101234561"),)


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({}, []),
        ({"accountant": True, "organization_number": "974760673", "country": "NO"}, []),
        ({"accountant": True}, ["organization_number"]),
        ({"email": "ola"}, ["email"]),
        ({"country": "Norge"}, ["country"]),
    ],
)
def test_a_guest_can_be_reached_and_an_accountant_has_an_office(changes: dict[str, Any], problems: list[str]) -> None:
    guest = Guest(**{"email": "ola@example.com", "name": "Ola", **changes})
    assert [problem.field for problem in guest_problems(guest)] == [f"guest.{name}" for name in problems]
    assert guest_warnings(guest) == ()


def test_an_invitation_is_open_until_it_is_accepted_or_runs_out() -> None:
    made = Invitation(ONE, ONE, Guest(email="ola@example.com", name="Ola"), WALL, "ledger", WALL + LASTS)
    assert [made.is_open(WALL + LASTS - TICK), made.is_open(WALL + LASTS)] == [True, False]
    assert not replace(made, accepted_at=WALL).is_open(WALL)
