"""What makes a merchant unusable as it was told, and what is doubtful about it. Fields begin with `creditor.`."""

import re
from collections.abc import Iterator

from fordring.domain.application import Application, OwnAccount
from fordring.domain.errors import FieldProblem
from fordring.domain.identifiers import (
    Checked,
    bankgiro,
    email_is_usable,
    iban,
    iban_of_norwegian_account,
    organisation_number,
    phone_is_usable,
)
from fordring.domain.ledger import charts
from fordring.domain.parties import COUNTRIES, is_postal_code
from fordring.domain.references import Scheme

FIELD = "creditor."
DAYS_UNTIL_DUE_MAX = 365
ACCOUNTS_MAX = 20
OTHER_LENGTH_MAX = 20_000

_NEEDED = ("name", "organization_number", "country", "currency", "email", "address_line", "postal_code", "postal_place")
_EMAILS = ("email", "contact_email", "accountant_email")
_PHONES = ("phone", "contact_phone")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_LEDGER_ACCOUNT = re.compile(r"[0-9A-Za-z.\-]{1,20}")
_NUMBERS = {
    "NO": "9 digits whose last is their check digit (modulus 11)",
    "SE": "10 digits whose last is their check digit (Luhn)",
    "FI": "7 digits, a hyphen and a check digit (Y-tunnus)",
}
_SCHEMES = {"NO": Scheme.KID, "SE": Scheme.OCR}


def acceptance_problems(application: Application) -> tuple[FieldProblem, ...]:
    """Every field that is missing or cannot be used; empty when the merchant can be taken in."""
    found = (
        *((name, "is missing") for name in _NEEDED if not getattr(application, name)),
        *_identity_problems(application),
        *_reach_problems(application),
        *_account_problems(application),
        *_setting_problems(application),
    )
    return tuple(FieldProblem(FIELD + field, message) for field, message in found)


def acceptance_warnings(application: Application) -> tuple[FieldProblem, ...]:
    """What is accepted and kept as given, but should be seen by a person."""
    found = []
    if not is_postal_code(application.postal_code, application.country):
        found.append(("postal_code", f"{application.postal_code} is not a postal code of {application.country}"))
    if application.accountant_number:
        country = application.accountant_country or application.country
        checked = organisation_number(application.accountant_number, country)
        found += [("accountant_number", warning) for warning in checked.warnings]
    return tuple(FieldProblem(FIELD + field, message) for field, message in found)


def account_number(number: str, country: str) -> Checked:
    """A merchant's account: an IBAN by its letters, else a Norwegian account number or a Swedish bankgiro number."""
    if number[:2].isalpha():
        return iban(number)
    if country == "NO":
        checked = iban_of_norwegian_account(number)
        return checked if checked.warnings else Checked(number, "".join(c for c in number if c.isdigit()))
    if country == "SE":
        return bankgiro(number)
    return Checked(number, number, (f"{number} is not an IBAN",))


def _identity_problems(application: Application) -> Iterator[tuple[str, str]]:
    if application.country and application.country not in COUNTRIES:
        yield "country", f"has no process yet; there is one for {', '.join(COUNTRIES)}"
    elif application.organization_number and application.country:
        checked = organisation_number(application.organization_number, application.country)
        if checked.warnings:
            yield "organization_number", f"{checked.given} is none of its country: {_NUMBERS[application.country]}"
    if application.currency and not re.fullmatch("[A-Z]{3}", application.currency):
        yield "currency", "must be three letters, as NOK"


def _reach_problems(application: Application) -> Iterator[tuple[str, str]]:
    for name in _EMAILS:
        if (value := getattr(application, name)) and not email_is_usable(value):
            yield name, "is not an e-mail address"
    for name in _PHONES:
        if (value := getattr(application, name)) and not phone_is_usable(value.replace(" ", "")):
            yield name, "must be 5 to 15 digits, a plus sign allowed in front"


def _account_problems(application: Application) -> Iterator[tuple[str, str]]:
    if not 1 <= len(application.accounts) <= ACCOUNTS_MAX:
        yield "accounts", "is missing" if not application.accounts else f"may name {ACCOUNTS_MAX} accounts"
    if application.country not in COUNTRIES:
        return
    for place, account in enumerate(application.accounts):
        for name, message in _problems_of(account, application.country):
            yield f"accounts.{place}.{name}", message


def _problems_of(account: OwnAccount, country: str) -> Iterator[tuple[str, str]]:
    if not account.number:
        yield "number", "is missing"
    else:
        yield from (("number", warning) for warning in account_number(account.number, country).warnings)
    if account.bic and not _BIC.fullmatch(account.bic):
        yield "bic", f"{account.bic} is not a BIC: 8 or 11 letters and digits"
    if account.agreement and account.agreement.scheme != _SCHEMES.get(country):
        field = "kid_length" if account.agreement.scheme is Scheme.KID else "ocr_level"
        yield field, f"banks of {country} have no such agreement"


def _setting_problems(application: Application) -> Iterator[tuple[str, str]]:
    if not 0 <= application.days_until_due <= DAYS_UNTIL_DUE_MAX:
        yield "days_until_due", f"must be 0 to {DAYS_UNTIL_DUE_MAX}"
    for name, number in application.ledger_accounts.items():
        if name not in charts.ACCOUNTS or not _LEDGER_ACCOUNT.fullmatch(number):
            yield f"ledger_accounts.{name}", "must be up to 20 letters, digits, points and hyphens"
    if len(application.other) > OTHER_LENGTH_MAX:
        yield "other", f"members that are not known here may take {OTHER_LENGTH_MAX} characters in all"
