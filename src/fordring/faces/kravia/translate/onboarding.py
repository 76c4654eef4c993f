"""What is told of a creditor, in our words and back again."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fordring.domain.application import Application, OwnAccount
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.invitation import Guest
from fordring.domain.references import Level, ReferenceAgreement, Scheme
from fordring.faces.kravia.compatibility import (
    BOOKKEEPING_MODES,
    DISBURSEMENTS,
    FINNISH_SYSTEMS,
    OCR_LEVELS,
    PRINTED_SYSTEMS,
    START_LEVELS,
    WITHOUT_BOOKS,
)
from fordring.faces.kravia.creditor_fields import PLACES, creditor_field
from fordring.faces.kravia.errors import BadRequestError
from fordring.faces.kravia.translate.unknown import kept_text
from fordring.faces.kravia.wire.loose import public_name
from fordring.faces.kravia.wire.onboarding import BankAccount, InviteBody, LedgerAccounts, SettingsBody, Template

CURRENCIES = {"NO": "NOK", "SE": "SEK", "FI": "EUR"}
WORDS: Mapping[str, Mapping[str, Any]] = {
    "bookkeeping": BOOKKEEPING_MODES,
    "disbursement": DISBURSEMENTS,
    "start_level": START_LEVELS,
}
CAPITALS = ("country", "currency", "accountant_country")
_SYSTEMS = {word.lower(): word for word in PRINTED_SYSTEMS}
_LEVELS = {word.lower(): level for word, level in OCR_LEVELS.items()}
_LEVELS |= {str(place): level for place, level in enumerate(OCR_LEVELS.values(), start=1)}


def template_of(accounting_system: str) -> Application:
    """A creditor of that accounting system as far as it is known before anything was told of it."""
    system = _SYSTEMS.get(accounting_system.lower(), accounting_system)
    country = "FI" if system in FINNISH_SYSTEMS else "NO"
    disbursement = DISBURSEMENTS["PerInvoice" if system in WITHOUT_BOOKS else "Batch"]
    return Application(
        accounting_system=system, country=country, currency=CURRENCIES[country], disbursement=disbursement
    )


def application_of_body(body: Template) -> tuple[Application, dict[str, str]]:
    """The template of its accounting system with all that the body says, and the words in it that are not known here.

    Raises BadRequestError.
    """
    told, unknown = changes_of(body)
    start = template_of(body.accounting_system or "")
    country = told.get("country", start.country)
    currency = CURRENCIES.get(country, start.currency)
    return replace(start, **{"currency": currency, **told, "accounting_system": start.accounting_system}), unknown


def known_changes_of(body: SettingsBody) -> dict[str, Any]:
    """What the body says otherwise. Raises BadRequestError, also for words that are not known here."""
    told, unknown = changes_of(body)
    if unknown:
        raise BadRequestError(unknown)
    return told


def changes_of(body: SettingsBody) -> tuple[dict[str, Any], dict[str, str]]:
    """The fields that the body says something of, and its unknown words as sentences. Raises BadRequestError."""
    told = {ours: value for ours, path in PLACES.items() if (value := _at(body, path)) is not None}
    told |= {name: told[name].upper() for name in CAPITALS if name in told}
    unknown = {}
    for name, words in WORDS.items():
        if name in told:
            known = {word.lower(): meaning for word, meaning in words.items()}
            said = told.pop(name)
            if said.lower() in known:
                told[name] = known[said.lower()]
            else:
                unknown[creditor_field(name)] = f"{said} is none of {', '.join(words)}"
    ledger = body.bookkeeping.ledger_accounts if body.bookkeeping else None
    if ledger is not None:
        told["ledger_accounts"] = ledger.model_dump(exclude_none=True)
    if isinstance(body, Template):
        told |= _country(body, told)
        if body.bank_accounts is not None:
            told["accounts"] = _accounts(body.bank_accounts)
        if body.unknown():
            told["other"] = kept_text(body.unknown())
    return told, unknown


def guest_of(body: InviteBody) -> Guest:
    """Whom to invite."""
    return Guest(
        email=body.email,
        name=body.name,
        accountant=bool(body.is_accountant),
        country=(body.country_code or "").upper(),
        organization_number=body.organization_number or "",
    )


def told_members(application: Application) -> dict[str, Any]:
    """What is told of a creditor as the members of a template, by their own names."""
    members: dict[str, Any] = {}
    for ours, path in PLACES.items():
        inside = members
        for name in path[:-1]:
            inside = inside.setdefault(name, {})
        value = getattr(application, ours)
        inside[path[-1]] = _word(WORDS[ours], value) if ours in WORDS else value if value != "" else None
    members["bookkeeping"]["ledger_accounts"] = LedgerAccounts(**application.chart)
    members["postal_address"]["address_country_code"] = application.country or None
    members["bank_accounts"] = [_bank_account(account) for account in application.accounts]
    return members


def _country(body: Template, told: Mapping[str, Any]) -> dict[str, str]:
    """The creditor's country, where only its address names it. Raises BadRequestError where the two differ."""
    named = (body.postal_address.address_country_code if body.postal_address else None) or ""
    if named and told.get("country", named.upper()) != named.upper():
        field = f"{creditor_field('address_line').rpartition('.')[0]}.{public_name('address_country_code')}"
        raise BadRequestError({field: "must be the creditor's country"})
    return {"country": named.upper()} if named else {}


def _at(body: object, path: tuple[str, ...]) -> Any:
    for name in path:
        body = getattr(body, name, None)
    return body


def _word(words: Mapping[str, Any], meaning: object) -> str:
    return next(word for word, meant in words.items() if meant == meaning)


def _accounts(given: list[BankAccount]) -> tuple[OwnAccount, ...]:
    """Raise BadRequestError for agreements that no bank offers, all of them at once."""
    accounts: list[OwnAccount] = []
    problems: dict[str, str] = {}
    for place, account in enumerate(given):
        try:
            agreement = _agreement(account)
        except InvalidCommandError as error:
            problems |= {_agreement_field(place, account, problem): problem.message for problem in error.problems}
        else:
            bic = (account.bic or "").replace(" ", "").upper()
            accounts.append(OwnAccount(account.account_number or "", bic, agreement))
    if problems:
        raise BadRequestError(problems)
    return tuple(accounts)


def _agreement(account: BankAccount) -> ReferenceAgreement | None:
    if account.kid_length is not None or account.kid_modulus is not None:
        return ReferenceAgreement(Scheme.KID, account.kid_length or 0, account.kid_modulus or 10)
    if account.ocr_level is None and account.ocr_length is None:
        return None
    level = _LEVELS.get((account.ocr_level or "CheckDigit").lower())
    if level is None:
        raise InvalidCommandError(FieldProblem("level", f"{account.ocr_level} is none of {', '.join(OCR_LEVELS)}"))
    return ReferenceAgreement(Scheme.OCR, account.ocr_length or 0, level=level)


def _agreement_field(place: int, account: BankAccount, problem: FieldProblem) -> str:
    scheme = "ocr" if account.kid_length is None and account.kid_modulus is None else "kid"
    return creditor_field(f"accounts.{place}.{scheme}_{problem.field}")


def _bank_account(account: OwnAccount) -> BankAccount:
    agreement = account.agreement
    facts: dict[str, Any] = {}
    if agreement and agreement.scheme is Scheme.KID:
        facts = {"kid_length": agreement.length, "kid_modulus": agreement.modulus}
    elif agreement:
        facts = {"ocr_level": _word(OCR_LEVELS, Level(agreement.level)), "ocr_length": agreement.length}
    return BankAccount(account_number=account.number or None, bic=account.bic or None, **facts)
