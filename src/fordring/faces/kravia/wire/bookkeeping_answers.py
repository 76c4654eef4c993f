"""What `invoice/payment` and `invoice/creditnote` answer: what became of each part. The public pages show nothing."""

from typing import Annotated

from pydantic import Field

from fordring.faces.kravia.wire.answer import Amount, Answer
from fordring.faces.kravia.wire.answers import Warned


class BookedInvoice(Answer):
    """What of the amount was booked on the invoice's capital, and why not the rest."""

    invoice_id: int
    amount: Amount
    booked: Amount
    ignored: Amount
    reason: str | None
    remaining_capital: Annotated[Amount, Field(description="of the invoice, once this part was booked")]
    credit_note_id: Annotated[int | None, Field(description="the credit note that was made, itself an invoice here")]


class Booked(Answer):
    """What was booked. `unallocated` is what of `amount` the invoices do not account for."""

    accounting_payment_id: str | None
    amount: Amount
    booked: Amount
    ignored: Amount
    unallocated: Amount
    invoices: list[BookedInvoice]
    warnings: list[Warned]
