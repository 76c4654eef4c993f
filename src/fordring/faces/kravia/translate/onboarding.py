"""What is told of a creditor, in our words and back again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from fordring.domain.acceptable import FIELD
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
from fordring.faces.kravia.creditor_fields import PLACES
from fordring.faces.kravia.translate.unknown import kept_text
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


@dataclass(frozen=True, slots=True)
class Changes:
    """The fields that a body says something of; its words that are not known here, and what of it cannot be meant."""

    told: Mapping[str, Any]
    unknown: tuple[FieldProblem, ...]
    problems: tuple[FieldProblem, ...]


def application_of_body(body: Template) -> tuple[Application, Changes]:
    """The template of its accounting system with all that the body says."""
    changes = changes_of(body)
    start = template_of(body.accounting_system or "")
    country = changes.told.get("country", start.country)
    currency = CURRENCIES.get(country, start.currency)
    told = {"currency": currency, **changes.told, "accounting_system": start.accounting_system}
    return replace(start, **told), changes


def changes_of(body: SettingsBody) -> Changes:
    """What a body says of a creditor."""
    told = {ours: value for ours, path in PLACES.items() if (value := _at(body, path)) is not None}
    told |= {name: told[name].upper() for name in CAPITALS if name in told}
    unknown, problems = [], []
    for name, words in WORDS.items():
        if name in told:
            known = {word.lower(): meaning for word, meaning in words.items()}
            said = told.pop(name)
            if said.lower() in known:
                told[name] = known[said.lower()]
            else:
                unknown.append(FieldProblem(FIELD + name, f"{said} is none of {', '.join(words)}"))
    ledger = body.bookkeeping.ledger_accounts if body.bookkeeping else None
    if ledger is not None:
        told["ledger_accounts"] = ledger.model_dump(exclude_none=True)
    if isinstance(body, Template):
        named = ((body.postal_address and body.postal_address.address_country_code) or "").upper()
        if named and told.setdefault("country", named) != named:
            problems.append(FieldProblem(FIELD + "address_country", "must be the creditor's country"))
        if body.bank_accounts is not None:
            read = [_account(place, account) for place, account in enumerate(body.bank_accounts)]
            told["accounts"] = tuple(account for account, _ in read)
            problems += (problem for _, found in read for problem in found)
        if body.unknown():
            told["other"] = kept_text(body.unknown())
    return Changes(told, tuple(unknown), tuple(problems))


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


def _at(body: object, path: tuple[str, ...]) -> Any:
    for name in path:
        body = getattr(body, name, None)
    return body


def _word(words: Mapping[str, Any], meaning: object) -> str:
    return next(word for word, meant in words.items() if meant == meaning)


def _account(place: int, given: BankAccount) -> tuple[OwnAccount, list[FieldProblem]]:
    """An account, without its agreement where no bank offers one like that; and what is wrong with it."""
    agreement, problems = None, []
    try:
        agreement = _agreement(given)
    except InvalidCommandError as error:
        scheme = "ocr" if given.kid_length is None and given.kid_modulus is None else "kid"
        at = f"{FIELD}accounts.{place}.{scheme}_"
        problems = [FieldProblem(at + problem.field, problem.message) for problem in error.problems]
    bic = (given.bic or "").replace(" ", "").upper()
    return OwnAccount(given.account_number or "", bic, agreement), problems


def _agreement(account: BankAccount) -> ReferenceAgreement | None:
    if account.kid_length is not None or account.kid_modulus is not None:
        return ReferenceAgreement(Scheme.KID, account.kid_length or 0, account.kid_modulus or 10)
    if account.ocr_level is None and account.ocr_length is None:
        return None
    level = _LEVELS.get((account.ocr_level or "CheckDigit").lower())
    if level is None:
        raise InvalidCommandError(FieldProblem("level", f"{account.ocr_level} is none of {', '.join(OCR_LEVELS)}"))
    return ReferenceAgreement(Scheme.OCR, account.ocr_length or 0, level=level)


def _bank_account(account: OwnAccount) -> BankAccount:
    agreement = account.agreement
    facts: dict[str, Any] = {}
    if agreement and agreement.scheme is Scheme.KID:
        facts = {"kid_length": agreement.length, "kid_modulus": agreement.modulus}
    elif agreement:
        facts = {"ocr_level": _word(OCR_LEVELS, Level(agreement.level)), "ocr_length": agreement.length}
    return BankAccount(account_number=account.number or None, bic=account.bic or None, **facts)
