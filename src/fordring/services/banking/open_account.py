"""The operator names one of its client accounts: where payers pay to, and which references its bank lets through."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.identifiers import bankgiro, iban
from fordring.domain.merchant import BankAccount
from fordring.domain.parties import COUNTRIES
from fordring.domain.references import ReferenceAgreement
from fordring.storage.house import accounts
from fordring.storage.ids import new_id
from fordring.storage.work import Work

_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_DOMESTIC_FROM = 4
"""A Norwegian IBAN is NO, two check digits, and the account number."""


@dataclass(frozen=True, slots=True)
class OpenAccount:
    """The account and its agreement; `bankgiro`: its Swedish number, printed on invoices. Its country is its IBAN's."""

    iban: str
    bic: str
    currency: str
    name: str
    agreement: ReferenceAgreement
    bankgiro: str | None = None
    sandbox: bool = False


async def open_account(command: OpenAccount, work: Work) -> BankAccount:
    """The account as it is kept; one that is there already stays as it is. Raises InvalidCommandError."""
    compact = iban(command.iban).compact
    problems = tuple(_problems(command, compact))
    if problems:
        raise InvalidCommandError(*problems)
    country = compact[:2]
    domestic = compact[_DOMESTIC_FROM:] if country == "NO" else None
    if command.bankgiro:
        domestic = bankgiro(command.bankgiro).compact
    account = BankAccount(
        new_id(), command.name, country, command.currency, compact, domestic, command.bic, command.agreement
    )
    return await accounts.add(work.connection, account, sandbox=command.sandbox)


def _problems(command: OpenAccount, compact: str) -> Iterator[FieldProblem]:
    yield from (FieldProblem("iban", warning) for warning in iban(command.iban).warnings)
    if compact[:2] not in COUNTRIES:
        yield FieldProblem("iban", f"must be of {', '.join(COUNTRIES)}")
    if not _BIC.fullmatch(command.bic):
        yield FieldProblem("bic", f"{command.bic} is not a BIC: 8 or 11 capital letters and digits")
    if not re.fullmatch("[A-Z]{3}", command.currency):
        yield FieldProblem("currency", "must be three capital letters, as NOK")
    if command.bankgiro:
        yield from (FieldProblem("bankgiro", warning) for warning in bankgiro(command.bankgiro).warnings)
