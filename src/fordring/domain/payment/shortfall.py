"""What a merchant owes more than waits for it: who invoices it, what the invoice says, and why there is none."""

from datetime import date

from fordring.domain.claim.registration import Registration, registration_problems
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.merchant import BankAccount, Merchant
from fordring.domain.parties import Billing
from fordring.domain.payment.schedule import Shortfall
from fordring.domain.purchase.totals import GivenLine

LINES = {
    "NO": "Negativ saldo per {day:%d.%m.%Y}",
    "SE": "Negativt saldo per {day:%Y-%m-%d}",
    "FI": "Negatiivinen saldo {day:%d.%m.%Y}",
}
"""The one line of the invoice, in the language of the merchant's country."""

_ADDRESS = ("address_line", "address_line_2", "postal_code", "postal_place")

CARRIED = "carried to the next payout, as agreed"
BELOW = "carried to the next payout: it is below the merchant's minimum"
NOBODY = "nobody is named to invoice what is owed on this client account"
ITSELF = "the merchant is the invoicer itself"


def check_invoicer(account: BankAccount, invoicer: Merchant, *, sandbox: bool) -> None:
    """Raise InvalidCommandError unless the merchant can invoice what others owe on the account.

    `sandbox` says of which kind the account's merchants are.
    """
    problems = _unfit(account, invoicer, sandbox=sandbox)
    if problems:
        raise InvalidCommandError(*(FieldProblem("account_id", problem) for problem in problems))


def invoice_of(merchant: Merchant, minor: int, day: date) -> Registration:
    """The invoice of what the merchant owes as of `day`, in minor units: one line without VAT."""
    said = LINES[merchant.country].format(day=day)
    return Registration(
        currency=merchant.currency,
        amount_minor=minor,
        billing=_billing(merchant),
        business=True,
        lines=(GivenLine(said, minor, vat_minor=0, vat_bp=0),),
        customer_number=merchant.account_id,
    )


def why_not(merchant: Merchant, account: BankAccount, invoicer: Merchant | None, minor: int, day: date) -> str | None:
    """Why so much, owed by the merchant on the account on `day`, is not invoiced; None where it can be."""
    schedule = merchant.payout_schedule
    if schedule.shortfall is Shortfall.CARRIED:
        return CARRIED
    if minor < schedule.minimum_minor:
        return BELOW
    if invoicer is None:
        return NOBODY
    if invoicer.merchant_id == merchant.merchant_id:
        return ITSELF
    problems = [
        *_unfit(account, invoicer, sandbox=merchant.sandbox),
        *(f"{each.field} {each.message}" for each in registration_problems(invoice_of(merchant, minor, day), invoicer)),
    ]
    return "; ".join(problems) or None


def _unfit(account: BankAccount, invoicer: Merchant, *, sandbox: bool) -> list[str]:
    """What keeps the merchant from invoicing for the account."""
    problems = []
    if invoicer.country != account.country:
        problems.append(f"the invoicer is in {invoicer.country}, the client account in {account.country}")
    if invoicer.currency != account.currency:
        problems.append(f"the invoicer takes {invoicer.currency}, the client account {account.currency}")
    if invoicer.sandbox != sandbox:
        one, others = ("live", "sandbox") if sandbox else ("sandbox", "live")
        problems.append(f"the invoicer is a {one} merchant, the client account is for {others} ones")
    if invoicer.deactivated_at is not None:
        problems.append("the invoicer is deactivated")
    return problems


def _billing(merchant: Merchant) -> Billing:
    """The merchant as a payer: its company, where it is, and whom it has named to be written to."""
    settings = merchant.settings
    contact, person = settings.get("contact") or {}, settings.get("contact_person") or {}
    address = {name: str(merchant.address.get(name) or "") for name in _ADDRESS}
    return Billing(
        business_name=merchant.name,
        organization_number=merchant.organization_number,
        email=contact.get("email") or person.get("email") or "",
        phone_number=contact.get("phone") or person.get("phone") or "",
        country=merchant.country,
        **address,
    )
