"""The bodies of `invoice/payment` and `invoice/creditnote`, named as the public pages print them."""

from typing import Annotated

from pydantic import Field

from fordring.faces.kravia.wire.loose import Day, Loose, Name, Number, Text, Whole

INVOICES_MAX = 1_000


class PaidInvoice(Loose):
    """What of the payment is for one invoice; below zero it takes back what was reported."""

    invoice_id: Whole
    amount: Number


class PaymentBody(Loose):
    """Money that came directly to the creditor."""

    date: Annotated[Day | None, Field(description="the creditor's today when absent")] = None
    description: Text | None = None
    accounting_payment_id: Annotated[
        Name | None, Field(alias="AccountingPaymentId", description="the creditor's own id: the same is booked once")
    ] = None
    amount: Annotated[Number | None, Field(description="the whole; the sum of the parts when absent")] = None
    invoices: Annotated[list[PaidInvoice], Field(min_length=1, max_length=INVOICES_MAX)]


class CreditedInvoice(Loose):
    """How much of one invoice is credited, below zero as printed; above zero means the same."""

    invoice_id: Annotated[Whole, Field(alias="InvoiceId")]
    amount: Annotated[Number, Field(alias="Amount")]


class CreditNoteBody(Loose):
    """What is credited of invoices."""

    date: Annotated[Day | None, Field(alias="Date", description="the creditor's today when absent")] = None
    description: Annotated[Text | None, Field(alias="Description")] = None
    accounting_payment_id: Annotated[
        Name | None, Field(alias="AccountingPaymentId", description="the creditor's own id: the same is booked once")
    ] = None
    amount: Annotated[
        Number | None, Field(alias="Amount", description="the whole; the sum of the parts when absent")
    ] = None
    invoices: Annotated[list[CreditedInvoice], Field(alias="Invoices", min_length=1, max_length=INVOICES_MAX)]
