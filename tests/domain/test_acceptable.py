"""What a merchant must tell to be taken in, and how a merchant's row holds it."""

from dataclasses import replace
from typing import Any

import pytest

from fordring.domain.acceptable import acceptance_problems, acceptance_warnings
from fordring.domain.application import Application, OwnAccount
from fordring.domain.references import Level, ReferenceAgreement, Scheme

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
