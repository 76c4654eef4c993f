"""Bodies about what merchants owe more than waits for them. Amounts are minor units."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field


class ShortfallAnswer(BaseModel):
    """What a merchant owes on a client account and was not invoiced for."""

    account_id: str
    iban: str = Field(description="the client account")
    currency: str
    amount: int
    since: date = Field(description="the bank's day of the oldest amount that it owes back")
    invoicer: str | None = Field(description="the merchant that is named to invoice it")
    not_invoiced: str | None = Field(description="why it is not invoiced; null where the next payout day does it")


class InvoicedAnswer(BaseModel):
    """What a merchant owed and was invoiced for."""

    account_id: str
    currency: str
    amount: int
    as_of: date
    invoicer: str = Field(description="the merchant whose invoice it is")
    claim_id: int
    invoice_number: str
    due_on: date
    open: int = Field(description="what is not paid of the invoice, with what came on top of it")


class InvoiceBody(BaseModel):
    """Whom to invoice now: everybody with whom it was agreed, or of them the merchants named."""

    model_config = ConfigDict(extra="forbid", strict=True)

    account_ids: list[str] = Field(default_factory=list)
