"""Bodies about creditors. The pages print `accountingSystem` alone; every other name is ours, as in the template."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from fordring.faces.kravia.wire.invoices import PostalAddress
from fordring.faces.kravia.wire.loose import Flag, Loose, Name, Whole

ACCOUNTS_READ_MAX = 100


class InitBody(Loose):
    """Which accounting system the creditor uses; one that is not known here is as good."""

    accounting_system: Name


class BankAccount(Loose):
    """An account of the creditor's: an IBAN, a Norwegian account number or a Swedish bankgiro number."""

    account_number: Name | None = None
    bic: Name | None = None
    kid_length: Annotated[Whole | None, Field(description="of its KID agreement, check digit included; 0: any")] = None
    kid_modulus: Annotated[Whole | None, Field(description="10 or 11")] = None
    ocr_level: Annotated[Name | None, Field(description="Soft, CheckDigit, LengthDigit or FixedLength; or 1 to 4")] = (
        None
    )
    ocr_length: Annotated[Whole | None, Field(description="of its OCR numbers, at FixedLength")] = None


class Contact(Loose):
    """A person at the creditor."""

    name: Name | None = None
    email: Name | None = None
    phone_number: Name | None = None


class Accountant(Loose):
    """Who keeps the creditor's books."""

    name: Name | None = None
    organization_number: Name | None = None
    country_code: Name | None = None
    email: Name | None = None


class LedgerAccounts(Loose):
    """Accounts of the creditor's own chart, for what we suggest to be booked."""

    bank: Name | None = None
    receivable: Name | None = None
    fees: Name | None = None
    interest: Name | None = None
    commission: Name | None = None
    vat: Name | None = None


class Bookkeeping(Loose):
    """How suggestions reach the creditor's books."""

    mode: Annotated[Name | None, Field(description="Unposted or Automatic")] = None
    ledger_accounts: LedgerAccounts | None = None


class FollowUp(Loose):
    """What happens to what is not paid, and what the creditor wants to be asked before."""

    approve_cases: Annotated[Flag | None, Field(description="each case before it starts")] = None
    approve_payment_demands: Annotated[Flag | None, Field(description="each before it is sent")] = None
    start_level: Annotated[Name | None, Field(description="CollectionNotice or PaymentDemand")] = None
    automatic_transfer: Annotated[Flag | None, Field(description="overdue invoices become cases")] = None


class SettingsBody(Loose):
    """What a creditor may set otherwise; what is not named stays, what is not known here or is read only is ignored."""

    accounting_system: Name | None = None
    email: Name | None = None
    phone_number: Name | None = None
    website: Name | None = None
    vat_registered: Flag | None = None
    in_business_register: Annotated[Flag | None, Field(description="Norway: Foretaksregisteret")] = None
    f_skatt: Annotated[Flag | None, Field(description="Sweden: approved for F-skatt")] = None
    days_until_due: Annotated[Whole | None, Field(description="of an invoice without a due date, 0 to 365")] = None
    line_amounts_exclude_vat: Flag | None = None
    direct_payment_closes: Flag | None = None
    full_credit_writes_off: Flag | None = None
    disbursement: Annotated[Name | None, Field(description="Batch or PerInvoice")] = None
    bookkeeping: Bookkeeping | None = None
    follow_up: FollowUp | None = None


class Template(SettingsBody):
    """A creditor as it is taken in. What is absent has its default; what is not known here is kept and ignored."""

    model_config = ConfigDict(extra="allow")

    name: Name | None = None
    organization_number: Name | None = None
    country_code: Name | None = None
    currency_code: Name | None = None
    postal_address: PostalAddress | None = None
    bank_accounts: Annotated[list[BankAccount] | None, Field(max_length=ACCOUNTS_READ_MAX)] = None
    contact: Contact | None = None
    accountant: Accountant | None = None

    def unknown(self) -> dict[str, Any]:
        """Members that are not known here."""
        return dict(self.model_extra or {})


class InviteBody(Loose):
    """Whom to invite, as the pages print it; country and number are those of an accountant's office."""

    email: Name
    name: Name
    is_accountant: Flag | None = None
    country_code: Annotated[Name | None, Field(description="the creditor's country when absent")] = None
    organization_number: Annotated[Name | None, Field(description="needed of an accountant")] = None
