"""Shapes of answers about creditors: whom a token acts for, and how each is set up."""

from fordring.faces.kravia.wire.answers import Answer, Creditor


class CreditorList(Answer):
    """The envelope of the creditors, by their ids."""

    value: list[Creditor]


class CreditorSettings(Answer):
    """How a creditor is set up: its debtors pay to `bankAccount`, we pay the creditor at `disbursementAccount`."""

    id: int
    name: str
    org_number: str
    email: str | None
    country_code: str
    currency_code: str
    vat_registered: bool
    bank_account: str
    disbursement_account: str
    days_until_due: int
    line_amounts_exclude_vat: bool
    direct_payment_closes: bool
    full_credit_writes_off: bool
