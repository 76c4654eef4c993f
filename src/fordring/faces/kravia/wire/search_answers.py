"""What a search answers."""

from datetime import date
from typing import Annotated

from pydantic import Field

from fordring.faces.kravia.wire.answer import Amount, Answer


class FoundInvoice(Answer):
    """One invoice of a list. `lastUpdatedTime` grows with every change, and no two changes have the same."""

    id: int
    claim_id: int
    claim_type: str
    invoice_no: str | None
    accounting_invoice_id: str | None
    creditor_id: int
    creditor_name: str
    creditor_org_number: str
    debtor_name: str
    debtor_number: str | None
    invoice_date: date | None
    invoice_due: date | None
    due_date: date | None
    original_amount: Amount
    outstanding_amount: Amount
    currency_code: str
    kid: str | None
    status_code: str
    status_name: str
    registered_time: str
    last_updated_time: str


class SearchAnswer(Answer):
    """A page of a search."""

    data: list[FoundInvoice]
    total: Annotated[int | None, Field(description="of all pages; null above 1,000, and where a text fills the page")]
