"""What `fordring merchant open` and `fordring bank open` are told, as values; the options' own names in refusals."""

from typing import Any

from fordring.domain.acceptable import FIELD, account_number
from fordring.domain.application import Application, OwnAccount
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.references import Level, ReferenceAgreement, Scheme

CURRENCIES = {"NO": "NOK", "SE": "SEK", "FI": "EUR"}
SCHEMES = {"NO": Scheme.KID, "SE": Scheme.OCR, "FI": Scheme.VIITENUMERO}
OPTIONS = {
    "address_line": "street",
    "postal_place": "city",
    "accounts.0.number": "payout_account",
    "number_prefix": "prefix",
    "weekdays": "weekday",
    "minimum_minor": "minimum",
    "per_payment_minor": "per_payment",
    "per_payout_minor": "per_payout",
    "valid_from": "from",
}


def application_of(country: str, payout_account: str, **told: Any) -> Application:
    """What is told of a merchant on the command line."""
    account = OwnAccount(account_number(payout_account, country).compact)
    return Application(country=country, currency=CURRENCIES[country], accounts=(account,), **told)


def agreement_of(country: str, length: int, modulus: int, level: str) -> ReferenceAgreement:
    """The agreement of a client account in that country. Raises InvalidCommandError."""
    return ReferenceAgreement(SCHEMES.get(country, Scheme.RF), length, modulus, Level(level))


def as_options(error: InvalidCommandError) -> InvalidCommandError:
    """The refusal with its fields as options are called."""
    return InvalidCommandError(*(FieldProblem(_option(each.field), each.message) for each in error.problems))


def _option(field: str) -> str:
    name = field.removeprefix(FIELD)
    return "--" + OPTIONS.get(name, name).replace("_", "-")
