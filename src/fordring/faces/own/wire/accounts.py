"""Bodies about the operator's client accounts."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field


class AccountEventAnswer(BaseModel):
    """Somebody changed what is agreed of an account, by the wall clock."""

    what: str = Field(description="four_eyes, pain_version, charge_codes or shortfall_invoicer")
    was: str
    became: str
    by: str
    at: datetime


class AccountAnswer(BaseModel):
    """A client account, and what is agreed of it with its bank."""

    iban: str
    name: str
    country: str
    currency: str
    pain_version: str = Field(description="of pain.001.001 that the bank takes")
    four_eyes: bool = Field(description="whether another client than its maker releases each payment order")
    charge_codes: Sequence[str] = Field(description="transaction codes of debits that are the bank's charges")
    charge_codes_agreed: bool = Field(description="false: these are the usual ones, which nobody has verified")
    shortfall_invoicer: str | None = Field(description="the merchant that invoices what others owe on this account")
    events: Sequence[AccountEventAnswer]


class ChargeCodesBody(BaseModel):
    """All codes by which the bank calls a debit its charge."""

    model_config = ConfigDict(extra="forbid", strict=True)

    codes: list[str] | None = Field(
        description="sub-families of ISO 20022 or the bank's own; null for the usual ones", examples=[["CHRG", "GEB"]]
    )


class InvoicerBody(BaseModel):
    """Who invoices what merchants owe on the account."""

    model_config = ConfigDict(extra="forbid", strict=True)

    account_id: str | None = Field(description="a merchant of the operator's own; null for nobody")
