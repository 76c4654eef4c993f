"""Shapes of answers about creditors: whom a token acts for, and how each is set up."""

from typing import Annotated, Any

from pydantic import Field

from fordring.faces.kravia.wire.answer import Answer
from fordring.faces.kravia.wire.answers import Creditor, Warned
from fordring.faces.kravia.wire.onboarding import Bookkeeping, FollowUp, Template


class CreditorList(Answer):
    """The envelope of the creditors, by their ids."""

    value: list[Creditor]


class CreditorSettings(Answer):
    """How a creditor is set up: its debtors pay to `bankAccount`, we pay the creditor at `disbursementAccount`."""

    id: int
    name: str
    org_number: str
    email: str | None
    phone_number: str | None
    website: str | None
    country_code: str
    currency_code: str
    accounting_system: str | None
    vat_registered: bool
    in_business_register: bool
    f_skatt: bool
    bank_account: str
    disbursement_account: str
    disbursement: str
    bookkeeping: Bookkeeping
    follow_up: FollowUp
    days_until_due: int
    line_amounts_exclude_vat: bool
    direct_payment_closes: bool
    full_credit_writes_off: bool


class WholeCreditor(Template):
    """A creditor with all that was told of it; its debtors pay to `bankAccount`, we pay it at `disbursementAccount`."""

    id: int
    account_id: Annotated[str, Field(description="our own addition: the same merchant at the merchant API")]
    active: bool
    bank_account: str
    disbursement_account: str
    warnings: list[Warned]

    def worded(self) -> dict[str, Any]:
        """The object under its members' public names, ready to become JSON."""
        return self.model_dump(mode="json", by_alias=True)


class InvitationAnswer(Answer):
    """An invitation that goes out by e-mail; its link stands in the mail alone."""

    id: str
    creditor_id: int
    email: str
    name: str
    is_accountant: bool
    country_code: str | None
    organization_number: str | None
    expires_time: str
    warnings: list[Warned]
