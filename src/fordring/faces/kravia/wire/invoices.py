"""The body of `invoice/register`, as the public pages print it; fields of our own are marked."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from fordring.faces.kravia.compatibility import CHANNELS, CLAIM_TYPES, STEP_TYPES, WISHES
from fordring.faces.kravia.wire.loose import Day, Flag, Loose, Name, Number, Text, Whole, lacking, offered

LINES_MAX = 2_000
STEPS_MAX = 20


class PostalAddress(Loose):
    """Where the debtor lives. The doubled "addressAddress" is as printed."""

    address_address_line1: Text | None = None
    address_address_line2: Annotated[Text | None, Field(description="our own addition")] = None
    address_postal_code: Name | None = None
    address_city: Text | None = None
    address_country_code: Annotated[Name | None, Field(description="the creditor's country when absent")] = None


class OrderLine(Loose):
    """A line of the invoice. Prices and totals include VAT unless the creditor's setting says otherwise."""

    description: Text | None = None
    unit_price: Number | None = None
    count: Number | None = None
    vat_in_percent: Annotated[Number | None, Field(description="the creditor's usual rate when absent")] = None
    unit: Name | None = None
    total: Annotated[Number | None, Field(description="unitPrice × count less the discount when absent")] = None
    discount_in_percent: Number | None = None

    @model_validator(mode="after")
    def _worth_something(self) -> Self:
        if self.total is None and self.unit_price is None:
            raise lacking("total", "must be given, or unitPrice")
        return self


class BookkeepingLine(Loose):
    """How the creditor books it; kept and shown, never read. No zero sum is asked."""

    amount: Number | None = None
    description: Text | None = None
    booking_date: Day | None = None
    ledger_account: Name | None = None
    vat_code: Name | None = None


class CreditorStep(Loose):
    """A letter that the creditor sent about an overdue invoice before it handed it over; the oldest comes first."""

    step_type: Annotated[
        Name,
        offered(STEP_TYPES, "{said} is not a step; offered: {offered}"),
        Field(description="our own addition: Reminder, CollectionNotice, PaymentDemand or Compensation"),
    ]
    sent_date: Annotated[Day, Field(description="our own addition")]
    pay_by_date: Annotated[
        Day | None, Field(description="our own addition: the day it gave; the least the law asks when absent")
    ] = None
    fee: Annotated[
        Number | None,
        Field(description="our own addition: what it cost the debtor beside originalAmount, or 0"),
    ] = None


class FollowUpTerms(Loose):
    """What was agreed on with the debtor, or is so, that the law of follow-up asks about."""

    electronic_consent_date: Annotated[
        Day | None, Field(description="our own addition: a Finnish consumer consented to electronic demands")
    ] = None
    electronic_address_reaches: Annotated[
        Flag | None, Field(description="our own addition: the e-mail address is sure to reach the debtor")
    ] = None
    reminder_fee_agreed: Annotated[
        Flag | None, Field(description="our own addition: agreed at the latest when the debt arose; Sweden asks")
    ] = None
    interest_demanded_date: Annotated[
        Day | None, Field(description="our own addition: when payment was demanded in writing, with interest")
    ] = None
    directly_enforceable: Annotated[Flag | None, Field(description="our own addition: without a judgment; Finland")] = (
        None
    )


class RegisterBody(Loose):
    """An invoice, a credit note, or an overdue invoice to be collected or reminded of; a draft until `action=Start`."""

    claim_type: Annotated[
        Name,
        offered(CLAIM_TYPES, "{said} is not a claim type; offered: {offered}"),
        Field(description="Invoice, CreditNote, CollectionCase or Reminder, in any casing"),
    ]
    creditor_id: Whole
    original_amount: Annotated[Number, Field(description="major units, VAT included; a credit note's with either sign")]
    debtor_name: Text
    debtor_number: Annotated[Name | None, Field(description="names the customer card")] = None
    accounting_invoice_id: Name | None = None
    email: Name | None = None
    ssn: Name | None = None
    organization_number: Name | None = None
    is_private_individual: Annotated[Flag | None, Field(description="true without organizationNumber")] = None
    postal_address: PostalAddress | None = None
    invoice_no: Annotated[Name | None, Field(description="taken from our own series when absent")] = None
    invoice_date: Annotated[Day | None, Field(description="the day it is issued when absent")] = None
    due_date: Annotated[Day | None, Field(description="follows from the creditor's usual term when absent")] = None
    currency_code: Annotated[Name | None, Field(description="the creditor's currency when absent")] = None
    description: Text | None = None
    order_lines: Annotated[list[OrderLine] | None, Field(max_length=LINES_MAX)] = None
    bookkeeping_details: Annotated[list[BookkeepingLine] | None, Field(max_length=LINES_MAX)] = None
    kid: Annotated[Name | None, Field(description="our own addition: the payment reference; assigned when absent")] = (
        None
    )
    phone_number: Annotated[Name | None, Field(description="our own addition")] = None
    credited_invoice_id: Annotated[
        Whole | None, Field(description="our own addition: which invoice a credit note credits, by its id here")
    ] = None
    credited_invoice_no: Annotated[
        Name | None, Field(description="our own addition: the same by its number, where the id is not known")
    ] = None
    limitation_interrupted_date: Annotated[
        Day | None,
        Field(description="our own addition: of a case, when the debtor last acknowledged it or it was taken to court"),
    ] = None
    creditor_steps: Annotated[
        list[CreditorStep] | None,
        Field(max_length=STEPS_MAX, description="our own addition: of a case or reminder, what the creditor sent"),
    ] = None
    follow_up: Annotated[FollowUpTerms | None, Field(description="our own addition: what follow-up asks about")] = None
    language: Annotated[Name | None, Field(description="our own addition: nb, sv, fi or en")] = None
    distribution: Annotated[
        Annotated[Name, offered((*CHANNELS, *WISHES), "{said} is not offered; offered: {offered}")] | None,
        Field(
            description="our own addition: kravia sends the invoice, merchant leaves that to the creditor; "
            "EHF, eInvoice, Email and Print say how it should travel"
        ),
    ] = None
