"""What every way of taking in a merchant shares: its rows, and what its calls are signed with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fordring.domain.acceptable import FIELD, acceptance_problems, account_number
from fordring.domain.application import Application, address_of, settings_of
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.merchant import BankAccount, Clock, Merchant
from fordring.domain.payment.confirmation import AccountFault
from fordring.domain.vat import rates_on
from fordring.services.own_accounts import is_ours
from fordring.storage import merchants, signatures
from fordring.storage.house import accounts
from fordring.storage.house.tokens import Onboarding
from fordring.storage.ids import fresh_account_id, fresh_prefix, new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class Activation:
    """The merchant as it is now, and what was accepted although it is doubtful."""

    merchant: Merchant
    warnings: tuple[FieldProblem, ...]


async def add_merchant(work: Work, merchant: Merchant, fingerprint: str | None = None) -> Merchant:
    """Add the merchant, whose integer id is given here. `fingerprint` is of the application that it came with.

    A sandbox merchant's calls are signed from the first one on; a live merchant asks for a secret when it wants one.
    """
    creditor_no = await merchants.add(work.connection, merchant, work.wall, work.asker.name, fingerprint)
    added = replace(merchant, creditor_no=creditor_no)
    if not merchant.sandbox:
        return added
    signature = signatures.fresh(work.wall, work.asker.name)
    await signatures.save(work.connection, merchant.merchant_id, signature)
    return replace(added, signature_secret=signature.secret)


def usual_vat_bp(work: Work, country: str, *, registered: bool) -> int:
    """The country's standard rate of today, in basis points; nothing where the merchant has no VAT to add."""
    return rates_on(country, work.wall.date()).rates_bp[0] if registered else 0


async def receiving_account(
    given: Application, terms: Onboarding, work: Work, known: Sequence[FieldProblem] = ()
) -> BankAccount:
    """The operator's account that its payers will pay to.

    Raises InvalidCommandError for what cannot be used, every field at once, and the problems that are known already.
    """
    problems = [*known, *acceptance_problems(given), *await ours_among(given, work)]
    account = await accounts.receiving(work.connection, given.country, given.currency, sandbox=terms.sandbox)
    if account is None and not {"creditor.country", "creditor.currency"} & {problem.field for problem in problems}:
        message = f"the operator has no client account for {given.currency} in {given.country}"
        problems.append(FieldProblem("creditor.currency", message))
    if problems or account is None:
        raise InvalidCommandError(*problems)
    return account


async def ours_among(given: Application, work: Work) -> list[FieldProblem]:
    """Its accounts that are client accounts of the operator's: it is not paid there."""
    return [
        FieldProblem(f"{FIELD}accounts.{place}.number", AccountFault.OURS)
        for place, account in enumerate(given.accounts)
        if await is_ours(work.connection, account.number, given.country)
    ]


def merchant_of(given: Application, terms: Onboarding, account: BankAccount, work: Work) -> Merchant:
    """The merchant that an application makes; its payers pay to `account`. It has no integer id yet."""
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
