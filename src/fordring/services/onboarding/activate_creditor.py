"""The holder of a token takes in a merchant, and from then on acts for it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fordring.domain.acceptable import acceptance_problems, acceptance_warnings, account_number
from fordring.domain.application import Application, address_of, settings_of
from fordring.domain.errors import FieldProblem, InvalidCommandError, MayNotOnboardError
from fordring.domain.merchant import BankAccount, Clock, Merchant
from fordring.services.new_merchant import Activation, add_merchant, usual_vat_bp
from fordring.storage import merchants
from fordring.storage.house import accounts, tokens
from fordring.storage.house.tokens import Onboarding
from fordring.storage.ids import fresh_account_id, fresh_prefix, new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ActivateCreditor:
    """What is told of the merchant, and the SHA-256 of the token whose holder takes it in."""

    application: Application
    token_sha256: str


async def activate_creditor(command: ActivateCreditor, work: Work) -> Activation:
    """Take the merchant in, with an account of the operator's that its payers pay to; the token then acts for it too.

    The same application again is the merchant that is there, with a warning. Raises InvalidCommandError naming every
    field, MayNotOnboardError. The token's row is locked: its holder's activations go one at a time.
    """
    token = await tokens.lock(work.connection, command.token_sha256)
    if token.onboards is None:
        raise MayNotOnboardError
    given = replace(command.application, organization_number=command.application.business_id)
    account = await _receiving(given, token.onboards, work)
    before = await merchants.taken_in_with(work.connection, token.merchants, given.organization_number)
    warnings = acceptance_warnings(given)
    for creditor_no, fingerprint in before.items():
        if fingerprint == given.fingerprint:
            merchant = await merchants.by_creditor_no(work.connection, creditor_no)
            return Activation(merchant, (*warnings, _taken_in_before(creditor_no)))
    merchant = await add_merchant(work, _merchant(given, token.onboards, account, work), given.fingerprint)
    await tokens.cover(work.connection, token.sha256, merchant.merchant_id)
    return Activation(merchant, (*warnings, *_namesakes(before)))


async def _receiving(given: Application, terms: Onboarding, work: Work) -> BankAccount:
    """The operator's account that its payers will pay to. Raises for what cannot be used, every field at once."""
    problems = list(acceptance_problems(given))
    account = await accounts.receiving(work.connection, given.country, given.currency, sandbox=terms.sandbox)
    if account is None and not {"creditor.country", "creditor.currency"} & {problem.field for problem in problems}:
        message = f"the operator has no client account for {given.currency} in {given.country}"
        problems.append(FieldProblem("creditor.currency", message))
    if problems or account is None:
        raise InvalidCommandError(*problems)
    return account


def _merchant(given: Application, terms: Onboarding, account: BankAccount, work: Work) -> Merchant:
    return Merchant(
        merchant_id=new_id(),
        account_id=fresh_account_id(sandbox=terms.sandbox),
        creditor_no=0,
        name=given.name,
        organization_number=given.organization_number,
        country=given.country,
        currency=given.currency,
        address=address_of(given),
        vat_registered=given.vat_registered,
        in_business_register=given.in_business_register,
        f_skatt=given.f_skatt,
        default_vat_bp=usual_vat_bp(work, given.country, registered=given.vat_registered),
        number_prefix=fresh_prefix(),
        bank_account=account,
        payout_account=account_number(given.accounts[0].number, given.country).compact,
        commission_bp=terms.commission_bp,
        commission_vat_bp=terms.commission_vat_bp,
        settings=settings_of(given),
        signature_secret="",
        clock=Clock(),
    )


def _taken_in_before(creditor_no: int) -> FieldProblem:
    message = f"was activated before with the same content, as {creditor_no}; that creditor is answered"
    return FieldProblem("creditor.organization_number", message)


def _namesakes(before: dict[int, str]) -> Iterator[FieldProblem]:
    if before:
        numbers = ", ".join(str(creditor_no) for creditor_no in before)
        yield FieldProblem("creditor.organization_number", f"was used before, with other content, by {numbers}")
